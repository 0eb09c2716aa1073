//! What is still to be filled in after a meeting.

use super::outcome::Subject;
use crate::brief::{Brief, Known, Outcome, Status};
use crate::key_path::KeyPath;
use crate::language::Language;
use crate::load::Draft;
use crate::report::{Problem, Severity};

/// Every place that is still to be filled in, as a problem: an error in a final brief, a warning in a draft.
pub fn check(draft: &Draft, languages: &[Language]) -> Vec<Problem> {
    let severity = match draft.brief.status {
        Status::Draft => Severity::Warning,
        Status::Final => Severity::Error,
    };
    let problems = unrecorded(draft).chain(blank(draft, languages)).chain(unassigned(draft));
    problems.map(|problem| Problem { severity, ..problem }).collect()
}

/// Whether anything has been recorded after the meeting: until then nothing is missing.
pub fn is_closed(brief: &Brief) -> bool {
    !(brief.outcomes.is_empty()
        && brief.positions.is_empty()
        && brief.agreed.is_empty()
        && brief.actions.is_empty()
        && brief.next_steps.is_empty())
}

/// A brief with an outcome for every agenda item and every goal: those that have none get an empty one.
pub fn with_every_outcome(mut brief: Brief) -> Brief {
    let recorded: Vec<_> = brief.outcomes.iter().map(|outcome| Subject::of(outcome, &brief)).collect();
    let missing: Vec<_> =
        Subject::all(&brief).filter(|subject| !recorded.contains(&Some(*subject))).collect();
    brief.outcomes.extend(missing.into_iter().map(Outcome::about));
    let mut outcomes = std::mem::take(&mut brief.outcomes);
    outcomes.sort_by_key(|outcome| {
        Subject::all(&brief).position(|subject| Some(subject) == Subject::of(outcome, &brief))
    });
    Brief { outcomes, ..brief }
}

impl Outcome {
    /// An empty outcome.
    fn about(subject: Subject) -> Self {
        let number = |index: usize| u32::try_from(index + 1).ok().and_then(std::num::NonZeroU32::new);
        let (item, goal) = match subject {
            Subject::Item(index) => (number(index), None),
            Subject::Goal(index) => (None, number(index)),
        };
        let (agenda, text) = (None, None);
        let (heard, spoke, decided, audience) = Default::default();
        Self { agenda, item, goal, text, heard, spoke, decided, audience }
    }

    /// Whether nothing is recorded yet in `language`.
    pub fn is_blank(&self, language: Language) -> bool {
        let text = match &self.text {
            None => true,
            Some(Known::Unknown(_)) => false,
            Some(Known::Value(entry)) => entry.is_blank(language),
        };
        text && self.decided.is_empty()
    }
}

/// Agenda items and goals that no outcome is about.
fn unrecorded(draft: &Draft) -> impl Iterator<Item = Problem> + '_ {
    let brief = &draft.brief;
    let recorded: Vec<_> = brief.outcomes.iter().map(|outcome| Subject::of(outcome, brief)).collect();
    let missing = Subject::all(brief).filter(move |subject| !recorded.contains(&Some(*subject)));
    missing.map(|subject| {
        let path = match subject {
            Subject::Item(index) => KeyPath::root().key("agenda").index(index),
            Subject::Goal(index) => KeyPath::root().key("centre").key("goals").index(index),
        };
        no_outcome(draft, &path)
    })
}

fn blank<'a>(draft: &'a Draft, languages: &'a [Language]) -> impl Iterator<Item = Problem> + 'a {
    let outcomes = draft.brief.outcomes.iter().enumerate();
    let blank = outcomes.filter(|(_, outcome)| languages.iter().any(|language| outcome.is_blank(*language)));
    blank.map(|(index, _)| {
        let path = KeyPath::root().key("outcomes").index(index).key("text");
        not_filled_in(draft, &path, "what came of it")
    })
}

/// Tasks without somebody to do them or a day to be done by, and minutes without chair or secretary.
fn unassigned(draft: &Draft) -> impl Iterator<Item = Problem> + '_ {
    let actions = draft.brief.actions.iter().enumerate().flat_map(move |(index, action)| {
        let path = KeyPath::root().key("actions").index(index);
        let responsible = action.responsible.is_none().then_some(("responsible", "who does it"));
        let deadline = action.deadline.is_none().then_some(("deadline", "the day by which it is done"));
        let missing = [responsible, deadline].into_iter().flatten();
        missing
            .filter(|(key, _)| !draft.is_written(&path.key(*key)))
            .map(|(key, what)| not_filled_in(draft, &path.key(key), what))
            .collect::<Vec<_>>()
    });
    let officers = draft.brief.minutes.iter().flat_map(move |minutes| {
        let path = KeyPath::root().key("minutes");
        let chair = minutes.chair.is_none().then(|| not_filled_in(draft, &path.key("chair"), "who chairs"));
        let secretary = minutes.secretary.is_none();
        let secretary = secretary.then(|| not_filled_in(draft, &path.key("secretary"), "who writes them"));
        [chair, secretary].into_iter().flatten()
    });
    actions.chain(officers)
}

fn no_outcome(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::warning(format!("`{path}` has no outcome"))
        .at(draft.place(path))
        .hint("`spravka close` writes an `[[outcomes]]` table for it; where nobody knows, `text = { unknown = true }`")
}

fn not_filled_in(draft: &Draft, path: &KeyPath, what: &str) -> Problem {
    Problem::warning(format!("`{path}` is not filled in"))
        .at(draft.place(path))
        .hint(format!("write {what}; where nobody knows, `{{ unknown = true }}`"))
}
