//! The model of a brief: a meeting as data. No files, no spans, no rules across fields.
//!
//! The doc comments of the fields become the descriptions in the JSON Schema (`spravka schema`),
//! which editors show in completion: write them for the person who fills in a brief.

mod agenda;
mod audience;
mod centre;
mod delegation;
mod document;
mod image;
mod known;
mod letter;
mod meeting;
mod name;
mod non_empty;
mod outcome;
mod points;
#[expect(dead_code, reason = "a register is only read to see whether it fits: its values go into the brief")]
mod register;
mod scalar;
mod schema;
mod seating;
mod table;
mod text;

pub use agenda::{AgendaItem, ProgrammeDay, ProgrammeEvent};
pub use audience::{Audience, Part, Restriction};
pub use centre::Centre;
pub use delegation::{Member, MembersFrom, OrderOfSides, Rank, Role, Side};
pub use document::{
    Annex, Approval, ApprovalKind, Distribution, Marking, OfPaper, OwnRequisites, PreparedBy, Signature,
    Source, Status,
};
pub use image::{Illustration, Image};
pub use known::Known;
pub use letter::{Invitation, Recipient, Signatory};
pub use meeting::{EarlierAgreement, Meeting, MeetingFormat, MeetingOfVisit, VisitClass};
pub use name::{FilePath, Id, OutsideName, PictureFile, Referable, Reference, Tag, Url, to};
pub use non_empty::NonEmpty;
pub use outcome::{Action, Agreed, Officers, Outcome, Speech};
pub use points::{IfRaised, Position, Statement, TalkingPoint};
pub use register::{Organisations, People};
pub use scalar::{Date, Minutes, Time};
pub use schema::{
    fields, is_in_register, member_fields, organisations_schema, people_schema, schema, written_schema,
};
pub use seating::{InterpreterPlace, Seating, SeatingOrder, TableShape};
pub use text::{Entry, Prose, Text, footnotes, without_footnotes};

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::Language;

/// One meeting: the source of every paper about it.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "spravka brief")]
pub struct Brief {
    /// The subject of the paper, printed as the heading under the kind of document.
    pub title: Text,
    /// Files to include, relative to this one: `["common.toml"]`. Values in this brief override theirs.
    #[serde(default, skip_serializing)]
    pub include: Vec<FilePath>,
    /// The languages of the brief; the first is the default.
    #[serde(default = "default_languages")]
    #[schemars(extend("x-expects" = "a list with at least one language, such as `[\"ru\"]`"))]
    pub languages: NonEmpty<Language>,
    /// Whether the papers are drafts (marked on every page) or final.
    #[serde(default)]
    pub status: Status,
    /// The date of the document; also the date of the PDF.
    pub date: Option<Known<Date>>,
    /// The registration number of the document.
    pub number: Option<Known<Text>>,
    /// The place where the document was drawn up.
    pub place: Option<Known<Text>>,
    /// Overrides for single papers, by the paper's id: `[papers.summary]` with its own `date` and `number`.
    #[serde(default)]
    pub papers: BTreeMap<String, OwnRequisites>,
    /// Keywords for finding the PDF; they are not printed.
    #[serde(default)]
    #[schemars(extend("x-printed" = false))]
    pub keywords: Vec<Text>,
    /// The marking that restricts who may read the paper.
    pub marking: Option<Marking>,
    /// Who approves or clears the paper, printed at the top right of the first page.
    #[serde(default)]
    pub approvals: Vec<Approval>,
    /// Who prepared the paper.
    pub prepared_by: Option<PreparedBy>,
    /// Who receives the paper.
    #[serde(default)]
    pub distribution: Vec<Distribution>,
    /// The addressee of a letter.
    pub recipient: Option<Recipient>,
    /// The contents of a letter of invitation.
    pub invitation: Option<Invitation>,
    /// Where the facts come from.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// When, where and why the sides meet.
    pub meeting: Option<Meeting>,
    /// The meetings of a visit with several. What is printed of each alone says `meeting = "…"`, its `id`.
    #[serde(default)]
    pub meetings: Vec<MeetingOfVisit>,
    /// The institution under discussion.
    pub centre: Option<Centre>,
    /// The delegations: each side with its members.
    #[serde(default)]
    pub sides: Vec<Side>,
    /// A table of the people of all sides, which a column of it names: a CSV, XLSX or ODS file.
    #[serde(skip_serializing)]
    pub members_from: Option<MembersFrom>,
    /// How the sides sit at the table.
    #[schemars(extend("x-printed" = false))]
    pub seating: Option<Seating>,
    /// What we want to achieve.
    #[serde(default)]
    pub objectives: Vec<Text>,
    /// The items for discussion, in order.
    #[serde(default)]
    #[schemars(extend("x-numbered" = true))]
    pub agenda: Vec<AgendaItem>,
    /// The programme of the visit, day by day.
    #[serde(default)]
    pub programme: Vec<ProgrammeDay>,
    /// What our side will say.
    #[serde(default)]
    pub points: Vec<TalkingPoint>,
    /// What the other side is expected to say.
    #[serde(default)]
    pub expected_positions: Vec<Position>,
    /// Questions the other side may raise, each with our answer.
    #[serde(default)]
    pub if_raised: Vec<IfRaised>,
    /// What is assessed during the visit.
    #[serde(default)]
    pub assessed: Vec<Text>,
    /// The issues discussed.
    #[serde(default)]
    pub discussed: Vec<Text>,
    /// What was said, by whom, and the source of it.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// Background for the reader: the last contact, the state of relations.
    pub background: Option<Known<Prose>>,
    /// Earlier agreements and how far they have been carried out.
    #[serde(default)]
    pub agreements: Vec<EarlierAgreement>,
    /// What the meeting should result in.
    #[serde(default)]
    pub expected_outcomes: Vec<Text>,
    /// The line for the press.
    pub press_line: Option<Known<Prose>>,
    /// Maps, plans and charts.
    #[serde(default)]
    pub illustrations: Vec<Illustration>,
    /// The annexes to the paper.
    #[serde(default)]
    pub annexes: Vec<Annex>,
    /// The order of the sides.
    #[serde(default)]
    #[schemars(extend("x-arranges" = true))]
    pub order_of_sides: OrderOfSides,
    /// Whole parts of the brief that only some audiences see.
    #[serde(default)]
    pub restricted: Vec<Restriction>,
    /// After the meeting: what came of each agenda item and each goal of the centre.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// After the meeting: the positions that the sides took.
    #[serde(default)]
    pub positions: Vec<Position>,
    /// After the meeting: the agreements reached.
    #[serde(default)]
    pub agreed: Vec<Agreed>,
    /// After the meeting: who does what by when.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// After the meeting: what comes next.
    #[serde(default)]
    pub next_steps: Vec<Text>,
    /// After the meeting: who chaired it and who writes its minutes.
    pub minutes: Option<Officers>,
    /// Who signs the summary.
    #[serde(default)]
    pub signatures: Vec<Signature>,
    /// The ids of sources omitted for an audience: footnotes that refer to them are omitted as well.
    #[serde(skip)]
    pub withheld_sources: Vec<Id>,
}

impl Brief {
    /// The brief with the overrides of the paper `id` applied.
    #[must_use]
    pub fn for_paper(&self, id: &str) -> Cow<'_, Self> {
        let Some(own) = self.papers.get(id).cloned() else { return Cow::Borrowed(self) };
        Cow::Owned(own.applied_to(self.clone()))
    }

    /// The date of the paper `id`, with its override applied, or `None` if absent or unknown.
    pub fn date_of(&self, id: &str) -> Option<Date> {
        let own = self.papers.get(id).and_then(|own| own.date.as_ref());
        own.or(self.date.as_ref())?.value().copied()
    }

    /// The registration number of the paper `id`, with its override applied, or `None` if absent or
    /// unknown.
    pub fn number_of(&self, id: &str) -> Option<&Text> {
        let own = self.papers.get(id).and_then(|own| own.number.as_ref());
        own.or(self.number.as_ref())?.value()
    }
}

fn default_languages() -> NonEmpty<Language> {
    NonEmpty::one(Language::RUSSIAN)
}
