use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, PictureFile, Reference, Text, to};

/// A picture that belongs to a person or a project: a PNG, JPEG or SVG file.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-expects" = "a picture like `{ file = \"…\", alt = \"…\" }`"))]
pub struct Image {
    /// The file, relative to this one and within its folder: `photos/head.jpg`.
    pub file: PictureFile,
    /// A description for readers who cannot see the picture.
    pub alt: Text,
}

/// A picture of its own in the paper: a map, a plan, a chart.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Illustration {
    /// The file, relative to this one and within its folder: `maps/site.svg`.
    pub file: PictureFile,
    /// A description for readers who cannot see the picture.
    pub alt: Text,
    /// The caption, printed below the picture after its number.
    pub caption: Option<Text>,
    /// The source of the picture, by its `id`.
    pub source: Option<Reference<to::Source>>,
    /// The audiences that see it, as tags of your own choice [default: all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}
