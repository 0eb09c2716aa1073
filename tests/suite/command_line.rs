//! The command line itself: help, usage errors, new briefs.

use std::fs;

use crate::harness::{assert_reference, folder, run};

// A command less is another order of options.
#[cfg(feature = "archive")]
#[test]
fn the_help_is_as_the_readme_says() {
    let folder = folder();
    for (name, arguments) in [
        ("help", ["--help"].as_slice()),
        ("help-build", &["build", "--help"]),
        ("help-check", &["check", "--help"]),
        ("help-new", &["new", "--help"]),
        ("help-close", &["close", "--help"]),
        ("help-template", &["template", "--help"]),
        ("help-eject", &["template", "eject", "--help"]),
        ("help-import", &["import", "--help"]),
        ("help-extract", &["extract", "--help"]),
        ("help-verify", &["verify", "--help"]),
        ("help-archive", &["archive", "--help"]),
        ("help-archive-add", &["archive", "add", "--help"]),
        ("help-archive-supersede", &["archive", "supersede", "--help"]),
        ("help-archive-search", &["archive", "search", "--help"]),
        ("help-archive-export", &["archive", "export", "--help"]),
    ] {
        let ran = run(folder.path(), arguments);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        assert_reference(&format!("command-line/{name}.stdout"), &ran.stdout);
    }
}

#[test]
fn wrong_usage_is_exit_code_two_with_advice() {
    let folder = folder();
    for (name, arguments) in [
        #[cfg(feature = "archive")]
        ("no-command", [].as_slice()),
        ("unknown-command", ["biuld", "x.toml"].as_slice()),
        ("unknown-language", &["build", "x.toml", "-l", "de"]),
        ("unknown-template", &["build", "x.toml", "-t", "meno"]),
        ("no-template-folder", &["build", "x.toml", "-t", "./nowhere"]),
        ("unknown-standard", &["build", "x.toml", "--pdf-standard", "a-9z"]),
        ("old-standard", &["build", "x.toml", "--pdf-standard", "a-1b,ua-1"]),
        ("incompatible-standards", &["build", "x.toml", "--pdf-standard", "a-2a,a-3a"]),
        ("no-brief", &["check"]),
        ("no-copies", &["build", "x.toml", "--copies", "0"]),
        ("no-audience", &["build", "x.toml", "--audience", ""]),
    ] {
        let ran = run(folder.path(), arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{name}: {}", ran.stderr);
        assert_reference(&format!("command-line/{name}.stderr"), &ran.stderr);
    }
}

#[test]
fn a_language_that_the_brief_does_not_offer_is_pointed_out_in_the_brief() {
    let brief = "title = \"Встреча\"\nlanguages = [\"ru\"]\n[[sides]]\nname = \"Хозяева\"\n";
    let folder = crate::harness::folder_with("visit.toml", brief);
    let ran = run(folder.path(), &["build", "visit.toml", "-l", "kk"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    assert_reference("command-line/language-not-offered.stderr", &ran.stderr);
}

#[test]
fn a_new_brief_never_replaces_a_file() {
    let folder = folder();
    fs::write(folder.path().join("visit.toml"), "mine").expect("a file");
    let ran = run(folder.path(), &["new", "visit"]);
    assert_eq!(ran.code, Some(2));
    assert_reference("command-line/new-twice.stderr", &ran.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("visit.toml")).expect("a file"), "mine");
}

#[test]
fn templates_are_listed_with_a_line_each() {
    let ran = run(folder().path(), &["template", "list"]);
    assert_eq!(ran.code, Some(0));
    assert_reference("command-line/template-list.stdout", &ran.stdout);
}
