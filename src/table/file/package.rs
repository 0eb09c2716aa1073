use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::limits::{MIB, TABLE_PARTS, TABLE_UNPACKED_BYTES};
use crate::report::Problem;

/// The XML parts of a workbook, unpacked. Each is UTF-8 and declares no entities.
#[derive(Debug)]
pub struct Package {
    parts: BTreeMap<String, String>,
    others: BTreeSet<String>,
}

impl Package {
    /// Unpacks the XML parts of a workbook. Sizes are counted during unpacking, because the sizes stated in
    /// the archive may be false.
    ///
    /// # Errors
    /// If the archive is damaged, encrypted or too large, or a part is not plain XML in UTF-8.
    pub fn open(name: &str, bytes: &[u8]) -> Result<Self, Problem> {
        let mut archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(name, &error.to_string()))?;
        if archive.len() > TABLE_PARTS {
            return Err(too_large(name));
        }
        let mut package = Self { parts: BTreeMap::new(), others: BTreeSet::new() };
        let mut left = TABLE_UNPACKED_BYTES;
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).map_err(|error| refused(name, &error))?;
            let part = file.name().map_err(|error| refused(name, &error))?.replace('\\', "/");
            if !part.ends_with(".xml") && !part.ends_with(".rels") {
                package.others.insert(part);
                continue;
            }
            let mut content = Vec::new();
            let read = file.by_ref().take(left + 1).read_to_end(&mut content);
            read.map_err(|error| damaged(name, &error.to_string()))?;
            left = left.checked_sub(content.len() as u64).ok_or_else(|| too_large(name))?;
            let text = plain(name, &part, content)?;
            if package.parts.insert(part.clone(), text).is_some() {
                return Err(damaged(name, &format!("{part} is in it twice")));
            }
        }
        Ok(package)
    }

    /// A part.
    pub fn part(&self, path: &str) -> Option<&str> {
        self.parts.get(path).map(String::as_str)
    }

    /// All parts, with their paths.
    pub fn parts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parts.iter().map(|(path, content)| (path.as_str(), content.as_str()))
    }

    /// Whether there is a file that is not XML.
    pub fn has(&self, path: &str) -> bool {
        self.others.contains(path)
    }

    /// The parts repacked as an archive, uncompressed and with true sizes.
    pub fn repacked(&self) -> io::Result<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (path, content) in &self.parts {
            writer.start_file(path, options)?;
            writer.write_all(content.as_bytes())?;
        }
        Ok(writer.finish()?.into_inner())
    }
}

/// A part as text. Spreadsheet programs write only UTF-8 and declare no entities, which could expand
/// without end (“billion laughs”).
fn plain(name: &str, part: &str, content: Vec<u8>) -> Result<String, Problem> {
    let text = String::from_utf8(content).map_err(|_| damaged(name, &format!("{part} is not UTF-8")))?;
    if text.contains('\0') {
        return Err(damaged(name, &format!("{part} is not UTF-8")));
    }
    if text.contains("<!DOCTYPE") {
        return Err(damaged(name, &format!("{part} declares entities")));
    }
    Ok(text)
}

fn refused(name: &str, error: &ZipError) -> Problem {
    match error {
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => encrypted(name),
        _ => damaged(name, &error.to_string()),
    }
}

/// The error for a workbook that is incomplete or violates the standards.
pub fn damaged(name: &str, cause: &str) -> Problem {
    Problem::error(format!("`{name}` is damaged ({cause})"))
        .hint("open it in a spreadsheet program, check that nothing is missing, and save it again")
}

fn too_large(name: &str) -> Problem {
    Problem::error(format!("`{name}` is larger than {} MiB when unpacked", TABLE_UNPACKED_BYTES / MIB))
        .hint("copy the list alone into a new workbook")
}

/// The error for a workbook protected by a password.
pub fn encrypted(name: &str) -> Problem {
    Problem::error(format!("`{name}` is protected by a password"))
        .hint("open it in a spreadsheet program and save it without the password")
}
