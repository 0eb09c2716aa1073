use serde::Serialize;

use super::{Attributed, Block};

/// What came of an agenda item or of a goal.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Outcome {
    /// What it is the outcome of: `agenda` or `goal`.
    pub on: &'static str,
    /// The number of the agenda item or of the goal.
    pub number: usize,
    /// The agenda item or the goal in words.
    pub subject: String,
    /// What came of it.
    pub text: Vec<Block>,
    /// Who was heard.
    pub heard: Option<String>,
    /// Who spoke, and what they said.
    pub spoke: Vec<Speech>,
    /// What was decided, point by point.
    pub decided: Vec<Vec<Block>>,
    /// «не заполнено», where nothing is recorded yet.
    pub unfilled: Option<String>,
}

/// What somebody said on an agenda item.
#[derive(Debug, Clone, Serialize)]
pub struct Speech {
    /// Who.
    pub by: String,
    /// What.
    pub text: Vec<Block>,
}

/// The positions of one side.
#[derive(Debug, Clone, Serialize)]
pub struct Positions {
    /// The side; absent where nobody is named.
    pub heading: Option<String>,
    /// Its positions.
    pub positions: Vec<Attributed>,
}

/// A task.
#[derive(Debug, Clone, Serialize)]
pub struct Action {
    /// What is to be done.
    pub task: String,
    /// Who does it.
    pub responsible: String,
    /// By when.
    pub deadline: String,
    /// How far it has come.
    pub state: Option<String>,
}

/// Who chairs the meeting and who writes its minutes.
#[derive(Debug, Clone, Serialize)]
pub struct Officers {
    /// The chair.
    pub chair: String,
    /// The secretary.
    pub secretary: String,
}

/// The place for a signature.
#[derive(Debug, Clone, Serialize)]
pub struct Signature {
    /// Position and organisation, each on its line.
    pub office: Vec<String>,
    /// The name.
    pub name: String,
}
