//! One test binary for the whole program: it runs the program as a user does and compares all its output.
//!
//! `SPRAVKA_UPDATE=1 cargo test` updates the references instead of comparing.

#![expect(clippy::expect_used, reason = "a test that cannot continue has failed")]

mod after_meeting;
#[cfg(feature = "archive")]
mod archive;
#[cfg(feature = "archive")]
mod archive_index;
#[cfg(feature = "archive")]
mod archive_kept;
#[cfg(feature = "archive")]
mod archive_disagreement;
#[cfg(feature = "archive")]
mod archive_ledger;
#[cfg(feature = "archive")]
mod archive_records;
#[cfg(feature = "archive")]
mod archive_signatures;
#[cfg(feature = "archive")]
mod archive_search;
#[cfg(feature = "archive")]
mod archive_shelf;
#[cfg(feature = "archive")]
mod archive_words;
mod audience;
mod bad_briefs;
mod batch;
mod checking;
#[cfg(all(feature = "archive", target_os = "linux"))]
mod clock;
mod command_line;
// Its brief has members from a table.
#[cfg(feature = "tables")]
mod constraints;
mod documents;
mod drawings;
#[cfg(feature = "tables")]
mod each;
mod exported;
mod forgeries;
mod fuzz_corpus;
mod golden_pages;
#[cfg(feature = "tables")]
mod guests;
mod harness;
mod hostile_texts;
mod kinds_of_paper;
mod images;
mod included;
mod invitation;
#[cfg(unix)]
mod interrupted;
mod languages;
mod limits;
mod line_length;
mod naming;
mod library;
mod model;
mod meetings;
mod module_graph;
mod opened_files;
mod only_its_own;
mod outputs;
mod own_templates;
mod panics;
mod paper_dates;
mod papers;
mod parts;
mod pdf_attachments;
mod picture_metadata;
mod protocol_order;
#[cfg(unix)]
mod rights;
mod seating_paper;
mod settings;
mod sources;
#[cfg(unix)]
mod special_files;
mod streamed;
#[cfg(feature = "tables")]
mod tables;
#[cfg(not(feature = "tables"))]
mod without_tables;
mod templates;
mod temporary_files;
mod terminal;
mod theme;
mod toml_files;
mod written_dates;

// Tables of tests for pure functions stand beside the functions; this harness runs them as well.
#[cfg(feature = "archive")]
#[path = "../../src/archive/index/analysis/tests.rs"]
mod analysis_tables;
// What the fuzz targets hold their input to; `fuzz_corpus` runs it.
#[path = "../fuzz/src/lib.rs"]
mod fuzz;
#[path = "../../src/letters/tests.rs"]
mod letters_tables;
#[path = "../../src/naming/tests.rs"]
mod naming_tables;
#[path = "../../src/seating/tests.rs"]
mod seating_tables;
#[path = "../../src/localise/typography/tests.rs"]
mod typography_tables;
