//! An export by itself: its bags held against the ledger that it has, without the archive.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::difference::damaged;
use super::snapshot::flawed;
use crate::archive::fixity;
use crate::archive::id::Id;
use crate::archive::ledger::{self, LEDGER, account::Account};
use crate::archive::reconcile::difference;
use crate::archive::store::BagName;
use crate::files::refusal::cannot_read;
use crate::report::Problem;

/// What was checked in an export.
#[derive(Debug, Default)]
pub struct Export {
    /// How many records.
    pub records: usize,
    /// How many files.
    pub files: u64,
    /// How many bytes.
    pub bytes: u64,
    /// How many entries its ledger has.
    pub entries: u64,
}

/// Checks every hash of an exported folder, and holds its bags against its own ledger.
///
/// # Errors
/// When the folder or its ledger cannot be read.
pub fn check(folder: &Path) -> Result<(Export, Vec<Problem>), Problem> {
    let path = ledger::path(folder);
    let account = Account::read(folder, None).map_err(|error| cannot_read(path.display(), &error))?;
    let mut problems: Vec<_> = account.flaws.iter().map(flawed).collect();
    let bags = bags(folder, &mut problems)?;
    let mut export = Export { entries: account.lines, ..Export::default() };
    for bag in &bags {
        match fixity::check(&folder.join(bag.to_string())) {
            Ok(found) => {
                export.files += found.files;
                export.bytes += found.bytes;
                problems.extend(found.damage.iter().map(|damage| damaged(*bag, damage)));
                let other = difference(*bag, account.bags.get(bag), found.seal.as_deref());
                problems.extend(other.filter(|_| found.damage.is_empty()));
            }
            Err(error) => problems.push(cannot_read(folder.join(bag.to_string()).display(), &error)),
        }
    }
    let records: BTreeSet<Id> = bags.iter().map(|bag| bag.record).collect();
    let due = account.bags.iter().filter(|(bag, hash)| records.contains(&bag.record) && hash.is_some());
    problems.extend(due.filter(|(bag, _)| !bags.contains(bag)).map(|(bag, _)| not_exported(*bag)));
    export.records = records.len();
    Ok((export, problems))
}

/// The bags of an export, with a problem for everything else but its ledger and unfinished bags.
fn bags(folder: &Path, problems: &mut Vec<Problem>) -> Result<BTreeSet<BagName>, Problem> {
    let refused = |error| cannot_read(folder.display(), &error);
    let mut bags = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(refused)? {
        let entry = entry.map_err(refused)?;
        let (name, is_folder) = (entry.file_name(), entry.file_type().is_ok_and(|kind| kind.is_dir()));
        let name = name.to_string_lossy();
        match name.parse::<BagName>().ok().filter(|_| is_folder) {
            Some(bag) => drop(bags.insert(bag)),
            None if name == LEDGER || name.starts_with('.') => {}
            None => problems.push(extra(&entry.path())),
        }
    }
    Ok(bags)
}

fn extra(path: &Path) -> Problem {
    Problem::error(format!("`{}` is extra: it is not part of an export", path.display()))
        .hint("move it out of the folder")
}

fn not_exported(bag: BagName) -> Problem {
    Problem::error(format!("record `{bag}` is missing: the ledger of the export has it"))
        .hint("export the record again")
}
