//! Templates: Typst documents that read one file, `/view.json`. The built-in ones are embedded.

mod folder;
mod printed;

pub use printed::{LETTERHEAD, PrintedPath, Segment, is_filled};

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{MAIN_SEPARATOR, Path};

use serde::Deserialize;

use crate::assets::{self, LIBRARY};
use crate::brief::NonEmpty;
use crate::language::Language;
use crate::report::Problem;
use crate::suggest::did_you_mean;

/// The entry file of a template.
pub const MAIN: &str = "main.typ";
/// The file that describes a template.
const MANIFEST: &str = "template.toml";

/// A Typst document for one kind of paper.
#[derive(Debug, Clone)]
pub struct Template {
    /// The id of the paper: the name of the template's folder.
    pub id: String,
    /// The description of the template.
    pub manifest: Manifest,
    /// Where the template comes from, and so who is to blame for a problem in it.
    pub origin: Origin,
    /// Every file that the document may read, by its path below the root: `main.typ`, `lib/page.typ`,
    /// `logo.svg`.
    pub files: BTreeMap<String, TemplateFile>,
}

/// The description of a template, in `template.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The label of the language files that names this kind of paper.
    pub label: String,
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
    /// Whether it reports the outcome of the meeting, so that missing results matter to it.
    #[serde(default)]
    pub after_meeting: bool,
    /// The keys of the brief that it prints, in the order of the paper; see `templates/README.md`.
    #[serde(default)]
    pub prints: Vec<PrintedPath>,
    /// What it prints on pieces with two faces.
    pub faces: Option<Faces>,
    /// The paper sizes that it supports.
    #[serde(default = "upright")]
    pub sheets: NonEmpty<Sheet>,
    /// Whether it prints blank rows to write on for a side without named members.
    #[serde(default)]
    pub blank_rows: bool,
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

/// The keys of the brief that the two faces of a piece print, each in the language of its readers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Faces {
    /// On the face that the person sees.
    pub sitter: Vec<PrintedPath>,
    /// On the face that the others see.
    pub others: Vec<PrintedPath>,
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

/// Where a template comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is built in.
    BuiltIn,
    /// It is a folder of the user.
    Folder,
}

/// A file of a template.
#[derive(Debug, Clone)]
pub struct TemplateFile {
    /// The name of the file in messages.
    pub name: String,
    /// The contents.
    pub data: Cow<'static, [u8]>,
}

impl Template {
    /// The template with this id or, if `name` contains a path separator, in this folder.
    ///
    /// # Errors
    /// When there is no such template, or the folder is not a template.
    pub fn find(name: &str) -> Result<Self, Problem> {
        if name.contains(['/', MAIN_SEPARATOR]) || name == "." {
            Self::in_folder(Path::new(name))
        } else {
            Self::built_in(name)
        }
    }

    /// The built-in template of this name.
    ///
    /// # Errors
    /// When there is none.
    pub fn built_in(name: &str) -> Result<Self, Problem> {
        if Self::ids().contains(&name) {
            Self::of(name, Origin::BuiltIn, files_of(name).collect(), Path::new(name))
        } else {
            Err(unknown_template(name))
        }
    }

    /// The ids of the built-in templates, in alphabetical order.
    pub fn ids() -> Vec<&'static str> {
        assets::template_folders().collect()
    }

    /// The keys of the brief that the paper prints; `None` for a template of the user that names none, since
    /// it may print anything.
    pub fn printed_paths(&self) -> Option<Vec<PrintedPath>> {
        let Manifest { prints, faces, .. } = &self.manifest;
        let faces = faces.iter().flat_map(|faces| faces.sitter.iter().chain(&faces.others));
        let paths: Vec<_> = prints.iter().chain(faces).cloned().collect();
        (self.origin == Origin::BuiltIn || !paths.is_empty()).then_some(paths)
    }

    /// The template in a folder of the user. Files missing in its `lib` come from the built-in library.
    fn in_folder(folder: &Path) -> Result<Self, Problem> {
        let files = folder::read(folder)?;
        let resolved = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let id = resolved.file_name().map_or("paper".into(), |name| name.to_string_lossy());
        Self::of(&id, Origin::Folder, files, folder)
    }

    fn of(
        id: &str,
        origin: Origin,
        own: BTreeMap<String, TemplateFile>,
        folder: &Path,
    ) -> Result<Self, Problem> {
        if !own.contains_key(MAIN) {
            return Err(lacks(folder, MAIN));
        }
        let manifest = own.get(MANIFEST).ok_or_else(|| lacks(folder, MANIFEST))?;
        let manifest = Manifest::read(manifest)?;
        if origin == Origin::Folder {
            printed::check(&manifest.prints, manifest.faces.as_ref(), folder)?;
        }
        let library = files_of(LIBRARY).map(|(path, file)| (format!("{LIBRARY}/{path}"), file));
        Ok(Self { id: id.to_owned(), manifest, origin, files: library.chain(own).collect() })
    }
}

impl Manifest {
    fn read(file: &TemplateFile) -> Result<Self, Problem> {
        let manifest: Self = toml::from_slice(&file.data).map_err(|error| bad_manifest(file, &error))?;
        let labels: Vec<_> = Language::RUSSIAN.file().labels.keys().collect();
        if labels.contains(&&manifest.label) {
            Ok(manifest)
        } else {
            Err(unknown_label(file, &manifest.label, &labels))
        }
    }
}

/// The files of an embedded folder, by name.
fn files_of(folder: &str) -> impl Iterator<Item = (String, TemplateFile)> + use<> {
    assets::files(folder).map(|(name, path, data)| {
        (name, TemplateFile { name: format!("templates/{path}"), data: Cow::Borrowed(data) })
    })
}

fn unknown_template(name: &str) -> Problem {
    Problem::usage(format!("there is no template `{name}`"))
        .hint(did_you_mean(name, &Template::ids()))
        .hint("name your own template by its folder, such as `./my-memo`")
}

fn lacks(folder: &Path, file: &str) -> Problem {
    Problem::usage(format!("the template `{}` has no `{file}`", folder.display()))
        .hint("`spravka template eject` writes a template to start from")
}

fn bad_manifest(file: &TemplateFile, error: &toml::de::Error) -> Problem {
    Problem::usage(format!("cannot read `{}` ({})", file.name, error.message().trim())).hint(
        "it has the keys `label` and `description`, and perhaps `needs`, `asks_for`, `about`, \
         `after_meeting`, `prints`, `faces`, `sheets` and `blank_rows`",
    )
}

fn unknown_label(file: &TemplateFile, label: &str, labels: &[&String]) -> Problem {
    Problem::usage(format!("`{}` names the label `{label}`, which no language has", file.name))
        .hint(did_you_mean(label, labels))
}
