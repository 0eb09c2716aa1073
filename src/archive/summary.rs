use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::event::{Change, Event, RecordStatus};
use super::id::Id;
use super::record::{Filed, FiledPaper, Record, RecordedPerson, What, Wordings};

/// A record in a list: one line of `spravka archive list --format jsonl`. Only the papers are nested objects.
/// New fields may be added; existing ones keep their names and meaning.
///
/// Dates are written `2026-03-18` and times `2026-03-18T09:30:00Z` (RFC 3339). Absent values are omitted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordSummary {
    /// The id of the record.
    pub id: Id,
    /// The kind of paper: the id of its template.
    pub kind: String,
    /// The registration number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The date of the paper.
    pub date: String,
    /// The case index (номенклатура дел).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The current status.
    pub status: RecordStatus,
    /// How long the paper is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<String>,
    /// The rule that the retention period is based on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// The audience of the paper, if parts of the brief were withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// The codes of the languages of the paper.
    pub languages: Vec<String>,
    /// The title, by language code.
    pub title: Wordings,
    /// The body that issued the paper, by language code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Wordings>,
    /// The marking that limits who may read it, by language code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marking: Option<Wordings>,
    /// The date from which the marking no longer holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marking_until: Option<String>,
    /// The name of its author, in each language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<String>,
    /// The names of the persons who approve or clear it, in each language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvers: Vec<String>,
    /// The names of the persons who sign it, in each language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatories: Vec<String>,
    /// The names of the sides of the meeting, in each language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<String>,
    /// The names of all persons in the record, in each language, without duplicates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<String>,
    /// The organisations of these persons, in each language, without duplicates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<String>,
    /// The id of the meeting in its brief, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<String>,
    /// The date of the meeting, or its first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_date: Option<String>,
    /// The last day of the meeting, if there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_end_date: Option<String>,
    /// The building or room of the meeting, by language code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<Wordings>,
    /// The city of the meeting, by language code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<Wordings>,
    /// The id of the record that this one supersedes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<Id>,
    /// The id of the record that supersedes this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<Id>,
    /// Why the paper was annulled, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annulled: Option<String>,
    /// The paths of the papers with a detached signature, without duplicates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<String>,
    /// When the paper was filed: a time, or a date if no more is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filed: Option<String>,
    /// The folder of the bag, relative to the archive.
    pub folder: String,
    /// The PDFs, one for each language.
    pub papers: Vec<PaperSummary>,
}

/// One PDF of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperSummary {
    /// Its language code.
    pub language: String,
    /// Its path, relative to the folder `data` of the bag.
    pub file: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in lower-case hexadecimal.
    pub sha256: String,
}

impl RecordSummary {
    /// The summary of a record and its events, which are in order.
    pub fn of(record: &Record, events: &[Event]) -> Self {
        let meeting = record.meeting.as_ref();
        let filed = record.events.iter().find(|moment| moment.what == What::Filed);
        Self {
            id: record.id,
            kind: record.kind.clone(),
            number: record.number.clone(),
            date: record.date.clone(),
            case: record.case.clone(),
            status: status(record.status, events),
            retention: record.retention.clone(),
            basis: record.basis.clone(),
            audience: record.audience.clone(),
            languages: record.languages.clone(),
            title: record.title.clone(),
            body: record.body.clone(),
            marking: record.marking.as_ref().map(|marking| marking.text.clone()),
            marking_until: record.marking.as_ref().and_then(|marking| marking.until.clone()),
            author: names(&record.author),
            approvers: names(&record.approvers),
            signatories: names(&record.signatories),
            sides: each_once(record.sides.iter().map(|side| &side.name)),
            persons: names(persons(record)),
            organisations: each_once(persons(record).filter_map(|person| person.organisation.as_ref())),
            meeting: meeting.and_then(|meeting| meeting.id.clone()),
            meeting_date: meeting.and_then(|meeting| meeting.date.clone()),
            meeting_end_date: meeting.and_then(|meeting| meeting.end_date.clone()),
            venue: meeting.and_then(|meeting| meeting.venue.clone()),
            city: meeting.and_then(|meeting| meeting.city.clone()),
            supersedes: record.supersedes.as_ref().map(|older| older.id),
            superseded_by: events.iter().rev().find_map(superseded_by),
            annulled: events.iter().rev().find_map(annulled),
            signatures: signed(events),
            filed: filed.map(|moment| moment.at.clone()),
            folder: format!("records/{:04}/{}", record.id.year(), record.id),
            papers: paper_summaries(record),
        }
    }
}

/// Every person in a record.
pub(super) fn persons(record: &Record) -> impl Iterator<Item = &RecordedPerson> {
    let members = record.sides.iter().flat_map(|side| &side.members);
    members.chain(&record.author).chain(&record.approvers).chain(&record.signatories)
}

/// The current status. An annulled paper stays annulled even if it is superseded.
fn status(filed: Filed, events: &[Event]) -> RecordStatus {
    let filed = match filed {
        Filed::Approved => RecordStatus::Approved,
        Filed::Registered => RecordStatus::Registered,
    };
    let superseded = events.iter().find_map(superseded_by).map(|_| RecordStatus::Superseded);
    let annulled = events.iter().find_map(annulled).map(|_| RecordStatus::Annulled);
    annulled.or(superseded).unwrap_or(filed)
}

fn superseded_by(event: &Event) -> Option<Id> {
    match event.change {
        Change::Superseded { by, .. } => Some(by),
        Change::Annulled { .. } | Change::Signed { .. } => None,
    }
}

fn annulled(event: &Event) -> Option<String> {
    match &event.change {
        Change::Annulled { reason } => Some(reason.clone()),
        Change::Superseded { .. } | Change::Signed { .. } => None,
    }
}

fn signed(events: &[Event]) -> Vec<String> {
    let mut papers = Vec::new();
    for event in events {
        if let Change::Signed { paper, .. } = &event.change
            && !papers.contains(paper)
        {
            papers.push(paper.clone());
        }
    }
    papers
}

fn paper_summaries(record: &Record) -> Vec<PaperSummary> {
    let summary_of = |paper: &FiledPaper| PaperSummary {
        language: paper.language.clone(),
        file: paper.file.clone(),
        bytes: paper.bytes,
        sha256: paper.sha256.clone(),
    };
    record.papers.iter().map(summary_of).collect()
}

fn names<'a>(persons: impl IntoIterator<Item = &'a RecordedPerson>) -> Vec<String> {
    each_once(persons.into_iter().map(|person| &person.name))
}

fn each_once<'a>(wordings: impl Iterator<Item = &'a Wordings>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in wordings.flat_map(|wordings| wordings.values()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// The JSON Schema of a record in a list (draft 2020-12).
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(RecordSummary).to_value()
}
