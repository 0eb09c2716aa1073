//! Templates: Typst documents that read one file, `/view.toml`. Those that come with the program are inside it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::report::Problem;
use crate::suggest::did_you_mean;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The parts that every template may import.
const LIBRARY: &str = "lib";
/// The folder of language files, which is not a template.
const LANGUAGES: &str = "languages";
/// The folder of briefs to fill in, which is not a template either.
const NEW: &str = "new";
/// The file in which a template starts.
const MAIN: &str = "main.typ";

/// A Typst document for one kind of paper.
#[derive(Debug, Clone)]
pub struct Template {
    /// The id of the paper: the name of the template's folder.
    pub id: String,
    /// Every file that the document may read, by its path under the root: `main.typ`, `lib/page.typ`.
    pub files: BTreeMap<String, TemplateFile>,
}

/// A file of a template.
#[derive(Debug, Clone)]
pub struct TemplateFile {
    /// What the file is called in messages.
    pub name: String,
    /// Its text.
    pub text: Cow<'static, str>,
}

impl Template {
    /// The template with this id or, when `name` has a path separator in it, in this folder.
    ///
    /// # Errors
    /// When there is no such template, or the folder cannot be read.
    pub fn find(name: &str) -> Result<Self, Problem> {
        if name.contains(['/', std::path::MAIN_SEPARATOR]) || name == "." {
            Self::in_folder(Path::new(name))
        } else {
            Self::built_in(name).ok_or_else(|| unknown_template(name))
        }
    }

    /// The ids of the templates that come with the program, in alphabetical order.
    pub fn ids() -> Vec<&'static str> {
        let folders = TEMPLATES.dirs().filter_map(|dir| dir.path().to_str());
        folders.filter(|id| ![LIBRARY, LANGUAGES, NEW].contains(id)).collect()
    }

    /// One line about a template that comes with the program.
    pub fn description(id: &str) -> &'static str {
        let about = TEMPLATES.get_file(format!("{id}/about.txt"));
        about.and_then(|file| file.contents_utf8()).map_or("", str::trim)
    }

    fn built_in(id: &str) -> Option<Self> {
        Self::ids().contains(&id).then_some(())?;
        let own = built_in_files(id)
            .map(|(path, file)| (path.strip_prefix(&format!("{id}/")).unwrap_or(&path).to_owned(), file));
        Some(Self { id: id.to_owned(), files: built_in_files(LIBRARY).chain(own).collect() })
    }

    /// A template of the user's own. What it does not have in `lib` is taken from the program.
    fn in_folder(folder: &Path) -> Result<Self, Problem> {
        let mut files: BTreeMap<_, _> = built_in_files(LIBRARY).collect();
        read_folder(folder, folder, &mut files).map_err(|error| unreadable(folder, &error))?;
        if !files.contains_key(MAIN) {
            return Err(no_main(folder));
        }
        let resolved = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let id = resolved.file_name().map_or("paper".into(), |name| name.to_string_lossy());
        Ok(Self { id: id.into_owned(), files })
    }
}

/// The language files, by the code of their language, in alphabetical order.
pub fn language_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    let folder = TEMPLATES.get_dir(LANGUAGES).into_iter();
    folder
        .flat_map(Dir::files)
        .filter_map(|file| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?)))
}

/// The text of a new brief in a language.
pub fn new_brief(code: &str) -> Option<&'static str> {
    TEMPLATES.get_file(format!("{NEW}/{code}.toml"))?.contents_utf8()
}

fn built_in_files(folder: &str) -> impl Iterator<Item = (String, TemplateFile)> + use<> {
    let folder = TEMPLATES.get_dir(folder).into_iter();
    folder.flat_map(Dir::files).filter_map(|file| {
        let path = file.path().to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
        path.ends_with(".typ").then_some(())?;
        let file =
            TemplateFile { name: format!("templates/{path}"), text: Cow::Borrowed(file.contents_utf8()?) };
        Some((path, file))
    })
}

/// Reads the `.typ` files of a folder and of those within it. Links are not followed: a template stays in its folder.
fn read_folder(root: &Path, folder: &Path, files: &mut BTreeMap<String, TemplateFile>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            read_folder(root, &path, files)?;
        } else if kind.is_file() && path.extension().is_some_and(|extension| extension == "typ") {
            let text = fs::read_to_string(&path)?;
            let within = path.strip_prefix(root).unwrap_or(&path);
            let within = within.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            files.insert(within, TemplateFile { name: path.display().to_string(), text: Cow::Owned(text) });
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
        .hint("name a folder that holds a `main.typ`")
}

fn no_main(folder: &Path) -> Problem {
    Problem::usage(format!("the template `{}` has no `{MAIN}`", folder.display()))
        .hint("`spravka template eject` writes a template to start from")
}
