use serde::Serialize;

use super::{Attributed, Block};

/// The outcome of an agenda item or of a goal.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Outcome {
    /// The kind of its subject: `agenda` or `goal`.
    pub on: &'static str,
    /// The number of the agenda item or of the goal.
    pub number: usize,
    /// The agenda item or the goal in words.
    pub subject: String,
    /// The outcome.
    pub text: Vec<Block>,
    /// Who was heard.
    pub heard: Option<String>,
    /// The speeches.
    pub spoke: Vec<Speech>,
    /// What was decided, point by point.
    pub decided: Vec<Vec<Block>>,
    /// «не заполнено», if nothing is recorded yet.
    pub unfilled: Option<String>,
}

/// A speech on an agenda item.
#[derive(Debug, Clone, Serialize)]
pub struct Speech {
    /// The speaker.
    pub by: String,
    /// The text.
    pub text: Vec<Block>,
}

/// The positions of one side.
#[derive(Debug, Clone, Serialize)]
pub struct Positions {
    /// The side; absent if no party is named.
    pub heading: Option<String>,
    /// Its positions.
    pub positions: Vec<Attributed>,
}

/// An action item.
#[derive(Debug, Clone, Serialize)]
pub struct Action {
    /// The task.
    pub task: String,
    /// The responsible person.
    pub responsible: String,
    /// The deadline.
    pub deadline: String,
    /// Its progress.
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

/// A signature block.
#[derive(Debug, Clone, Serialize)]
pub struct Signature {
    /// Position and organisation, one per line.
    pub office: Vec<String>,
    /// The name.
    pub name: String,
}
