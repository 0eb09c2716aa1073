use std::path::{Path, PathBuf};

use crate::files::ending;
use crate::files::refusal::not_regular;
use crate::files::write::not_a_paper;
use crate::load::Input;
use crate::report::Problem;

/// Where papers go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Into the folder of the brief.
    BesideBrief,
    /// Into this folder.
    Folder(PathBuf),
    /// The only paper, into this file.
    File(PathBuf),
    /// The only paper, to standard output.
    Stdout,
}

impl Target {
    /// Interprets the option `-o`.
    ///
    /// # Errors
    /// If it is an existing file that is not a PDF, or has the extension of another kind of file.
    pub fn from_option(output: Option<&Path>) -> Result<Self, Problem> {
        let Some(path) = output else { return Ok(Self::BesideBrief) };
        match ending::of_file(path).as_deref() {
            _ if path == Path::new("-") => Ok(Self::Stdout),
            Some("pdf") => Ok(Self::File(path.to_owned())),
            _ if path.is_file() => Err(not_a_paper(path)),
            _ if path.exists() && !path.is_dir() => Err(not_regular(path)),
            Some(_) => Err(other_kind(path)),
            None => Ok(Self::Folder(path.to_owned())),
        }
    }

    /// Whether only one paper can go there.
    pub fn takes_one(&self) -> bool {
        matches!(self, Self::File(_) | Self::Stdout)
    }

    /// The path, if the target is a file.
    pub fn only_file(&self) -> Option<PathBuf> {
        match self {
            Self::File(path) => Some(path.clone()),
            Self::BesideBrief | Self::Folder(_) | Self::Stdout => None,
        }
    }

    /// The folder for the papers of a brief, or `None` if the target holds only one paper.
    pub fn folder<'a>(&'a self, input: &'a Input) -> Option<&'a Path> {
        match self {
            Self::BesideBrief => Some(input.path().and_then(Path::parent).unwrap_or(Path::new(""))),
            Self::Folder(folder) => Some(folder),
            Self::File(_) | Self::Stdout => None,
        }
    }
}

fn other_kind(path: &Path) -> Problem {
    ending::other_kind(path, "papers are PDFs: name a folder, or a file that ends in `.pdf`")
        .hint(ending::as_folder(path))
}
