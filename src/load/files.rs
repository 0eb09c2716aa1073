use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::parse::parse;
use super::project::as_seen;
use super::read::read_part;
use super::value::Node;
use crate::files::resolve::{self, Lost};
use crate::report::{Problem, SourceText};

/// The folders around a brief, and the files in them that it takes something from.
#[derive(Debug)]
pub struct Resolver {
    /// The real folder of the brief.
    pub folder: PathBuf,
    /// The real folder of its project, which no file is taken from outside of.
    pub root: PathBuf,
    /// The files that were read or looked for in vain: whoever has them has what the brief depends on.
    pub files: Vec<PathBuf>,
    texts: Vec<(Arc<SourceText>, PathBuf)>,
}

impl Resolver {
    /// The folders around a brief.
    pub fn new(folder: PathBuf, root: PathBuf) -> Self {
        Self { folder, root, files: Vec::new(), texts: Vec::new() }
    }

    /// The real path of the file that a file in `folder` calls `name`.
    ///
    /// # Errors
    /// When there is no such file, or it is not inside the project.
    pub fn find(&mut self, folder: &Path, name: &str) -> Result<PathBuf, Problem> {
        // What it is called may be a link, which can lead to another file some day.
        self.files.push(folder.join(name));
        resolve::find(&self.root, folder, name).map_err(|lost| match lost {
            Lost::NotRelative => not_relative(name),
            Lost::Outside => self.outside(name),
            Lost::NotThere(meant) => not_there(name, meant),
            Lost::NoFile => no_file(name),
            Lost::Refused(problem) => problem,
        })
    }

    /// The real path of the nearest file of this name, from the folder of the brief up to that of the project.
    ///
    /// # Errors
    /// When it is a link that leads nowhere, or out of the project.
    pub fn nearest(&mut self, name: &str) -> Result<Option<PathBuf>, Problem> {
        let folders = self.folder.ancestors().take_while(|folder| folder.starts_with(&self.root));
        for folder in folders.map(Path::to_owned).collect::<Vec<_>>() {
            let path = folder.join(name);
            if fs::symlink_metadata(&path).is_ok() {
                return self.find(&folder, name).map(Some);
            }
            self.files.push(path);
        }
        Ok(None)
    }

    /// Reads a TOML file that was found.
    ///
    /// # Errors
    /// When it cannot be read, or is not TOML.
    pub fn read(&mut self, path: &Path) -> Result<Node, Vec<Problem>> {
        let source = Arc::new(read_part(&as_seen(path))?);
        self.remember(&source, path);
        parse(&source)
    }

    /// Remembers that something was taken from a file.
    pub fn remember(&mut self, source: &Arc<SourceText>, path: &Path) {
        self.files.push(path.to_owned());
        self.texts.push((Arc::clone(source), path.parent().unwrap_or(Path::new("")).to_owned()));
    }

    /// The folder of the file with this text, unless that is the brief itself.
    pub fn folder_of(&self, source: &Arc<SourceText>) -> Option<&Path> {
        let found = self.texts.iter().find(|(text, _)| Arc::ptr_eq(text, source));
        found.map(|(_, folder)| folder.as_path())
    }

    fn outside(&self, name: &str) -> Problem {
        let problem = Problem::error(format!("`{name}` leads out of the project"));
        problem.hint(format!(
            "what a brief takes in stands in its own folder, or in that of its `spravka.toml` and those within; here that is `{}`",
            self.root.display()
        ))
    }
}

/// The way from one real folder to a file, by names that all systems take.
pub fn relative(folder: &Path, file: &Path) -> String {
    let common = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(common).map(|_| "..".to_owned());
    let down = file.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

fn not_relative(name: &str) -> Problem {
    Problem::error(format!("`{name}` is not named from the folder of this file"))
        .hint("name it from there, with `/` between folders: `common.toml`, `../lists/delegation.xlsx`")
}

fn no_file(name: &str) -> Problem {
    Problem::error(format!("`{name}` is not a file"))
}

fn not_there(name: &str, meant: Option<String>) -> Problem {
    let usual = "it is named from the folder of this file; folders are parted by `/`";
    Problem::error(format!("there is no file `{name}`")).hint(meant.unwrap_or_else(|| usual.to_owned()))
}
