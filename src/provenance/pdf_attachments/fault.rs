//! Why the attachments of a PDF cannot be read.

use crate::report::Problem;

/// What is wrong with a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file breaks the rules of the format.
    Damaged {
        /// The byte at which it does.
        at: usize,
        /// What is wrong there.
        what: &'static str,
    },
    /// It is encrypted.
    Encrypted,
    /// It is larger than anything that this program writes.
    TooMuch(String),
    /// Two attachments have this name.
    Twice(String),
}

impl Fault {
    /// A rule that is broken at a byte.
    pub fn at(at: usize, what: &'static str) -> Self {
        Self::Damaged { at, what }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Damaged { at, what } => damaged(at, what),
            Fault::Encrypted => encrypted(),
            Fault::TooMuch(what) => too_much(&what),
            Fault::Twice(name) => twice(&name),
        }
    }
}

fn damaged(at: usize, what: &str) -> Problem {
    Problem::error(format!("the PDF is damaged: its attachments cannot be read (at byte {at}: {what})"))
        .hint("use the copy in the archive, if there is one")
}

fn encrypted() -> Problem {
    Problem::error("the PDF is encrypted: its attachments cannot be read")
        .hint("use the copy in the archive, or save the PDF without a password")
}

fn too_much(what: &str) -> Problem {
    Problem::error(format!("reading the attachments of the PDF exceeds the limit of {what}"))
        .hint("use the copy in the archive, if there is one")
}

fn twice(name: &str) -> Problem {
    Problem::error(format!("the PDF has two attachments named `{name}`"))
        .hint("use another copy of the PDF: this one was edited")
}
