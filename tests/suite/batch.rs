//! Many briefs in one run: all of them, a share of them, and only what has changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use tempfile::TempDir;

use crate::harness::{assert_reference, folder, run};

fn brief(title: &str) -> String {
    format!(
        "title = \"{title}\"\nlanguages = [\"ru\"]\nstatus = \"final\"\n\n[[sides]]\nname = \"Хозяева\"\n"
    )
}

/// A folder with twelve briefs in two folders, and settings.
fn visits() -> TempDir {
    let folder = folder();
    for number in 1..=12 {
        let place = folder.path().join("visits").join(if number % 2 == 0 { "even" } else { "odd" });
        fs::create_dir_all(&place).expect("a folder");
        fs::write(place.join(format!("b{number:02}.toml")), brief(&format!("Встреча {number}")))
            .expect("a brief");
    }
    fs::write(folder.path().join("visits/spravka.toml"), "theme = \"official\"\n").expect("the settings");
    folder
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter(|name| !name.starts_with('.')).collect()
}

/// When each paper was written.
fn times(folder: &Path) -> Vec<(String, SystemTime)> {
    let time = |name: &String| fs::metadata(folder.join(name)).expect("a file").modified().expect("a time");
    names(folder).into_iter().map(|name| (name.clone(), time(&name))).collect()
}

/// The papers that a run has written anew.
fn written(folder: &TempDir, arguments: &[&str]) -> Vec<String> {
    let out = folder.path().join("out");
    let before = times(&out);
    let ran = run(folder.path(), &[&["build", "visits", "-o", "out"], arguments].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout.lines().count(), names(&out).len(), "every paper is named: {}", ran.stdout);
    times(&out).into_iter().filter(|time| !before.contains(time)).map(|(name, _)| name).collect()
}

#[test]
fn a_folder_stands_for_every_brief_in_it_in_order() {
    let folder = visits();
    let ran = run(folder.path(), &["build", "visits", "-o", "out"]);
    let even = (1..=6).map(|number| format!("out/b{:02}.memo.ru.pdf", number * 2));
    let odd = (1..=6).map(|number| format!("out/b{:02}.memo.ru.pdf", number * 2 - 1));
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout.lines().collect::<Vec<_>>(), even.chain(odd).collect::<Vec<_>>());
    let pattern = run(folder.path(), &["build", "visits/*/b1*.toml", "-o", "some"]);
    assert_eq!((pattern.code, pattern.stdout.lines().count()), (Some(0), 3));
    let quiet = run(folder.path(), &["build", "visits", "-o", "quiet", "-q"]);
    assert_eq!((quiet.code, quiet.stdout.as_str(), quiet.stderr.as_str()), (Some(0), "", ""));
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    let said = ["empty", "nothing-*.toml", "visits/[.toml"].map(|name| {
        let ran = run(folder.path(), &["build", name, "-o", "out"]);
        assert_eq!(ran.code, Some(2));
        ran.stderr
    });
    assert_reference("command-line/no-briefs.stderr", &said.concat());
}

#[test]
fn only_what_has_changed_is_made_once_more() {
    let folder = visits();
    fs::create_dir(folder.path().join("out")).expect("a folder");
    assert_eq!(written(&folder, &[]).len(), 12);
    assert_eq!(written(&folder, &[]), [""; 0]);
    fs::write(folder.path().join("visits/odd/b07.toml"), brief("Другая встреча")).expect("a brief");
    assert_eq!(written(&folder, &[]), ["b07.memo.ru.pdf"]);
    fs::remove_file(folder.path().join("out/b02.memo.ru.pdf")).expect("removed");
    fs::write(folder.path().join("out/b03.memo.ru.pdf"), "%PDF-1.7 not ours").expect("a file");
    assert_eq!(written(&folder, &[]), ["b02.memo.ru.pdf", "b03.memo.ru.pdf"]);
    assert_eq!(written(&folder, &["--force"]).len(), 12);
    assert_eq!(written(&folder, &["--theme", "standard"]).len(), 12, "another option changes every paper");
    fs::write(folder.path().join("visits/odd/spravka.toml"), "theme = \"standard\"\n").expect("settings");
    assert_eq!(written(&folder, &[]).len(), 12, "the options of the first run again");
    fs::write(folder.path().join("visits/odd/spravka.toml"), "theme = \"official\"\n").expect("settings");
    assert_eq!(written(&folder, &[]).len(), 6, "settings change the papers of their folder");
    let memory = folder.path().join("out/.spravka-built.jsonl");
    let half = fs::read(&memory).expect("a memory");
    fs::write(&memory, &half[..half.len() - 100]).expect("a memory cut short");
    assert_eq!(written(&folder, &[]).len(), 1, "a line cut short says nothing");
    fs::remove_file(&memory).expect("removed");
    assert_eq!(written(&folder, &[]).len(), 12, "without the memory everything is made");
}

#[test]
fn a_brief_with_an_error_does_not_keep_the_others_from_being_made() {
    let folder = visits();
    fs::write(folder.path().join("visits/even/b03x.toml"), "title = \n").expect("a brief");
    fs::write(folder.path().join("visits/odd/z.toml"), "title = \"Встреча\"\n").expect("a brief");
    let ran = run(folder.path(), &["build", "visits", "-o", "out"]);
    assert_eq!((ran.code, names(&folder.path().join("out")).len()), (Some(1), 12));
    assert_reference("command-line/two-of-many.stderr", &ran.stderr);
    let fast = run(folder.path(), &["build", "visits", "-o", "fast", "--fail-fast", "-j", "1"]);
    assert_eq!(fast.code, Some(1));
    assert!(names(&folder.path().join("fast")).len() < 12);
    assert!(!fast.stderr.contains("z.toml"), "{}", fast.stderr);
}

#[test]
fn all_shares_together_are_the_whole_and_each_is_the_same_every_time() {
    let folder = visits();
    assert_eq!(run(folder.path(), &["build", "visits", "-o", "whole"]).code, Some(0));
    for share in ["1/3", "2/3", "3/3"] {
        assert_eq!(run(folder.path(), &["build", "visits", "-o", "shares", "--shard", share]).code, Some(0));
    }
    let read = |place: &str, name: &str| fs::read(folder.path().join(place).join(name)).expect("a paper");
    let whole = names(&folder.path().join("whole"));
    assert_eq!(names(&folder.path().join("shares")), whole);
    assert!(whole.iter().all(|name| read("whole", name) == read("shares", name)));
    assert_eq!(run(folder.path(), &["build", "visits", "-o", "one", "--shard", "2/3"]).code, Some(0));
    let one = names(&folder.path().join("one"));
    assert!(!one.is_empty() && one.len() < whole.len());
    fs::write(folder.path().join("visits/new.toml"), brief("Новая встреча")).expect("a brief");
    assert_eq!(run(folder.path(), &["build", "visits", "-o", "two", "--shard", "2/3"]).code, Some(0));
    assert!(
        names(&folder.path().join("two")).is_superset(&one),
        "a new brief moves no other to another share"
    );
    let wrong = run(folder.path(), &["build", "visits", "--shard", "4/3"]);
    assert_eq!(wrong.code, Some(2));
    assert_reference("command-line/wrong-shard.stderr", &wrong.stderr);
}

#[test]
fn every_option_that_changes_a_paper_makes_all_papers_once_more() {
    let folder = visits();
    fs::create_dir(folder.path().join("out")).expect("a folder");
    fs::create_dir(folder.path().join("memo")).expect("a folder");
    fs::write(folder.path().join("memo/template.toml"), "label = \"memo\"\ndescription = \"Ours\"\n")
        .expect("a file");
    let document = "#set document(title: \"T\", date: datetime(year: 2026, month: 1, day: 1))\n\
        #set text(font: \"Tinos\", fallback: false)\nText\n";
    fs::write(folder.path().join("memo/main.typ"), document).expect("a file");
    assert_eq!(written(&folder, &[]).len(), 12);
    for options in [
        ["--theme", "standard"].as_slice(),
        &["--language", "ru"],
        &["--languages", "all"],
        &["--set", "place=Астана"],
        &["--set", "place=Алматы"],
        &["--pdf-standard", "a-3a,ua-1"],
        &["--with-source"],
        &["--audience", "press", "--name", "{stem}.memo.ru.pdf"],
        &["--name", "{stem}.memo.ru.pdf"],
        &["--template", "./memo"],
        &["--templates", "all", "--set", "languages=[\"ru\"]"],
    ] {
        assert_ne!(written(&folder, options).len(), 0, "{options:?}");
        assert_eq!(written(&folder, options), [""; 0], "{options:?} once more");
    }
}

#[test]
fn a_memory_that_was_cut_short_costs_no_more_than_what_was_cut() {
    let folder = visits();
    fs::create_dir(folder.path().join("out")).expect("a folder");
    assert_eq!(written(&folder, &[]).len(), 12);
    let memory = folder.path().join("out/.spravka-built.jsonl");
    let text = fs::read_to_string(&memory).expect("the memory");
    fs::write(&memory, &text[..text.len() - 40]).expect("a cut");
    assert_eq!(written(&folder, &[]).len(), 1);
    assert_eq!(written(&folder, &[]), Vec::<String>::new());
}
