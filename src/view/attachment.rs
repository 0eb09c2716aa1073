use serde::Serialize;
use typst::foundations::Bytes;

/// A file that goes into a PDF beside its pages.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// What a template needs to know of it.
    pub info: AttachmentInfo,
    /// What is in it.
    pub data: Bytes,
}

/// A file that goes into the PDF beside its pages.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct AttachmentInfo {
    /// What it is called there.
    pub name: String,
    /// Where a template reads it.
    pub file: String,
    /// The kind of file (RFC 6838).
    pub mime_type: &'static str,
    /// What it is to the PDF, as AFRelationship has it (ISO 19005-3, 6.8): `source` or `data`.
    pub relationship: &'static str,
    /// One line about it.
    pub description: &'static str,
}
