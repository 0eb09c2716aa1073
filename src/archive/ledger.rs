//! The ledger: a text file with one line for each record and event, in the order of filing. Each line begins
//! with the hash of the line before, so that none can be altered, removed, added or moved unseen: only the
//! last line stands unprotected, and a seal or an export keeps its hash elsewhere.

/// The lines that a commit appends.
pub mod addition;
/// How a ledger is begun.
pub mod begin;
/// The whole ledger, read and checked.
pub mod account;
/// A line of the ledger.
pub mod entry;
/// The last line of the ledger.
mod tail;
/// The head of the ledger, kept elsewhere.
pub mod seal;

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use super::id::Id;
use super::store::BagName;
use crate::files;
use entry::{Deed, Entry, Sealed, Subject};

/// The file of the ledger, in the folder of the archive and in every export.
pub const LEDGER: &str = "ledger.txt";

/// The path of the ledger of an archive.
pub fn path(root: &Path) -> PathBuf {
    root.join(LEDGER)
}

/// Opens a ledger for reading, or for appending as well.
///
/// # Errors
/// When it is missing or not a regular file, or the system refuses.
pub fn open(root: &Path, writable: bool) -> io::Result<File> {
    if writable { files::open::own_to_update(&path(root)) } else { files::open::own(&path(root)) }
}

/// The state that the ledger records for each bag of a record; none for a bag whose absence was acknowledged.
/// The chain is not checked: `verify` does that.
///
/// # Errors
/// When the ledger cannot be read.
pub fn bags_of(root: &Path, record: Id) -> io::Result<Vec<(BagName, Option<String>)>> {
    let mut states: Vec<(BagName, Option<String>)> = Vec::new();
    let (mut lines, mut line) = (BufReader::with_capacity(1 << 20, open(root, false)?), Vec::new());
    let id = record.to_string();
    while lines.read_until(b'\n', &mut line)? > 0 {
        let text = std::str::from_utf8(&line).ok().filter(|text| text.contains(&id));
        let entry = text.and_then(|text| text.trim_end_matches('\n').parse::<Entry>().ok());
        if let Some((bag, state)) = entry.and_then(|entry| state(entry.deed))
            && bag.record == record
        {
            states.retain(|(known, _)| *known != bag);
            states.push((bag, state));
        }
        line.clear();
    }
    Ok(states)
}

/// The bags that are there by the ledger, sorted. Neither the chain nor the hashes are looked at: `verify`
/// does that.
///
/// # Errors
/// When the ledger cannot be read.
pub fn bags_there(root: &Path) -> io::Result<Vec<BagName>> {
    let mut states: Vec<(BagName, bool)> = Vec::new();
    let (mut lines, mut line) = (BufReader::with_capacity(1 << 20, open(root, false)?), Vec::new());
    while lines.read_until(b'\n', &mut line)? > 0 {
        let mut columns = std::str::from_utf8(&line).unwrap_or_default().split('\t').skip(3);
        let (what, hash, name) = (columns.next(), columns.next(), columns.next());
        let bag = name.filter(|_| what != Some("begun")).and_then(|name| name.parse::<BagName>().ok());
        states.extend(bag.map(|bag| (bag, hash != Some(entry::NOTHING))));
        line.clear();
    }
    // What was said last of a bag holds.
    states.sort_by_key(|(bag, _)| *bag);
    let ends = states.chunk_by(|(one, _), (next, _)| one == next).filter_map(<[_]>::last);
    Ok(ends.filter(|(_, is_there)| *is_there).map(|(bag, _)| *bag).collect())
}

/// The bag that an entry is about, and the state that it records.
fn state(deed: Deed) -> Option<(BagName, Option<String>)> {
    match deed {
        Deed::Found(Sealed { bag, hash }) | Deed::Filed(Sealed { bag, hash }) => Some((bag, Some(hash))),
        Deed::Acknowledged { subject: Subject::Bag(bag), state, .. } => Some((bag, state)),
        Deed::Acknowledged { subject: Subject::Ledger, .. } | Deed::Begun(_) => None,
    }
}
