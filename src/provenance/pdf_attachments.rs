//! The attachments of any PDF (ISO 32000-1, 7.11.4).

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object, Stream, String as PdfString};

use crate::files::refusal::cannot_read;
use crate::limits::{MIB, NAME_TREE_DEPTH, PDF_BYTES};
use crate::report::Problem;

/// Reads a PDF from a file.
///
/// # Errors
/// When there is no such file, it is too large, or the system refuses.
pub fn read_pdf(path: &Path) -> Result<Vec<u8>, Problem> {
    let length = fs::metadata(path).map_err(|error| unreadable(path, &error))?.len();
    if length > PDF_BYTES {
        return Err(too_large(path));
    }
    fs::read(path).map_err(|error| unreadable(path, &error))
}

/// Every file attached to a PDF, by name.
///
/// # Errors
/// When it is not a PDF, or is encrypted or damaged.
pub fn attachments(pdf: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    if !pdf.starts_with(b"%PDF-") {
        return Err(not_a_pdf());
    }
    let pdf = Pdf::new(Arc::new(pdf.to_vec())).map_err(|_| broken())?;
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).ok_or_else(broken)?;
    let mut found = Vec::new();
    let names = root.get::<Dict<'_>>("Names").and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"));
    if let Some(names) = names {
        collect(&names, 0, &mut found)?;
    }
    Ok(found)
}

/// Collects the files of a name tree (ISO 32000-1, 7.9.6).
fn collect(tree: &Dict<'_>, depth: usize, found: &mut Vec<(String, Vec<u8>)>) -> Result<(), Problem> {
    if depth > NAME_TREE_DEPTH {
        return Err(broken());
    }
    if let Some(kids) = tree.get::<Array<'_>>("Kids") {
        for kid in kids.iter::<Dict<'_>>() {
            collect(&kid, depth + 1, found)?;
        }
    }
    if let Some(names) = tree.get::<Array<'_>>("Names") {
        for entry in names.iter::<Object<'_>>() {
            if let Object::Dict(specification) = entry {
                found.push(file(&specification).ok_or_else(broken)?);
            }
        }
    }
    Ok(())
}

/// The name and contents of the file in a file specification.
fn file(specification: &Dict<'_>) -> Option<(String, Vec<u8>)> {
    let name = specification.get::<PdfString<'_>>("UF").or_else(|| specification.get("F"))?;
    let files: Dict<'_> = specification.get("EF")?;
    let stream: Stream<'_> = files.get("F").or_else(|| files.get("UF"))?;
    Some((text(name.as_bytes()), stream.decoded().ok()?.into_owned()))
}

/// Decodes a text string (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 with a byte order mark, else one byte per
/// character.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn not_a_pdf() -> Problem {
    Problem::usage("it is not a PDF").hint("name a PDF built by spravka")
}

fn broken() -> Problem {
    Problem::error("the PDF is damaged or encrypted: its attachments cannot be read")
        .hint("use the copy in the archive, if there is one")
}

fn too_large(path: &Path) -> Problem {
    Problem::usage(format!("`{}` is larger than the limit of {} GiB", path.display(), PDF_BYTES / 1024 / MIB))
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            Problem::usage(format!("there is no file `{}`", path.display())).hint("check the path")
        }
        ErrorKind::IsADirectory => {
            Problem::usage(format!("`{}` is a folder", path.display())).hint("name the PDF inside it")
        }
        _ => cannot_read(path.display(), error),
    }
}
