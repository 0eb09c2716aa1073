//! The view: everything that a template may print, in one language. It is the contract between a brief and
//! its templates; `templates/README.md` lists every key.

mod attachment;
mod document;
mod letter;
mod outcome;
pub mod paths;
mod picture;
mod plate;
mod prose;
mod seating;
mod serialised;
mod source;
mod visit;

pub use attachment::{Attachment, AttachmentInfo};
pub use document::{
    AgendaItem, Agreement, Annex, Approval, Attributed, Biography, Centre, Document, Fact, HandCard,
    IfRaised, Marking, Member, PointGroup, ProgrammeDay, ProgrammeEvent, Recipient, Side, Statement,
    Typesetting,
};
pub use letter::{Addressee, Invitation};
pub use outcome::{Action, Officers, Outcome, Positions, Signature, Speech};
pub use picture::{Illustration, Letterhead, Picture};
pub use plate::{OutwardFace, Person, Plate, SitterFace};
pub use prose::{Block, Inline};
pub use seating::{SeatPlace, SeatedMember, SeatedSide, SeatingPlan, Table};
pub use source::Source;
pub use visit::Meeting;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// Everything that a template may print, in one language. `templates/README.md` lists every key.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct View {
    /// The metadata of the PDF.
    pub document: Document,
    /// How lines are broken.
    pub typesetting: Typesetting,
    /// The kind of paper: Справка.
    pub kind: String,
    /// The heading.
    pub title: String,
    /// The letterhead.
    pub letterhead: Option<Letterhead>,
    /// The mark of a draft; absent from a final paper.
    pub draft: Option<String>,
    /// The marking that limits who may read the paper.
    pub marking: Option<Marking>,
    /// The approval blocks.
    pub approvals: Vec<Approval>,
    /// Date, place and number of the document.
    pub requisites: Vec<Fact>,
    /// Why the visit takes place.
    pub purpose: Option<String>,
    /// What our side wants to achieve.
    pub objectives: Vec<String>,
    /// When, where and how the sides meet.
    pub meeting: Vec<Fact>,
    /// The facts of `meeting` about time and place.
    pub when_and_where: Vec<Fact>,
    /// The days of the visit and its city, without the hours of the talks.
    pub visit: Vec<Fact>,
    /// The time zone of the times in agenda and programme.
    pub time_zone: Option<String>,
    /// The meetings of a visit with several, in order of time. What belongs to one of them is here only.
    pub meetings: Vec<Meeting>,
    /// The institution that the talks are about.
    pub centre: Option<Centre>,
    /// The sides with their members in protocol order.
    pub sides: Vec<Side>,
    /// The members of all sides, for papers with one piece per person.
    pub people: Vec<Person>,
    /// Who sits where; absent if fewer than two sides have people to seat.
    pub seating: Option<SeatingPlan>,
    /// The agenda.
    pub agenda: Vec<AgendaItem>,
    /// The programme.
    pub programme: Vec<ProgrammeDay>,
    /// What was or will be assessed.
    pub assessed: Vec<String>,
    /// The issues discussed.
    pub discussed: Vec<String>,
    /// The talking points: general ones first, then by agenda item.
    pub points: Vec<PointGroup>,
    /// The same with the questions about each agenda item; questions about none come last.
    pub hand_cards: Vec<HandCard>,
    /// What the other side is expected to say.
    pub expected_positions: Vec<Attributed>,
    /// Questions and answers.
    pub if_raised: Vec<IfRaised>,
    /// What the meeting should achieve.
    pub expected_outcomes: Vec<String>,
    /// What was said.
    pub statements: Vec<Statement>,
    /// The background.
    pub background: Vec<Block>,
    /// Earlier agreements.
    pub agreements: Vec<Agreement>,
    /// Biographical notes.
    pub biographies: Vec<Biography>,
    /// The line for the press.
    pub press_line: Vec<Block>,
    /// Maps, plans and charts.
    pub illustrations: Vec<Illustration>,
    /// Annexes.
    pub annexes: Vec<Annex>,
    /// Where the facts come from.
    pub sources: Vec<Source>,
    /// The outcome of each agenda item and of each goal, in this order.
    pub outcomes: Vec<Outcome>,
    /// The positions that the sides took.
    pub positions: Vec<Positions>,
    /// The agreements reached.
    pub agreed: Vec<Vec<Block>>,
    /// The action items.
    pub actions: Vec<Action>,
    /// The next steps.
    pub next_steps: Vec<String>,
    /// Who chairs the meeting and who writes its minutes.
    pub minutes: Option<Officers>,
    /// The addressee of a letter.
    pub recipient: Option<Addressee>,
    /// The contents of a letter of invitation.
    pub invitation: Option<Invitation>,
    /// Who signs.
    pub signatures: Vec<Signature>,
    /// What is still to be filled in; empty in a final paper.
    pub unfilled: Vec<String>,
    /// Who prepared the paper.
    pub prepared_by: Option<String>,
    /// Who receives the paper.
    pub distribution: Vec<Recipient>,
    /// The attachments of the PDF.
    pub attached: Vec<AttachmentInfo>,
    /// Every label of the language.
    pub labels: &'static BTreeMap<String, String>,
}

impl View {
    /// The keys that have a value.
    pub fn filled(&self) -> BTreeSet<String> {
        let table = toml::Table::try_from(self).unwrap_or_default();
        let is_filled = |value: &toml::Value| value.as_array().is_none_or(|items| !items.is_empty());
        table.into_iter().filter(|(_, value)| is_filled(value)).map(|(key, _)| key).collect()
    }
}
