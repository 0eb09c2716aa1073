//! Templates: Typst documents that read one file, `/view.json`. The built-in ones are embedded.

mod file;
mod folder;
mod manifest;
mod part;
mod printed;

pub use file::{MAIN, TemplateFile};
pub use manifest::{About, KindOfPaper, Manifest, Readers};
pub use printed::{LETTERHEAD, PrintedPath, Segment, is_filled};

use std::collections::BTreeMap;
use std::fs;
use std::path::{MAIN_SEPARATOR, Path};

use file::{MANIFEST, files_of};
use part::PARTS;

use crate::assets::{self, LIBRARY};
use crate::report::Problem;
use crate::suggest::did_you_mean;

/// The entry file of a template that names only its parts.
const MAIN_OF_PARTS: &str = "lib/main.typ";

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
    /// The keys of the brief that the paper prints; `None` for a template of the user that names none, since
    /// it may print anything.
    pub paths: Option<Vec<PrintedPath>>,
}

/// Where a template comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is built in.
    BuiltIn,
    /// It is a folder of the user.
    Folder,
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
    pub fn printed_paths(&self) -> Option<&[PrintedPath]> {
        self.paths.as_deref()
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
        let manifest = own.get(MANIFEST).ok_or_else(|| lacks(folder, MANIFEST))?;
        let manifest = Manifest::read(manifest)?;
        if manifest.parts.is_empty() && !own.contains_key(MAIN) {
            return Err(lacks(folder, MAIN));
        }
        let stated = || manifest.prints.iter().chain(manifest.faces.paths());
        if origin == Origin::Folder {
            printed::check(stated(), folder)?;
        }
        let mut paths = part::printed(&manifest.parts, own.get(PARTS), folder)?;
        paths.extend(stated().cloned());
        let paths = (origin == Origin::BuiltIn || !paths.is_empty()).then_some(paths);
        let library = files_of(LIBRARY).map(|(path, file)| (format!("{LIBRARY}/{path}"), file));
        let mut files: BTreeMap<_, _> = library.chain(own).collect();
        if !files.contains_key(MAIN) {
            let main = files.get(MAIN_OF_PARTS).cloned().ok_or_else(|| lacks(folder, MAIN_OF_PARTS))?;
            files.insert(MAIN.to_owned(), main);
        }
        Ok(Self { id: id.to_owned(), manifest, origin, files, paths })
    }
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
