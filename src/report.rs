//! Problems: what is wrong, where, and what to do. Whose fault it is decides the exit code.

mod grid;
mod render;

pub use grid::{CellName, Grid};
pub use render::{MessageFormat, render};

use std::ops::Range;
use std::sync::Arc;

/// A text that problems can point into.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    /// What the file is called to the reader.
    pub name: String,
    /// All of its text.
    pub text: String,
    /// The cells of the text, where it is a table.
    pub grid: Option<Grid>,
}

impl SourceText {
    /// A text that is no table.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), grid: None }
    }
}

/// A stretch of a text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: Arc<SourceText>,
    /// The bytes from and to.
    pub range: Range<usize>,
}

impl Place {
    /// What places are put in order by: first those in the file called `own`, then those in each of the others by its name, in each
    /// from top to bottom.
    pub fn order(&self, own: &str) -> (Option<String>, usize) {
        let other = (self.source.name != own).then(|| self.source.name.clone());
        (other, self.range.start)
    }

    /// The cell that the stretch begins in, where the text is a table.
    pub fn cell(&self) -> Option<CellName> {
        self.source.grid.as_ref()?.cell_at(self.range.start)
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A paper is still made.
    Warning,
    /// No paper is made.
    Error,
}

/// Whose fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blame {
    /// The input: exit code 1.
    Input,
    /// The command line: exit code 2.
    Usage,
    /// The system, for instance a full disk: exit code 3.
    System,
    /// This program: exit code 3 and a request to report it.
    Ours,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// Whose fault it is.
    pub blame: Blame,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// The brief that it is about, where several are worked on.
    pub brief: Option<String>,
    /// Other places that the problem is about, each with what it has to do with it.
    pub related: Vec<(Place, String)>,
    /// What to do about it.
    pub hints: Vec<String>,
    /// The calls that led to a problem in a template, innermost first.
    pub trace: Vec<(Place, String)>,
}

impl Problem {
    /// An error in the input.
    pub fn error(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            blame: Blame::Input,
            message: visible(&message.into()),
            place: None,
            brief: None,
            related: Vec::new(),
            hints: Vec::new(),
            trace: Vec::new(),
        }
    }

    /// Something in the input that looks wrong, but may be meant.
    pub fn warning(message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(message) }
    }

    /// A command line that makes no sense.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { blame: Blame::Usage, ..Self::error(message) }
    }

    /// Something that the system refused.
    pub fn system(message: impl Into<String>) -> Self {
        Self { blame: Blame::System, ..Self::error(message) }
    }

    /// A fault of this program.
    pub fn ours(message: impl Into<String>) -> Self {
        Self { blame: Blame::Ours, ..Self::error(message) }.hint(
            "this is a fault of spravka, not of your brief: please report it with the brief that caused it",
        )
    }

    /// Whether it keeps a paper from being made.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The same problem with a place.
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.place = place.into();
        self
    }

    /// The same problem with the brief that it is about.
    pub fn about(mut self, brief: impl Into<String>) -> Self {
        self.brief = Some(brief.into());
        self
    }

    /// The same problem with one more related place.
    pub fn related(mut self, place: Place, what: impl Into<String>) -> Self {
        self.related.push((place, what.into()));
        self
    }

    /// The same problem with one more hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// One problem where several are expected, so that `?` passes it on.
impl From<Problem> for Vec<Problem> {
    fn from(problem: Problem) -> Self {
        vec![problem]
    }
}

/// A message in which no character of the input can play tricks on a terminal.
fn visible(message: &str) -> String {
    let escaped = |character: char| {
        if character.is_control() { character.escape_unicode().to_string() } else { character.into() }
    };
    message.chars().map(escaped).collect()
}

/// Puts problems in the order of their places, as [`Place::order`] has it; those without a place come first.
pub fn sort(problems: &mut [Problem], own: &str) {
    problems.sort_by_cached_key(|problem| problem.place.as_ref().map(|place| place.order(own)));
}

/// The exit code that these problems ask for: 0, 1, 2 or 3, the gravest winning.
pub fn exit_code(problems: &[Problem]) -> u8 {
    problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| match problem.blame {
            Blame::Input => 1,
            Blame::Usage => 2,
            Blame::System | Blame::Ours => 3,
        })
        .max()
        .unwrap_or(0)
}
