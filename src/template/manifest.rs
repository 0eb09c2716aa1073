use serde::Deserialize;

use super::file::TemplateFile;
use super::part::{Faces, PartName};
use super::printed::PrintedPath;
use crate::brief::{NonEmpty, Text};
use crate::language::Language;
use crate::report::Problem;
use crate::suggest::did_you_mean;

/// The description of a template, in `template.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The label of the language files that names this kind of paper.
    label: Option<String>,
    /// The name of this kind of paper, in place of a label.
    name: Option<Text>,
    /// A one-line description.
    pub description: String,
    /// The lists of the view that the paper is about, by key: at least one must have an item.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What it needs, in words: «two sides with members».
    pub asks_for: Option<String>,
    /// Whether it is about a whole visit or one meeting of it.
    #[serde(default)]
    pub about: About,
    /// Who reads it.
    #[serde(default)]
    pub readers: Readers,
    /// Whether it reports the outcome of the meeting, so that missing results matter to it.
    #[serde(default)]
    pub after_meeting: bool,
    /// The parts of which it consists, in its order.
    #[serde(default)]
    pub parts: Vec<PartName>,
    /// The keys of the brief that it prints beside those of its parts; see `templates/README.md`.
    #[serde(default)]
    pub(super) prints: Vec<PrintedPath>,
    /// What it prints on pieces with two faces, beside that of its parts.
    #[serde(default)]
    pub(super) faces: Faces,
    /// The paper sizes that it supports.
    #[serde(default = "upright")]
    pub sheets: NonEmpty<Sheet>,
    /// Whether it prints blank rows to write on for a side without named members.
    #[serde(default)]
    pub blank_rows: bool,
}

/// What a kind of paper is called.
#[derive(Debug, Clone, Copy)]
pub enum KindOfPaper<'a> {
    /// As a label of the language files says.
    Label(&'a str),
    /// As its own template says.
    Name(&'a Text),
}

/// What a paper is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// The whole visit.
    #[default]
    Visit,
    /// One meeting: of a visit with several, there is a paper for each.
    Meeting,
}

/// Who reads a paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Readers {
    /// The author's own side.
    #[default]
    Own,
    /// The guests.
    Guests,
    /// Both sides: it is a joint paper.
    Both,
}

/// A sheet of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sheet {
    /// A4 upright.
    A4,
    /// A4 landscape.
    A4Landscape,
    /// A5 upright.
    A5,
    /// A5 landscape.
    A5Landscape,
}

fn upright() -> NonEmpty<Sheet> {
    NonEmpty::one(Sheet::A4)
}

impl Manifest {
    /// Reads the description of a template.
    ///
    /// # Errors
    /// When it is no TOML, has other keys, or does not name the kind of paper once.
    pub(super) fn read(file: &TemplateFile) -> Result<Self, Problem> {
        let manifest: Self = toml::from_slice(&file.data).map_err(|error| unreadable(file, &error))?;
        match (&manifest.label, &manifest.name) {
            (Some(label), None) => {
                let labels: Vec<_> = Language::RUSSIAN.file().labels.keys().collect();
                if labels.contains(&label) { Ok(()) } else { Err(unknown_label(file, label, &labels)) }
            }
            (None, Some(_)) => Ok(()),
            _ => Err(named_once(file)),
        }?;
        Ok(manifest)
    }

    /// What this kind of paper is called.
    pub fn kind(&self) -> KindOfPaper<'_> {
        match &self.name {
            Some(name) => KindOfPaper::Name(name),
            None => KindOfPaper::Label(self.label.as_deref().unwrap_or_default()),
        }
    }

    /// Checks that the kind of paper has a name in each of these languages.
    ///
    /// # Errors
    /// When it has none in one of them.
    pub fn check_languages(&self, id: &str, languages: &[Language]) -> Result<(), Problem> {
        let Some(name) = &self.name else { return Ok(()) };
        let lacking = languages.iter().find(|language| name.get(**language).is_none());
        lacking.map_or(Ok(()), |language| Err(nameless(id, *language)))
    }
}

fn unreadable(file: &TemplateFile, error: &toml::de::Error) -> Problem {
    Problem::usage(format!("cannot read `{}` ({})", file.name, error.message().trim())).hint(
        "it has the keys `label` or `name`, and `description`, and perhaps `readers`, `parts`, `needs`, \
         `asks_for`, `about`, `after_meeting`, `prints`, `faces`, `sheets` and `blank_rows`",
    )
}

fn unknown_label(file: &TemplateFile, label: &str, labels: &[&String]) -> Problem {
    Problem::usage(format!("`{}` names the label `{label}`, which no language has", file.name))
        .hint(did_you_mean(label, labels))
        .hint("name a kind of paper of your own with `name = { ru = \"…\", kk = \"…\", en = \"…\" }`")
}

fn named_once(file: &TemplateFile) -> Problem {
    Problem::usage(format!("`{}` does not name the kind of paper by either `label` or `name`", file.name))
        .hint("`name = { ru = \"…\", kk = \"…\", en = \"…\" }` is a name of its own")
}

fn nameless(id: &str, language: Language) -> Problem {
    Problem::usage(format!("the template `{id}` has no name in `{language}`"))
        .hint(format!("add it to `name` in its `template.toml`, or omit `{language}` from `-l`"))
}
