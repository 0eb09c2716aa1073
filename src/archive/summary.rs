use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::event::{Change, Event, RecordStatus};
use super::id::Id;
use super::record::{Filed, FiledPaper, Record, RecordedPerson, What, Wordings};

/// What the archive says of one record, without nested lists of objects but its papers: one line of
/// `spravka archive list --format jsonl`. Fields are added, but keep their names and meaning.
///
/// Days are written `2026-03-18` and moments `2026-03-18T09:30:00Z`, as RFC 3339 has them. What a record does not have is left
/// out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordSummary {
    /// The id of the record.
    pub id: Id,
    /// The kind of paper, by the id of its template.
    pub kind: String,
    /// The registration number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The day of the paper.
    pub date: String,
    /// The index of the case that it is filed in (номенклатура дел).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// What it counts as now.
    pub status: RecordStatus,
    /// How long it is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<String>,
    /// What that period is based on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// For whom the paper was made, where parts were held back from others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// The codes of the languages that it is filed in.
    pub languages: Vec<String>,
    /// What it is about, by the code of the language.
    pub title: Wordings,
    /// The body whose paper it is, by the code of the language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Wordings>,
    /// The words of the marking that limits who may read it, by the code of the language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marking: Option<Wordings>,
    /// The day from which the marking no longer holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marking_until: Option<String>,
    /// The name of who prepared it, in each language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<String>,
    /// The names of those who approve or clear it, in each language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvers: Vec<String>,
    /// The names of those who sign it, in each language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatories: Vec<String>,
    /// What the sides of the meeting are called, in each language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<String>,
    /// The names of everybody that the record names, in each language and each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<String>,
    /// Their organisations, in each language and each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<String>,
    /// The day of the meeting, or the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_date: Option<String>,
    /// The last day of the meeting, when there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_end_date: Option<String>,
    /// The building or room of the meeting, by the code of the language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<Wordings>,
    /// The city of the meeting, by the code of the language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<Wordings>,
    /// The id of the record that this one replaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<Id>,
    /// The id of the record that replaces this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<Id>,
    /// Why it no longer holds, if it was annulled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annulled: Option<String>,
    /// The files of the papers that have a detached signature, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<String>,
    /// When it was filed: a moment, or a day where no more is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filed: Option<String>,
    /// The folder of its bag, from the folder of the archive.
    pub folder: String,
    /// The papers, one for each language.
    pub papers: Vec<PaperSummary>,
}

/// One PDF of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperSummary {
    /// The code of its language.
    pub language: String,
    /// Where it is, from the folder `data` of the bag.
    pub file: String,
    /// How large it is, in bytes.
    pub bytes: u64,
    /// Its SHA-256, in lower-case hexadecimal.
    pub sha256: String,
}

impl RecordSummary {
    /// What is known of a record and of what happened to it, in the order of the events.
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

/// Everybody that a record names.
pub(super) fn persons(record: &Record) -> impl Iterator<Item = &RecordedPerson> {
    let members = record.sides.iter().flat_map(|side| &side.members);
    members.chain(&record.author).chain(&record.approvers).chain(&record.signatories)
}

/// An annulled paper stays annulled, whatever replaced it.
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

/// The JSON Schema of a record in a list (draft 2020-12), made from the model itself.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(RecordSummary).to_value()
}
