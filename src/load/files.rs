use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::parse::parse;
use super::read::read_part;
use super::value::Node;
use crate::files::resolve::{self, Lost};
use crate::files::tree::FileTree;
use crate::report::{Problem, SourceText};

/// Finds the files that a brief names, and records the dependency list.
#[derive(Debug)]
pub struct Resolver {
    /// Where files are read from.
    pub tree: FileTree,
    /// The real folder of the brief.
    pub folder: PathBuf,
    /// The real folder of its project: files outside it are refused.
    pub root: PathBuf,
    /// The dependency list: the files that were read, and those that were looked up and not found.
    pub files: Vec<PathBuf>,
    texts: Vec<(Arc<SourceText>, PathBuf)>,
}

impl Resolver {
    /// A resolver for a brief in `folder`.
    pub fn new(tree: FileTree, folder: PathBuf, root: PathBuf) -> Self {
        Self { tree, folder, root, files: Vec::new(), texts: Vec::new() }
    }

    /// The real path of the file that is named `name` in a file of `folder`.
    ///
    /// # Errors
    /// When there is no such file, or it is outside the project.
    pub fn find(&mut self, folder: &Path, name: &str) -> Result<PathBuf, Problem> {
        // The name may be a link, which can lead to another file later.
        self.files.push(folder.join(name));
        resolve::find(&self.tree, &self.root, folder, name).map_err(|lost| match lost {
            Lost::NotRelative => not_relative(name),
            Lost::Outside => self.outside(name),
            Lost::NotThere(suggestion) => not_there(name, suggestion),
            Lost::NoFile => no_file(name),
            Lost::Refused(problem) => problem,
        })
    }

    /// The real path of the nearest file of this name, from the folder of the brief up to that of the
    /// project.
    ///
    /// # Errors
    /// When it is a broken link, or leads out of the project.
    pub fn nearest(&mut self, name: &str) -> Result<Option<PathBuf>, Problem> {
        let folders = self.folder.ancestors().take_while(|folder| folder.starts_with(&self.root));
        for folder in folders.map(Path::to_owned).collect::<Vec<_>>() {
            let path = folder.join(name);
            if self.tree.has(&path) {
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
        let source = Arc::new(read_part(&self.tree, &self.tree.as_seen(path))?);
        self.remember(&source, path);
        parse(&source)
    }

    /// Records that a file was read.
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
        let problem = Problem::error(format!("`{name}` is outside the project"));
        problem.hint(format!(
            "files must be in the folder of the brief, or in or below that of its `spravka.toml`: here `{}`",
            self.root.display()
        ))
    }
}

/// The path from one real folder to a file, with `/` on every system.
pub fn relative(folder: &Path, file: &Path) -> String {
    let common = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(common).map(|_| "..".to_owned());
    let down = file.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

fn not_relative(name: &str) -> Problem {
    let message = match name {
        "" => "the name of a file is empty".to_owned(),
        _ => format!("`{name}` is an absolute path"),
    };
    Problem::error(message)
        .hint("name it from the folder of this file, with `/`: `common.toml`, `../lists/delegation.xlsx`")
}

fn no_file(name: &str) -> Problem {
    Problem::error(format!("`{name}` is not a file"))
}

fn not_there(name: &str, suggestion: Option<String>) -> Problem {
    let usual = "paths are relative to the folder of this file, with `/` between folders";
    Problem::error(format!("there is no file `{name}`")).hint(suggestion.unwrap_or_else(|| usual.to_owned()))
}
