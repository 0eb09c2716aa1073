use std::fs;
use std::io;
use std::path::Path;

use crate::archive::Archive;
use crate::archive::id::Id;
use crate::archive::ledger;
use crate::archive::ledger::account::{Account, Flaw};
use crate::archive::reconcile::{Settled, no_ledger};
use crate::archive::store::{BagName, Store};
use crate::files::refusal::cannot_read;
use crate::report::{Problem, Severity};

/// The bags of an archive and its ledger at one moment.
pub struct Snapshot {
    /// The bags, in order.
    pub bags: Vec<BagName>,
    /// The ledger, if it can be read.
    pub account: Option<Account>,
    /// What is wrong with either.
    pub problems: Vec<Problem>,
}

impl Snapshot {
    /// Lists the bags, or those of one record, and reads the ledger. No other process files in the meantime,
    /// unless the archive is read-only. `asked` is the number of a line of the ledger whose hash is asked
    /// for.
    ///
    /// # Errors
    /// When there is no such record, or the folders cannot be read.
    pub fn take(archive: &Archive, only: Option<Id>, asked: Option<u64>) -> Result<Self, Problem> {
        let (root, store) = (archive.root(), archive.store());
        let Settled { begun, has_ledger, .. } = &Settled::take(root, store)?;
        let mut problems: Vec<_> = begun.iter().cloned().collect();
        let account = match has_ledger {
            Ok(true) => {
                let path = ledger::path(root);
                Account::read(root, asked).map_err(|error| cannot_read(path.display(), &error))
            }
            Ok(false) => Err(no_ledger()),
            Err(problem) => Err(problem.clone()),
        };
        let account = account.map_err(|problem| problems.push(problem)).ok();
        let bags = match only {
            Some(id) => {
                let account = account.as_ref();
                let is_known = account.is_some_and(|account| account.bags.keys().any(|bag| bag.record == id));
                // What the ledger has and nobody else is missing, which is named later.
                store.bags_of(id).or_else(|none| if is_known { Ok(Vec::new()) } else { Err(none) })?
            }
            None => all_bags(store, &mut problems)?,
        };
        let account = account.map(|account| match only {
            Some(id) => account.only(id),
            None => account,
        });
        if only.is_none() {
            problems.extend(account.iter().flat_map(|account| &account.flaws).map(flawed));
        }
        Ok(Self { bags, account, problems })
    }
}

/// Every bag, with a problem for everything else among them.
fn all_bags(store: &Store, problems: &mut Vec<Problem>) -> Result<Vec<BagName>, Problem> {
    let refused = |path: &Path, error: io::Error| cannot_read(path.display(), &error);
    let mut bags = Vec::new();
    for entry in fs::read_dir(store.folder()).map_err(|error| refused(store.folder(), error))? {
        let entry = entry.map_err(|error| refused(store.folder(), error))?;
        let year = entry.path();
        // A link could lead out of the archive.
        if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            problems.push(extra(&year));
            continue;
        }
        for entry in fs::read_dir(&year).map_err(|error| refused(&year, error))? {
            let entry = entry.map_err(|error| refused(&year, error))?;
            let path = entry.path();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let name = path.file_name().and_then(|name| name.to_str()?.parse::<BagName>().ok());
            match name.filter(|name| is_folder && store.path(*name) == path) {
                Some(name) => bags.push(name),
                None => problems.push(extra(&path)),
            }
        }
    }
    bags.sort();
    Ok(bags)
}

fn extra(path: &Path) -> Problem {
    Problem::error(format!("`{}` is extra: no record belongs there", path.display()))
        .hint("move it out of the archive")
}

/// Something is wrong with the ledger itself.
pub fn flawed(flaw: &Flaw) -> Problem {
    let problem = Problem::error(format!("the ledger was altered: {flaw}")).hint(
        "restore `ledger.txt` from a copy of the archive or from an export; if there is none, record that \
         with `spravka archive acknowledge ledger --reason …`",
    );
    match flaw {
        // A clock that went back is no forgery.
        Flaw::Earlier(_) => Problem {
            severity: Severity::Warning,
            message: format!("the clock had gone back: {flaw} of the ledger"),
            hints: Vec::new(),
            ..problem
        }
        .hint("record why with `spravka archive acknowledge ledger --reason …`"),
        _ => problem,
    }
}
