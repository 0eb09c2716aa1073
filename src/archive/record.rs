use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::id::Id;
use crate::text::on_one_line;

/// The version of `record.toml` that this program writes. It refuses one with a higher version.
pub const FORMAT: u32 = 1;

/// The variants of a text by language code.
pub type Wordings = BTreeMap<String, String>;

/// The metadata of a paper: `record.toml`. It is written once and never changed; what happens to the paper
/// later is an [`Event`](super::event::Event).
///
/// Dates are written `2026-03-18` and times `2026-03-18T09:30:00Z` (RFC 3339).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The version of this format.
    pub format: u32,
    /// The id: a UUID of version 7, which sorts by creation time.
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
    /// The status of the paper when it was filed.
    pub status: Filed,
    /// How long the paper is kept, in the words of the archive's retention schedule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<String>,
    /// The rule that the retention period is based on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// The audience of the paper, if parts of the brief were withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// The languages of the paper.
    pub languages: Vec<String>,
    /// The title of the paper.
    pub title: Wordings,
    /// The body that issued the paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Wordings>,
    /// The marking that limits who may read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marking: Option<RecordedMarking>,
    /// The record that this one supersedes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<Supersedes>,
    /// Who prepared it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<RecordedPerson>,
    /// The date and place of the meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<RecordedMeeting>,
    /// The program, template and fonts that built the paper.
    pub made_with: MadeWith,
    /// The persons who approve or clear it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvers: Vec<RecordedPerson>,
    /// The persons who sign it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatories: Vec<RecordedPerson>,
    /// The sides of the meeting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<RecordedSide>,
    /// The PDFs, one for each language.
    pub papers: Vec<FiledPaper>,
    /// The history of the paper up to its filing.
    pub events: Vec<Milestone>,
}

impl Record {
    /// The labels of `bag-info.txt` that repeat the record (RFC 8493, 2.2.2).
    pub const INFO_LABELS: [&str; 4] =
        ["External-Identifier", "External-Description", "Source-Organization", "Internal-Sender-Identifier"];

    /// What `bag-info.txt` repeats of the record.
    pub fn bag_info(&self) -> Vec<(&'static str, String)> {
        let [identifier, description, organisation, number] = Self::INFO_LABELS;
        let first = |wordings: &Wordings| wordings.values().next().map(|text| on_one_line(text));
        let values = [
            (identifier, Some(self.id.to_string())),
            (description, Some(first(&self.title).unwrap_or_default())),
            (organisation, self.body.as_ref().and_then(first)),
            (number, self.number.as_deref().map(on_one_line)),
        ];
        values.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
    }
}

/// The status of a paper when it was filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Filed {
    /// It is final, without a registration number.
    Approved,
    /// It is final and registered.
    Registered,
}

/// A marking that limits who may read a paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordedMarking {
    /// Its words.
    pub text: Wordings,
    /// The date from which it no longer holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// The record that another one supersedes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Supersedes {
    /// Its id.
    pub id: Id,
    /// Its registration number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its date.
    pub date: String,
    /// Why it was superseded.
    pub reason: String,
}

/// A person as the paper names them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordedPerson {
    /// The name.
    pub name: Wordings,
    /// The position.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Wordings>,
    /// The organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Wordings>,
}

/// The date and place of the meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordedMeeting {
    /// Its id in the brief, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The date, or the first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The last day, if there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// The building or room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<Wordings>,
    /// The city.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<Wordings>,
    /// The topic of the talks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<Wordings>,
}

/// One side of the meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordedSide {
    /// Its name.
    pub name: Wordings,
    /// Its members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<RecordedPerson>,
}

/// The program, template and fonts that built a paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MadeWith {
    /// The version of this program and its templates.
    pub spravka: String,
    /// The version of the typesetting engine.
    pub typst: String,
    /// The template.
    pub template: String,
    /// The theme.
    pub theme: String,
    /// The standards of the PDFs.
    pub profile: String,
    /// The SHA-256 of each font file of the theme, by file name.
    pub fonts: BTreeMap<String, String>,
}

/// One PDF.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FiledPaper {
    /// Its language.
    pub language: String,
    /// Its path, relative to the folder of `record.toml`.
    pub file: String,
    /// The path of its plain text.
    pub text: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in lower-case hexadecimal.
    pub sha256: String,
}

/// A step in the history of a paper up to its filing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// What happened.
    pub what: What,
    /// When it happened: a time, or a date if no more is known.
    pub at: String,
    /// Who did it, as far as the archive knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
}

/// The steps in the history of a paper up to its filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// It was approved or cleared.
    Approved,
    /// It was filed.
    Filed,
}
