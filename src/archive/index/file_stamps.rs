//! A list of the files of the index as they were when they were written, to know without reading them that
//! nothing else has touched them since.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::state::FileStamp;

/// The file of the list.
const SEAL: &str = "seal.json";
/// The file that names all others.
const META: &str = "meta.json";
/// The file that names those that may be removed.
const MANAGED: &str = ".managed.json";
/// A file that is made with the rights that files in this folder have.
const USUAL: &str = ".tantivy-writer.lock";
/// What the names of temporary files begin with.
const TEMPORARY: &str = ".tmp";

/// Lists the files as they are.
///
/// # Errors
/// When the system refuses.
pub fn write(folder: &Path) -> io::Result<()> {
    let usual = fs::metadata(folder.join(USUAL))?.permissions();
    // Temporary files that took the place of another may only be read by their owner; others read the archive
    // too.
    for name in [META, MANAGED] {
        fs::set_permissions(folder.join(name), usual.clone())?;
    }
    let list = serde_json::to_vec(&files(folder)?)?;
    let mut file = NamedTempFile::with_prefix_in(TEMPORARY, folder)?;
    file.write_all(&list)?;
    fs::set_permissions(file.path(), usual)?;
    file.persist(folder.join(SEAL))?;
    Ok(())
}

/// Whether every file that was listed is as it was, the one that names all others among them.
pub fn holds(folder: &Path) -> bool {
    let listed = fs::read(folder.join(SEAL)).ok();
    let listed = listed.and_then(|list| serde_json::from_slice::<BTreeMap<String, FileStamp>>(&list).ok());
    let unchanged = |listed: BTreeMap<String, FileStamp>| {
        let is_unchanged = |(name, stamp): (&String, &FileStamp)| {
            FileStamp::of(&folder.join(name)).is_ok_and(|now| now == *stamp)
        };
        listed.contains_key(META) && listed.iter().all(is_unchanged)
    };
    listed.is_some_and(unchanged)
}

/// Removes the files of an index, and nothing else that may be in its folder.
///
/// # Errors
/// When the system refuses.
pub fn remove_all(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_file = entry.file_type()?.is_file();
        if is_file
            && name.to_str().is_some_and(|name| is_ours(name) || name == SEAL || name.starts_with(TEMPORARY))
        {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn files(folder: &Path) -> io::Result<BTreeMap<String, FileStamp>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if let Some(name) = entry.file_name().to_str().filter(|name| is_ours(name)) {
            files.insert(name.to_owned(), FileStamp::from(&entry.metadata()?));
        }
    }
    Ok(files)
}

/// Whether a file is part of the index: its two lists, or a part by its number of 32 digits.
fn is_ours(name: &str) -> bool {
    let number = name.split_once('.').map_or("", |(number, _)| number);
    let is_part = number.len() == 32 && number.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_part || name == META || name == MANAGED
}
