use std::io::{self, ErrorKind};
use std::path::Path;

use serde::Deserialize;

use crate::files::{open, write};
use crate::limits::METADATA_BYTES;
use crate::report::Problem;

/// The version of the layout of an archive that this program writes. It refuses an archive with a higher one,
/// and gives one of version 1 a ledger.
pub const FORMAT: u32 = 2;
/// The file that declares a folder an archive.
pub const DECLARATION: &str = "spravka-archive.toml";

/// The contents of `spravka-archive.toml`.
#[derive(Debug, Deserialize)]
struct Declaration {
    format: u32,
}

/// Reads the version of an archive.
///
/// # Errors
/// When the folder is not an archive, or has a newer version.
pub fn read(root: &Path) -> Result<u32, Problem> {
    let text = open::read_own_text(&root.join(DECLARATION), METADATA_BYTES)
        .map_err(|error| no_archive(root, &error))?;
    let declaration: Declaration =
        toml::from_str(&text).map_err(|error| damaged_declaration(root, &error))?;
    match declaration.format {
        format if format > FORMAT => Err(newer(root, format)),
        format => Ok(format),
    }
}

/// Declares a folder an archive of the newest version.
///
/// # Errors
/// When the system refuses.
pub fn write(root: &Path) -> Result<(), Problem> {
    let declaration = format!("# An archive of spravka: see README.txt.\nformat = {FORMAT}\n");
    write::replace(&root.join(DECLARATION), declaration.as_bytes())
}

fn no_archive(root: &Path, error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::PermissionDenied => {
            Problem::system(format!("cannot read `{}` (permission denied)", root.display()))
        }
        _ => Problem::usage(format!("`{}` is not an archive: it has no `{DECLARATION}`", root.display()))
            .hint(
                "name the folder of an archive with `--archive`, or create one with `spravka archive init`",
            ),
    }
}

fn damaged_declaration(root: &Path, error: &toml::de::Error) -> Problem {
    Problem::error(format!("`{}` is damaged ({})", root.join(DECLARATION).display(), error.message().trim()))
        .hint(format!("it has one line: `format = {FORMAT}`"))
}

fn newer(root: &Path, format: u32) -> Problem {
    Problem::usage(format!(
        "the archive `{}` has format {format}, and this program reads formats up to {FORMAT}",
        root.display()
    ))
    .hint("use a newer version of spravka; nothing was changed")
}
