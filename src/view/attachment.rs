use serde::Serialize;
use typst::foundations::Bytes;

/// An attachment of a PDF.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its description for the template.
    pub info: AttachmentInfo,
    /// Its contents.
    pub data: Bytes,
}

/// The description of an attachment.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct AttachmentInfo {
    /// Its name in the PDF.
    pub name: String,
    /// The path that a template reads it from.
    pub file: String,
    /// Its media type (RFC 6838).
    pub mime_type: &'static str,
    /// Its AFRelationship to the PDF (ISO 19005-3, 6.8): `source` or `data`.
    pub relationship: &'static str,
    /// A one-line description.
    pub description: &'static str,
}
