//! What the ending of a path says that is named on the command line: a folder, or a file of some kind.

use std::path::{MAIN_SEPARATOR, Path};

use crate::report::Problem;

/// The endings of files that people save and send. One that is not among them, as in `visit-1.2`, is a part
/// of a name.
const OF_FILES: [&str; 53] = [
    "7z", "avif", "bmp", "bz2", "csv", "doc", "docm", "docx", "eml", "epub", "gif", "gz", "htm", "html",
    "ics", "jpeg", "jpg", "json", "jsonl", "log", "md", "msg", "odp", "ods", "odt", "p7m", "p7s", "pdf",
    "png", "ppt", "pptx", "ps", "rar", "rtf", "svg", "tar", "tgz", "tif", "tiff", "toml", "tsv", "txt",
    "typ", "webp", "xls", "xlsb", "xlsm", "xlsx", "xml", "xz", "yaml", "yml", "zip",
];

/// The ending of the file that a path names, in lower case; `None` for a folder: one that is there, or is
/// written with a slash at its end, or has no ending of a file.
pub fn of_file(path: &Path) -> Option<String> {
    if path.to_string_lossy().ends_with(['/', MAIN_SEPARATOR]) || path.is_dir() {
        return None;
    }
    let ending = path.extension()?.to_str()?.to_lowercase();
    OF_FILES.contains(&ending.as_str()).then_some(ending)
}

/// Sees to it that a path names a folder.
///
/// # Errors
/// When it has the ending of a file.
pub fn of_folder(path: &Path) -> Result<(), Problem> {
    match of_file(path) {
        Some(_) => Err(other_kind(path, "name a folder").hint(as_folder(path))),
        None => Ok(()),
    }
}

/// A path with the ending of another kind of file than is made, and what can be named in its place.
pub fn other_kind(path: &Path, instead: &str) -> Problem {
    Problem::usage(format!("`{}` has the ending of another kind of file", path.display())).hint(instead)
}

/// How a folder is named whose name ends like that of a file.
pub fn as_folder(path: &Path) -> String {
    format!("a folder of this very name is written `{}/`", path.display())
}
