//! The dates of the papers of after the meeting: none may say that it was issued before the meeting ended.

use std::collections::BTreeMap;

use crate::brief::{Brief, Date, Known, Status};
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;
use crate::template::Template;

/// Why papers of after the meeting cannot have the date that they would have.
#[derive(Debug, Default)]
pub struct PaperDates {
    /// Those of the papers that the brief or the program names, by their ids.
    named: BTreeMap<String, Problem>,
    /// That of every other paper.
    others: Option<Problem>,
    /// The papers that the brief or the program names.
    known: Vec<String>,
}

impl PaperDates {
    /// Checks the date of every paper. They matter only to those of after the meeting.
    pub fn of(draft: &Draft) -> Self {
        let brief = draft.brief();
        let ids = Template::ids().into_iter().map(str::to_owned);
        let known: Vec<_> = ids.chain(brief.papers.keys().cloned()).collect();
        let named = known.iter().filter_map(|id| Some((id.clone(), misdated(draft, id)?)));
        Self { named: named.collect(), others: misdated(draft, OTHER), known }
    }

    /// What is wrong with the date of this paper.
    pub fn problem(&self, id: &str) -> Option<&Problem> {
        let is_known = self.known.iter().any(|known| known == id);
        self.named.get(id).or_else(|| self.others.as_ref().filter(|_| !is_known))
    }
}

/// An id that no paper has: one cannot write `[papers."…"]` for it by accident.
const OTHER: &str = "…";

fn misdated(draft: &Draft, id: &str) -> Option<Problem> {
    let brief = draft.brief();
    let own = brief.papers.get(id).and_then(|own| own.date.as_ref());
    let Some(stated) = own.or(brief.date.as_ref()) else {
        let lacks = brief.status == Status::Final && !is_written(draft, id);
        return lacks.then(|| undated(draft, id, last_day(brief)));
    };
    let (date, last) = (*stated.value()?, last_day(brief)?);
    (date < last).then(|| too_early(draft, id, own.is_some(), date, last))
}

/// The last day of the meeting: the day of the talks, or the last of the visit.
fn last_day(brief: &Brief) -> Option<Date> {
    let meeting = brief.meeting.as_ref()?;
    let date = meeting.date.as_ref().and_then(Known::value).copied();
    meeting.day.or(meeting.end_date).or(date)
}

fn own_date(id: &str) -> KeyPath {
    KeyPath::root().key("papers").key(id).key("date")
}

/// Whether a date is written, which may be wrong.
fn is_written(draft: &Draft, id: &str) -> bool {
    draft.parsed.is_written(&own_date(id)) || draft.parsed.is_written(&KeyPath::root().key("date"))
}

fn named(id: &str) -> String {
    if id == OTHER { "a paper of after the meeting".to_owned() } else { format!("the paper `{id}`") }
}

fn what_to_write(id: &str, day: Option<Date>) -> String {
    let table = if id == OTHER { "papers.ID".to_owned() } else { format!("papers.{id}") };
    match day {
        Some(day) => format!("give it a date of its own: `[{table}]` with `date = {}` or a later one", day.0),
        None => format!("give it a date of its own: `date` in `[{table}]`"),
    }
}

fn too_early(draft: &Draft, id: &str, is_own: bool, date: Date, last: Date) -> Problem {
    let path = if is_own { own_date(id) } else { KeyPath::root().key("date") };
    let problem = Problem::error(format!(
        "{} says what came of the meeting, but is dated {}, before the meeting ends on {}",
        named(id),
        date.0,
        last.0
    ));
    let meeting = KeyPath::root().key("meeting");
    let keys = ["day", "end_date", "date"].map(|key| meeting.key(key));
    let end = keys.iter().find(|path| draft.parsed.is_written(path));
    let problem = problem.at(draft.place(&path)).hint(what_to_write(id, Some(last)));
    match end {
        Some(end) => problem.related(draft.place(end), "it ends here"),
        None => problem,
    }
}

fn undated(draft: &Draft, id: &str, last: Option<Date>) -> Problem {
    Problem::error(format!("{} says what came of the meeting, but a final brief gives it no date", named(id)))
        .at(draft.place(&KeyPath::root().key("status")))
        .hint(what_to_write(id, last))
}
