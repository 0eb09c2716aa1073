//! Opens the user's files. Nothing else in the program opens one.
//!
//! Only regular files are opened: opening a pipe can block for ever, and a device may have no end. A file
//! that has a name of the program's own, such as a lock, is not opened through a link, which could lead to
//! another user's file.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::rights::Access;

/// Opens a file to read it, through any links.
///
/// # Errors
/// When it is not a regular file, or the system refuses.
pub fn file(path: &Path) -> io::Result<File> {
    check(&fs::metadata(path)?)?;
    open(File::options().read(true), path, 0)
}

/// Opens a file of the program's own to read it.
///
/// # Errors
/// When it is a link or not a regular file, or the system refuses.
pub fn own(path: &Path) -> io::Result<File> {
    check(&fs::symlink_metadata(path)?)?;
    open(File::options().read(true), path, NO_LINK)
}

/// Opens a file of the program's own to lock it or to write to its end. It is created if it does not exist.
///
/// # Errors
/// When it is a link or not a regular file, or the system refuses.
pub fn own_to_append(path: &Path) -> io::Result<File> {
    check_if_there(path)?;
    open(File::options().create(true).append(true), path, NO_LINK)
}

/// Opens an existing file of the program's own to read it and to write to it.
///
/// # Errors
/// When it is a link or not a regular file, or the system refuses.
#[cfg(feature = "archive")]
pub fn own_to_update(path: &Path) -> io::Result<File> {
    check(&fs::symlink_metadata(path)?)?;
    open(File::options().read(true).write(true), path, NO_LINK)
}

/// Creates a new file of the program's own.
///
/// # Errors
/// When there is anything under this path, or the system refuses.
pub fn new(path: &Path, access: Access) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, access.mode());
    #[cfg(not(unix))]
    let _ = access;
    open(&mut options, path, NO_LINK)
}

/// Opens an existing file to test whether it may be written, or to lock it. Its contents stay as they are.
///
/// # Errors
/// When it is a link or not a regular file, or the system refuses.
pub fn existing_to_write(path: &Path) -> io::Result<File> {
    check(&fs::symlink_metadata(path)?)?;
    open(File::options().write(true), path, NO_LINK)
}

/// Reads a file, but no more than one byte above a limit, so that a larger file is noticed.
///
/// # Errors
/// As [`file`].
pub fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    read_at_most(file(path)?, limit)
}

/// Reads a text, which must not be larger than a limit.
///
/// # Errors
/// As [`file`], and when the text is larger or not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> io::Result<String> {
    text(read(path, limit)?, limit)
}

/// As [`read_text`], for a file of the program's own.
///
/// # Errors
/// As [`own`], and when the text is larger or not UTF-8.
pub fn read_own_text(path: &Path, limit: u64) -> io::Result<String> {
    text(read_own(path, limit)?, limit)
}

fn text(bytes: Vec<u8>, limit: u64) -> io::Result<String> {
    if bytes.len() as u64 > limit {
        return Err(io::Error::new(ErrorKind::FileTooLarge, "it is too large"));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not UTF-8"))
}

/// As [`read`], for a file of the program's own.
///
/// # Errors
/// As [`own`].
pub fn read_own(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    read_at_most(own(path)?, limit)
}

/// Reads no more than one byte above a limit.
///
/// # Errors
/// When the system refuses.
pub fn read_at_most(reader: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Ensures that what is there, if anything, is a regular file and not a link.
fn check_if_there(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(about) => check(&about),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Ensures that what is described is a regular file.
fn check(about: &Metadata) -> io::Result<()> {
    match about {
        _ if about.is_file() => Ok(()),
        _ if about.is_dir() => Err(is_a_folder()),
        _ => Err(io::Error::new(ErrorKind::InvalidInput, "it is not a regular file")),
    }
}

/// Opens a file that has been checked, and checks it again: it may have been replaced in between. A pipe in
/// its place does not block.
fn open(options: &mut OpenOptions, path: &Path, flags: i32) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags | libc::O_NONBLOCK);
    #[cfg(not(unix))]
    let _ = flags;
    let file = options.open(path)?;
    check(&file.metadata()?)?;
    Ok(file)
}

/// The flag that refuses a link in place of the file.
#[cfg(unix)]
const NO_LINK: i32 = libc::O_NOFOLLOW;
#[cfg(not(unix))]
const NO_LINK: i32 = 0;

#[cfg(unix)]
fn is_a_folder() -> io::Error {
    io::Error::from_raw_os_error(libc::EISDIR)
}

#[cfg(not(unix))]
fn is_a_folder() -> io::Error {
    ErrorKind::IsADirectory.into()
}
