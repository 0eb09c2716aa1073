mod choice;
mod delimited;
mod encoding;
mod ods;
mod package;
mod sheet;
mod xlsx;
mod xml;

use std::io::{self, ErrorKind};
use std::path::Path;

use super::Table;
use crate::files::refusal::cannot_read;
use crate::files::tree::FileTree;
use crate::limits::{MIB, TABLE_BYTES};
use crate::report::Problem;
use package::{Package, encrypted};

/// The format of a file, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Zip,
    OldWorkbook,
    Encrypted,
    Markup,
    Pdf,
}

/// Reads a table in the format of its content, not of its extension.
pub fn read(files: &FileTree, path: &Path, sheet: Option<&str>) -> Result<Table, Vec<Problem>> {
    let name = path.display().to_string();
    let fail = |problem| vec![problem];
    let bytes = files.read(path, TABLE_BYTES).map_err(|error| fail(unreadable(&name, &error)))?;
    if bytes.len() as u64 > TABLE_BYTES {
        return Err(fail(too_large(&name)));
    }
    if bytes.is_empty() {
        return Err(fail(empty(&name)));
    }
    match kind(&bytes) {
        Kind::Text if sheet.is_some() => Err(fail(no_sheets(&name))),
        Kind::Text => delimited::read(&name, &bytes),
        Kind::Zip => workbook(&name, &bytes, sheet),
        Kind::OldWorkbook => Err(fail(old_workbook(&name))),
        Kind::Encrypted => Err(fail(encrypted(&name))),
        Kind::Markup => Err(fail(markup(&name))),
        Kind::Pdf => Err(fail(pdf(&name))),
    }
}

fn workbook(name: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Table, Vec<Problem>> {
    let fail = |problem| vec![problem];
    let package = Package::open(name, bytes)?;
    let read = if package.part("content.xml").is_some() {
        ods::read(name, &package, sheet)
    } else if package.has("xl/workbook.bin") {
        Err(old_workbook(name))
    } else if package.part("[Content_Types].xml").is_some_and(|types| types.contains("spreadsheetml")) {
        xlsx::read(name, &package, sheet)
    } else {
        Err(no_workbook(name))
    };
    read.map_err(fail)
}

fn kind(bytes: &[u8]) -> Kind {
    /// The stream of an encrypted XLSX in its OLE container, in UTF-16.
    const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    let contains = |words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return if contains(ENCRYPTED) { Kind::Encrypted } else { Kind::OldWorkbook };
    }
    if bytes.starts_with(b"%PDF") {
        return Kind::Pdf;
    }
    let text = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes).trim_ascii_start();
    let beginning = String::from_utf8_lossy(&text[..text.len().min(9)]).to_lowercase();
    let markup = ["<?xml", "<!doctype", "<html", "<table", "<meta", "<head", "<body"];
    if markup.iter().any(|tag| beginning.starts_with(tag)) { Kind::Markup } else { Kind::Text }
}

fn unreadable(name: &str, error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound => {
            Problem::error(format!("there is no file `{name}`")).hint("check the path of the table")
        }
        ErrorKind::IsADirectory => {
            Problem::error(format!("`{name}` is a folder, not a table")).hint("name the file inside it")
        }
        _ => cannot_read(name, error),
    }
}

fn too_large(name: &str) -> Problem {
    Problem::error(format!("`{name}` is larger than {} MiB, the limit for a table", TABLE_BYTES / MIB))
        .hint("check that it is a table; remove pictures, or split it into several files")
}

fn empty(name: &str) -> Problem {
    Problem::error(format!("`{name}` is empty")).hint("add a row of headers and a row for each person")
}

fn no_sheets(name: &str) -> Problem {
    Problem::error(format!("`{name}` is a CSV file, which has no sheets")).hint("omit the name of the sheet")
}

fn old_workbook(name: &str) -> Problem {
    Problem::error(format!("`{name}` is a workbook in an unsupported format (older or binary)"))
        .hint("open it in a spreadsheet program and save it as .xlsx or .ods")
}

fn markup(name: &str) -> Problem {
    Problem::error(format!("`{name}` is an HTML or XML page, not a table"))
        .hint("open it in a spreadsheet program and save it as .xlsx or .ods")
}

fn pdf(name: &str) -> Problem {
    Problem::error(format!("`{name}` is a PDF, not a table")).hint("name a .xlsx, .ods or .csv file")
}

fn no_workbook(name: &str) -> Problem {
    Problem::error(format!("`{name}` is a ZIP archive or another document, not a workbook"))
        .hint("name a .xlsx, .ods or .csv file; unpack an archive first")
}
