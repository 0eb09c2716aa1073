//! What must hold of any input whatever, for each kind of input: one function for each, which panics if it does
//! not hold. The fuzz targets call them with what libFuzzer invents, and the test suite with every file in
//! `corpus`.

mod parts;
mod sound;

pub mod brief;
pub mod document;
pub mod include_tree;
#[cfg(feature = "archive")]
pub mod ledger;
pub mod pdf;
pub mod picture;
#[cfg(feature = "archive")]
pub mod record;
#[cfg(feature = "tables")]
pub mod table;

/// What is called with the bytes of an input.
pub type Target = fn(&[u8]);

/// Every target by its name, which is also that of the folder of its corpus.
pub const TARGETS: &[(&str, Target)] = &[
    ("brief", brief::holds),
    ("document", document::holds),
    ("include_tree", include_tree::holds),
    #[cfg(feature = "archive")]
    ("ledger", ledger::holds),
    ("pdf", pdf::holds),
    ("picture", picture::holds),
    #[cfg(feature = "archive")]
    ("record", record::holds),
    #[cfg(feature = "tables")]
    ("table", table::holds),
];
