//! What is held back from an audience is in no byte of its papers.

use std::fs;

use crate::harness::{assert_reference, folder, folder_with, project, run};

/// A brief with a secret in every part that can be held back, each line of which is marked; `HELD` stands for the tag.
const BRIEF: &str = include_str!("held_back.toml");

/// Takes out the blocks between `#<` and `#>`, as somebody would who writes a brief for this audience alone.
fn without_secrets(brief: &str) -> String {
    let mut kept = String::new();
    let mut held = false;
    for line in brief.lines() {
        match line.trim() {
            "#<" => held = true,
            "#>" => held = false,
            _ if held => {}
            _ => kept.extend([line, "\n"]),
        }
    }
    kept
}

/// All papers of a brief, by their names.
fn papers(brief: &str, arguments: &[&str]) -> Vec<(String, Vec<u8>)> {
    let folder = folder_with("visit.toml", brief);
    let picture =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>";
    fs::write(folder.path().join("secret.svg"), picture).expect("a picture");
    let arguments = [&["build", "visit.toml", "-t", "all", "-o", "out"], arguments].concat();
    let ran = run(folder.path(), &arguments);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let read = |path: &str| fs::read(folder.path().join(path)).expect("a paper");
    ran.stdout.lines().map(|path| (path.to_owned(), read(path))).collect()
}

#[test]
fn papers_for_an_audience_are_those_of_a_brief_that_never_had_what_is_held_back() {
    let held = papers(BRIEF, &["--audience", "press"]);
    let never = papers(&without_secrets(BRIEF), &[]);
    assert!(held.len() >= 3);
    assert_eq!(held.len(), never.len());
    for ((path, bytes), (other, expected)) in held.iter().zip(&never) {
        assert_eq!(path.replace(".press", ""), *other);
        assert!(bytes == expected, "{path} is not the same as without what was held back");
    }
}

#[test]
fn those_for_whom_it_is_meant_and_those_who_ask_for_nothing_get_everything() {
    let (all, minister) = (papers(BRIEF, &[]), papers(BRIEF, &["--audience", "minister"]));
    assert_eq!(all.len(), minister.len());
    for ((_, bytes), (path, other)) in all.iter().zip(&minister) {
        assert!(bytes == other, "{path} lacks something");
    }
    let press = papers(BRIEF, &["--audience", "press"]);
    let longer = |papers: &[(String, Vec<u8>)]| papers.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    assert!(longer(&all) > longer(&press), "something is held back from the press");
}

#[test]
fn a_tag_that_is_nearly_one_of_the_brief_is_pointed_out() {
    let folder =
        folder_with("visit.toml", &without_secrets(&BRIEF.replacen("#>\n\n[[sides]]", "\n[[sides]]", 1)));
    let ran = run(folder.path(), &["build", "visit.toml", "--audience", "minster", "-o", "out"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "out/visit.memo.ru.minster.pdf\n"));
    assert_reference("command-line/unknown-tag.stderr", &ran.stderr);
}

#[test]
fn numbered_copies_go_to_their_addressees() {
    let folder = folder();
    let sample = project().join("briefs/full.toml");
    let ran = run(folder.path(), &["build", sample.to_str().expect("a path"), "--copies", "4", "-o", "."]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let names: Vec<_> = (1..=4).map(|copy| format!("./full.memo.ru.copy-{copy}.pdf")).collect();
    assert_eq!(ran.stdout.lines().collect::<Vec<_>>(), names);
    let papers: Vec<_> =
        names.iter().map(|name| fs::read(folder.path().join(name)).expect("a paper")).collect();
    for (index, paper) in papers.iter().enumerate() {
        assert!(!papers[..index].contains(paper), "copy {} is the same as an earlier one", index + 1);
    }
}

#[test]
fn several_copies_do_not_go_into_one_file() {
    let folder = folder_with("visit.toml", BRIEF);
    let ran = run(folder.path(), &["build", "visit.toml", "--copies", "2", "-o", "x.pdf"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert_reference("command-line/several-papers.stderr", &ran.stderr);
}
