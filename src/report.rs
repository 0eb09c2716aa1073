//! Problems: what is wrong, where, and how to fix it. The cause decides the exit code.

mod grid;
mod render;

pub use grid::{CellName, Grid};
pub use render::{MessageFormat, render};

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::limits::{MESSAGE_CHARACTERS, PROBLEMS};

/// A text that problems can point into.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    /// The name of the file in messages.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// The cells, if the text is a table.
    pub grid: Option<Grid>,
}

impl SourceText {
    /// A text that is not a table.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), grid: None }
    }
}

/// A range of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: Arc<SourceText>,
    /// The range, in bytes.
    pub range: Range<usize>,
}

impl Place {
    /// The sort key of places: the file called `own` first, then the other files by name, each from top to
    /// bottom.
    pub fn order(&self, own: &str) -> (Option<String>, usize) {
        let other = (self.source.name != own).then(|| self.source.name.clone());
        (other, self.range.start)
    }

    /// The cell in which the range begins, if the text is a table.
    pub fn cell(&self) -> Option<CellName> {
        self.source.grid.as_ref()?.cell_at(self.range.start)
    }
}

/// How serious a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The paper is still built.
    Warning,
    /// No paper is built.
    Error,
}

/// Who caused a problem, which decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blame {
    /// The input: exit code 1.
    Input,
    /// The command line: exit code 2.
    Usage,
    /// The system, for instance a full disk: exit code 3.
    System,
    /// A bug in this program: exit code 3 and a request to report it.
    Ours,
}

/// A problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How serious it is.
    pub severity: Severity,
    /// Who caused it.
    pub blame: Blame,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// The brief, if there are several.
    pub brief: Option<String>,
    /// Related places, each with its relation to the problem.
    pub related: Vec<(Place, String)>,
    /// How to fix it.
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

    /// Something in the input that looks wrong but may be intended.
    pub fn warning(message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(message) }
    }

    /// An invalid command line.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { blame: Blame::Usage, ..Self::error(message) }
    }

    /// An error of the system.
    pub fn system(message: impl Into<String>) -> Self {
        Self { blame: Blame::System, ..Self::error(message) }
    }

    /// A bug in this program.
    pub fn ours(message: impl Into<String>) -> Self {
        Self { blame: Blame::Ours, ..Self::error(message) }.hint(
            "this is a fault of spravka, not of your brief: please report it with the brief that caused it",
        )
    }

    /// Whether it keeps a paper from being built.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Sets the place.
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.place = place.into();
        self
    }

    /// Sets the brief.
    pub fn about(mut self, brief: impl Into<String>) -> Self {
        self.brief = Some(brief.into());
        self
    }

    /// Adds a related place.
    pub fn related(mut self, place: Place, what: impl Into<String>) -> Self {
        self.related.push((place, what.into()));
        self
    }

    /// Adds a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(shortened(&hint.into()).into_owned());
        self
    }
}

/// Lets `?` return one problem where several are expected.
impl From<Problem> for Vec<Problem> {
    fn from(problem: Problem) -> Self {
        vec![problem]
    }
}

/// A message with its control characters escaped, so that no input can manipulate the terminal, and cut where
/// nobody would read on.
fn visible(message: &str) -> String {
    let escaped = |character: char| {
        if character.is_control() { character.escape_unicode().to_string() } else { character.into() }
    };
    shortened(message).chars().map(escaped).collect()
}

/// The beginning of a long message.
fn shortened(message: &str) -> Cow<'_, str> {
    match message.char_indices().nth(MESSAGE_CHARACTERS) {
        Some((end, _)) => Cow::Owned(format!("{} …", &message[..end])),
        None => Cow::Borrowed(message),
    }
}

/// Sorts problems by place, as [`Place::order`] has it; those without a place come first.
pub fn sort(problems: &mut [Problem], own: &str) {
    problems.sort_by_cached_key(|problem| problem.place.as_ref().map(|place| place.order(own)));
}

/// Problems in the order of their places, each once. Only the first [`PROBLEMS`] are kept, and one more that
/// says so.
pub fn in_order(mut problems: Vec<Problem>, own: &str) -> Vec<Problem> {
    sort(&mut problems, own);
    problems.dedup();
    if problems.len() > PROBLEMS {
        let more = problems.split_off(PROBLEMS);
        let place = more.iter().find_map(|problem| problem.place.clone());
        problems.push(more_problems(more.iter().any(Problem::is_error)).at(place));
    }
    problems
}

fn more_problems(is_wrong: bool) -> Problem {
    let message = format!("there are more than {PROBLEMS} problems; the others are not shown");
    let problem = if is_wrong { Problem::error(message) } else { Problem::warning(message) };
    problem.hint("fix these first: others may follow from them")
}

/// The exit code for these problems: 0, or the highest of 1, 2 and 3.
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
