//! What `event.toml` says, held against the record and the other files of the bag.

use std::path::Path;

use super::difference::{differs, misnamed, unclaimed};
use crate::archive::bag::{Hashes, PAYLOAD};
use crate::archive::clock::is_before;
use crate::archive::event::{Change, Event};
use crate::archive::record::{Record, What};
use crate::archive::signed_data::{Signature, signature};
use crate::archive::store::{BagName, EVENT, Store};
use crate::files::open;
use crate::limits::PDF_BYTES;
use crate::report::Problem;

/// Every problem of the contents of an event's bag, whose files are those of its manifests.
pub fn check(store: &Store, bag: BagName, payload: &Hashes) -> Vec<Problem> {
    let event = match store.event(bag) {
        Ok(event) => event,
        Err(problem) => return vec![problem],
    };
    let inside = BagName { record: event.about, event: Some(event.id) };
    if inside != bag {
        return vec![misnamed(bag, inside)];
    }
    let mut claimed = vec![EVENT];
    if let Change::Signed { signature, .. } = &event.change {
        claimed.push(signature);
    }
    let files = payload.keys().filter_map(|path| path.strip_prefix(PAYLOAD)?.strip_prefix('/'));
    let mut problems: Vec<_> =
        files.filter(|file| !claimed.contains(file)).map(|file| unclaimed(bag, file)).collect();
    // A record that is missing is named by itself.
    if let Ok(record) = store.record(bag.record) {
        problems.extend(too_early(bag, &event, &record));
        problems.extend(match &event.change {
            Change::Superseded { by, number, date, reason } => {
                let newer = store.record(*by).ok();
                newer
                    .filter(|newer| !is_successor(&event, newer, number, date, reason))
                    .map(|newer| differs(bag, "superseded", EVENT, &format!("record `{}`", newer.id)))
            }
            Change::Signed { paper, signature } => signed(store, bag, &record, paper, signature),
            Change::Annulled { .. } => None,
        });
    }
    problems
}

/// Whether a record tells the same of the one that it superseded.
fn is_successor(
    event: &Event,
    newer: &Record,
    number: &Option<String>,
    date: &Option<String>,
    reason: &str,
) -> bool {
    let is_told = newer.supersedes.as_ref().is_some_and(|old| old.id == event.about && old.reason == reason);
    is_told && newer.number == *number && date.as_ref().is_none_or(|date| *date == newer.date)
}

/// A warning if the event was written before its record: a clock was wrong.
fn too_early(bag: BagName, event: &Event, record: &Record) -> Option<Problem> {
    let filed = record.events.iter().find(|moment| moment.what == What::Filed)?;
    is_before(&event.at, &filed.at).then(|| before_record(bag, &event.at, &filed.at))
}

/// A signature must be for the paper that the event names, as the file is now.
fn signed(store: &Store, bag: BagName, record: &Record, paper: &str, file: &str) -> Option<Problem> {
    let origin = format!("the paper `{paper}`");
    let other = || differs(bag, "signature", EVENT, &origin);
    let Some(paper) = record.papers.iter().find(|known| known.file == paper) else { return Some(other()) };
    let (path, _) = store.places(record.id, paper).ok()?;
    // Only a name, so that it cannot lead out of the bag.
    let name = Path::new(file).file_name().filter(|name| *name == file)?;
    let read = open::read_own(&store.path(bag).join(PAYLOAD).join(name), PDF_BYTES)
        .ok()
        .zip(open::read_own(&path, PDF_BYTES).ok());
    let is_of = read.is_some_and(|(data, pdf)| match signature(&data) {
        Signature::Of(hash) => hash.is_of(&pdf),
        Signature::Unknown => true,
        Signature::Attached | Signature::Not => false,
    });
    (!is_of).then(other)
}

fn before_record(bag: BagName, at: &str, filed: &str) -> Problem {
    Problem::warning(format!("record `{bag}` is of {at}, and what it is about was filed at {filed}"))
        .hint("the clock of a computer was wrong at one of the two times")
}
