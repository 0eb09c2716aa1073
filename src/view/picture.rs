use serde::Serialize;

use crate::images::Format;

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// Where a template reads it.
    pub path: String,
    /// How it is to be read.
    pub format: Format,
    /// What it shows, in words.
    pub alt: String,
    /// Its width as a share of its height.
    pub ratio: f64,
}

/// Whose paper it is.
#[derive(Debug, Clone, Serialize)]
pub struct Letterhead {
    /// The picture.
    pub logo: Option<Picture>,
    /// The organisation and its units, each on its line.
    pub organisation: Vec<String>,
    /// The postal address.
    pub address: Option<String>,
    /// Telephone, e-mail, website.
    pub contacts: Vec<String>,
}

/// A picture that stands by itself.
#[derive(Debug, Clone, Serialize)]
pub struct Illustration {
    /// The picture.
    pub picture: Picture,
    /// Its number, and what the brief says below it.
    pub caption: String,
    /// The number of the source.
    pub source: Option<usize>,
}
