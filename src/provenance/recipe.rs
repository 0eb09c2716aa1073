//! How a paper was made: all that is in neither its brief nor the settings of its project.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::brief::Date;
use crate::digest::sha256;
use crate::images::Owner;
use crate::language::Language;
use crate::theme::Theme;

/// The version of `recipe.toml` that this program writes. One with a higher version is not read.
pub const FORMAT: u32 = 1;
/// The version of this program, and so of its templates.
pub const SPRAVKA: &str = env!("CARGO_PKG_VERSION");
/// The version of the typesetting engine, which is part of the program.
pub fn typst() -> &'static str {
    typst::utils::version().raw()
}

/// The name of the recipe among the attachments.
pub const RECIPE: &str = "recipe.toml";
/// The name of the brief among the attachments.
pub const BRIEF: &str = "brief.toml";
/// The name of the settings of the project among the attachments.
pub const SETTINGS: &str = "spravka.toml";

/// How one paper is made: all that is not in its brief or in the settings of its project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The version of this description.
    pub format: u32,
    /// The version of the program that made it.
    pub spravka: String,
    /// The version of the engine that made it.
    pub typst: String,
    /// The template.
    pub template: String,
    /// The language.
    pub language: String,
    /// The theme.
    pub theme: String,
    /// The standards that the PDF is held to.
    pub profile: String,
    /// The date of the PDF, should the brief have none.
    pub fallback_date: String,
    /// The number of the copy, where copies are numbered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<NonZeroU32>,
    /// Whether the brief is what was left after parts had been held back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub part: bool,
    /// The SHA-256 of each file attached, by its name.
    pub files: BTreeMap<String, String>,
    /// The SHA-256 of each font file that could be used, by its name.
    pub fonts: BTreeMap<String, String>,
    /// The pictures, in the order of their attachments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<PictureName>,
}

/// What a picture is called among the attachments and where it belongs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureName {
    /// The name of the attachment.
    pub attached: String,
    /// Whose file names it.
    pub of: Owner,
    /// The path under which that file names it.
    pub path: String,
}

impl Recipe {
    /// The recipe of a paper that this program makes now.
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

/// The SHA-256 of each font file of a theme, by its name.
pub fn font_hashes(theme: Theme) -> BTreeMap<String, String> {
    theme.fonts().files().map(|(name, data)| (name.to_owned(), sha256(data))).collect()
}
