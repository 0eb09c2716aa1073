//! What is held back from an audience is in no byte of its papers.

use std::fs;

use serde_json::{Value, json};
use spravka::internals::audience::{keep, tags};
use spravka::internals::brief::{Brief, fields};
use spravka::internals::fields::Kind;

use crate::harness::{assert_reference, checked, folder, folder_with, project, run};

/// A brief with a secret in every part that can be held back, each line of which is marked; `HELD` stands for
/// the tag.
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

/// The paths of all tables that may be tagged, and of the tags.
fn tagged() -> Vec<String> {
    let mut found = Vec::new();
    fields().each(&mut |keys, shape| {
        if keys.last() == Some(&"audience") && shape.kind == Some(Kind::Tag) {
            found.push(keys[..keys.len() - 1].join("."));
        }
    });
    found
}

/// Tags every table at a path for nobody but one reader.
fn tag(value: &mut Value, keys: &[&str]) {
    match (value, keys) {
        (Value::Array(items), _) => items.iter_mut().for_each(|item| tag(item, keys)),
        (value, []) => value["audience"] = json!(["minister"]),
        (value, [key, within @ ..]) => tag(&mut value[*key], within),
    }
}

/// Omits the empty lists of tags that stand for everybody: no brief has one.
fn untag_everybody(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(untag_everybody),
        Value::Object(table) => {
            table.retain(|key, value| key != "audience" || *value != json!([]));
            table.values_mut().for_each(untag_everybody);
        }
        _ => {}
    }
}

/// How many tables there are at a path.
fn count(value: &Value, keys: &[&str]) -> usize {
    match (value, keys) {
        (Value::Array(items), _) => items.iter().map(|item| count(item, keys)).sum(),
        (Value::Null, _) => 0,
        (_, []) => 1,
        (value, [key, within @ ..]) => count(&value[*key], within),
    }
}

#[test]
fn whatever_can_be_tagged_is_held_back_and_its_tag_is_known() {
    let every_field = include_str!("every_field.toml").replace("\"ours\"", "\"press\"");
    let checked = checked(&every_field).unwrap_or_else(|problems| panic!("{problems:?}"));
    let brief = checked.brief();
    let paths = tagged();
    assert!(paths.len() > 14, "{paths:?}");
    for path in paths {
        let keys: Vec<_> = path.split('.').collect();
        let mut values = serde_json::to_value(brief).expect("values");
        assert!(count(&values, &keys) > 0, "every_field.toml has no {path}");
        tag(&mut values, &keys);
        untag_everybody(&mut values);
        let tagged: Brief = serde_json::from_value(values).expect("a brief");
        assert!(tags(&tagged).contains("minister"), "the tag of {path} is not seen");
        let kept = serde_json::to_value(keep(tagged, "press")).expect("values");
        assert_eq!(count(&kept, &keys), 0, "{path} is not held back");
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

/// The minutes and the summary of a brief, without what is said about it.
fn after_the_meeting(brief: &str, arguments: &[&str]) -> Vec<Vec<u8>> {
    let folder = folder_with("visit.toml", brief);
    let build = ["build", "visit.toml", "-t", "minutes,summary", "--with-source", "-o", "out"];
    let ran = run(folder.path(), &[&build[..], arguments].concat());
    let papers: Vec<_> = ran.stdout.lines().collect();
    assert_eq!((ran.code, papers.len()), (Some(0), 2), "{}", ran.stderr);
    let verified = run(folder.path(), &[&["verify"], &papers[..]].concat());
    assert_eq!((verified.code, verified.stderr.as_str()), (Some(0), ""));
    papers.iter().map(|path| fs::read(folder.path().join(path)).expect("a paper")).collect()
}

#[test]
fn an_outcome_held_back_from_an_item_that_is_seen_leaves_no_gap() {
    let brief = |status: &str, held: &str| {
        format!(
            "title = \"Встреча\"\nlanguages = [\"ru\"]\ndate = 2026-03-15\nstatus = \"{status}\"\n\
            minutes = {{ chair = {{ unknown = true }}, secretary = {{ unknown = true }} }}\n\
            centre = {{ name = \"Центр\", goals = [\"Первая цель\", \"Вторая цель\"] }}\n\
            sides = [{{ name = \"А\" }}]\nagenda = [{{ id = \"a\", topic = \"Первый\" }}, {{ topic = \"Второй\" }}]\n\
            {held}[[outcomes]]\nitem = 2\ntext = \"Открытый итог\"\n[[outcomes]]\ngoal = 2\ntext = \"Принята\"\n"
        )
    };
    let held = "[[outcomes]]\nagenda = \"a\"\ntext = \"Тайный итог\"\ndecided = [\"Тайна\"]\naudience = [\"minister\"]\n\
        [[outcomes]]\ngoal = 1\ntext = \"Тайна\"\naudience = [\"minister\"]\n";
    let unknown = "[[outcomes]]\nagenda = \"a\"\ntext = { unknown = true }\n\
        [[outcomes]]\ngoal = 1\ntext = { unknown = true }\n";
    for (status, never) in [("draft", ""), ("final", unknown)] {
        let filtered = after_the_meeting(&brief(status, held), &["--audience", "press"]);
        assert!(filtered == after_the_meeting(&brief(status, never), &[]), "{status}");
    }
}
