//! Files are opened in one place, which opens regular files only: see `src/files/open.rs`.

use std::fs;
use std::path::Path;

use crate::harness::project;

/// What opens a file by its path, or makes a temporary one.
const OPENING: [&str; 10] = [
    "File::open",
    "File::create",
    "File::options",
    "OpenOptions",
    "fs::read(",
    "fs::read_to_string",
    "fs::write",
    "fs::copy",
    "tempdir",
    "temp_dir",
];

/// The sources below a folder that open a file, except those in `files`.
fn opening(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(opening(&path));
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source");
        let lines =
            text.lines().enumerate().filter(|(_, line)| OPENING.iter().any(|word| line.contains(word)));
        found.extend(
            lines.map(|(number, line)| format!("{}:{}: {}", path.display(), number + 1, line.trim())),
        );
    }
    found.retain(|line| !line.contains("/src/files/"));
    found
}

#[test]
fn only_one_module_opens_files() {
    assert_eq!(opening(&project().join("src")), Vec::<String>::new());
    assert!(!opening(&project().join("tests/suite")).is_empty(), "what opens a file is found");
}
