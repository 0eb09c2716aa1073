//! Which papers and numbers were filed before. A cache of fingerprints tells without reading the records: it
//! follows the ledger, and is written again if it is missing or does not fit.

use std::fs;
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::PathBuf;

use super::Archive;
use super::event::Change;
use super::id::Id;
use super::ledger;
use super::ledger::entry::{Deed, Entry};
use super::record::Record;
use crate::digest::sha256;
use crate::files::open;
use crate::limits::FILED_BYTES;
use crate::report::Problem;

/// The cache, in the folder of the index. Each row has a fingerprint and the place of a line in the ledger,
/// as two numbers of eight bytes; a row without a fingerprint says how far the ledger was read.
const CACHE: &str = "filed";
/// The bytes of a row.
const ROW: usize = 16;
/// The fingerprint of a row that only says how far the ledger was read.
const READ_TO: u64 = 0;

/// Ensures that no paper of these records is filed already for the same audience. A number that another
/// paper of its kind and year has is a warning. A record that is superseded now, or was before, or is
/// annulled, does not count. Needs the lock.
///
/// # Errors
/// When a paper is filed already.
pub fn check(archive: &Archive, records: &[Record], older: Option<Id>) -> Result<Vec<Problem>, Problem> {
    let register = Register::current(archive);
    let mut warnings = Vec::new();
    for record in records {
        for paper in &record.papers {
            let is_same = |other: &Record| {
                other.audience == record.audience
                    && other.papers.iter().any(|known| known.sha256 == paper.sha256)
            };
            if let Some(id) = register.find(&of_paper(&paper.sha256), older, is_same) {
                return Err(filed_already(&record.kind, &paper.language, id));
            }
        }
        if let Some(key) = of_number(record)
            && let Some(id) = register.find(&key, older, |other| same_number(record, other))
        {
            warnings.push(number_again(record, id));
        }
    }
    Ok(warnings)
}

/// The fingerprints of an archive.
struct Register<'a> {
    archive: &'a Archive,
    rows: Vec<u8>,
}

impl<'a> Register<'a> {
    /// Reads the cache and brings it up to date.
    fn current(archive: &'a Archive) -> Self {
        let mut register =
            Self { archive, rows: open::read_own(&cache(archive), FILED_BYTES).unwrap_or_default() };
        let read_to = register.read_to();
        if read_to.is_none() {
            register.rows.clear();
        }
        // Without it, a paper that is filed twice is not noticed: no reason to file none.
        let _ = register.follow(read_to);
        register
    }

    /// How far the ledger was read; nothing if the cache does not fit it.
    fn read_to(&self) -> Option<u64> {
        let last = self.rows.last_chunk::<ROW>().filter(|_| self.rows.len().is_multiple_of(ROW))?;
        let (fingerprint, offset) = numbers(last);
        let mut before = [0];
        let mut file = ledger::open(self.archive.root(), false).ok()?;
        file.seek(SeekFrom::Start(offset.checked_sub(1)?)).ok()?;
        io::Read::read_exact(&mut file, &mut before).ok()?;
        (fingerprint == READ_TO && before == *b"\n").then_some(offset)
    }

    /// Adds what the ledger has had since.
    fn follow(&mut self, read_to: Option<u64>) -> io::Result<()> {
        let mut file = ledger::open(self.archive.root(), false)?;
        let mut offset = read_to.unwrap_or(0);
        file.seek(SeekFrom::Start(offset))?;
        let (mut lines, mut line, mut added) = (BufReader::new(file), String::new(), Vec::new());
        while lines.read_line(&mut line)? > 0 {
            for key in line.trim_end().parse().map(|entry| self.keys(entry)).unwrap_or_default() {
                added.extend(row(fingerprint(&key), offset));
            }
            offset += line.len() as u64;
            line.clear();
        }
        if read_to == Some(offset) {
            return Ok(());
        }
        added.extend(row(READ_TO, offset));
        self.rows.extend(&added);
        let path = cache(self.archive);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        if read_to.is_none() && path.exists() {
            fs::remove_file(&path)?;
        }
        open::own_to_append(&path)?.write_all(&added)
    }

    /// The keys of what an entry filed.
    fn keys(&self, entry: Entry) -> Vec<String> {
        let (Deed::Filed(sealed) | Deed::Found(sealed)) = entry.deed else { return Vec::new() };
        let record = self.archive.store().record(sealed.bag.record).ok();
        let Some(record) = record.filter(|_| sealed.bag.event.is_none()) else { return Vec::new() };
        record.papers.iter().map(|paper| of_paper(&paper.sha256)).chain(of_number(&record)).collect()
    }

    /// A record in force with this key that is the same in this way.
    fn find(&self, key: &str, older: Option<Id>, is_same: impl Fn(&Record) -> bool) -> Option<Id> {
        let fingerprint = fingerprint(key);
        let (rows, _) = self.rows.as_chunks::<ROW>();
        let mut places = rows.iter().map(numbers).filter(|(found, _)| *found == fingerprint);
        places.find_map(|(_, offset)| {
            let id = self.record_at(offset).filter(|id| Some(*id) != older)?;
            let record = self.archive.store().record(id).ok().filter(&is_same)?;
            let events = self.archive.store().events(id).unwrap_or_default();
            events.iter().all(|event| matches!(event.change, Change::Signed { .. })).then_some(record.id)
        })
    }

    /// The record that a line of the ledger is about.
    fn record_at(&self, offset: u64) -> Option<Id> {
        let mut file = ledger::open(self.archive.root(), false).ok()?;
        file.seek(SeekFrom::Start(offset)).ok()?;
        let mut line = String::new();
        BufReader::new(file).read_line(&mut line).ok()?;
        match line.trim_end().parse::<Entry>().ok()?.deed {
            Deed::Filed(sealed) | Deed::Found(sealed) => Some(sealed.bag.record),
            Deed::Begun(_) | Deed::Acknowledged { .. } => None,
        }
    }
}

fn cache(archive: &Archive) -> PathBuf {
    archive.root().join("index").join(CACHE)
}

fn row(fingerprint: u64, offset: u64) -> impl Iterator<Item = u8> {
    fingerprint.to_le_bytes().into_iter().chain(offset.to_le_bytes())
}

fn numbers(row: &[u8; ROW]) -> (u64, u64) {
    let [a, b, c, d, e, f, g, h, rest @ ..] = *row;
    (u64::from_le_bytes([a, b, c, d, e, f, g, h]), u64::from_le_bytes(rest))
}

fn of_paper(hash: &str) -> String {
    format!("paper {hash}")
}

/// A number is another one in another year and for another kind of paper.
fn of_number(record: &Record) -> Option<String> {
    let year = record.date.get(..4).unwrap_or_default();
    record.number.as_ref().map(|number| format!("number {} {year} {number}", record.kind))
}

/// Whether two papers should not have the same number: neither two languages nor two audiences of one paper.
fn same_number(one: &Record, other: &Record) -> bool {
    of_number(one) == of_number(other)
        && one.audience == other.audience
        && one.languages.iter().any(|language| other.languages.contains(language))
}

/// Eight bytes of the hash of a key. Two keys may have the same, so the records are compared as well.
fn fingerprint(key: &str) -> u64 {
    u64::from_str_radix(&sha256(key.as_bytes())[..16], 16).unwrap_or(READ_TO).max(READ_TO + 1)
}

fn filed_already(kind: &str, language: &str, id: Id) -> Problem {
    Problem::usage(format!("the paper `{kind}` in `{language}` is already filed, as record `{id}`"))
        .hint("nothing was changed; to file it again, annul that record first")
}

fn number_again(record: &Record, id: Id) -> Problem {
    let number = record.number.as_deref().unwrap_or_default();
    let Record { kind, .. } = record;
    Problem::warning(format!("record `{id}` has the number `{number}` as well, for another paper `{kind}`"))
        .hint("if one of the two is a mistake, annul it with `spravka archive annul ID --reason …`")
}
