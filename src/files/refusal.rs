//! The refusals of the system, with one wording for each.

use std::fmt::Display;
use std::io;
use std::path::Path;

use crate::report::Problem;

/// A file cannot be read, with the system's reason.
pub fn cannot_read(name: impl Display, error: &io::Error) -> Problem {
    Problem::system(format!("cannot read `{name}` ({error})"))
}

/// A file cannot be written, with the system's reason.
pub fn cannot_write(path: &Path, error: &io::Error) -> Problem {
    Problem::system(format!("cannot write `{}` ({error})", path.display()))
}

/// Standard output cannot be written to, with the system's reason.
pub fn cannot_print(error: &io::Error) -> Problem {
    Problem::system(format!("cannot write to standard output ({error})"))
}

/// As [`cannot_print`], for text that the reader may stop reading: a closed pipe, as after `head`, is not
/// an error.
pub fn unprinted(error: &io::Error) -> Option<Problem> {
    (error.kind() != io::ErrorKind::BrokenPipe).then(|| cannot_print(error))
}

/// A value of ours that cannot be serialised, which is a bug.
pub fn cannot_express(what: &str, error: &dyn Display) -> Problem {
    Problem::ours(format!("{what} cannot be written ({error})"))
}

/// A file or folder that should be new already exists.
pub fn already_exists(path: &Path) -> Problem {
    Problem::usage(format!("`{}` already exists", path.display()))
        .hint("choose another name; nothing was changed")
}

/// A file that should be replaced is a link.
pub fn is_a_link(path: &Path) -> Problem {
    Problem::usage(format!("`{}` is a link, and no file is written through it", path.display()))
        .hint("delete the link, or name what it leads to; nothing was changed")
}

/// What should be a file is a folder, a pipe or a device.
pub fn not_regular(path: &Path) -> Problem {
    Problem::usage(format!("`{}` is not a regular file", path.display()))
        .hint("name a regular file, or `-` for standard output; nothing was changed")
}

/// A file that should be replaced is read-only.
pub fn read_only(path: &Path) -> Problem {
    Problem::system(format!("`{}` is read-only", path.display())).hint("nothing was changed")
}
