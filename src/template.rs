//! Templates: Typst documents that read one file, `/view.json`. Those that come with the program are inside it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{MAIN_SEPARATOR, Path};

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::language::Language;
use crate::report::Problem;
use crate::suggest::did_you_mean;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The parts that every template may import.
const LIBRARY: &str = "lib";
/// The folder of language files, which is not a template.
const LANGUAGES: &str = "languages";
/// The folder of briefs to fill in, which is not a template either.
const NEW: &str = "new";
/// The folder of what is written into a brief after the meeting, which is not a template either.
const CLOSE: &str = "close";
/// The folder of theme files, which is not one either.
const THEMES: &str = "themes";
/// The file in which a template starts.
pub const MAIN: &str = "main.typ";
/// The file that says what a template is.
const MANIFEST: &str = "template.toml";

/// A Typst document for one kind of paper.
#[derive(Debug, Clone)]
pub struct Template {
    /// The id of the paper: the name of the template's folder.
    pub id: String,
    /// What the template says about itself.
    pub manifest: Manifest,
    /// Whose template it is, and so whose fault a problem in it.
    pub origin: Origin,
    /// Every file that the document may read, by its path under the root: `main.typ`, `lib/page.typ`, `logo.svg`.
    pub files: BTreeMap<String, TemplateFile>,
}

/// What a template says about itself, in `template.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The label of the language files that names this kind of paper.
    pub label: String,
    /// One line about it.
    pub description: String,
    /// The lists of the view without which there is nothing to print, by their keys: one of them must have something in it.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What it needs, in words: «two sides with members».
    pub asks_for: Option<String>,
    /// Whether it says what came of the meeting, so that what is not recorded yet matters to it.
    #[serde(default)]
    pub after_meeting: bool,
}

/// Where a template comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It comes with the program.
    BuiltIn,
    /// It is the user's own.
    Folder,
}

/// A file of a template.
#[derive(Debug, Clone)]
pub struct TemplateFile {
    /// What the file is called in messages.
    pub name: String,
    /// What is in it.
    pub data: Cow<'static, [u8]>,
}

impl Template {
    /// The template with this id or, when `name` has a path separator in it, in this folder.
    ///
    /// # Errors
    /// When there is no such template, or the folder is not one.
    pub fn find(name: &str) -> Result<Self, Problem> {
        if name.contains(['/', MAIN_SEPARATOR]) || name == "." {
            Self::in_folder(Path::new(name))
        } else {
            Self::built_in(name)
        }
    }

    /// The template of this name that comes with the program.
    ///
    /// # Errors
    /// When there is none.
    pub fn built_in(name: &str) -> Result<Self, Problem> {
        if Self::ids().contains(&name) {
            Self::of(name, Origin::BuiltIn, built_in_files(name).collect(), Path::new(name))
        } else {
            Err(unknown_template(name))
        }
    }

    /// The ids of the templates that come with the program, in alphabetical order.
    pub fn ids() -> Vec<&'static str> {
        let folders = TEMPLATES.dirs().filter_map(|dir| dir.path().to_str());
        folders.filter(|id| ![LIBRARY, LANGUAGES, NEW, CLOSE, THEMES].contains(id)).collect()
    }

    /// A template of the user's own. What it does not have in `lib` is taken from the program.
    fn in_folder(folder: &Path) -> Result<Self, Problem> {
        let mut files = BTreeMap::new();
        read_folder(folder, folder, &mut files).map_err(|error| unreadable(folder, &error))?;
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
        let library = built_in_files(LIBRARY).map(|(path, file)| (format!("{LIBRARY}/{path}"), file));
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

/// The language files, by the code of their language, in alphabetical order.
pub fn language_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    data_files(LANGUAGES)
}

/// The theme files, by the name of their theme, in alphabetical order.
pub fn theme_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    data_files(THEMES)
}

/// The files of a folder inside the program, each with its name without the ending and its text.
fn data_files(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let folder = TEMPLATES.get_dir(folder).into_iter();
    folder
        .flat_map(Dir::files)
        .filter_map(|file| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?)))
}

/// The text of a new brief in a language.
pub fn new_brief(code: &str) -> Option<&'static str> {
    TEMPLATES.get_file(format!("{NEW}/{code}.toml"))?.contents_utf8()
}

/// What stands at the head of the part of after the meeting, in a language: comments that explain it.
pub fn closing_words(code: &str) -> Option<&'static str> {
    TEMPLATES.get_file(format!("{CLOSE}/{code}.toml"))?.contents_utf8()
}

/// The files of a folder inside the program, by their names.
fn built_in_files(folder: &str) -> impl Iterator<Item = (String, TemplateFile)> + use<> {
    let folder = TEMPLATES.get_dir(folder).into_iter();
    folder.flat_map(Dir::files).filter_map(|file| {
        let path = file.path().to_str()?.replace(MAIN_SEPARATOR, "/");
        let name = file.path().file_name()?.to_str()?.to_owned();
        Some((name, TemplateFile { name: format!("templates/{path}"), data: Cow::Borrowed(file.contents()) }))
    })
}

/// Reads the files of a folder and of those within it. Links are not followed: a template stays in its folder.
fn read_folder(root: &Path, folder: &Path, files: &mut BTreeMap<String, TemplateFile>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() {
            read_folder(root, &path, files)?;
        } else if kind.is_file() {
            let within = path.strip_prefix(root).unwrap_or(&path);
            let within = within.to_string_lossy().replace(MAIN_SEPARATOR, "/");
            let file = TemplateFile { name: path.display().to_string(), data: Cow::Owned(fs::read(&path)?) };
            files.insert(within, file);
        }
    }
    Ok(())
}

fn unknown_template(name: &str) -> Problem {
    Problem::usage(format!("there is no template `{name}`"))
        .hint(did_you_mean(name, &Template::ids()))
        .hint("a template of your own is named by its folder, for instance `./my-memo`")
}

fn unreadable(folder: &Path, error: &io::Error) -> Problem {
    Problem::usage(format!("cannot read the template `{}` ({error})", folder.display()))
        .hint(format!("name a folder that holds `{MAIN}` and `{MANIFEST}`"))
}

fn lacks(folder: &Path, file: &str) -> Problem {
    Problem::usage(format!("the template `{}` has no `{file}`", folder.display()))
        .hint("`spravka template eject` writes a template to start from")
}

fn bad_manifest(file: &TemplateFile, error: &toml::de::Error) -> Problem {
    Problem::usage(format!("cannot read `{}` ({})", file.name, error.message().trim())).hint(
        "it has the keys `label` and `description`, and perhaps `needs`, `asks_for` and `after_meeting`",
    )
}

fn unknown_label(file: &TemplateFile, label: &str, labels: &[&String]) -> Problem {
    Problem::usage(format!("`{}` names the label `{label}`, which no language has", file.name))
        .hint(did_you_mean(label, labels))
}
