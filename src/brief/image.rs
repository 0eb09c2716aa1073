use schemars::JsonSchema;
use serde::Deserialize;

use super::Text;

/// A picture: a PNG, JPEG or SVG file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// The file, beside this one or in a folder within: `photos/head.jpg`.
    pub file: String,
    /// What it shows, in words, for those who cannot see it.
    pub alt: Text,
}
