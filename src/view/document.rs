use std::collections::BTreeMap;

use serde::Serialize;
use toml::value::Datetime;

use super::{Block, Picture};

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
    /// The date of the document, without a time.
    pub date: Datetime,
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
    /// Every other short text of the person, by its key; its label has the same key.
    #[serde(flatten)]
    pub further: BTreeMap<String, String>,
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

/// An addressee.
#[derive(Debug, Clone, Serialize)]
pub struct Recipient {
    /// «Экз. № 1».
    pub copy: Option<String>,
    /// The addressee.
    pub recipient: String,
}
