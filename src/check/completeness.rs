//! What remains to be filled in after a meeting.

use std::num::NonZeroU32;

use super::outcome::Subject;
use crate::brief::{Brief, Id, Known, Outcome, Reference, Status, to};
use crate::key_path::KeyPath;
use crate::language::Language;
use crate::load::Draft;
use crate::meeting::Belonging;
use crate::report::{Problem, Severity};

/// Something that is not filled in, and the meeting whose papers lack it; none if there is one, or it belongs
/// to none of several.
pub type Gap = (Option<Id>, Problem);

/// Reports everything that is not filled in: an error in a final brief, a warning in a draft.
pub fn check(draft: &Draft, languages: &[Language]) -> Vec<Gap> {
    let severity = match draft.brief().status {
        Status::Draft => Severity::Warning,
        Status::Final => Severity::Error,
    };
    let problems = unrecorded(draft).chain(blank(draft, languages)).chain(unassigned(draft));
    problems.map(|(meeting, problem)| (meeting, Problem { severity, ..problem })).collect()
}

/// Whether anything has been recorded after this meeting of several, or after any of them.
pub fn is_recorded(brief: &Brief, meeting: Option<&Id>) -> bool {
    let Some(id) = meeting.filter(|_| !brief.meetings.is_empty()) else { return is_closed(brief) };
    let is_it =
        |named: &Option<Reference<to::Meeting>>| named.as_ref().is_some_and(|named| named.is_to(Some(id)));
    let belonging = Belonging::of(brief);
    let mut positions = brief.positions.iter();
    let taken = positions
        .any(|position| belonging.meeting(position.meeting.as_ref(), position.agenda.as_ref()) == Some(id));
    let filled = |outcome: &Outcome| {
        meeting_of(brief, outcome) == Some(id) && brief.languages.iter().any(|one| !outcome.is_blank(*one))
    };
    let own = brief.meetings.iter().find(|one| one.id == *id);
    taken
        || brief.outcomes.iter().any(filled)
        || brief.agreed.iter().any(|agreed| is_it(&agreed.meeting))
        || brief.actions.iter().any(|action| is_it(&action.meeting))
        || own.is_some_and(|own| !own.next_steps.is_empty())
}

/// The meeting that an outcome belongs to: its own, or that of its agenda item.
fn meeting_of<'a>(brief: &'a Brief, outcome: &'a Outcome) -> Option<&'a Id> {
    let of_item = match Subject::of(outcome, brief) {
        Some(Subject::Item(index)) => brief.agenda.get(index).and_then(|item| item.meeting.as_ref()),
        _ => None,
    };
    outcome.meeting.as_ref().or(of_item).map(Reference::id)
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
fn unrecorded(draft: &Draft) -> impl Iterator<Item = Gap> + '_ {
    let brief = draft.brief();
    Subject::missing(brief).map(move |subject| match subject {
        Subject::Item(index) => {
            let meeting = brief.agenda.get(index).and_then(|item| item.meeting.as_ref());
            let path = KeyPath::root().key("agenda").index(index);
            (meeting.map(Reference::id).cloned(), no_outcome(draft, &path))
        }
        Subject::Goal(index) => {
            (None, no_outcome(draft, &KeyPath::root().key("centre").key("goals").index(index)))
        }
    })
}

fn blank<'a>(draft: &'a Draft, languages: &'a [Language]) -> impl Iterator<Item = Gap> + 'a {
    let outcomes = draft.brief().outcomes.iter().enumerate();
    let blank = outcomes.filter(|(_, outcome)| languages.iter().any(|language| outcome.is_blank(*language)));
    blank.map(|(index, outcome)| {
        let path = KeyPath::root().key("outcomes").index(index).key("text");
        (meeting_of(draft.brief(), outcome).cloned(), not_filled_in(draft, &path, "the outcome"))
    })
}

/// Actions without a responsible person or a deadline, and minutes without a chair or secretary.
fn unassigned(draft: &Draft) -> impl Iterator<Item = Gap> + '_ {
    let brief = draft.brief();
    let actions = brief.actions.iter().enumerate().flat_map(move |(index, action)| {
        let path = KeyPath::root().key("actions").index(index);
        let responsible = action.responsible.is_none().then_some(("responsible", "who does it"));
        let deadline = action.deadline.is_none().then_some(("deadline", "the day it is due"));
        let missing = [responsible, deadline].into_iter().flatten();
        let missing = missing.filter(|(key, _)| !draft.parsed.is_written(&path.key(*key)));
        let meeting = action.meeting.as_ref().map(Reference::id);
        let gap = |(key, what)| (meeting.cloned(), not_filled_in(draft, &path.key(key), what));
        missing.map(gap).collect::<Vec<_>>()
    });
    let of_all = brief.minutes.iter().map(|minutes| (None, KeyPath::root(), minutes));
    let of_meetings = brief.meetings.iter().enumerate().filter_map(|(index, meeting)| {
        let path = KeyPath::root().key("meetings").index(index);
        Some((Some(meeting.id.clone()), path, meeting.minutes.as_ref()?))
    });
    let officers = of_all.chain(of_meetings).flat_map(move |(meeting, table, minutes)| {
        let path = table.key("minutes");
        let chair = minutes.chair.is_none().then_some(("chair", "who chairs"));
        let secretary = minutes.secretary.is_none().then_some(("secretary", "who takes them"));
        let missing = [chair, secretary].into_iter().flatten();
        let gap = |(key, what)| (meeting.clone(), not_filled_in(draft, &path.key(key), what));
        missing.map(gap).collect::<Vec<_>>()
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
