mod letter;
mod outcome;
mod picture;
mod serialised;

pub use letter::{Addressee, Invitation};
pub use outcome::{Action, Officers, Outcome, Positions, Signature, Speech};
pub use picture::{Illustration, Letterhead, Picture};

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::plate::Person;
use super::prose::Block;
use super::seating::SeatingPlan;

/// Everything that a template may print, in one language. `templates/README.md` lists every key.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct View {
    /// What the PDF says about itself.
    pub document: Document,
    /// Where lines break.
    pub typesetting: Typesetting,
    /// The kind of paper: Справка.
    pub kind: String,
    /// The heading.
    pub title: String,
    /// Whose paper it is.
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
    /// What we want to reach.
    pub objectives: Vec<String>,
    /// When, where and how the sides meet.
    pub meeting: Vec<Fact>,
    /// Of these facts those that say when and where.
    pub when_and_where: Vec<Fact>,
    /// The days of the visit and its city, without the hours of the talks.
    pub visit: Vec<Fact>,
    /// The institution that the talks are about.
    pub centre: Option<Centre>,
    /// The sides with their members in protocol order.
    pub sides: Vec<Side>,
    /// The members of all sides, for the papers that are cut into a piece for each of them.
    pub people: Vec<Person>,
    /// Who sits where; absent where fewer than two sides have anybody to seat.
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
    /// What the other side is expected to say.
    pub expected_positions: Vec<Attributed>,
    /// Questions and answers.
    pub if_raised: Vec<IfRaised>,
    /// What the meeting should end with.
    pub expected_outcomes: Vec<String>,
    /// What was said.
    pub statements: Vec<Statement>,
    /// What the reader should know.
    pub background: Vec<Block>,
    /// Earlier agreements.
    pub agreements: Vec<Agreement>,
    /// Biographical notes.
    pub biographies: Vec<Biography>,
    /// What the press is told.
    pub press_line: Vec<Block>,
    /// Maps, plans and charts.
    pub illustrations: Vec<Illustration>,
    /// Annexes.
    pub annexes: Vec<Annex>,
    /// Where the facts come from.
    pub sources: Vec<Source>,
    /// What came of each agenda item and of each goal, in this order.
    pub outcomes: Vec<Outcome>,
    /// The positions that the sides took.
    pub positions: Vec<Positions>,
    /// The agreements reached.
    pub agreed: Vec<Vec<Block>>,
    /// Who does what by when.
    pub actions: Vec<Action>,
    /// What comes next.
    pub next_steps: Vec<String>,
    /// Who chaired the meeting and who writes its minutes.
    pub minutes: Option<Officers>,
    /// To whom a letter goes.
    pub recipient: Option<Addressee>,
    /// What a letter of invitation says.
    pub invitation: Option<Invitation>,
    /// Who signs.
    pub signatures: Vec<Signature>,
    /// What is still to be filled in; empty in a final paper.
    pub unfilled: Vec<String>,
    /// Who prepared the paper.
    pub prepared_by: Option<String>,
    /// Who receives the paper.
    pub distribution: Vec<Recipient>,
    /// The files that go into the PDF beside its pages.
    pub attached: Vec<Attached>,
    /// Every label of the language.
    pub labels: &'static BTreeMap<String, String>,
}

/// A file that goes into the PDF beside its pages.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Attached {
    /// What it is called there.
    pub name: String,
    /// Where a template reads it.
    pub file: String,
    /// The kind of file (RFC 6838).
    pub mime_type: &'static str,
    /// What it is to the PDF, as AFRelationship has it (ISO 19005-3, 6.8): `source` or `data`.
    pub relationship: &'static str,
    /// One line about it.
    pub description: &'static str,
}

impl View {
    /// The view for another kind of paper, by the label that names it.
    #[must_use]
    pub fn of_kind(&self, label: &str) -> Self {
        let kind = self.labels.get(label).cloned().unwrap_or_default();
        let document =
            Document { title: format!("{kind}. {}", self.document.heading), ..self.document.clone() };
        Self { kind, document, ..self.clone() }
    }

    /// The view without what only letters print.
    #[must_use]
    pub fn without_letter(self) -> Self {
        Self { recipient: None, invitation: None, ..self }
    }

    /// The keys that have something in them.
    pub fn filled(&self) -> BTreeSet<String> {
        let table = toml::Table::try_from(self).unwrap_or_default();
        let is_filled = |value: &toml::Value| value.as_array().is_none_or(|items| !items.is_empty());
        table.into_iter().filter(|(_, value)| is_filled(value)).map(|(key, _)| key).collect()
    }
}

/// What the PDF says about itself.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Document {
    /// The language, by its code.
    pub language: &'static str,
    /// The kind and the heading.
    pub title: String,
    /// The heading alone, without places to break it.
    #[serde(skip)]
    pub heading: String,
    /// Who prepared it.
    pub author: Vec<String>,
    /// Words that it can be found by.
    pub keywords: Vec<String>,
    /// The date of the document: `2026-03-18`.
    pub date: String,
}

/// Where lines break.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Typesetting {
    /// Whether words are divided.
    pub hyphenate: bool,
    /// Whether paragraphs are justified.
    pub justify: bool,
}

/// A label with what stands beside it.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// The value in words.
    pub text: String,
}

/// The marking.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Marking {
    /// Its words; absent where only the copy is numbered.
    pub text: Option<String>,
    /// «Экз. № 3».
    pub copy: Option<String>,
    /// To whom this copy goes.
    pub recipient: Option<String>,
    /// Whether every page bears it.
    pub every_page: bool,
}

/// An approval block.
#[derive(Debug, Clone, Serialize)]
pub struct Approval {
    /// УТВЕРЖДАЮ or СОГЛАСОВАНО.
    pub heading: String,
    /// The position.
    pub position: String,
    /// The name.
    pub name: String,
    /// The date, or a blank to fill in by hand.
    pub date: String,
}

/// The institution that the talks are about.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Centre {
    /// Name and city.
    pub facts: Vec<Fact>,
    /// What it is.
    pub about: Vec<Block>,
    /// The words before the goals.
    pub goals_label: String,
    /// Its goals.
    pub goals: Vec<String>,
}

/// One side.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// Its name.
    pub name: String,
    /// That it is the host, in words.
    pub role: Option<String>,
    /// Its members in protocol order.
    pub members: Vec<Member>,
}

/// A person.
#[derive(Debug, Clone, Serialize)]
pub struct Member {
    /// The name with the form of courtesy.
    pub name: String,
    /// Head, interpreter or note-taker.
    pub role: Option<String>,
    /// Position and organisation, each on its line.
    pub office: Vec<String>,
    /// A portrait.
    pub photo: Option<Picture>,
}

/// An agenda item.
#[derive(Debug, Clone, Serialize)]
pub struct AgendaItem {
    /// From and to, or how long.
    pub time: Option<String>,
    /// What is discussed.
    pub topic: String,
    /// Who speaks.
    pub speaker: Option<String>,
    /// A note.
    pub note: Vec<Block>,
}

/// A day of the programme.
#[derive(Debug, Clone, Serialize)]
pub struct ProgrammeDay {
    /// The day as a heading.
    pub heading: String,
    /// What happens.
    pub events: Vec<ProgrammeEvent>,
}

/// Something that happens.
#[derive(Debug, Clone, Serialize)]
pub struct ProgrammeEvent {
    /// From and to.
    pub time: Option<String>,
    /// What happens.
    pub event: String,
    /// Where.
    pub place: Option<String>,
    /// How the guests get there.
    pub transport: Option<String>,
    /// Who looks after it.
    pub responsible: Option<String>,
}

/// Talking points that belong together.
#[derive(Debug, Clone, Serialize)]
pub struct PointGroup {
    /// The agenda item; absent where all points are general.
    pub heading: Option<String>,
    /// The points.
    pub points: Vec<Vec<Block>>,
}

/// A text with the one whose it is.
#[derive(Debug, Clone, Serialize)]
pub struct Attributed {
    /// Whose, and about what.
    pub heading: Option<String>,
    /// The text.
    pub text: Vec<Block>,
}

/// A question with our answer.
#[derive(Debug, Clone, Serialize)]
pub struct IfRaised {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: Vec<Block>,
}

/// What somebody said.
#[derive(Debug, Clone, Serialize)]
pub struct Statement {
    /// Who.
    pub by: String,
    /// What, in quotes where it is word for word.
    pub text: String,
    /// The number of the source.
    pub source: Option<usize>,
}

/// An earlier agreement.
#[derive(Debug, Clone, Serialize)]
pub struct Agreement {
    /// What was agreed.
    pub title: String,
    /// When.
    pub date: Option<String>,
    /// How far it has been carried out.
    pub state: Option<String>,
}

/// A biographical note.
#[derive(Debug, Clone, Serialize)]
pub struct Biography {
    /// Of whom.
    pub name: String,
    /// A portrait.
    pub photo: Option<Picture>,
    /// The note.
    pub text: Vec<Block>,
}

/// An annex.
#[derive(Debug, Clone, Serialize)]
pub struct Annex {
    /// «Приложение 1».
    pub label: String,
    /// What it is called.
    pub title: String,
    /// Its text.
    pub text: Vec<Block>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    /// Title, publisher and date.
    pub text: String,
    /// Its address.
    pub url: Option<String>,
}

/// An addressee.
#[derive(Debug, Clone, Serialize)]
pub struct Recipient {
    /// «Экз. № 1».
    pub copy: Option<String>,
    /// The addressee.
    pub recipient: String,
}
