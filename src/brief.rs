//! What a meeting is: the model of a brief. No files, no spans, no rules across fields.
//!
//! The doc comments of the fields are the descriptions in the JSON Schema (`spravka schema`) and so in an editor's completion.

mod agenda;
mod centre;
mod delegation;
mod document;
mod image;
mod known;
mod meeting;
mod points;
mod scalar;
mod text;

pub use agenda::{AgendaItem, ProgrammeDay, ProgrammeEvent};
pub use centre::Centre;
pub use delegation::{Member, Rank, Role, Side};
pub use document::{Annex, Approval, ApprovalKind, Distribution, Marking, PreparedBy, Source, Status};
pub use image::{Illustration, Image};
pub use known::Known;
pub use meeting::{EarlierAgreement, Meeting, MeetingFormat};
pub use points::{IfRaised, Position, Statement, TalkingPoint};
pub use scalar::{Date, Minutes, Time};
pub use text::{Prose, Text};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::language::Language;

/// One meeting, from which every paper about it is made.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "spravka brief")]
pub struct Brief {
    /// What the paper is about: the heading under the kind of document.
    pub title: Text,
    /// The languages that the brief is written in; the first is the default.
    #[serde(default = "default_languages")]
    #[schemars(length(min = 1), extend("x-expects" = "a list with at least one language"))]
    pub languages: Vec<Language>,
    /// Whether the papers are drafts (marked as such on every page) or final.
    #[serde(default)]
    pub status: Status,
    /// The date of the document, which also dates the PDF.
    pub date: Option<Known<Date>>,
    /// The registration number of the document.
    pub number: Option<Known<Text>>,
    /// Where the document was drawn up.
    pub place: Option<Known<Text>>,
    /// Words that the PDF can be found by.
    #[serde(default)]
    pub keywords: Vec<Text>,
    /// The marking that limits who may read the paper.
    pub marking: Option<Marking>,
    /// Who approves or clears the paper, at the top right of the first page.
    #[serde(default)]
    pub approvals: Vec<Approval>,
    /// Who prepared the paper.
    pub prepared_by: Option<PreparedBy>,
    /// Who receives the paper.
    #[serde(default)]
    pub distribution: Vec<Distribution>,
    /// Where the facts come from.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// When, where and why the sides meet.
    pub meeting: Option<Meeting>,
    /// The institution that the talks are about.
    pub centre: Option<Centre>,
    /// The delegations: each side with its members.
    #[serde(default)]
    pub sides: Vec<Side>,
    /// What we want to reach.
    #[serde(default)]
    pub objectives: Vec<Text>,
    /// The items to be discussed, in their order.
    #[serde(default)]
    pub agenda: Vec<AgendaItem>,
    /// The programme of the visit, day by day.
    #[serde(default)]
    pub programme: Vec<ProgrammeDay>,
    /// What our side is going to say.
    #[serde(default)]
    pub points: Vec<TalkingPoint>,
    /// What the other side is expected to say.
    #[serde(default)]
    pub expected_positions: Vec<Position>,
    /// Questions that the other side may raise, each with our answer.
    #[serde(default)]
    pub if_raised: Vec<IfRaised>,
    /// What was or will be assessed during the visit.
    #[serde(default)]
    pub assessed: Vec<Text>,
    /// The issues that were discussed.
    #[serde(default)]
    pub discussed: Vec<Text>,
    /// What was said, by whom, and how we know.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// What the reader should know beforehand: last contact, state of relations.
    pub background: Option<Known<Prose>>,
    /// Agreements reached earlier and how far they have been carried out.
    #[serde(default)]
    pub agreements: Vec<EarlierAgreement>,
    /// What the meeting should end with.
    #[serde(default)]
    pub expected_outcomes: Vec<Text>,
    /// What the press is told.
    pub press_line: Option<Known<Prose>>,
    /// Maps, plans and charts.
    #[serde(default)]
    pub illustrations: Vec<Illustration>,
    /// What is attached to the paper.
    #[serde(default)]
    pub annexes: Vec<Annex>,
}

fn default_languages() -> Vec<Language> {
    vec![Language::RUSSIAN]
}

/// The JSON Schema of a brief (draft 2020-12), made from the model itself.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Brief).to_value()
}
