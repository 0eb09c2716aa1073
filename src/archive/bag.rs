use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::clock::today;
use crate::digest::hexadecimal;
use crate::files::rights::Access;
use crate::files::write::sync_folder;
use crate::files::{open, write};
use crate::provenance::recipe::SPRAVKA;
use crate::text::on_one_line;

/// The payload folder of a bag (RFC 8493, 2.1.2).
pub const PAYLOAD: &str = "data";
/// The file that declares a folder a bag (RFC 8493, 2.1.1).
pub const DECLARATION: &str = "bagit.txt";
/// The contents of that file.
pub const DECLARED: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// The metadata of a bag (RFC 8493, 2.2.2).
pub const INFO: &str = "bag-info.txt";
/// The hashes of the payload (RFC 8493, 2.1.3).
pub const MANIFEST: &str = "manifest-sha256.txt";
/// The hashes of the other files (RFC 8493, 2.2.1).
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// The size of a read, in bytes.
const CHUNK: usize = 128 * 1024;

/// Hashes by the path of their file, relative to the bag and with `/` as the separator.
pub type Hashes = BTreeMap<String, String>;

/// Turns a folder with a payload into a bag and syncs all of it to the disk.
///
/// # Errors
/// When the system refuses, or a file has a name that is not allowed in a bag.
pub fn seal(folder: &Path, info: &[(&str, String)]) -> io::Result<()> {
    let (mut payload, mut octets) = (Hashes::new(), 0);
    for path in files_below(folder, Path::new(PAYLOAD))? {
        let (hash, length) = hash_file(&folder.join(&path))?;
        payload.insert(encoded(&path)?, hash);
        octets += length;
    }
    let oxum = format!("{octets}.{}", payload.len());
    let mut lines: Vec<_> =
        info.iter().map(|(label, value)| format!("{label}: {}", on_one_line(value))).collect();
    lines.push(format!("Bagging-Date: {}", today()));
    lines.push(format!("Bag-Software-Agent: spravka {SPRAVKA}"));
    lines.push(format!("Payload-Oxum: {oxum}"));
    let tags =
        [(DECLARATION, DECLARED.to_owned()), (INFO, lines.join("\n") + "\n"), (MANIFEST, manifest(&payload))];
    let mut hashes = Hashes::new();
    for (name, text) in &tags {
        write::create(&folder.join(name), text.as_bytes(), Access::Usual)?;
        hashes.insert((*name).to_owned(), hexadecimal(&Sha256::digest(text)));
    }
    write::create(&folder.join(TAG_MANIFEST), manifest(&hashes).as_bytes(), Access::Usual)?;
    sync_all(folder)
}

/// Writes a file of an unfinished bag, with its parent folders.
///
/// # Errors
/// When the system refuses.
pub fn put(path: &Path, data: &[u8]) -> io::Result<()> {
    write::create(path, data, Access::Usual)
}

/// A manifest as this program writes it: a line for each file, sorted by path.
pub fn manifest(hashes: &Hashes) -> String {
    hashes.iter().map(|(path, hash)| format!("{hash}  {path}\n")).collect()
}

/// The SHA-256 of a file and its length in bytes.
///
/// # Errors
/// When the file cannot be read.
pub fn hash_file(path: &Path) -> io::Result<(String, u64)> {
    let (mut file, mut hasher) = (open::own(path)?, Sha256::new());
    let (mut buffer, mut length) = (vec![0; CHUNK], 0);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((hexadecimal(&hasher.finalize()), length)),
            read => {
                hasher.update(&buffer[..read]);
                length += read as u64;
            }
        }
    }
}

/// Every file below a folder of a bag, sorted by path. Links and devices are listed too, so that they are
/// reported as extra.
///
/// # Errors
/// When the system refuses.
pub fn files_below(bag: &Path, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(bag.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            found.extend(files_below(bag, &path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A path as it stands in a manifest (RFC 8493, 2.1.3): with `/` and percent-encoded line ends.
fn encoded(path: &Path) -> io::Result<String> {
    let parts: Option<Vec<_>> = path.iter().map(std::ffi::OsStr::to_str).collect();
    let parts = parts.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidFilename, "a name is not UTF-8"))?;
    Ok(encode(&parts.join("/")))
}

/// A path with its line ends and percent signs percent-encoded (RFC 8493, 2.1.3).
pub fn encode(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Syncs every file and folder below `folder` to the disk, so that a power cut loses none of it.
fn sync_all(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { sync_all(&path)? } else { open::own(&path)?.sync_all()? }
    }
    sync_folder(folder)
}
