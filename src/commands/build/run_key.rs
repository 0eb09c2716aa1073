use std::collections::BTreeMap;
use std::num::NonZeroU32;

use serde::Serialize;

use super::plan::Plan;
use crate::assets::{language_files, theme_files};
use crate::check::Wanted;
use crate::commands::source::OverrideKey;
use crate::digest::{of_json, sha256};
use crate::papers::PreparedTemplate;
use crate::provenance::recipe::{SPRAVKA, font_hashes, typst};
use crate::theme::Theme;

/// The version of [`RunKey`]. Raise it when a field is added or changes its meaning: papers that were built
/// under the old meaning are rebuilt.
const FORMAT: u32 = 2;

/// Everything that is the same for every brief of a run and changes the papers: part of the key of the build
/// cache.
#[derive(Debug, Serialize)]
pub struct RunKey<'a> {
    format: u32,
    spravka: &'a str,
    typst: &'a str,
    languages: Languages,
    meeting: Option<&'a str>,
    audience: Option<&'a str>,
    copies: Option<NonZeroU32>,
    theme: Option<&'a str>,
    with_source: bool,
    overrides: Vec<OverrideKey<'a>>,
    pdf_standard: &'a str,
    fallback_date: String,
    name: Option<String>,
    templates: Vec<TemplateKey<'a>>,
    /// Whether papers without content are omitted.
    all_papers: bool,
    /// The hash of each language file, by the code of the language.
    words: BTreeMap<&'a str, String>,
    /// The hash of each theme, by its name.
    themes: BTreeMap<&'a str, String>,
    /// The hash of each font, by its file.
    fonts: BTreeMap<String, String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Languages {
    First,
    All,
    These(Vec<&'static str>),
}

#[derive(Debug, Serialize)]
struct TemplateKey<'a> {
    id: &'a str,
    /// The hash of each file, by its path in the template.
    files: BTreeMap<&'a str, String>,
}

impl<'a> RunKey<'a> {
    /// The key of a run.
    pub fn of(plan: &'a Plan) -> Self {
        Self {
            format: FORMAT,
            spravka: SPRAVKA,
            typst: typst(),
            languages: Languages::of(&plan.wanted),
            meeting: plan.meeting.as_deref(),
            audience: plan.audience.as_deref(),
            copies: plan.copies,
            theme: plan.theme.map(Theme::name),
            with_source: plan.with_source,
            overrides: plan.overrides.iter().map(OverrideKey::of).collect(),
            pdf_standard: plan.profile.name(),
            fallback_date: plan.fallback_date.0.to_string(),
            name: plan.name.as_ref().map(ToString::to_string),
            templates: plan.papers.templates.iter().map(TemplateKey::of).collect(),
            all_papers: plan.papers.all_papers,
            words: language_files().map(hashed).collect(),
            themes: theme_files().map(hashed).collect(),
            fonts: Theme::all().flat_map(font_hashes).collect(),
        }
    }

    /// The hash of the key.
    ///
    /// # Errors
    /// If it cannot be serialised, which is a fault of spravka.
    pub fn hash(&self) -> serde_json::Result<String> {
        of_json(self)
    }
}

fn hashed((name, text): (&'static str, &'static str)) -> (&'static str, String) {
    (name, sha256(text.as_bytes()))
}

impl Languages {
    fn of(wanted: &Wanted) -> Self {
        match wanted {
            Wanted::Default => Self::First,
            Wanted::All => Self::All,
            Wanted::These(languages) => {
                Self::These(languages.iter().map(|language| language.code()).collect())
            }
        }
    }
}

impl<'a> TemplateKey<'a> {
    fn of(prepared: &'a PreparedTemplate) -> Self {
        let files = prepared.template.files.iter();
        let files = files.map(|(path, file)| (path.as_str(), sha256(&file.data))).collect();
        Self { id: &prepared.template.id, files }
    }
}
