//! One harness for the whole program: it runs the binary as a user does and compares all that comes out.
//!
//! `SPRAVKA_UPDATE=1 cargo test` writes the references anew instead of comparing.

#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod after_meeting;
mod archive;
mod archive_index;
mod archive_search;
mod archive_shelf;
mod archive_words;
mod audience;
mod bad_briefs;
mod batch;
mod command_line;
mod documents;
mod each;
mod exported;
mod golden_pages;
mod harness;
mod hostile_texts;
mod kinds_of_paper;
mod images;
mod invitation;
#[cfg(unix)]
mod interrupted;
mod languages;
mod naming;
mod model;
mod papers;
mod protocol_order;
mod seating;
mod seating_paper;
mod settings;
mod sources;
mod taken_in;
mod streamed;
mod tables;
mod templates;
mod theme;
mod toml_files;
mod typography;
