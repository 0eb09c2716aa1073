//! No line of the program, its templates or its judges, and no comment of the tests, is longer than 110
//! characters: rustfmt breaks neither comments nor strings.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::project;

/// The most characters of a line.
const LONGEST: usize = 110;

/// The files below a folder with this extension.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|known| known == extension) {
            found.push(path);
        }
    }
    found
}

/// The places of long lines in the files of a folder, among the lines that count.
fn long_lines(folder: &str, extension: &str, counts: fn(&Path, &str) -> bool) -> Vec<String> {
    let files = files(&project().join(folder), extension);
    assert!(files.len() > 5, "{folder} has files");
    let mut found = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a text");
        let lines = text.lines().zip(1..).filter(|(line, _)| line.chars().count() > LONGEST);
        let counted = lines.filter(|(line, _)| counts(&path, line));
        found.extend(counted.map(|(_, number)| format!("{}:{number}", path.display())));
    }
    found
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

#[test]
fn no_line_is_longer_than_a_screen_is_wide() {
    // Tables of tests hold texts that are better read in one line.
    let of_program = |path: &Path, line: &str| !path.ends_with("tests.rs") || is_comment(line);
    let mut found = long_lines("src", "rs", of_program);
    found.extend(long_lines("templates", "typ", |_, _| true));
    found.extend(long_lines("tests/suite", "rs", |_, line| is_comment(line)));
    // So do tables of attacks.
    let of_judge = |path: &Path, _: &str| !path.parent().is_some_and(|folder| folder.ends_with("attacks"));
    found.extend(long_lines("tests/conformance", "py", of_judge));
    assert!(found.is_empty(), "longer than {LONGEST} characters:\n{}", found.join("\n"));
}
