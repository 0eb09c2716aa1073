use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::entry::{Deed, Entry, ORIGIN, Subject};
use super::open;
use crate::archive::clock::is_before;
use crate::archive::id::Id;
use crate::archive::store::BagName;
use crate::digest::{hexadecimal, sha256};

/// What a ledger says as a whole.
#[derive(Debug)]
pub struct Account {
    /// How many lines it has.
    pub lines: u64,
    /// How many of them are acknowledgements.
    pub acknowledgements: u64,
    /// The SHA-256 of its first line, which tells archives apart.
    pub first: String,
    /// The SHA-256 of its last line.
    pub head: String,
    /// The SHA-256 of the tag manifest of each bag; none if the absence of the bag was acknowledged.
    pub bags: BTreeMap<BagName, Option<String>>,
    /// Everything that is wrong with it and was not acknowledged.
    pub flaws: Vec<Flaw>,
    /// The hash of the line asked for.
    asked: Option<String>,
    previous: Option<(u64, String)>,
}

/// Something wrong with the ledger, by the number of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// The line is not an entry.
    Unreadable(u64),
    /// The entry of this line has this number and does not follow the one with the other number.
    OutOfOrder(u64, u64, u64),
    /// The line before is not the one that this line was chained to.
    Broken(u64),
    /// The bag was entered before.
    Twice(u64, BagName),
    /// The event was entered before its record.
    BeforeRecord(u64, BagName),
    /// The ledger does not begin with its first entry, but with this one.
    Headless(u64),
    /// The ledger begins again in the middle.
    BegunAgain(u64),
    /// The lines before are not those that were acknowledged here.
    NotAcknowledged(u64),
    /// The clock had gone back.
    Earlier(u64),
}

impl Display for Flaw {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(line) => write!(f, "line {line} is not an entry"),
            Self::OutOfOrder(line, number, before) => {
                write!(f, "line {line} has entry {number}, which does not follow entry {before}")
            }
            Self::Broken(line) => {
                write!(f, "line {line} does not follow the line before: one of the two was altered")
            }
            Self::Twice(line, bag) => write!(f, "line {line} enters record `{bag}` again"),
            Self::BeforeRecord(line, bag) => {
                write!(f, "line {line} enters the event `{bag}` before its record")
            }
            Self::Headless(number) => write!(f, "it begins with entry {number}"),
            Self::BegunAgain(line) => write!(f, "line {line} begins another ledger"),
            Self::NotAcknowledged(line) => {
                write!(f, "the lines before line {line} are not those that it acknowledges")
            }
            Self::Earlier(line) => write!(f, "line {line} is earlier than the line before"),
        }
    }
}

impl Account {
    /// Reads the ledger in a folder and checks its chain. `asked` is the number of a line whose hash is asked
    /// for.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn read(root: &Path, asked: Option<u64>) -> io::Result<Self> {
        let mut account = Self {
            lines: 0,
            acknowledgements: 0,
            first: ORIGIN.to_owned(),
            head: ORIGIN.to_owned(),
            bags: BTreeMap::new(),
            flaws: Vec::new(),
            asked: None,
            previous: None,
        };
        let (mut lines, mut line) = (BufReader::with_capacity(1 << 20, open(root, false)?), Vec::new());
        let mut offset = 0;
        while lines.read_until(b'\n', &mut line)? > 0 {
            account.line(&line, || hash_of_start(root, offset))?;
            if Some(account.lines) == asked {
                account.asked = Some(account.head.clone());
            }
            offset += line.len() as u64;
            line.clear();
        }
        Ok(account)
    }

    /// The hash of the line that was asked for, if the ledger is that long.
    pub fn asked(&self) -> Option<&str> {
        self.asked.as_deref()
    }

    /// Whether the absence of a bag was acknowledged.
    pub fn is_given_up(&self, bag: BagName) -> bool {
        self.bags.get(&bag).is_some_and(Option::is_none)
    }

    fn line(&mut self, line: &[u8], start: impl FnOnce() -> io::Result<String>) -> io::Result<()> {
        self.lines += 1;
        let before = std::mem::replace(&mut self.head, sha256(line));
        if self.lines == 1 {
            self.first = self.head.clone();
        }
        let text = line.strip_suffix(b"\n").and_then(|line| std::str::from_utf8(line).ok());
        let Some(entry) = text.and_then(|text| text.parse::<Entry>().ok()) else {
            self.flaws.push(Flaw::Unreadable(self.lines));
            return Ok(());
        };
        self.follow(&entry, &before);
        let acknowledged = match &entry.deed {
            Deed::Acknowledged { subject: Subject::Ledger, state: Some(state), .. } => Some(state.clone()),
            _ => None,
        };
        self.previous = Some((entry.number, entry.at.clone()));
        self.enter(entry);
        match acknowledged {
            Some(state) if state == start()? => self.flaws.clear(),
            Some(_) => self.flaws.push(Flaw::NotAcknowledged(self.lines)),
            None => {}
        }
        Ok(())
    }

    /// Compares an entry with the one before.
    fn follow(&mut self, entry: &Entry, before: &str) {
        let line = self.lines;
        let (number, at) = self.previous.as_ref().map_or((0, None), |(number, at)| (*number, Some(at)));
        let begins = matches!(entry.deed, Deed::Begun(_));
        if line == 1 && !begins {
            self.flaws.push(Flaw::Headless(entry.number));
        } else if line > 1 && begins {
            self.flaws.push(Flaw::BegunAgain(line));
        } else if entry.number != number + 1 {
            self.flaws.push(Flaw::OutOfOrder(line, entry.number, number));
        } else if entry.previous != before {
            self.flaws.push(Flaw::Broken(line));
        } else if at.is_some_and(|at| is_before(&entry.at, at)) {
            self.flaws.push(Flaw::Earlier(line));
        }
    }

    fn enter(&mut self, entry: Entry) {
        let (line, is_acknowledged) = (self.lines, matches!(entry.deed, Deed::Acknowledged { .. }));
        self.acknowledgements += u64::from(is_acknowledged);
        let Some((bag, hash)) = super::state(entry.deed) else { return };
        if !is_acknowledged {
            let record = BagName { record: bag.record, event: None };
            if self.bags.contains_key(&bag) {
                self.flaws.push(Flaw::Twice(line, bag));
            }
            if bag.event.is_some() && !self.bags.contains_key(&record) {
                self.flaws.push(Flaw::BeforeRecord(line, bag));
            }
        }
        self.bags.insert(bag, hash);
    }

    /// Leaves only the bags of a record.
    pub fn only(mut self, record: Id) -> Self {
        self.bags.retain(|bag, _| bag.record == record);
        self
    }
}

/// The SHA-256 of the first bytes of the ledger.
///
/// # Errors
/// When it cannot be read.
pub fn hash_of_start(root: &Path, length: u64) -> io::Result<String> {
    let (mut file, mut hasher) = (open(root, false)?.take(length), Sha256::new());
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hexadecimal(&hasher.finalize())),
            read => hasher.update(&buffer[..read]),
        }
    }
}
