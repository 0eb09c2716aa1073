use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use super::{LARGEST_FILE, names_in};
use crate::report::Problem;
use crate::suggest::nearest;

/// The real path of a file by its name as it is written, from a folder inside of `root`.
///
/// # Errors
/// When there is no such file, or the way to it leaves `root`, be it through a link.
pub fn find(root: &Path, folder: &Path, file: &str) -> Result<PathBuf, Problem> {
    let written = Path::new(file);
    let rooted = |part| matches!(part, Component::Prefix(_) | Component::RootDir);
    if written.components().any(rooted) {
        return Err(not_relative(file));
    }
    let depth = folder.strip_prefix(root).map_or(0, |inner| inner.components().count());
    if leads_out(depth, written) {
        return Err(leaves_folder(file));
    }
    let path = folder.join(written);
    let real = fs::canonicalize(&path).map_err(|error| unreachable(&path, file, &error))?;
    if !real.starts_with(root) {
        return Err(leaves_folder(file));
    }
    let about = fs::metadata(&real).map_err(|error| unreachable(&path, file, &error))?;
    match about.len() {
        _ if !about.is_file() => Err(no_file(file)),
        size if size > LARGEST_FILE => Err(too_large(file)),
        _ => Ok(real),
    }
}

/// Whether a path, as it is written, goes up by more folders than there are.
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

/// Reads a file that was found.
///
/// # Errors
/// When the system refuses, or the file has grown too large.
pub fn read(path: &Path, file: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let open = File::open(path).and_then(|open| open.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
    open.map_err(|error| unreachable(path, file, &error))?;
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

fn unreachable(path: &Path, file: &str, error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound
        | ErrorKind::NotADirectory
        | ErrorKind::InvalidInput
        | ErrorKind::InvalidFilename => not_found(path, file),
        ErrorKind::PermissionDenied => {
            Problem::system(format!("`{file}` may not be read (permission denied)"))
                .hint("ask for the right to read the file")
        }
        _ => Problem::system(format!("cannot read `{file}` ({error})")),
    }
}

fn not_found(path: &Path, file: &str) -> Problem {
    let problem = Problem::error(format!("there is no picture `{file}`"));
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    if fs::symlink_metadata(path).is_ok() {
        return problem.hint("there is a link of this name, which leads nowhere");
    }
    let names = path.parent().map(names_in).unwrap_or_default();
    match nearest(&name, &names) {
        Some(nearest) => {
            let folder = file.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            problem.hint(format!("did you mean `{folder}{nearest}`?"))
        }
        None => problem.hint("it is named from the folder of this file; folders are parted by `/`"),
    }
}
