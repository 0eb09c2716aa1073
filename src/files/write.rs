//! Writes files atomically.

use std::borrow::Cow;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::open;
use super::refusal::{
    already_exists, cannot_print, cannot_read, cannot_write, is_a_link, not_regular, read_only, unprinted,
};
use super::rights::{self, Access};
use crate::report::Problem;
use crate::text::visible;

/// The prefix and suffix of temporary files.
const STAGED: (&str, &str) = (".spravka-", ".part");

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputFile {
    /// One that the user has named: a link is kept, and the file that it leads to is replaced.
    Named(PathBuf),
    /// One whose name the program has made: a link in its place is refused, as anybody can have put it there,
    /// and so is a link in place of a folder below the one that the user has named.
    Made {
        /// The folder that the user has named.
        folder: PathBuf,
        /// The path of the file in it.
        path: PathBuf,
    },
}

impl OutputFile {
    /// Its path.
    pub fn path(&self) -> &Path {
        match self {
            Self::Named(path) | Self::Made { path, .. } => path,
        }
    }

    /// The path of what is replaced.
    fn target(&self) -> PathBuf {
        match self {
            Self::Named(path) => fs::canonicalize(path).unwrap_or_else(|_| path.clone()),
            Self::Made { path, .. } => path.clone(),
        }
    }

    /// The folder that is a link out of the folder that the user has named, if there is one.
    fn link_above(&self) -> Option<&Path> {
        let Self::Made { folder, path } = self else { return None };
        let root = fs::canonicalize(or_current(folder)).ok()?;
        let above = path.ancestors().skip(1).map(or_current);
        let (nearest, real) = above.filter_map(|at| Some((at, fs::canonicalize(at).ok()?))).next()?;
        (!real.starts_with(root)).then_some(nearest)
    }
}

/// Writes one paper: to standard output, or atomically to a file.
///
/// # Errors
/// When there is a file that is not a PDF, or one that [`replace`] refuses, or the system refuses.
pub fn deliver(file: Option<&OutputFile>, pdf: &[u8], access: Access) -> Result<(), Problem> {
    match file {
        Some(file) => {
            if is_other_file(file)? {
                return Err(not_a_paper(file.path()));
            }
            replace_file(file, pdf, access)
        }
        None => io::stdout().lock().write_all(pdf).map_err(|error| cannot_print(&error)),
    }
}

/// Prints text of the product; returns the system error that keeps it from being printed. A terminal gets no
/// character that controls it; a file or a program gets the text unchanged.
pub fn print(text: &str) -> Option<Problem> {
    let mut out = io::stdout().lock();
    let text = if out.is_terminal() { visible(text) } else { Cow::Borrowed(text) };
    out.write_all(text.as_bytes()).err().and_then(|error| unprinted(&error))
}

/// Whether two paths lead to one file, through any links.
pub fn same_file(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// Whether there is a file that is not a PDF: it may be the user's work, whatever its name.
///
/// # Errors
/// When it cannot be replaced.
fn is_other_file(file: &OutputFile) -> Result<bool, Problem> {
    if replaceable(file)?.is_none() {
        return Ok(false);
    }
    let start = open::file(&file.target()).and_then(|file| open::read_at_most(file, 3));
    let start = start.map_err(|error| cannot_read(file.path().display(), &error))?;
    Ok(!start.is_empty() && start != b"%PDF")
}

/// Replaces a file atomically: a reader sees the old one or the new one, even after a crash. It keeps its
/// rights. Creates missing parent folders.
///
/// # Errors
/// When there is a link, a device, a file that is read-only or cannot be read, or the system refuses.
pub fn replace(path: &Path, contents: &[u8]) -> Result<(), Problem> {
    replace_as(path, contents, Access::Usual)
}

/// As [`replace`]; a new file gets these rights.
///
/// # Errors
/// As [`replace`].
pub fn replace_as(path: &Path, contents: &[u8], access: Access) -> Result<(), Problem> {
    let (folder, path) = (folder_of(path).to_owned(), path.to_owned());
    replace_file(&OutputFile::Made { folder, path }, contents, access)
}

/// As [`replace_as`], for a file that the user has named: a link is kept, and the file that it leads to is
/// replaced.
///
/// # Errors
/// As [`replace`].
pub fn replace_named(path: &Path, contents: &[u8], access: Access) -> Result<(), Problem> {
    replace_file(&OutputFile::Named(path.to_owned()), contents, access)
}

fn replace_file(file: &OutputFile, contents: &[u8], access: Access) -> Result<(), Problem> {
    let replaced = replaceable(file)?;
    let written = write_beside(&file.target(), contents, access, replaced.as_ref());
    written.map_err(|error| unwritable(file.path(), &error))
}

/// What is known of the file that is replaced, if there is one.
///
/// # Errors
/// When it cannot be replaced.
fn replaceable(file: &OutputFile) -> Result<Option<Metadata>, Problem> {
    let (path, target) = (file.path(), file.target());
    if let Some(link) = file.link_above() {
        return Err(is_a_link(link));
    }
    let about = match fs::symlink_metadata(&target) {
        Ok(about) => about,
        // What is wrong with a folder on the way is reported when the file is written.
        Err(_) => return Ok(None),
    };
    if about.is_symlink() {
        return Err(is_a_link(path));
    }
    if !about.is_file() {
        return Err(not_regular(path));
    }
    if about.permissions().readonly() {
        return Err(read_only(path));
    }
    open::file(&target).map_err(|error| cannot_read(path.display(), &error))?;
    match open::existing_to_write(&target) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(read_only(path)),
        Err(error) => Err(unwritable(path, &error)),
        Ok(_) => Ok(Some(about)),
    }
}

fn write_beside(path: &Path, contents: &[u8], access: Access, replaced: Option<&Metadata>) -> io::Result<()> {
    let folder = folder_of(path);
    fs::create_dir_all(folder)?;
    let mut staged = stage(folder, access, replaced)?;
    staged.write_all(contents)?;
    if let Some(replaced) = replaced {
        rights::keep(staged.as_file(), replaced)?;
    }
    staged.as_file().sync_all()?;
    staged.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Writes a new file.
///
/// # Errors
/// When the path exists, or the system refuses.
pub fn create(path: &Path, contents: &[u8], access: Access) -> io::Result<()> {
    fs::create_dir_all(folder_of(path))?;
    open::new(path, access)?.write_all(contents)
}

/// Creates a new folder. Nobody else can enter a private one.
///
/// # Errors
/// When the path exists, or the system refuses.
pub fn make_new_folder(path: &Path, access: Access) -> Result<(), Problem> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| cannot_make(path, &error))?;
    }
    rights::folder(access).create(path).map_err(|error| cannot_make(path, &error))
}

/// The folder of a file.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().map_or(Path::new("."), or_current)
}

/// A folder; the current one has an empty path.
fn or_current(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// A temporary file in the folder of the target, no wider than the target. It is locked while this process
/// lives: see [`tidy`].
fn stage(folder: &Path, access: Access, replaced: Option<&Metadata>) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(STAGED.0).suffix(STAGED.1);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(rights::mode(access, replaced)));
    #[cfg(not(unix))]
    let _ = (access, replaced);
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
    for entry in fs::read_dir(or_current(folder)).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(STAGED.0) && name.ends_with(STAGED.1) {
            remove_unlocked(&entry.path());
        }
    }
}

/// Removes a temporary file while holding its lock, so that no other process starts using it.
fn remove_unlocked(path: &Path) {
    if let Ok(file) = open::existing_to_write(path)
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
