/// What is said of a bag whose files do not agree.
mod difference;
mod of_event;
/// The check of an export.
pub mod of_export;
mod of_record;
mod rebuild;
mod snapshot;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

use super::Archive;
use super::clock::{self, now};
use super::fixity;
use super::id::Id;
use super::ledger::account::Account;
use super::ledger::seal::{Seal, witnesses};
use super::reconcile::difference;
use super::store::{BagName, Store};
use crate::files::open;
use crate::files::refusal::{cannot_express, cannot_read};
use crate::files::write;
use crate::limits::METADATA_BYTES;
use crate::parallel::{self, processors};
use crate::report::{Problem, Severity};
use difference::damaged;
use snapshot::Snapshot;

/// The folder of the reports.
const REPORTS: &str = "fixity";

/// The report of a check. One of the whole archive is saved as a file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// When it began (RFC 3339).
    pub began: String,
    /// When it ended.
    pub ended: String,
    /// How many records were checked.
    pub records: u64,
    /// How many bags: those of records and of events.
    pub bags: u64,
    /// How many files.
    pub files: u64,
    /// How many bytes.
    pub bytes: u64,
    /// How many entries the ledger has.
    #[serde(default)]
    pub entries: u64,
    /// How many of them acknowledge that something is not as it was filed.
    #[serde(default)]
    pub acknowledgements: u64,
    /// Whether each paper was rebuilt as well.
    pub rebuilt: bool,
    /// The damaged bags.
    pub damaged: BTreeSet<String>,
}

/// The counters that several threads share.
#[derive(Debug, Default)]
struct Counts {
    files: AtomicU64,
    bytes: AtomicU64,
}

/// What to check.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope<'a> {
    /// Only this record.
    pub only: Option<Id>,
    /// Whether to rebuild every paper as well.
    pub rebuild: bool,
    /// A seal that the ledger must agree with.
    pub since: Option<&'a Path>,
}

/// Checks every bag, or those of one record, and holds them against the ledger. Each kind of damage is a
/// problem.
///
/// # Errors
/// When there is no such record, or the folders or the seal cannot be read.
pub fn audit(
    archive: &Archive,
    scope: Scope<'_>,
    progress: &dyn Fn(u64, u64),
) -> Result<(Report, Vec<Problem>), Problem> {
    clock::check()?;
    let store = archive.store();
    let seal = scope.since.map(|path| Seal::read(path).map(|seal| (seal, path))).transpose()?;
    let asked = seal.as_ref().map(|(seal, _)| seal.entries);
    let Snapshot { bags, account, mut problems } = Snapshot::take(archive, scope.only, asked)?;
    if let Some((seal, path)) = &seal {
        problems.extend(account.as_ref().and_then(|account| seal.hold_against(account, path)));
        problems.extend(witnesses(path));
    }
    let mut report = Report { began: now(), rebuilt: scope.rebuild, ..Report::default() };
    let records: BTreeSet<Id> = bags.iter().filter(|bag| bag.event.is_none()).map(|bag| bag.record).collect();
    let recorded = |bag: &BagName| account.as_ref().map(|account| account.bags.get(bag));
    problems.extend(lost(&bags, &records, account.as_ref()));
    let counts = Counts::default();
    let mut done = 0;
    parallel::each(
        &bags,
        processors(),
        |bag| check(store, *bag, scope.rebuild, &counts),
        |bag, Checked { problems: mut damage, hash }| {
            done += 1;
            progress(done, bags.len() as u64);
            // Damage is named by the file: the hash adds nothing.
            if damage.iter().all(|problem| problem.severity != Severity::Error) {
                damage.extend(recorded(bag).and_then(|state| difference(*bag, state, hash.as_deref())));
            }
            if damage.iter().any(|problem| problem.severity == Severity::Error) {
                report.damaged.insert(bag.to_string());
            }
            problems.extend(damage);
            true
        },
    );
    report.records = records.len() as u64;
    report.bags = bags.len() as u64;
    if let Some(account) = &account {
        (report.entries, report.acknowledgements) = (account.lines, account.acknowledgements);
    }
    (report.files, report.bytes) = (counts.files.into_inner(), counts.bytes.into_inner());
    report.ended = now();
    Ok((report, problems))
}

/// The bags that are not there: those that the ledger has, and records of which there are only events.
fn lost(bags: &[BagName], records: &BTreeSet<Id>, account: Option<&Account>) -> Vec<Problem> {
    let is_there = |bag: &BagName| bags.binary_search(bag).is_ok();
    let recorded = account.iter().flat_map(|account| &account.bags);
    let missing: Vec<_> = recorded.filter(|(bag, state)| state.is_some() && !is_there(bag)).collect();
    let record = |bag: &BagName| BagName { record: bag.record, event: None };
    let is_said = |bag: &BagName| {
        missing.iter().any(|(missing, _)| **missing == record(bag))
            || account.is_some_and(|account| account.is_given_up(record(bag)))
    };
    let orphans = bags.iter().filter(|bag| !records.contains(&bag.record) && !is_said(bag));
    let orphans: Vec<_> = orphans.map(|bag| orphaned(*bag)).collect();
    missing.iter().filter_map(|(bag, state)| difference(**bag, Some(state), None)).chain(orphans).collect()
}

/// Saves the report of a check of all bags. It fails in a read-only archive, which can be checked
/// nevertheless.
///
/// # Errors
/// When it cannot be written.
pub fn keep(archive: &Archive, report: &Report) -> Result<(), Problem> {
    let text = toml::to_string(report).map_err(|error| cannot_express("the report of a check", &error))?;
    let path = archive.root().join(REPORTS).join(format!("{}.toml", Id::new()));
    write::replace(&path, text.as_bytes()).map_err(|problem| not_saved(&problem))
}

/// The last report of a check of all bags, if there is one.
pub fn last_report(archive: &Archive) -> Option<Report> {
    let entries = fs::read_dir(archive.root().join(REPORTS)).ok()?;
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
    paths.sort();
    paths.iter().rev().find_map(|path| toml::from_str(&open::read_own_text(path, METADATA_BYTES).ok()?).ok())
}

/// What was found in a bag.
struct Checked {
    problems: Vec<Problem>,
    /// The SHA-256 of its tag manifest.
    hash: Option<String>,
}

fn check(store: &Store, bag: BagName, rebuild: bool, counts: &Counts) -> Checked {
    let folder = store.path(bag);
    if !store.holds(bag) {
        return Checked { problems: vec![linked(bag)], hash: None };
    }
    let fixity = match fixity::check(&folder) {
        Ok(fixity) => fixity,
        Err(error) => return Checked { problems: vec![cannot_read(folder.display(), &error)], hash: None },
    };
    counts.files.fetch_add(fixity.files, Ordering::Relaxed);
    counts.bytes.fetch_add(fixity.bytes, Ordering::Relaxed);
    let mut problems: Vec<_> = fixity.damage.iter().map(|damage| damaged(bag, damage)).collect();
    if problems.is_empty() {
        problems.extend(match bag.event {
            None => of_record::check(store, bag, &fixity.payload, rebuild),
            Some(_) => of_event::check(store, bag, &fixity.payload),
        });
    }
    Checked { problems, hash: fixity.seal }
}

fn linked(bag: BagName) -> Problem {
    Problem::error(format!("record `{bag}`: the folder is a link, which was not followed"))
        .hint("restore the folder of the record from a copy of the archive")
}

fn orphaned(bag: BagName) -> Problem {
    Problem::error(format!("record `{}` is missing: only its later events are there", bag.record))
        .hint("restore the folder of the record from a copy of the archive")
}

fn not_saved(problem: &Problem) -> Problem {
    Problem::warning(format!("the report of this check was not saved ({})", problem.message))
}
