//! The recipe of a paper: every input of its build that is neither in the brief nor in the project settings.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::brief::Date;
use crate::digest::sha256;
use crate::images::Owner;
use crate::language::Language;
use crate::theme::Theme;

/// The version of `recipe.toml` that this program writes. It refuses one with a higher version, and only
/// reads the papers of a lower one: 1 attached the whole brief, 2 had marking and approvals on papers of all
/// readers.
pub const FORMAT: u32 = 3;
/// The version of this program and its templates.
pub const SPRAVKA: &str = env!("CARGO_PKG_VERSION");
/// The version of the built-in typesetting engine.
pub fn typst() -> &'static str {
    typst::utils::version().raw()
}

/// The name of the recipe among the attachments.
pub const RECIPE: &str = "recipe.toml";
/// The name of the brief among the attachments.
pub const BRIEF: &str = "brief.toml";
/// The name of the project settings among the attachments.
pub const SETTINGS: &str = "spravka.toml";
/// The start of the name of each picture among the attachments.
pub const PICTURE: &str = "picture-";

/// Whether this program gives an attachment such a name.
pub fn is_attached_name(name: &str) -> bool {
    [RECIPE, BRIEF, SETTINGS].contains(&name) || name.starts_with(PICTURE)
}

/// The recipe of a paper: `recipe.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The version of this format.
    pub format: u32,
    /// The version of the program that built it.
    pub spravka: String,
    /// The version of the engine that built it.
    pub typst: String,
    /// The template.
    pub template: String,
    /// The language.
    pub language: String,
    /// The theme.
    pub theme: String,
    /// The standards of the PDF.
    pub profile: String,
    /// The date of the PDF if the brief has none.
    pub fallback_date: String,
    /// The number of the copy, if copies are numbered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<NonZeroU32>,
    /// In format 1, whether parts of the brief were withheld; the others were attached whole.
    #[serde(default, skip_serializing)]
    pub part: bool,
    /// The SHA-256 of each attached file, by name.
    pub files: BTreeMap<String, String>,
    /// The SHA-256 of each font file of the theme, by name.
    pub fonts: BTreeMap<String, String>,
    /// The pictures, in the order of their attachments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<PictureName>,
}

/// The names of a picture among the attachments and in its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureName {
    /// The name of the attachment.
    pub attached: String,
    /// The file that names it.
    pub of: Owner,
    /// Its path in that file.
    pub path: String,
}

impl Recipe {
    /// The recipe of a paper that this program builds now.
    pub fn new(
        template: &str,
        language: Language,
        theme: Theme,
        profile: &str,
        fallback_date: Date,
        copy: Option<NonZeroU32>,
    ) -> Self {
        Self {
            format: FORMAT,
            spravka: SPRAVKA.to_owned(),
            typst: typst().to_owned(),
            template: template.to_owned(),
            language: language.code().to_owned(),
            theme: theme.name().to_owned(),
            profile: profile.to_owned(),
            fallback_date: fallback_date.0.to_string(),
            copy,
            part: false,
            files: BTreeMap::new(),
            fonts: font_hashes(theme),
            pictures: Vec::new(),
        }
    }
}

/// The SHA-256 of each font file of a theme, by name.
pub fn font_hashes(theme: Theme) -> BTreeMap<String, String> {
    theme.fonts().files().map(|(name, data)| (name.to_owned(), sha256(data))).collect()
}
