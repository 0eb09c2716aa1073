//! What the system refuses, in one wording for each.

use std::fmt::Display;
use std::io;
use std::path::Path;

use crate::report::Problem;

/// A file that cannot be read, and the reason of the system.
pub fn cannot_read(name: impl Display, error: &io::Error) -> Problem {
    Problem::system(format!("cannot read `{name}` ({error})"))
}

/// A file that cannot be written, and the reason of the system.
pub fn cannot_write(path: &Path, error: &io::Error) -> Problem {
    Problem::system(format!("cannot write `{}` ({error})", path.display()))
}

/// Standard output that cannot be written to, and the reason of the system.
pub fn cannot_print(error: &io::Error) -> Problem {
    Problem::system(format!("cannot write to standard output ({error})"))
}

/// As [`cannot_print`] for text that is read as far as the reader likes: one that has gone away, as `head`
/// does, is not a fault.
pub fn unprinted(error: &io::Error) -> Option<Problem> {
    (error.kind() != io::ErrorKind::BrokenPipe).then(|| cannot_print(error))
}

/// Something of ours that cannot be written in its form, as TOML say, which is a fault of ours.
pub fn cannot_express(what: &str, error: &dyn Display) -> Problem {
    Problem::ours(format!("{what} cannot be written ({error})"))
}

/// Something stands in the place of a file or folder that is to be new.
pub fn already_exists(path: &Path) -> Problem {
    Problem::usage(format!("`{}` already exists", path.display()))
        .hint("choose another name; nothing was changed")
}
