use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use crate::archive::id::Id;
use crate::archive::store::BagName;
use crate::text::on_one_line;

/// What stands for a value that an entry does not have.
pub const NOTHING: &str = "-";
/// The name of the ledger itself, where other entries name a bag.
const LEDGER: &str = "ledger";
/// The hash before the first line.
pub const ORIGIN: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The SHA-256 of the line before, with its line end.
    pub previous: String,
    /// The number of the entry, from 1.
    pub number: u64,
    /// When it was written (RFC 3339).
    pub at: String,
    /// Who wrote it.
    pub who: String,
    /// What it records.
    pub deed: Deed,
}

/// What an entry of the ledger records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// The ledger was begun, with an id of its own for the archive.
    Begun(Id),
    /// A bag was in the archive when the ledger was begun.
    Found(Sealed),
    /// A bag was filed.
    Filed(Sealed),
    /// The state of a bag or of the ledger was acknowledged, although it is not as it was filed.
    Acknowledged {
        /// What was acknowledged.
        subject: Subject,
        /// The SHA-256 of the tag manifest, or of all lines before; none for a missing bag.
        state: Option<String>,
        /// Why.
        reason: String,
    },
}

/// A bag, and the hash that seals its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The bag.
    pub bag: BagName,
    /// The SHA-256 of its tag manifest.
    pub hash: String,
}

/// What can be acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A bag.
    Bag(BagName),
    /// The ledger itself.
    Ledger,
}

impl Display for Subject {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bag(bag) => bag.fmt(f),
            Self::Ledger => f.write_str(LEDGER),
        }
    }
}

impl FromStr for Subject {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == LEDGER { Ok(Self::Ledger) } else { text.parse().map(Self::Bag) }
    }
}

impl Display for Entry {
    /// The line without its end: eight columns, separated by tabs.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let nothing = || NOTHING.to_owned();
        let (what, hash, name, reason) = match &self.deed {
            Deed::Begun(archive) => ("begun", nothing(), archive.to_string(), nothing()),
            Deed::Found(Sealed { bag, hash }) => ("found", hash.clone(), bag.to_string(), nothing()),
            Deed::Filed(Sealed { bag, hash }) => ("filed", hash.clone(), bag.to_string(), nothing()),
            Deed::Acknowledged { subject, state, reason } => {
                let state = state.clone().unwrap_or_else(nothing);
                ("acknowledged", state, subject.to_string(), on_one_line(reason))
            }
        };
        let Self { previous, number, at, who, .. } = self;
        write!(f, "{previous}\t{number}\t{at}\t{what}\t{hash}\t{name}\t{who}\t{reason}")
    }
}

impl FromStr for Entry {
    type Err = ();

    /// Parses a line without its end. One that this program would write otherwise is not an entry.
    fn from_str(line: &str) -> Result<Self, Self::Err> {
        let columns: [&str; 8] = line.split('\t').collect::<Vec<_>>().try_into().map_err(|_| ())?;
        let [previous, number, at, what, hash, name, who, reason] = columns;
        let bag = || name.parse::<BagName>().map_err(|_| ());
        let sealed = || Ok(Sealed { bag: bag()?, hash: hash.to_owned() });
        let deed = match what {
            "begun" => Deed::Begun(name.parse().map_err(|_| ())?),
            "found" => Deed::Found(sealed()?),
            "filed" => Deed::Filed(sealed()?),
            "acknowledged" => Deed::Acknowledged {
                subject: name.parse().map_err(|_| ())?,
                state: (hash != NOTHING).then(|| hash.to_owned()),
                reason: reason.to_owned(),
            },
            _ => return Err(()),
        };
        let number = number.parse().map_err(|_| ())?;
        let (previous, at, who) = (previous.to_owned(), at.to_owned(), who.to_owned());
        let entry = Self { previous, number, at, who, deed };
        (entry.to_string() == line && (hash == NOTHING || is_hash(hash))).then_some(entry).ok_or(())
    }
}

fn is_hash(hash: &str) -> bool {
    hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
