use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;

use super::recipe::{BRIEF, SETTINGS};
#[cfg(feature = "archive")]
use crate::check::{Checked, Wanted, check_part};
use crate::files::refusal::cannot_write;
use crate::files::rights::Access;
use crate::files::tree::FileTree;
use crate::files::write;
use crate::images::{Owner, is_picture};
use crate::load::{Draft, Input, load_from};
use crate::naming::{folded, is_portable};
use crate::report::Problem;
#[cfg(feature = "archive")]
use crate::theme::Theme;

/// The folder of the brief in that of its project, wherever the two were.
const FOLDER: &str = "brief";

/// The source files of one paper: what it prints of the brief and the settings, with the pictures. They form
/// one tree of files: each has a path of its own that every system allows, and every picture is one.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceFiles {
    brief: String,
    settings: Option<String>,
    pictures: Vec<PictureFile>,
}

/// A picture of a brief or a project.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureFile {
    /// The file that names it.
    pub owner: Owner,
    /// Its path in that file.
    pub path: String,
    /// Its contents.
    pub data: Bytes,
}

impl SourceFiles {
    /// The source files of a paper: the text of its brief, that of the project settings, if there are any,
    /// and the pictures that the two refer to.
    ///
    /// # Errors
    /// When the files do not form a tree: a path is not a plain one, two files have the same one, or a
    /// picture is not one.
    pub fn new(brief: String, settings: Option<String>, pictures: Vec<PictureFile>) -> Result<Self, Problem> {
        for PictureFile { owner, path, data } in &pictures {
            if !is_plain(*owner, path) {
                return Err(not_plain(path));
            }
            if !is_picture(path, data) {
                return Err(not_a_picture(path));
            }
        }
        let sources = Self { brief, settings, pictures };
        let paths: Vec<_> = sources.files().iter().map(|(path, _)| slashed(path)).collect();
        match conflict(&paths) {
            Some((one, other)) => Err(same_path(one, other)),
            None => Ok(sources),
        }
    }

    /// The text of the brief.
    pub fn brief(&self) -> &str {
        &self.brief
    }

    /// The text of the project settings, if there are any.
    pub fn settings(&self) -> Option<&str> {
        self.settings.as_deref()
    }

    /// The pictures that the two refer to.
    pub fn pictures(&self) -> &[PictureFile] {
        &self.pictures
    }

    /// Every file by its path in the project folder. There is always a settings file, so that none is looked
    /// for in the parent folders.
    pub fn files(&self) -> Vec<(PathBuf, Bytes)> {
        let settings = self.settings.clone().unwrap_or_default();
        let mut files = vec![
            (Path::new(FOLDER).join(BRIEF), Bytes::from_string(self.brief.clone())),
            (PathBuf::from(SETTINGS), Bytes::from_string(settings)),
        ];
        files.extend(self.pictures.iter().map(|picture| match picture.owner {
            Owner::Brief => (Path::new(FOLDER).join(&picture.path), picture.data.clone()),
            Owner::Project => (PathBuf::from(&picture.path), picture.data.clone()),
        }));
        files
    }

    /// Reads the brief from the files in memory.
    ///
    /// # Errors
    /// When it cannot be read as a brief.
    pub fn draft(&self) -> Result<Draft, Vec<Problem>> {
        let brief = Path::new(FOLDER).join(BRIEF);
        load_from(&FileTree::of(self.files()), &Input::File(brief))
    }

    /// Who may read new files with these contents. A brief that cannot be read may be marked.
    pub fn access(&self) -> Access {
        let access = |draft: Draft| draft.private().access(draft.brief().marking.is_some());
        self.draft().map_or(Access::Private, access)
    }

    /// Reads and checks the brief from the files in memory.
    ///
    /// # Errors
    /// When it does not pass the check.
    #[cfg(feature = "archive")]
    pub fn checked(&self, theme: Option<Theme>, wanted: &Wanted) -> Result<Checked, Vec<Problem>> {
        check_part(self.draft()?.in_theme(theme), wanted)
    }

    /// Writes every file into a new folder and returns the path of the brief among them.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn unpack(&self, folder: &Path, access: Access) -> Result<PathBuf, Problem> {
        for (path, data) in self.files() {
            let path = folder.join(path);
            write::create(&path, &data, access).map_err(|error| cannot_write(&path, &error))?;
        }
        Ok(folder.join(FOLDER).join(BRIEF))
    }
}

/// Whether the path of a picture only goes down, through names that every system allows, and not into the
/// folder of the brief from outside it.
pub fn is_plain(owner: Owner, path: &str) -> bool {
    let is_plain = path.split('/').all(is_portable) && !path.contains('%');
    let first = path.split('/').next().unwrap_or_default();
    is_plain && !(owner == Owner::Project && folded(first) == FOLDER)
}

fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Two paths of which only one can exist on every system: they are the same, perhaps in another case, or one
/// is a folder of the other.
fn conflict(paths: &[String]) -> Option<(&str, &str)> {
    let mut files = BTreeMap::new();
    for path in paths {
        if let Some(other) = files.insert(folded(path), path.as_str()) {
            return Some((other, path));
        }
    }
    let above = |path: &str| {
        let ends: BTreeSet<_> = path.match_indices('/').map(|(at, _)| at).collect();
        ends.into_iter().find_map(|end| files.get(&path[..end]).copied())
    };
    files.iter().find_map(|(folded, path)| Some((above(folded)?, *path)))
}

/// A picture cannot be stored under its path.
pub fn not_plain(file: &str) -> Problem {
    Problem::error(format!("the picture `{file}` cannot be stored with the paper under this path"))
        .hint("use a path without `.`, `..`, `%` and `:`, and outside a folder `brief`")
}

fn not_a_picture(file: &str) -> Problem {
    Problem::error(format!("`{file}` is stored as a picture, but is not a PNG, JPEG or SVG"))
}

fn same_path(one: &str, other: &str) -> Problem {
    Problem::error(format!("`{one}` and `{other}` cannot be stored together: their paths collide"))
        .hint("rename one of them: case does not distinguish names on every system")
}
