//! The dates of the papers of after the meeting: none may say that it was issued before the meeting ended.

use std::collections::BTreeMap;

use crate::brief::{Brief, Date, Id, Known, MeetingOfVisit, OwnRequisites, Status};
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::meeting::{day, meetings};
use crate::report::Problem;
use crate::template::Template;

/// Why papers of after the meeting cannot have the date that they would have.
#[derive(Debug, Default)]
pub struct PaperDates {
    /// Those of the papers that the brief or the program names, by their ids and that of their meeting.
    named: BTreeMap<(Option<Id>, String), Problem>,
    /// That of every other paper.
    others: BTreeMap<Option<Id>, Problem>,
    /// The papers that the brief or the program names.
    known: Vec<String>,
}

impl PaperDates {
    /// Checks the date of every paper. They matter only to those of after the meeting.
    pub fn of(draft: &Draft) -> Self {
        let brief = draft.brief();
        let ids = Template::ids().into_iter().map(str::to_owned);
        let own = brief.papers.keys().chain(brief.meetings.iter().flat_map(|meeting| meeting.papers.keys()));
        let mut dates = Self { known: ids.chain(own.cloned()).collect(), ..Self::default() };
        let meetings = meetings(brief).into_iter().map(Some);
        for meeting in meetings.chain([None]) {
            let id = meeting.as_ref().map(|meeting| meeting.id.clone());
            let misdated = |paper: &str| Dated::of(draft, paper, meeting.as_ref()).problem();
            let named = dates.known.iter().filter_map(|paper| Some((paper.clone(), misdated(paper)?)));
            dates.named.extend(named.map(|(paper, problem)| ((id.clone(), paper), problem)));
            dates.others.extend(misdated(OTHER).map(|problem| (id.clone(), problem)));
        }
        dates
    }

    /// What is wrong with the date of this paper, about one meeting or the whole visit.
    pub fn problem(&self, paper: &str, meeting: Option<&str>) -> Option<&Problem> {
        let is_known = self.known.iter().any(|known| known == paper);
        let id = meeting.and_then(|meeting| meeting.to_owned().try_into().ok());
        let others = self.others.get(&id).filter(|_| !is_known);
        self.named.get(&(id, paper.to_owned())).or(others)
    }
}

/// An id that no paper has: one cannot write `[papers."…"]` for it by accident.
const OTHER: &str = "…";

/// A paper of after the meeting, and what decides its date.
struct Dated<'a> {
    draft: &'a Draft,
    /// The id of the paper.
    paper: &'a str,
    /// Where its own date is, or would be.
    own: KeyPath,
    /// Its own date.
    date: Option<&'a Known<Date>>,
    /// When the meeting ends: the day, and where it is written.
    end: (Option<Date>, Option<KeyPath>),
}

impl<'a> Dated<'a> {
    fn of(draft: &'a Draft, paper: &'a str, meeting: Option<&MeetingOfVisit>) -> Self {
        let brief = draft.brief();
        let date = |papers: &'a BTreeMap<String, OwnRequisites>| papers.get(paper)?.date.as_ref();
        let of_all = date(&brief.papers);
        let own_date = |table: KeyPath| table.key("papers").key(paper).key("date");
        let index = meeting.and_then(|one| brief.meetings.iter().position(|known| known.id == one.id));
        let of_meeting = index
            .map(|index| (date(&brief.meetings[index].papers), KeyPath::root().key("meetings").index(index)));
        let end = meeting.map_or_else(|| last_day(brief), day);
        let (date, own) = match of_meeting.clone() {
            Some((Some(date), table)) => (Some(date), own_date(table)),
            _ => (of_all, own_date(KeyPath::root())),
        };
        let visit = KeyPath::root().key("meeting");
        let of_visit = ["day", "end_date", "date"].map(|key| visit.key(key));
        let of_one = of_meeting.map(|(_, table)| table.key("date"));
        let end_paths = of_one.into_iter().chain(of_visit);
        let end_path = end_paths.into_iter().find(|path| draft.parsed.is_written(path));
        Self { draft, paper, own, date, end: (end, end_path) }
    }

    fn problem(&self) -> Option<Problem> {
        let brief = self.draft.brief();
        let Some(stated) = self.date.or(brief.date.as_ref()) else {
            let lacks = brief.status == Status::Final && !self.is_written();
            return lacks.then(|| undated(self));
        };
        let (date, last) = (*stated.value()?, self.end.0?);
        (date < last).then(|| too_early(self, date, last))
    }

    /// Whether a date is written, which may be wrong.
    fn is_written(&self) -> bool {
        let written = |path: &KeyPath| self.draft.parsed.is_written(path);
        written(&self.own) || written(&KeyPath::root().key("date"))
    }
}

/// The last day of the meeting: the day of the talks, or the last of the visit.
fn last_day(brief: &Brief) -> Option<Date> {
    let meeting = brief.meeting.as_ref()?;
    let date = meeting.date.as_ref().and_then(Known::value).copied();
    meeting.day.or(meeting.end_date).or(date)
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

fn too_early(dated: &Dated<'_>, date: Date, last: Date) -> Problem {
    let Dated { draft, paper, own, .. } = dated;
    let path = if dated.date.is_some() { own.clone() } else { KeyPath::root().key("date") };
    let problem = Problem::error(format!(
        "{} says what came of the meeting, but is dated {}, before the meeting ends on {}",
        named(paper),
        date.0,
        last.0
    ));
    let problem = problem.at(draft.place(&path)).hint(what_to_write(paper, Some(last)));
    match &dated.end.1 {
        Some(end) => problem.related(draft.place(end), "it ends here"),
        None => problem,
    }
}

fn undated(dated: &Dated<'_>) -> Problem {
    let paper = dated.paper;
    Problem::error(format!(
        "{} says what came of the meeting, but a final brief gives it no date",
        named(paper)
    ))
    .at(dated.draft.place(&KeyPath::root().key("status")))
    .hint(what_to_write(paper, dated.end.0))
}
