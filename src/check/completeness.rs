//! What remains to be filled in after a meeting.

use std::num::NonZeroU32;

use super::outcome::Subject;
use crate::brief::{Brief, Known, Outcome, Status};
use crate::key_path::KeyPath;
use crate::language::Language;
use crate::load::Draft;
use crate::report::{Problem, Severity};

/// Reports everything that is not filled in: an error in a final brief, a warning in a draft.
pub fn check(draft: &Draft, languages: &[Language]) -> Vec<Problem> {
    let severity = match draft.brief().status {
        Status::Draft => Severity::Warning,
        Status::Final => Severity::Error,
    };
    let problems = unrecorded(draft).chain(blank(draft, languages)).chain(unassigned(draft));
    problems.map(|problem| Problem { severity, ..problem }).collect()
}

/// Whether anything has been recorded after the meeting. Until then nothing is missing.
pub fn is_closed(brief: &Brief) -> bool {
    !(brief.outcomes.is_empty()
        && brief.positions.is_empty()
        && brief.agreed.is_empty()
        && brief.actions.is_empty()
        && brief.next_steps.is_empty())
}

/// Adds an empty outcome for every agenda item and goal that has none.
pub fn with_every_outcome(brief: Brief) -> Brief {
    with_missing(brief, &|_, subject| empty(subject))
}

/// Adds an outcome for every agenda item and goal whose own is withheld, as in a brief that never had it: a
/// gap in their numbers would show that there is one. It is empty in a draft, and unknown in a final brief.
pub fn without_gaps(brief: Brief) -> Brief {
    match brief.status {
        Status::Draft => with_every_outcome(brief),
        Status::Final => with_missing(brief, &unknown),
    }
}

fn with_missing(mut brief: Brief, missing: &dyn Fn(&Brief, Subject) -> Outcome) -> Brief {
    let missing: Vec<_> = Subject::missing(&brief).map(|subject| missing(&brief, subject)).collect();
    brief.outcomes.extend(missing);
    let mut outcomes = std::mem::take(&mut brief.outcomes);
    outcomes.sort_by_key(|outcome| Subject::of(outcome, &brief));
    Brief { outcomes, ..brief }
}

fn empty(subject: Subject) -> Outcome {
    let number = |index: usize| u32::try_from(index + 1).ok().and_then(NonZeroU32::new);
    match subject {
        Subject::Item(index) => Outcome { item: number(index), ..Outcome::default() },
        Subject::Goal(index) => Outcome { goal: number(index), ..Outcome::default() },
    }
}

/// An unknown outcome. It names its agenda item as `spravka close` does: by its id, if it has one.
fn unknown(brief: &Brief, subject: Subject) -> Outcome {
    let text = Some(Known::unknown());
    let id = match subject {
        Subject::Item(index) => brief.agenda.get(index).and_then(|item| item.id.clone()),
        Subject::Goal(_) => None,
    };
    match id {
        Some(id) => Outcome { agenda: Some(id.into()), text, ..Outcome::default() },
        None => Outcome { text, ..empty(subject) },
    }
}

/// Agenda items and goals without an outcome.
fn unrecorded(draft: &Draft) -> impl Iterator<Item = Problem> + '_ {
    Subject::missing(draft.brief()).map(|subject| {
        let path = match subject {
            Subject::Item(index) => KeyPath::root().key("agenda").index(index),
            Subject::Goal(index) => KeyPath::root().key("centre").key("goals").index(index),
        };
        no_outcome(draft, &path)
    })
}

fn blank<'a>(draft: &'a Draft, languages: &'a [Language]) -> impl Iterator<Item = Problem> + 'a {
    let outcomes = draft.brief().outcomes.iter().enumerate();
    let blank = outcomes.filter(|(_, outcome)| languages.iter().any(|language| outcome.is_blank(*language)));
    blank.map(|(index, _)| {
        let path = KeyPath::root().key("outcomes").index(index).key("text");
        not_filled_in(draft, &path, "the outcome")
    })
}

/// Actions without a responsible person or a deadline, and minutes without a chair or secretary.
fn unassigned(draft: &Draft) -> impl Iterator<Item = Problem> + '_ {
    let actions = draft.brief().actions.iter().enumerate().flat_map(move |(index, action)| {
        let path = KeyPath::root().key("actions").index(index);
        let responsible = action.responsible.is_none().then_some(("responsible", "who does it"));
        let deadline = action.deadline.is_none().then_some(("deadline", "the day it is due"));
        let missing = [responsible, deadline].into_iter().flatten();
        missing
            .filter(|(key, _)| !draft.parsed.is_written(&path.key(*key)))
            .map(|(key, what)| not_filled_in(draft, &path.key(key), what))
            .collect::<Vec<_>>()
    });
    let officers = draft.brief().minutes.iter().flat_map(move |minutes| {
        let path = KeyPath::root().key("minutes");
        let chair = minutes.chair.is_none().then(|| not_filled_in(draft, &path.key("chair"), "who chairs"));
        let secretary = minutes.secretary.is_none();
        let secretary = secretary.then(|| not_filled_in(draft, &path.key("secretary"), "who takes them"));
        [chair, secretary].into_iter().flatten()
    });
    actions.chain(officers)
}

fn no_outcome(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::warning(format!("`{path}` has no outcome")).at(draft.place(path)).hint(
        "`spravka close` writes an `[[outcomes]]` table for it; if unknown, `text = { unknown = true }`",
    )
}

fn not_filled_in(draft: &Draft, path: &KeyPath, what: &str) -> Problem {
    Problem::warning(format!("`{path}` is not filled in"))
        .at(draft.place(path))
        .hint(format!("write {what}; if unknown, `{{ unknown = true }}`"))
}
