//! What a paper is made from, and how: enough to make it again, byte for byte. It goes into an archival PDF as attachments, and
//! into a folder of plain files.

mod ingredients;
mod rewritten;

pub use ingredients::{Ingredients, PictureFile};
pub use rewritten::{filtered, in_one_piece};

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use typst::foundations::Bytes;

use crate::brief::Date;
use crate::images::Owner;
use crate::language::Language;
use crate::localise::Attached;
use crate::report::Problem;
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

/// A file that goes into a PDF beside its pages.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// What a template needs to know of it.
    pub about: Attached,
    /// What is in it.
    pub data: Bytes,
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

    /// The attachments of a paper that is made from these ingredients by this recipe, the recipe first.
    ///
    /// # Errors
    /// When the recipe cannot be written, which would be a fault of ours.
    pub fn attachments(&self, ingredients: &Ingredients) -> Result<Vec<Attachment>, Problem> {
        let names: Vec<_> = ingredients.pictures.iter().enumerate().map(named).collect();
        let brief = Bytes::from_string(ingredients.brief.clone());
        let mut files = vec![(BRIEF.to_owned(), "application/toml", "source", brief)];
        if let Some(settings) = &ingredients.settings {
            let settings = Bytes::from_string(settings.clone());
            files.push((SETTINGS.to_owned(), "application/toml", "source", settings));
        }
        let pictures = names.iter().zip(&ingredients.pictures);
        files.extend(
            pictures.map(|(name, file)| {
                (name.attached.clone(), mime_type(&file.path), "source", file.data.clone())
            }),
        );
        let hashes = files.iter().map(|(name, _, _, data)| (name.clone(), sha256(data))).collect();
        let recipe = Self { pictures: names, part: ingredients.part, files: hashes, ..self.clone() };
        let recipe = toml::to_string(&recipe).map_err(|error| unwritable(&error))?;
        files.insert(0, (RECIPE.to_owned(), "application/toml", "data", Bytes::from_string(recipe)));
        let attached = files.into_iter().enumerate().map(|(index, (name, mime_type, relationship, data))| {
            let description = describe(&name);
            let file = crate::world::attached(index);
            Attachment { about: Attached { name, file, mime_type, relationship, description }, data }
        });
        Ok(attached.collect())
    }
}

/// The SHA-256 of each font file of a theme, by its name.
pub fn font_hashes(theme: Theme) -> BTreeMap<String, String> {
    theme.fonts().files().map(|(name, data)| (name.to_owned(), sha256(data))).collect()
}

/// The SHA-256 of some bytes (FIPS 180-4), in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn named((index, file): (usize, &PictureFile)) -> PictureName {
    let ending = file.path.rsplit_once('.').map_or("picture", |(_, ending)| ending).to_lowercase();
    PictureName {
        attached: format!("picture-{}.{ending}", index + 1),
        of: file.owner,
        path: file.path.clone(),
    }
}

fn mime_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).as_deref() {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

fn describe(name: &str) -> &'static str {
    match name {
        RECIPE => "How this document was made",
        BRIEF => "The data that this document was made from",
        SETTINGS => "The settings that this document was made with",
        _ => "A picture of this document",
    }
}

fn unwritable(error: &toml::ser::Error) -> Problem {
    Problem::ours(format!("the recipe of a paper cannot be written ({error})"))
}
