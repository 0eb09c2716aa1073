use serde::Serialize;

use crate::images::Format;

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// The path that a template reads it from.
    pub path: String,
    /// Its format.
    pub format: Format,
    /// The alternative text.
    pub alt: String,
    /// Its width divided by its height.
    pub ratio: f64,
}

/// The letterhead.
#[derive(Debug, Clone, Serialize)]
pub struct Letterhead {
    /// The picture.
    pub logo: Option<Picture>,
    /// The organisation and its units, one per line.
    pub organisation: Vec<String>,
    /// The postal address.
    pub address: Option<String>,
    /// Telephone, e-mail, website.
    pub contacts: Vec<String>,
}

/// A picture with a caption.
#[derive(Debug, Clone, Serialize)]
pub struct Illustration {
    /// The picture.
    pub picture: Picture,
    /// Its number, and the caption from the brief.
    pub caption: String,
    /// The number of the source.
    pub source: Option<usize>,
}
