//! A list of the index files with their sizes and modification times. While it holds, nothing but tantivy has
//! touched the files, and their checksums, which take reading every byte, need not be verified again.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::state::nanoseconds;
use crate::files::rights::Access;
use crate::files::{open, write};
use crate::limits::METADATA_BYTES;

/// The size of each file in bytes and its modification time, in nanoseconds since 1970.
type Stamps = BTreeMap<String, (u64, u64)>;

/// The file of the list.
const SEAL: &str = "seal.json";
/// The file that names the segments.
const META: &str = "meta.json";
/// The file that names the files which may be deleted.
const MANAGED: &str = ".managed.json";
/// A file with the usual permissions of this folder.
const USUAL: &str = ".tantivy-writer.lock";
/// The prefix of temporary files.
const TEMPORARY: &str = ".tmp";

/// Writes the list. If this is interrupted, the list does not hold and the checksums are verified.
///
/// # Errors
/// When the system refuses.
pub fn write(folder: &Path) -> io::Result<()> {
    // Tantivy replaces these two by temporary files, which only their owner may read; others read the archive
    // too.
    let usual = fs::metadata(folder.join(USUAL))?.permissions();
    for name in [META, MANAGED] {
        fs::set_permissions(folder.join(name), usual.clone())?;
    }
    let list = folder.join(SEAL);
    // The list of another user cannot be overwritten, but deleted.
    if fs::symlink_metadata(&list).is_ok() {
        fs::remove_file(&list)?;
    }
    write::create(&list, &serde_json::to_vec(&stamps(folder)?)?, Access::Usual)
}

/// Whether every listed file is unchanged.
pub fn holds(folder: &Path) -> bool {
    let list = open::read_own(&folder.join(SEAL), METADATA_BYTES).ok();
    let listed = list.and_then(|list| serde_json::from_slice::<Stamps>(&list).ok());
    let (Some(listed), Ok(now)) = (listed, stamps(folder)) else { return false };
    listed.contains_key(META) && listed.iter().all(|(name, stamp)| now.get(name) == Some(stamp))
}

/// Deletes the files of an index, and nothing else in its folder.
///
/// # Errors
/// When the system refuses.
pub fn remove_all(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_file = entry.file_type()?.is_file();
        let is_ours = |name: &str| is_of_index(name) || name == SEAL || name.starts_with(TEMPORARY);
        if is_file && name.to_str().is_some_and(is_ours) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn stamps(folder: &Path) -> io::Result<Stamps> {
    let mut stamps = Stamps::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if let Some(name) = entry.file_name().to_str().filter(|name| is_of_index(name)) {
            let metadata = entry.metadata()?;
            stamps.insert(name.to_owned(), (metadata.len(), metadata.modified().map_or(0, nanoseconds)));
        }
    }
    Ok(stamps)
}

/// Whether a file is part of the index: one of its two lists, or of a segment, whose id has 32 digits.
fn is_of_index(name: &str) -> bool {
    let id = name.split_once('.').map_or("", |(id, _)| id);
    let is_segment = id.len() == 32 && id.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_segment || name == META || name == MANAGED
}
