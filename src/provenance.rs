//! What a paper was made from, and how: enough to make it again, byte for byte. It goes into an archival PDF as attachments and
//! into a record as plain files.

pub mod attach;
/// A brief as one text, whatever files it was composed from.
pub mod flatten;
pub mod pdf_attachments;
pub mod recipe;
pub mod reproduce;
/// The files that a paper is made from.
pub mod sources;
