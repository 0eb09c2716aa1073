//! Writes files atomically.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::refusal::{already_exists, cannot_print, cannot_write, unprinted};
use crate::report::Problem;

/// The prefix and suffix of temporary files.
const STAGED: (&str, &str) = (".spravka-", ".part");

/// Writes one paper: to standard output, or atomically to a file. A symbolic link is kept, and its target
/// replaced.
///
/// # Errors
/// When the path is a file that is not a PDF, or the system refuses.
pub fn deliver(path: Option<&Path>, pdf: &[u8]) -> Result<(), Problem> {
    match path {
        Some(path) => {
            let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            if is_other_file(&path) {
                return Err(not_a_paper(&path));
            }
            replace(&path, pdf)
        }
        None => io::stdout().lock().write_all(pdf).map_err(|error| cannot_print(&error)),
    }
}

/// Prints text of the product; returns the system error that keeps it from being printed.
pub fn print(bytes: &[u8]) -> Option<Problem> {
    io::stdout().lock().write_all(bytes).err().and_then(|error| unprinted(&error))
}

/// Whether two paths lead to one file, through any links.
pub fn same_file(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// Whether the path is a file that is not a PDF: it may be the user's work, whatever its name.
fn is_other_file(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(4).read_to_end(&mut start));
    read.is_ok_and(|length| length > 0) && start != b"%PDF"
}

/// Replaces a file atomically: a reader sees the old one or the new one, even after a crash.
/// Creates missing parent folders.
///
/// # Errors
/// When the system refuses.
pub fn replace(path: &Path, contents: &[u8]) -> Result<(), Problem> {
    write_beside(path, contents).map_err(|error| unwritable(path, &error))
}

fn write_beside(path: &Path, contents: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    fs::create_dir_all(folder)?;
    let mut staged = stage(folder)?;
    staged.write_all(contents)?;
    staged.as_file().sync_all()?;
    staged.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Creates a new folder.
///
/// # Errors
/// When the path exists, or the system refuses.
pub fn make_new_folder(path: &Path) -> Result<(), Problem> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| cannot_make(path, &error))?;
    }
    fs::create_dir(path).map_err(|error| cannot_make(path, &error))
}

/// The folder of a file.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A temporary file in the folder of the target, with the permissions of an ordinary file on Unix: those of
/// a temporary file would hide the paper from other users. The umask still applies. It is locked while this
/// process lives: see [`tidy`].
fn stage(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(STAGED.0).suffix(STAGED.1);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    loop {
        let staged = builder.tempfile_in(folder)?;
        // Without locks on the file system there is no tidying. Another process may have tidied before the
        // lock was there.
        if staged.as_file().lock().is_err() || staged.path().exists() {
            return Ok(staged);
        }
    }
}

/// Removes the temporary files of killed processes from a folder: those without a lock. A file that cannot
/// be removed stays for the next time.
pub fn tidy(folder: &Path) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(STAGED.0) && name.ends_with(STAGED.1) {
            remove_unlocked(&entry.path());
        }
    }
}

/// Removes a temporary file while holding its lock, so that no other process starts using it.
fn remove_unlocked(path: &Path) {
    if let Ok(file) = File::options().write(true).open(path)
        && file.try_lock().is_ok()
    {
        let _ = fs::remove_file(path);
    }
}

/// Makes the names in a folder survive a power cut. Only Unix can open a folder for that.
///
/// # Errors
/// When the system refuses.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// The path is a file that is not a paper.
pub fn not_a_paper(path: &Path) -> Problem {
    Problem::usage(format!("`{}` exists and is not a PDF", path.display()))
        .hint("name a folder, or a file ending in `.pdf`; nothing was changed")
}

fn unwritable(path: &Path, error: &io::Error) -> Problem {
    cannot_write(path, error)
        .hint("check that the folder is writable and the disk has room, or choose another with `-o`")
}

fn cannot_make(path: &Path, error: &io::Error) -> Problem {
    if error.kind() == ErrorKind::AlreadyExists {
        already_exists(path)
    } else {
        Problem::system(format!("cannot create the folder `{}` ({error})", path.display()))
    }
}
