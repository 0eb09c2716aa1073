//! spravka turns structured meeting data from one TOML file into finished PDF papers.
//!
//! A [`Brief`] is loaded and checked, and each of its papers is built in each of its languages. Every error
//! is a [`Problem`], which says where, why and what to do.
//!
//! ```
//! let text = r#"
//!     title = "Visit of a delegation"
//!     languages = ["en"]
//!
//!     [[sides]]
//!     name = "Ministry of Foreign Affairs"
//! "#;
//! let checked = spravka::Brief::parse(text)?.check()?;
//! let memo = checked.build("memo", "en")?;
//! assert!(memo.bytes.starts_with(b"%PDF-1.7"));
//! assert_eq!((memo.pages, memo.warnings), (1, Vec::new()));
//! # Ok::<(), Vec<spravka::Problem>>(())
//! ```
//!
//! # The map of the program
//!
//! A brief passes through these stages. Each is a plain function from the last stage's type to its own.
//!
//! 1. `load`: a file becomes a `Draft` of a brief, with the place of every value and the `settings` of its
//!    project.
//! 2. `check`: applies every rule across fields and reports all problems at once; the result is a `Checked`
//!    brief with its `images`. `audience` removes what a reader may not see.
//! 3. `redact`: the brief becomes the part of it that one paper prints; nothing else reaches a later stage.
//!    `localise` makes it a `View` in one `language`, with every word of the paper and the places of a
//!    `seating` plan.
//! 4. `typeset`: the view, a `template` and the style of a `theme` become pages, and the pages a PDF.
//! 5. `files`: the PDF becomes a file, named by `naming`.
//! 6. `archive`: final papers become records, which are kept, found and verified.
//!
//! No stage repeats a check of an earlier one, except the archive: it proves a record by reproducing its
//! papers from the very files that it keeps, their `provenance`.
//!
//! The programme also becomes a `calendar`. A `table` of people becomes members, or records that papers are
//! built for. After the meeting, `close` adds the places for its results to a brief.
//!
//! `commands` combines the stages for the command line in `cli`, and `api` for other programs. Both use
//! `papers` to tell which papers a brief has content for.
//!
//! A module imports only modules that are declared below it; a test enforces this.

mod api;
#[doc(hidden)]
pub mod internals;
mod program;

mod commands;
mod cli;
mod close;
mod papers;

#[cfg(feature = "archive")]
mod archive;
mod provenance;
mod typeset;
mod localise;
mod view;
mod check;
mod load;

mod calendar;
mod audience;
mod redact;
mod meeting;
mod images;
mod template;
mod naming;
mod settings;
mod precedence;
mod seating;
mod theme;
mod examples;
mod table;
mod brief;
mod fields;
mod language;

mod fonts;
mod assets;
mod files;
mod engine;
mod parallel;
mod panics;
mod report;
mod suggest;
mod text;
mod key_path;
mod scan;
mod letters;
mod digest;
mod limits;

pub use api::{Brief, CheckedBrief, Pdf};
#[doc(hidden)]
pub use program::main;
pub use report::{Blame, CellName, Grid, Place, Problem, Severity, SourceText};
