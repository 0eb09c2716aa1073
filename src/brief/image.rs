use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PictureFile, Reference, Tag, Text, to};

/// A picture that belongs to a person or a project: a PNG, JPEG or SVG file.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-expects" = "a picture like `{ file = \"…\", alt = \"…\" }`"))]
pub struct Image {
    /// The file, beside this one or in a folder within: `photos/head.jpg`.
    pub file: PictureFile,
    /// What it shows, in words, for those who cannot see it.
    pub alt: Text,
}

/// A picture that the paper shows by itself: a map, a plan, a chart.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Illustration {
    /// The file, beside this one or in a folder within: `maps/site.svg`.
    pub file: PictureFile,
    /// What it shows, in words, for those who cannot see it.
    pub alt: Text,
    /// What stands below it, after its number.
    pub caption: Option<Text>,
    /// Where it comes from: the `id` of a source.
    pub source: Option<Reference<to::Source>>,
    /// Tags for whom it is meant, in words of your own; left out, it is for all.
    #[serde(default)]
    pub audience: Vec<Tag>,
}
