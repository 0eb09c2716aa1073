//! spravka turns structured meeting data from one TOML file into finished PDF papers.
//!
//! A brief goes through these stages, each a plain function from the last stage's type to its own:
//!
//! 1. [`load`]: a file becomes a [`load::Draft`] of a [`brief::Brief`], with the place of every value, and with the
//!    [`settings`] of the project that it belongs to.
//! 2. [`check`]: every rule across fields, every problem at once; what passes is a [`check::Checked`] brief.
//!    Pictures become [`images`] here. [`audience`] takes out what a reader may not see.
//! 3. [`localise`]: the brief in one [`language`] becomes a [`view::View`] with every word of the paper in it, and with
//!    the places of a [`seating`] plan.
//! 4. [`typeset`]: the view, a [`template`] and the style of a [`theme`] become pages, and the pages a PDF.
//! 5. [`files`]: the PDF becomes a file, called as [`naming`] has it.
//! 6. [`archive`]: final papers become records, which are kept, found and verified.
//!
//! No stage checks again what an earlier one has passed, but for the archive, which proves a record by reproducing its papers
//! from the very files that it keeps: what a paper was made from is its [`provenance`].
//!
//! The programme also becomes a [`calendar`]. A [`table`] of people becomes members, or records that a paper is made for each
//! of. After the meeting, [`close`] writes into a brief the places for what came of it.
//!
//! [`commands`] puts the stages together for the command line in [`cli`]; what goes wrong anywhere is a [`report::Problem`].
//!
//! A module imports only modules that are declared below it; a test holds that.

pub mod commands;
pub mod cli;
pub mod close;

#[cfg(feature = "archive")]
pub mod archive;
pub mod provenance;
pub mod typeset;
pub mod localise;
pub mod view;
pub mod check;
pub mod load;

pub mod calendar;
pub mod audience;
pub mod images;
pub mod template;
pub mod naming;
pub mod settings;
pub mod seating;
pub mod theme;
pub mod table;
pub mod brief;
pub mod language;

pub mod fonts;
pub mod assets;
pub mod files;
pub mod engine;
pub mod report;
mod suggest;
pub mod key_path;
pub mod scan;
pub mod digest;
mod parallel;
