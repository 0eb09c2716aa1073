use super::Archive;
use super::ledger::account::{Account, hash_of_start};
use super::ledger::begin::{self, with_what_is_there};
use super::ledger::entry::{Deed, Subject};
use super::ledger::{self, bags_of};
use super::reconcile::{difference, found, has_ledger};
use super::staging::{Lock, Staging, tidy};
use super::store::BagName;
use crate::files::refusal::cannot_read;
use crate::report::Problem;

/// Records in the ledger that a bag or the ledger itself is not as it was, and why: `verify` says no more
/// about it until it changes again.
///
/// # Errors
/// When there is nothing to acknowledge, the archive is busy for too long, or the system refuses.
pub fn acknowledge(
    archive: &Archive,
    subject: Subject,
    reason: &str,
    who: &str,
) -> Result<Vec<Problem>, Problem> {
    let (root, store) = (archive.root(), archive.store());
    let mut begun = None;
    if subject == Subject::Ledger && has_ledger(root).is_err() {
        let _lock = Lock::take(root)?;
        tidy(root, store)?;
        begun = Some(begin::begun(with_what_is_there(root, store, who)?));
    }
    let is_new = begun.is_some();
    let staging = Staging::begin(root, store, who)?;
    let decide = || {
        let state = match subject {
            Subject::Bag(bag) => state_of_bag(archive, bag)?,
            Subject::Ledger => Some(state_of_ledger(archive, is_new)?),
        };
        Ok(vec![Deed::Acknowledged { subject, state, reason: reason.to_owned() }])
    };
    let warnings = staging.commit(store, decide)?;
    Ok(begun.into_iter().chain(warnings).collect())
}

/// The hash of the tag manifest of a bag that is not as the ledger has it; none if the bag is missing.
fn state_of_bag(archive: &Archive, bag: BagName) -> Result<Option<String>, Problem> {
    let path = ledger::path(archive.root());
    let recorded =
        bags_of(archive.root(), bag.record).map_err(|error| cannot_read(path.display(), &error))?;
    let recorded = recorded.iter().find(|(known, _)| *known == bag).map(|(_, state)| state);
    let state = found(archive.store(), bag);
    if state.is_none() && archive.store().holds(bag) {
        return Err(unsealed(bag));
    }
    difference(bag, recorded, state.as_deref()).map(|_| state).ok_or_else(|| as_recorded(bag))
}

/// The hash of all lines of a ledger that has flaws.
fn state_of_ledger(archive: &Archive, is_new: bool) -> Result<String, Problem> {
    let path = ledger::path(archive.root());
    let unreadable = |error| cannot_read(path.display(), &error);
    let account = Account::read(archive.root(), None).map_err(unreadable)?;
    if account.flaws.is_empty() && !is_new {
        return Err(flawless());
    }
    let length = path.metadata().map_err(unreadable)?.len();
    hash_of_start(archive.root(), length).map_err(unreadable)
}

fn as_recorded(bag: BagName) -> Problem {
    Problem::usage(format!("there is nothing to acknowledge: record `{bag}` is as the ledger has it")).hint(
        "if files in its folder are damaged and there is no copy, move the folder out of the archive and \
         acknowledge that it is missing; nothing was changed",
    )
}

fn unsealed(bag: BagName) -> Problem {
    Problem::usage(format!("record `{bag}` has no tag manifest that can be read, and is not a bag"))
        .hint("move its folder out of the archive and acknowledge that it is missing; nothing was changed")
}

fn flawless() -> Problem {
    Problem::usage("there is nothing to acknowledge: the ledger is whole").hint("nothing was changed")
}
