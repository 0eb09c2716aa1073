use std::path::{Path, PathBuf};

use crate::files::resolve::{self, Lost, refused};
use crate::files::tree::FileTree;
use crate::limits::{MIB, PICTURE_BYTES};
use crate::report::Problem;

/// The real path of the picture `file` in `folder`, which is inside `root`.
///
/// # Errors
/// If there is no such file, or its path or a link in it leaves `root`.
pub fn find(files: &FileTree, root: &Path, folder: &Path, file: &str) -> Result<PathBuf, Problem> {
    resolve::find(files, root, folder, file).map_err(|lost| match lost {
        Lost::NotRelative => not_relative(file),
        Lost::Outside => leaves_folder(file),
        Lost::NotThere(similar) => not_there(file, similar),
        Lost::NoFile => no_file(file),
        Lost::Refused(problem) => problem,
    })
}

/// Reads a file that was found.
///
/// # Errors
/// If the system refuses, or the file is too large.
pub fn read(files: &FileTree, path: &Path, file: &str) -> Result<Vec<u8>, Problem> {
    let bytes = files.read(path, PICTURE_BYTES).map_err(|error| refused(file, &error))?;
    if bytes.len() as u64 > PICTURE_BYTES { Err(too_large(file)) } else { Ok(bytes) }
}

fn not_relative(file: &str) -> Problem {
    Problem::error(format!("`{file}` is an absolute path"))
        .hint("put the picture into the folder of this file and use a relative path: `photos/head.jpg`")
}

fn leaves_folder(file: &str) -> Problem {
    Problem::error(format!("`{file}` is outside the folder of this file"))
        .hint("copy the picture into the folder, so that both can be moved together")
}

fn no_file(file: &str) -> Problem {
    Problem::error(format!("`{file}` is not a file")).hint("name a PNG, JPEG or SVG file")
}

fn too_large(file: &str) -> Problem {
    Problem::error(format!("`{file}` is larger than {} MiB, the limit for a picture", PICTURE_BYTES / MIB))
        .hint("save it with fewer pixels: a width of 2000 is enough for a sheet")
}

fn not_there(file: &str, similar: Option<String>) -> Problem {
    let usual = "paths start at the folder of this file; `/` separates folders";
    Problem::error(format!("there is no picture `{file}`")).hint(similar.unwrap_or_else(|| usual.to_owned()))
}
