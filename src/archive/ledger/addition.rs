use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::entry::{Deed, Entry};
use super::open;
use super::tail::Tail;
use crate::archive::clock::{is_before, now};
use crate::digest::sha256;
use crate::report::Problem;

/// The lines that a commit appends to the ledger. They are kept with its bags until the ledger has them, so
/// that the next command completes an interrupted commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// The length of the ledger before.
    offset: u64,
    /// The lines.
    lines: String,
}

impl Addition {
    /// The lines for what a commit does, chained to the last line of the ledger, and a warning if the clock
    /// has gone back since. Needs the lock.
    ///
    /// # Errors
    /// When the ledger cannot be read or will not be writable.
    pub fn prepare(root: &Path, deeds: &[Deed], who: &str) -> io::Result<(Self, Option<Problem>)> {
        let mut file = open(root, true)?;
        let length = file.metadata()?.len();
        let tail = Tail::read(&mut file, length)?;
        let at = now();
        let warning = tail.last.as_ref().filter(|(_, last)| is_before(&at, last));
        let warning = warning.map(|(_, last)| clock_went_back(&at, last));
        Ok((Self::after(&tail, deeds, who, &at), warning))
    }

    /// The first lines of a new ledger.
    pub fn first(deeds: &[Deed], who: &str) -> Vec<u8> {
        let nothing = Tail { length: 0, is_ended: true, hash: super::entry::ORIGIN.to_owned(), last: None };
        Self::after(&nothing, deeds, who, &now()).lines.into_bytes()
    }

    fn after(tail: &Tail, deeds: &[Deed], who: &str, at: &str) -> Self {
        // A last line without an end was cut: what follows must not be lost in it.
        let mut lines = if tail.is_ended { String::new() } else { "\n".to_owned() };
        let mut previous = tail.hash.clone();
        for (number, deed) in (tail.last.as_ref().map_or(0, |(number, _)| *number) + 1..).zip(deeds) {
            let (at, who, deed) = (at.to_owned(), who.to_owned(), deed.clone());
            let line = format!("{}\n", Entry { previous, number, at, who, deed });
            previous = sha256(line.as_bytes());
            lines += &line;
        }
        Self { offset: tail.length, lines }
    }

    /// As it is kept with the bags.
    pub fn to_text(&self) -> String {
        format!("{}\n{}", self.offset, self.lines)
    }

    /// Reads what [`Addition::to_text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (offset, lines) = text.split_once('\n')?;
        Some(Self { offset: offset.parse().ok()?, lines: lines.to_owned() })
    }

    /// Appends the lines to the ledger and syncs it, unless it has them already. Needs the lock.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn complete(&self, root: &Path) -> io::Result<()> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let mut file = open(root, true)?;
        let length = file.metadata()?.len();
        let after = length.checked_sub(self.offset);
        let rest = after.map(|_| read_from(&mut file, self.offset)).transpose()?.unwrap_or_default();
        if rest.starts_with(self.lines.as_bytes()) {
            return file.sync_all();
        }
        // After a power cut, what was being written may be there in part. Nothing else is ever cut off.
        let is_own = after.is_some_and(|after| after <= self.lines.len() as u64);
        if is_own && self.lines.trim_start().starts_with(&Tail::read(&mut file, self.offset)?.hash) {
            return write_at(&mut file, self.offset, &self.lines);
        }
        let tail = Tail::read(&mut file, length)?;
        match self.rechained(&tail) {
            Some(again) => write_at(&mut file, again.offset, &again.lines),
            None => Ok(()),
        }
    }

    /// The same entries after another line: the ledger is not as it was when they were prepared.
    fn rechained(&self, tail: &Tail) -> Option<Self> {
        let entries: Vec<Entry> = self.lines.lines().filter_map(|line| line.parse().ok()).collect();
        let deeds: Vec<_> = entries.iter().map(|entry| entry.deed.clone()).collect();
        let first = entries.first()?;
        Some(Self::after(tail, &deeds, &first.who, &first.at))
    }
}

fn read_from(file: &mut File, offset: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(offset))?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn write_at(file: &mut File, offset: u64, lines: &str) -> io::Result<()> {
    file.set_len(offset)?;
    file.seek(SeekFrom::Start(offset))?;
    file.write_all(lines.as_bytes())?;
    file.sync_all()
}

fn clock_went_back(now: &str, last: &str) -> Problem {
    Problem::warning(format!(
        "it is {now} by the clock of this computer, and the last entry of the ledger is of {last}"
    ))
    .hint("set the clock: the entry was written with the time that it shows")
}
