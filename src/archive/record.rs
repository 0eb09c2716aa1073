use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::id::Id;

/// The version of `record.toml` that this program writes. One with a higher version is not read.
pub const FORMAT: u32 = 1;

/// A text in each language that it has, by the code of the language.
pub type Wordings = BTreeMap<String, String>;

/// What the archive knows of one paper: `record.toml`. It is written once and never changed; what happens to the paper later
/// is an [`Event`](super::event::Event) of its own.
///
/// Days are written `2026-03-18` and moments `2026-03-18T09:30:00Z`, as RFC 3339 has them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The version of this description.
    pub format: u32,
    /// The id: a UUID of version 7, sortable by the time of its making.
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
    /// How far the paper had come when it was filed.
    pub status: Filed,
    /// How long it is kept, in the words of the archive's own list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<String>,
    /// What that period is based on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// For whom the paper was made, where parts were held back from others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// The languages that the paper is filed in.
    pub languages: Vec<String>,
    /// What the paper is about.
    pub title: Wordings,
    /// The body whose paper it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Wordings>,
    /// The marking that limits who may read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marking: Option<RecordedMarking>,
    /// The record that this one replaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<Supersedes>,
    /// Who prepared it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<RecordedPerson>,
    /// When and where the sides met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<RecordedMeeting>,
    /// What it was made with.
    pub made_with: MadeWith,
    /// Who approves or clears it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvers: Vec<RecordedPerson>,
    /// Who signs it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatories: Vec<RecordedPerson>,
    /// The sides of the meeting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<RecordedSide>,
    /// The papers, one for each language.
    pub papers: Vec<FiledPaper>,
    /// What has happened to the paper up to its filing.
    pub events: Vec<Milestone>,
}

/// How far a paper had come when it was filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Filed {
    /// It is final, and has no registration number.
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
    /// The day from which it no longer holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// The record that another one replaces.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Supersedes {
    /// Its id.
    pub id: Id,
    /// Its registration number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its day.
    pub date: String,
    /// Why it was replaced.
    pub reason: String,
}

/// Somebody named in a paper, as it names them.
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

/// When and where the sides met.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordedMeeting {
    /// The day, or the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The last day, when there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// The building or room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<Wordings>,
    /// The city.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<Wordings>,
    /// What the talks were about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<Wordings>,
}

/// One side of the meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordedSide {
    /// What it is called.
    pub name: Wordings,
    /// Its members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<RecordedPerson>,
}

/// What a paper was made with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MadeWith {
    /// The version of this program, and so of its templates.
    pub spravka: String,
    /// The version of the typesetting engine.
    pub typst: String,
    /// The template.
    pub template: String,
    /// The theme.
    pub theme: String,
    /// The standards that the PDFs are held to.
    pub profile: String,
    /// The SHA-256 of each font file that the papers could use, by its name.
    pub fonts: BTreeMap<String, String>,
}

/// One PDF.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FiledPaper {
    /// Its language.
    pub language: String,
    /// Where it is, from the folder of `record.toml`.
    pub file: String,
    /// Where its plain text is.
    pub text: String,
    /// How large it is, in bytes.
    pub bytes: u64,
    /// Its SHA-256, in lower-case hexadecimal.
    pub sha256: String,
}

/// Something that happened to a paper up to its filing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// What happened.
    pub what: What,
    /// When: a moment, or a day where no more is known.
    pub at: String,
}

/// What happens to a paper up to its filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Somebody approved or cleared it.
    Approved,
    /// It was filed in the archive.
    Filed,
}
