//! Resolves a path written in a file: relative to the folder of that file, and inside a root.

use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use super::refusal::cannot_read;
use super::tree::FileTree;
use crate::report::Problem;
use crate::suggest::nearest;

/// Why a path cannot be resolved.
#[derive(Debug)]
pub enum Lost {
    /// It is absolute or empty.
    NotRelative,
    /// It leads out of the root, possibly through a link.
    Outside,
    /// There is no such file; a hint, if there is one.
    NotThere(Option<String>),
    /// It is a folder, or anything else that is not a file.
    NoFile,
    /// The system refuses access.
    Refused(Problem),
}

/// The real path of a file by its name as written, in a real folder inside a real root.
///
/// # Errors
/// The reason why it cannot be resolved.
pub fn find(files: &FileTree, root: &Path, folder: &Path, name: &str) -> Result<PathBuf, Lost> {
    let written = Path::new(name);
    if name.is_empty() || is_rooted(written) {
        return Err(Lost::NotRelative);
    }
    let depth = folder.strip_prefix(root).map_or(0, |inner| inner.components().count());
    if leads_out(depth, written) {
        return Err(Lost::Outside);
    }
    let path = folder.join(written);
    let real = files.real(&path).map_err(|error| lost(files, &path, name, &error))?;
    match real.starts_with(root) {
        false => Err(Lost::Outside),
        true if files.is_file(&real) => Ok(real),
        true => Err(Lost::NoFile),
    }
}

/// Whether a path is absolute, or has a drive.
pub fn is_rooted(path: &Path) -> bool {
    path.components().any(|part| matches!(part, Component::Prefix(_) | Component::RootDir))
}

/// Whether a path, as written, goes up by more folders than there are.
fn leads_out(folders: usize, path: &Path) -> bool {
    let mut depth = i64::try_from(folders).unwrap_or(0);
    path.components().any(|part| {
        match part {
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            Component::Prefix(_) | Component::RootDir | Component::CurDir => {}
        }
        depth < 0
    })
}

fn lost(files: &FileTree, path: &Path, name: &str, error: &io::Error) -> Lost {
    match error.kind() {
        ErrorKind::NotFound
        | ErrorKind::NotADirectory
        | ErrorKind::InvalidInput
        | ErrorKind::InvalidFilename => Lost::NotThere(suggestion(files, path, name)),
        _ => Lost::Refused(refused(name, error)),
    }
}

/// A hint about a missing file: a broken link of its name, or a similar name.
fn suggestion(files: &FileTree, path: &Path, name: &str) -> Option<String> {
    if files.has(path) {
        return Some("it is a broken link".to_owned());
    }
    let file = path.file_name().map(|file| file.to_string_lossy()).unwrap_or_default();
    let names = path.parent().map(|folder| files.names(folder)).unwrap_or_default();
    let nearest = nearest(&file, &names)?;
    let folder = name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    Some(format!("did you mean `{folder}{nearest}`?"))
}

/// The system refuses to read a file.
pub fn refused(name: &str, error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::PermissionDenied => Problem::system(format!("cannot read `{name}` (permission denied)"))
            .hint("ask for read access to the file"),
        _ => cannot_read(name, error),
    }
}
