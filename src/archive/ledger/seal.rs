use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::LEDGER;
use super::account::Account;
use crate::archive::clock::now;
use crate::archive::signed_data::{Signature, SignedHash, signature, time_stamp};
use crate::files::open;
use crate::files::refusal::{already_exists, cannot_express, cannot_read};
use crate::files::write;
use crate::limits::SIGNATURE_BYTES;
use crate::report::Problem;

/// The version of a seal that this program writes.
const FORMAT: u32 = 1;
/// The endings of a signature beside a seal.
const SIGNATURES: [&str; 3] = ["p7s", "cms", "sig"];
/// The endings of a time stamp beside a seal: an answer of an authority, or the token in it.
const TIME_STAMPS: [&str; 2] = ["tsr", "tst"];
const HEAD: &str =
    "# The seal of an archive of spravka: the hash of the last line of its ledger. Keep it elsewhere.\n";

/// A point that the ledger has reached: the ledger of today must go through it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The version of this format.
    format: u32,
    /// The SHA-256 of the first line, which tells archives apart.
    archive: String,
    /// How many lines the ledger had.
    pub entries: u64,
    /// The SHA-256 of the last of them.
    head: String,
    /// When it was sealed.
    at: String,
    /// Who sealed it.
    who: String,
}

impl Seal {
    /// The seal of a ledger.
    pub fn of(account: &Account, who: &str) -> Self {
        let (archive, head) = (account.first.clone(), account.head.clone());
        Self { format: FORMAT, archive, entries: account.lines, head, at: now(), who: who.to_owned() }
    }

    /// Writes it as a new file.
    ///
    /// # Errors
    /// When the file exists, or the system refuses.
    pub fn write(&self, path: &Path) -> Result<(), Problem> {
        if path.exists() {
            return Err(already_exists(path));
        }
        let text = toml::to_string(self).map_err(|error| cannot_express("a seal", &error))?;
        write::replace(path, format!("{HEAD}{text}").as_bytes())
    }

    /// Reads a seal, or takes one of the ledger of an export, which is named by its file or its folder.
    ///
    /// # Errors
    /// When it is neither.
    pub fn read(path: &Path) -> Result<Self, Problem> {
        let folder = match path.file_name() {
            _ if path.is_dir() => Some(path),
            Some(name) if name == LEDGER => path.parent(),
            _ => None,
        };
        if let Some(folder) = folder {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let account = Account::read(folder, None);
            return account.map(|account| Self::of(&account, "")).map_err(|error| unreadable(path, &error));
        }
        let data = read(path).map_err(|error| unreadable(path, &error))?;
        let text = String::from_utf8(data).map_err(|_| not_a_seal(path))?;
        toml::from_str(&text).ok().filter(|seal: &Self| seal.format == FORMAT).ok_or_else(|| not_a_seal(path))
    }

    /// What is wrong with a ledger that was read with the line [`Seal::entries`] asked for.
    pub fn hold_against(&self, account: &Account, path: &Path) -> Option<Problem> {
        match account.asked() {
            _ if account.first != self.archive => Some(other_archive(path)),
            None => Some(cut(self, account.lines, path)),
            Some(head) if head != self.head => Some(rewritten(self, path)),
            Some(_) => None,
        }
    }
}

/// Compares a seal with the signatures and time stamps beside it. What cannot be compared is a warning.
pub fn witnesses(path: &Path) -> Vec<Problem> {
    let Ok(seal) = read(path) else { return Vec::new() };
    let beside = |ending: &str| PathBuf::from(format!("{}.{ending}", path.display()));
    let mut problems = Vec::new();
    for file in SIGNATURES.map(beside) {
        if let Ok(data) = read(&file) {
            let hash = match signature(&data) {
                Signature::Of(hash) => Some(hash),
                _ => None,
            };
            problems.extend(witness(&seal, path, &file, hash.as_ref()));
        }
    }
    for file in TIME_STAMPS.map(beside) {
        if let Ok(data) = read(&file) {
            problems.extend(witness(&seal, path, &file, time_stamp(&data).as_ref()));
        }
    }
    problems
}

fn witness(seal: &[u8], path: &Path, file: &Path, hash: Option<&SignedHash>) -> Option<Problem> {
    match hash {
        Some(hash) if hash.is_of(seal) => None,
        Some(_) => Some(of_another_file(path, file)),
        None => Some(not_compared(path, file)),
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let bytes = open::read(path, SIGNATURE_BYTES)?;
    if bytes.len() as u64 > SIGNATURE_BYTES {
        return Err(io::Error::other("it is larger than 1 MiB"));
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    Problem { hints: Vec::new(), ..cannot_read(path.display(), error) }
        .hint("name a seal that `spravka archive seal` wrote, or the folder or `ledger.txt` of an export")
}

fn not_a_seal(path: &Path) -> Problem {
    Problem::usage(format!("`{}` is not a seal of an archive", path.display()))
        .hint("name a seal that `spravka archive seal` wrote, or the folder or `ledger.txt` of an export")
}

fn other_archive(path: &Path) -> Problem {
    Problem::error(format!("`{}` is of another archive, or the ledger was begun again since", path.display()))
        .hint("restore the ledger from a copy of the archive or from an export")
}

fn cut(seal: &Seal, lines: u64, path: &Path) -> Problem {
    let Seal { entries, at, .. } = seal;
    let path = path.display();
    Problem::error(format!("the ledger was cut: it has {lines} lines, and {entries} by `{path}` of {at}"))
        .hint("restore the ledger from a copy of the archive or from an export")
}

fn rewritten(seal: &Seal, path: &Path) -> Problem {
    let Seal { entries, at, .. } = seal;
    Problem::error(format!(
        "the ledger was rewritten: its line {entries} is not the one in `{}` of {at}",
        path.display()
    ))
    .hint("restore the ledger from a copy of the archive or from an export")
}

fn of_another_file(path: &Path, file: &Path) -> Problem {
    Problem::error(format!("`{}` is for another file than `{}`", file.display(), path.display()))
        .hint("use the seal that was signed: this one was changed, or the two do not belong together")
}

fn not_compared(path: &Path, file: &Path) -> Problem {
    Problem::warning(format!(
        "`{}` has no SHA-2 of `{}`, so the two were not compared",
        file.display(),
        path.display()
    ))
}
