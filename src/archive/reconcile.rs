//! The bags held against the ledger.

use std::io;
use std::path::Path;

use super::actor::named;
use super::bag::{TAG_MANIFEST, hash_file};
use super::declaration::{self, FORMAT};
use super::id::Id;
use super::ledger::{self, begin};
use super::staging::{Lock, tidy};
use super::store::{BagName, Store};
use crate::files::refusal::cannot_read;
use crate::report::Problem;

/// A problem if a bag is not as the ledger has it. `recorded` is what the ledger has: nothing, the absence of
/// the bag, or the hash of its tag manifest; `found` is that hash, if the bag is there.
pub fn difference(bag: BagName, recorded: Option<&Option<String>>, found: Option<&str>) -> Option<Problem> {
    match (recorded, found) {
        (Some(Some(hash)), Some(found)) => (hash != found).then(|| altered(bag)),
        (Some(Some(_)), None) => Some(missing(bag)),
        (Some(None), Some(_)) => Some(there_again(bag)),
        (None, Some(_)) => Some(added(bag)),
        (Some(None) | None, None) => None,
    }
}

/// The hash that the ledger has for a bag, if the bag is there and can be read.
pub fn found(store: &Store, bag: BagName) -> Option<String> {
    let manifest = store.path(bag).join(TAG_MANIFEST);
    store.holds(bag).then(|| hash_file(&manifest).ok().map(|(hash, _)| hash)).flatten()
}

/// An archive that no other process changes, unless it is read-only and cannot be locked.
pub struct Settled {
    _lock: Option<Lock>,
    /// A warning if the ledger was begun now.
    pub begun: Option<Problem>,
    /// Whether there is a ledger; a problem if it was lost.
    pub has_ledger: Result<bool, Problem>,
}

impl Settled {
    /// Waits for other processes, finishes what killed ones left, and begins the ledger of an archive of the
    /// older format.
    ///
    /// # Errors
    /// When the system refuses to finish what was left.
    pub fn take(root: &Path, store: &Store) -> Result<Self, Problem> {
        let lock = Lock::take(root).ok();
        if lock.is_none() {
            return Ok(Self { _lock: lock, begun: None, has_ledger: has_ledger(root) });
        }
        tidy(root, store)?;
        let (begun, has_ledger) = match begin::ensure(root, store, &named(None)) {
            Ok(begun) => (begun, Ok(true)),
            Err(problem) => (None, Err(problem)),
        };
        Ok(Self { _lock: lock, begun, has_ledger })
    }
}

/// The archive has no ledger yet.
pub fn no_ledger() -> Problem {
    Problem::warning("the archive has no ledger yet, so a deleted record cannot be noticed")
        .hint("the next command that can write to the archive begins one")
}

/// Whether an archive has a ledger: one of the older format may have none yet.
///
/// # Errors
/// When the archive has lost it.
pub fn has_ledger(root: &Path) -> Result<bool, Problem> {
    match ledger::path(root).exists() {
        false if declaration::read(root)? == FORMAT => Err(begin::lost()),
        is_there => Ok(is_there),
    }
}

/// Holds the bags of a record against the ledger, without the whole of either.
///
/// # Errors
/// When the ledger or the folder of the year cannot be read.
pub fn of_record(root: &Path, store: &Store, id: Id) -> Result<Vec<Problem>, Problem> {
    if !has_ledger(root)? {
        return Ok(Vec::new());
    }
    let path = ledger::path(root);
    let recorded = ledger::bags_of(root, id).map_err(|error| cannot_read(path.display(), &error))?;
    let mut bags = store.bags_of(id).unwrap_or_default();
    bags.extend(recorded.iter().map(|(bag, _)| *bag));
    bags.sort();
    bags.dedup();
    let state = |bag: BagName| recorded.iter().find(|(known, _)| *known == bag).map(|(_, state)| state);
    Ok(bags.iter().filter_map(|bag| difference(*bag, state(*bag), found(store, *bag).as_deref())).collect())
}

/// Whether the bags that are there are not those of the ledger, by name: their hashes are left to `verify`.
/// An archive whose ledger is lost or cannot be read does not agree with it either.
///
/// # Errors
/// When the folders of the bags cannot be read.
pub fn has_strays(root: &Path, store: &Store) -> io::Result<bool> {
    let differ = || -> io::Result<bool> {
        match has_ledger(root) {
            Ok(true) => {
                let is_there = bags_there(store)?;
                Ok(ledger::bags_there(root).map_or(true, |recorded| recorded != is_there))
            }
            Ok(false) => Ok(false),
            Err(_) => Ok(true),
        }
    };
    if !differ()? {
        return Ok(false);
    }
    // Another process may have been between the bag and its line.
    let _lock = Lock::take(root).ok();
    differ()
}

/// The bags in the folders, sorted.
fn bags_there(store: &Store) -> io::Result<Vec<BagName>> {
    let mut bags = Vec::new();
    for year in store.years()? {
        bags.extend(Store::bags(&year)?);
    }
    bags.sort();
    Ok(bags)
}

/// The warning where records are shown whose bags are not those of the ledger.
pub fn disagrees() -> Problem {
    Problem::warning(
        "the archive does not agree with its ledger: a record may not have the status shown here",
    )
    .hint("`spravka archive verify` names what is missing, added or altered")
}

fn restore(bag: BagName) -> String {
    format!(
        "restore its folder from a copy of the archive; if there is none, record that with `spravka archive \
         acknowledge {bag} --reason …`"
    )
}

fn missing(bag: BagName) -> Problem {
    Problem::error(format!("record `{bag}` is missing: the ledger has it")).hint(restore(bag))
}

fn altered(bag: BagName) -> Problem {
    Problem::error(format!("record `{bag}` was altered: the ledger has another hash of its tag manifest"))
        .hint(restore(bag))
}

fn added(bag: BagName) -> Problem {
    Problem::error(format!("record `{bag}` was added: the ledger does not have it")).hint(format!(
        "move its folder out of the archive, or record why it stays with `spravka archive acknowledge {bag} \
         --reason …`"
    ))
}

fn there_again(bag: BagName) -> Problem {
    Problem::error(format!("record `{bag}` is there again: the ledger has it as lost"))
        .hint(format!("record that it was restored with `spravka archive acknowledge {bag} --reason …`"))
}
