//! spravka turns structured meeting data from one TOML file into finished PDF papers.
//!
//! A brief goes through these stages, each a plain function from the last stage's type to its own; no stage checks again
//! what an earlier one has passed:
//!
//! 1. [`load`]: a file becomes a [`load::Draft`] of a [`brief::Brief`], with the place of every value, and with the
//!    [`settings`] of the project that it belongs to.
//! 2. [`check`]: every rule across fields, every problem at once; what passes is a [`check::Checked`] brief.
//!    Pictures become [`images`] here. [`audience`] takes out what a reader may not see.
//! 3. [`localise`]: the brief in one [`language`] becomes a [`localise::View`] with every word of the paper in it, and with
//!    the places of a [`seating`] plan.
//! 4. [`world`]: the view, a [`template`], a [`theme`] and its fonts are all that a paper can see.
//! 5. [`compile`]: the world becomes pages.
//! 6. [`export`]: the pages become a PDF.
//! 7. [`output`]: the PDF becomes a file, called as [`naming`] has it.
//! 8. [`archive`]: final papers become records, which are kept, found and verified.
//!
//! [`make`] puts stages 4 to 6 together for one paper. What it is made from can go with it as a [`recipe`]; [`attached`] reads that
//! back from a PDF, and [`remake`] makes the paper once more.
//!
//! The programme also becomes a [`calendar`]. A [`table`] of people becomes members, or records that a paper is made for each of. After
//! the meeting, [`close`] writes into a brief the places for what came of it.
//!
//! [`commands`] puts the stages together for the command line in [`cli`]; what goes wrong anywhere is a [`report::Problem`].

pub mod cli;
pub mod commands;

pub mod brief;
pub mod language;
pub mod settings;
pub mod theme;

pub mod load;
pub mod table;

pub mod images;

pub mod check;

pub mod audience;
pub mod calendar;
pub mod close;

pub mod localise;
pub mod seating;

pub mod template;
pub mod world;

pub mod compile;

pub mod export;

pub mod recipe;

pub mod make;

pub mod attached;
pub mod remake;

pub mod naming;
pub mod output;

pub mod archive;

mod beside;
pub mod key_path;
pub mod report;
mod suggest;
mod workers;
