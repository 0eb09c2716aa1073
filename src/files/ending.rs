//! Tells from the extension of a path on the command line whether it names a folder or a kind of file.

use std::path::{MAIN_SEPARATOR, Path};

use crate::report::Problem;

/// The extensions of files that people save and send. Any other, as in `visit-1.2`, is part of the name.
const OF_FILES: [&str; 53] = [
    "7z", "avif", "bmp", "bz2", "csv", "doc", "docm", "docx", "eml", "epub", "gif", "gz", "htm", "html",
    "ics", "jpeg", "jpg", "json", "jsonl", "log", "md", "msg", "odp", "ods", "odt", "p7m", "p7s", "pdf",
    "png", "ppt", "pptx", "ps", "rar", "rtf", "svg", "tar", "tgz", "tif", "tiff", "toml", "tsv", "txt",
    "typ", "webp", "xls", "xlsb", "xlsm", "xlsx", "xml", "xz", "yaml", "yml", "zip",
];

/// The extension of the file that a path names, in lower case. `None` for a folder: an existing one, or a
/// path that ends in a slash or has no known extension.
pub fn of_file(path: &Path) -> Option<String> {
    if path.to_string_lossy().ends_with(['/', MAIN_SEPARATOR]) || path.is_dir() {
        return None;
    }
    let ending = path.extension()?.to_str()?.to_lowercase();
    OF_FILES.contains(&ending.as_str()).then_some(ending)
}

/// Checks that a path names a folder.
///
/// # Errors
/// When it has a file extension.
pub fn of_folder(path: &Path) -> Result<(), Problem> {
    match of_file(path) {
        Some(_) => Err(other_kind(path, "name a folder").hint(as_folder(path))),
        None => Ok(()),
    }
}

/// A path has the extension of another kind of file than is made; `instead` says what to name.
pub fn other_kind(path: &Path, instead: &str) -> Problem {
    Problem::usage(format!("`{}` has the extension of another kind of file", path.display())).hint(instead)
}

/// How to name a folder whose name ends like that of a file.
pub fn as_folder(path: &Path) -> String {
    format!("to name a folder, write `{}/`", path.display())
}
