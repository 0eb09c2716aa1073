use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::LARGEST_FILE;
use crate::files::resolve::{self, Lost, refused};
use crate::report::Problem;

/// The real path of a picture by its name as it is written, from a folder inside of `root`.
///
/// # Errors
/// When there is no such file, or the way to it leaves `root`, be it through a link.
pub fn find(root: &Path, folder: &Path, file: &str) -> Result<PathBuf, Problem> {
    resolve::find(root, folder, file).map_err(|lost| match lost {
        Lost::NotRelative => not_relative(file),
        Lost::Outside => leaves_folder(file),
        Lost::NotThere(meant) => not_there(file, meant),
        Lost::NoFile => no_file(file),
        Lost::Refused(problem) => problem,
    })
}

/// Reads a file that was found.
///
/// # Errors
/// When the system refuses, or the file is too large.
pub fn read(path: &Path, file: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let open = File::open(path).and_then(|open| open.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
    open.map_err(|error| refused(file, &error))?;
    if bytes.len() as u64 > LARGEST_FILE { Err(too_large(file)) } else { Ok(bytes) }
}

fn not_relative(file: &str) -> Problem {
    Problem::error(format!("`{file}` is a place on one computer"))
        .hint("put the picture beside this file, or into a folder within, and name it from there: `photos/head.jpg`")
}

fn leaves_folder(file: &str) -> Problem {
    Problem::error(format!("`{file}` leads out of the folder of this file"))
        .hint("copy the picture into the folder, so that both can be moved together")
}

fn no_file(file: &str) -> Problem {
    Problem::error(format!("`{file}` is not a file")).hint("name a picture: a PNG, JPEG or SVG file")
}

fn too_large(file: &str) -> Problem {
    Problem::error(format!("`{file}` is larger than 16 MiB, the most that a picture may have"))
        .hint("save it with fewer pixels: 2000 in its width are enough for a sheet")
}

fn not_there(file: &str, meant: Option<String>) -> Problem {
    let usual = "it is named from the folder of this file; folders are parted by `/`";
    Problem::error(format!("there is no picture `{file}`")).hint(meant.unwrap_or_else(|| usual.to_owned()))
}
