use std::collections::BTreeMap;

use serde::Serialize;

use super::{Block, Picture};

/// The metadata of the PDF.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Document {
    /// The language, by its code.
    pub language: &'static str,
    /// The kind and the heading.
    pub title: String,
    /// The heading alone, without break opportunities.
    #[serde(skip)]
    pub heading: String,
    /// Who prepared it.
    pub author: Vec<String>,
    /// The keywords.
    pub keywords: Vec<String>,
    /// The date of the document: `2026-03-18`.
    pub date: String,
}

/// How lines are broken.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Typesetting {
    /// Whether words are hyphenated.
    pub hyphenate: bool,
    /// Whether paragraphs are justified.
    pub justify: bool,
}

/// A label and its value.
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
    /// Its text; absent if only the copy is numbered.
    pub text: Option<String>,
    /// «Экз. № 3».
    pub copy: Option<String>,
    /// The addressee of this copy.
    pub recipient: Option<String>,
    /// Whether it is printed on every page.
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
    /// The words for the host, if it is the host.
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
    /// Position and organisation, one per line.
    pub office: Vec<String>,
    /// A portrait.
    pub photo: Option<Picture>,
    /// Every other short text of the person, by its key; its label has the same key.
    #[serde(flatten)]
    pub further: BTreeMap<String, Option<String>>,
}

/// An agenda item.
#[derive(Debug, Clone, Serialize)]
pub struct AgendaItem {
    /// From and to, or the duration.
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

/// An event.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ProgrammeEvent {
    /// From and to.
    pub time: Option<String>,
    /// Whether it says nothing but what its meeting says in `meetings`.
    pub repeats_meeting: bool,
    /// The event.
    pub event: String,
    /// Where.
    pub place: Option<String>,
    /// How the guests get there.
    pub transport: Option<String>,
    /// Who is responsible.
    pub responsible: Option<String>,
}

/// Talking points on one subject.
#[derive(Debug, Clone, Serialize)]
pub struct PointGroup {
    /// The agenda item; absent if all points are general.
    pub heading: Option<String>,
    /// The points.
    pub points: Vec<Vec<Block>>,
}

/// A hand card: what is to be said on one subject, and what to answer.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct HandCard {
    /// The agenda item, or what all on the card has in common; absent if all points are general.
    pub heading: Option<String>,
    /// The points.
    pub points: Vec<Vec<Block>>,
    /// The heading of the questions, unless it is that of the card.
    pub if_raised_heading: Option<String>,
    /// Questions that may be raised, and answers.
    pub if_raised: Vec<IfRaised>,
}

/// A text and its author.
#[derive(Debug, Clone, Serialize)]
pub struct Attributed {
    /// The author and the subject.
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

/// A statement.
#[derive(Debug, Clone, Serialize)]
pub struct Statement {
    /// The speaker.
    pub by: String,
    /// The text, in quotation marks if it is verbatim.
    pub text: String,
    /// The number of the source.
    pub source: Option<usize>,
}

/// An earlier agreement.
#[derive(Debug, Clone, Serialize)]
pub struct Agreement {
    /// The subject.
    pub title: String,
    /// The date.
    pub date: Option<String>,
    /// The state of its implementation.
    pub state: Option<String>,
}

/// A biographical note.
#[derive(Debug, Clone, Serialize)]
pub struct Biography {
    /// The person.
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
    /// The title.
    pub title: String,
    /// Its text.
    pub text: Vec<Block>,
}

/// An addressee.
#[derive(Debug, Clone, Serialize)]
pub struct Recipient {
    /// «Экз. № 1».
    pub copy: Option<String>,
    /// The addressee.
    pub recipient: String,
}
