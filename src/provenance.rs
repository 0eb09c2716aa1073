//! The sources and the recipe of a paper: enough to rebuild it byte for byte. An archival PDF has them as
//! attachments, a record as plain files.

pub mod attach;
pub mod collect;
/// A brief and its included files as one text.
pub mod flatten;
pub mod pdf_attachments;
pub mod recipe;
pub mod reproduce;
/// The source files of a paper.
pub mod sources;
