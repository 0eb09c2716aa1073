use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::{Component, Path};

use super::bag::{
    DECLARATION, DECLARED, Hashes, INFO, MANIFEST, PAYLOAD, TAG_MANIFEST, encode, files_below, hash_file,
    manifest,
};
use crate::digest::sha256;
use crate::files::open;
use crate::limits::METADATA_BYTES;

/// Damage to a file of a bag.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Damage {
    /// Its bytes were changed.
    Altered(String),
    /// It was deleted.
    Missing(String),
    /// It is in no manifest.
    Extra(String),
    /// It cannot be read, with the cause.
    Unreadable(String, String),
}

impl Display for Damage {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Altered(file) => write!(f, "`{file}` was altered"),
            Self::Missing(file) => write!(f, "`{file}` is missing"),
            Self::Extra(file) => write!(f, "`{file}` is extra"),
            Self::Unreadable(file, why) => write!(f, "`{file}` cannot be read ({why})"),
        }
    }
}

/// The result of checking a bag.
#[derive(Debug, Default)]
pub struct Fixity {
    /// How many files were read.
    pub files: u64,
    /// How many bytes.
    pub bytes: u64,
    /// The hashes of the payload by the manifest.
    pub payload: Hashes,
    /// The SHA-256 of the tag manifest, which seals the bag.
    pub seal: Option<String>,
    /// Every damage, sorted by file.
    pub damage: BTreeSet<Damage>,
}

/// Recomputes and compares every hash of a bag (RFC 8493, 3), to find altered, missing and extra files.
///
/// # Errors
/// When the folder itself cannot be read.
pub fn check(folder: &Path) -> io::Result<Fixity> {
    let mut found = Fixity::default();
    let there: BTreeSet<String> = files_below(folder, Path::new(""))?
        .iter()
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .collect();
    let tags = found.manifest(folder, TAG_MANIFEST, &there);
    let payload = found.manifest(folder, MANIFEST, &there);
    let (Some(tags), Some(payload)) = (tags, payload) else { return Ok(found) };
    found.check_tags(&tags);
    for (name, hashes) in [(TAG_MANIFEST, &tags), (MANIFEST, &payload)] {
        for entry in hashes {
            found.compare(folder, entry, name, &there);
        }
    }
    let listed: BTreeSet<&String> = tags.keys().chain(payload.keys()).collect();
    let extra = there.iter().filter(|path| !listed.contains(path) && *path != TAG_MANIFEST);
    found.damage.extend(extra.cloned().map(Damage::Extra));
    found.payload = payload;
    Ok(found)
}

impl Fixity {
    /// Reads a manifest. One that differs from what this program writes, even in a space, was altered.
    fn manifest(&mut self, folder: &Path, name: &str, there: &BTreeSet<String>) -> Option<Hashes> {
        if !there.contains(name) {
            self.damage.insert(Damage::Missing(name.to_owned()));
            return None;
        }
        let text = plain_text(&folder.join(name));
        if name == TAG_MANIFEST {
            self.seal = text.as_ref().ok().map(|text| sha256(text.as_bytes()));
        }
        let hashes = text.map(|text| parse_manifest(&text, name));
        match hashes {
            Ok(Some(hashes)) => Some(hashes),
            Ok(None) => {
                self.damage.insert(Damage::Altered(name.to_owned()));
                None
            }
            Err(error) => {
                self.damage.insert(Damage::Unreadable(name.to_owned(), error.to_string()));
                None
            }
        }
    }

    /// The tag manifest must name exactly the three files that every bag has, or one of them could change
    /// unseen.
    fn check_tags(&mut self, tags: &Hashes) {
        let all: Vec<_> = tags.keys().map(String::as_str).collect();
        if all != [INFO, DECLARATION, MANIFEST] || tags.get(DECLARATION) != Some(&sha256(DECLARED.as_bytes()))
        {
            self.damage.insert(Damage::Altered(TAG_MANIFEST.to_owned()));
        }
    }

    /// Compares a file with its hash in a manifest.
    fn compare(
        &mut self,
        folder: &Path,
        (path, hash): (&String, &String),
        manifest: &str,
        there: &BTreeSet<String>,
    ) {
        if !there.contains(path) {
            self.damage.insert(Damage::Missing(path.to_owned()));
            return;
        }
        let read = hash_file(&folder.join(path));
        match read {
            Ok((found, length)) => {
                self.files += 1;
                self.bytes += length;
                if found != *hash {
                    let altered = if is_near(&found, hash) { manifest } else { path };
                    self.damage.insert(Damage::Altered(altered.to_owned()));
                }
            }
            Err(error) => {
                self.damage.insert(Damage::Unreadable(path.to_owned(), error.to_string()));
            }
        }
    }
}

/// The hashes in a manifest, if it is written as this program writes one.
fn parse_manifest(text: &str, name: &str) -> Option<Hashes> {
    let mut hashes = Hashes::new();
    for line in text.lines() {
        let (hash, path) = line.split_once("  ")?;
        let path = path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
        if !is_inside(&path) || (name == MANIFEST) != path.starts_with(&format!("{PAYLOAD}/")) {
            return None;
        }
        hashes.insert(path, hash.to_owned());
    }
    let canonical = hashes.iter().map(|(path, hash)| (encode(path), hash.clone())).collect();
    (manifest(&canonical) == text && hashes.values().all(|hash| is_hash(hash))).then_some(hashes)
}

/// Whether two hashes are nearly the same, which means that the manifest was altered and not the file. Hashes
/// of different files share four of their 64 digits on average, and a dozen by chance.
fn is_near(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one.bytes().zip(other.bytes()).filter(|(one, other)| one != other).count() < 32
}

fn is_hash(hash: &str) -> bool {
    hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether a path stays in its folder.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

fn plain_text(path: &Path) -> io::Result<String> {
    open::read_own_text(path, METADATA_BYTES)
}
