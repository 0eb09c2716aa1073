use std::path::Path;

use super::ledger;
use super::ledger::account::Account;
use super::ledger::seal::Seal;
use super::reconcile::{Settled, no_ledger};
use super::{Archive, clock};
use crate::files::refusal::cannot_read;
use crate::report::{Problem, Severity};

/// Writes the seal of the ledger to a new file. An archive without a ledger gets one.
///
/// # Errors
/// When the ledger is damaged, the file exists, or the system refuses.
pub fn seal(archive: &Archive, path: &Path, who: &str) -> Result<Vec<Problem>, Problem> {
    clock::check()?;
    let settled = Settled::take(archive.root(), archive.store())?;
    if !settled.has_ledger? {
        return Err(Problem { severity: Severity::Error, ..no_ledger() });
    }
    let ledger = ledger::path(archive.root());
    let account =
        Account::read(archive.root(), None).map_err(|error| cannot_read(ledger.display(), &error))?;
    if !account.flaws.is_empty() {
        return Err(flawed());
    }
    Seal::of(&account, who).write(path)?;
    Ok(settled.begun.into_iter().collect())
}

fn flawed() -> Problem {
    Problem::error("the ledger is damaged, and is not sealed")
        .hint("`spravka archive verify` lists all damage; nothing was changed")
}
