//! The settings that the papers of a project share: the model of `spravka.toml`. No files, no spans, no
//! rules across fields.
//!
//! The doc comments of the fields are the descriptions in the JSON Schema (`spravka schema --of settings`).

mod measure;

pub use measure::{Colour, Margin, Points};

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::brief::{Image, NonEmpty, OutsideName, Text};
use crate::fields::Shape;
use crate::files::rights::Access;
use crate::theme::Theme;

/// The look of the papers of all briefs in a folder and the folders below it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "spravka settings")]
pub struct Settings {
    /// The theme of the papers.
    pub theme: Option<Theme>,
    /// The file names of papers: a pattern such as `{date}-{stem}-{paper}-{language}.pdf`. `/` separates
    /// folders; a part in square brackets is omitted if a field in it is empty.
    #[schemars(extend("x-expects" = "a name such as `{stem}-{paper}-{language}.pdf`"))]
    pub name: Option<OutsideName>,
    /// Which new files only their owner can read: `marked`, those of a brief with a `marking`; `all`; or
    /// `none`. A file that is replaced keeps its rights.
    #[serde(default)]
    pub private: PrivateFiles,
    /// Colours that override those of the theme.
    #[serde(default)]
    pub colours: Colours,
    /// Font sizes that override those of the theme, in points.
    #[serde(default)]
    pub sizes: Sizes,
    /// Margins that override those of the theme, in millimetres.
    #[serde(default)]
    pub margins: Margins,
    /// The picture at the head of the first page.
    pub logo: Option<Image>,
    /// The letterhead at the top of the first page.
    pub letterhead: Option<Letterhead>,
}

/// Which new files only their owner can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PrivateFiles {
    /// Those of a brief with a marking.
    #[default]
    Marked,
    /// All.
    All,
    /// None.
    None,
}

impl PrivateFiles {
    /// Who may read a new file with or without a marking.
    pub fn access(self, is_marked: bool) -> Access {
        match self {
            Self::Marked if is_marked => Access::Private,
            Self::All => Access::Private,
            Self::Marked | Self::None => Access::Usual,
        }
    }
}

/// Colours that override those of the theme.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Colours {
    /// Running text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ink: Option<Colour>,
    /// The kind of paper, headings, links, the lines above and below a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<Colour>,
    /// Labels, notes, column headings, page headers and footers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quiet: Option<Colour>,
    /// The lines between the rows of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Colour>,
}

/// Font sizes that override those of the theme, in points. ГОСТ Р 7.0.97-2025 allows 12, 13 and 14 for
/// running text.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    /// Running text: 10 to 16.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Points<10, 16>>,
    /// Tables, facts, requisites: 8 to 14. Columns widen with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Points<8, 14>>,
    /// Notes and column headings: 8 to 12.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small: Option<Points<8, 12>>,
    /// The kind of paper: 10 to 24.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Points<10, 24>>,
    /// The title of the paper: 10 to 24.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Points<10, 24>>,
    /// The heading of a section: 10 to 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<Points<10, 20>>,
    /// The heading of a part of a section: 10 to 18.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Points<10, 18>>,
}

/// Margins that override those of the theme, in millimetres. The minimums are those of ГОСТ Р 7.0.97-2016.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Margins {
    /// Left: 20 to 40; 30 for papers kept longer than ten years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Margin<20>>,
    /// Right: 10 to 40.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<Margin<10>>,
    /// Top: 20 to 40.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top: Option<Margin<20>>,
    /// Bottom: 20 to 40.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bottom: Option<Margin<20>>,
}

/// The organisation that the papers come from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Letterhead {
    /// The organisation and its units, one per line, the first in larger letters.
    #[schemars(extend("x-expects" = "a list with at least one name"))]
    pub organisation: NonEmpty<Text>,
    /// The postal address.
    pub address: Option<Text>,
    /// Telephone, e-mail, website: one text each, on one line if they fit.
    #[serde(default)]
    pub contacts: Vec<Text>,
}

/// What each field of `spravka.toml` is.
pub fn fields() -> &'static Shape {
    static FIELDS: LazyLock<Shape> = LazyLock::new(|| Shape::of(&schema()));
    &FIELDS
}

/// The JSON Schema of `spravka.toml` (draft 2020-12), generated from the model.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Settings).to_value()
}
