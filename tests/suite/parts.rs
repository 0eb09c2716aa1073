//! Papers as lists of parts: those that a user makes of them, and what guests do not get.

use std::fs;
use std::path::Path;

use spravka::internals::language::Language;
use spravka::internals::template::Template;

use crate::harness::{assert_reference, checked, folder_with, run, view};

const VISIT: &str = r#"
title = "Визит"
languages = ["ru", "kk"]
number = "00-12/1"
objectives = [{ ru = "Наша цель", kk = "Біздің мақсат" }]
press_line = { ru = "Стороны встретились.", kk = "Тараптар кездесті." }

[marking]
text = { ru = "Для служебного пользования", kk = "Қызмет бабында пайдалану үшін" }
copy = 7

[[approvals]]
position = { ru = "Министр", kk = "Министр" }
name = "А. Ахметов"

[[distribution]]
recipient = { ru = "Канцелярия", kk = "Кеңсе" }

[[sides]]
name = { ru = "Хозяева", kk = "Қабылдаушы тарап" }
members = [{ name = "Нурлан Самруков" }]

[[programme]]
date = 2026-03-16
events = [{ event = { ru = "Обед", kk = "Түскі ас" } }]
"#;

fn paper(folder: &Path, manifest: &str) {
    fs::create_dir_all(folder.join("press-note")).expect("a folder");
    fs::write(folder.join("press-note/template.toml"), manifest).expect("a file");
}

/// What the view of a paper says of marking, approvals and distribution.
fn own_matters(brief: &str, template: &str) -> [bool; 3] {
    let checked = checked(brief).unwrap_or_else(|problems| panic!("{problems:?}"));
    let view = view(&checked, template, Language::RUSSIAN);
    [view.marking.is_some(), !view.approvals.is_empty(), !view.distribution.is_empty()]
}

#[test]
fn a_list_of_parts_and_a_name_are_a_paper() {
    let folder = folder_with("visit.toml", VISIT);
    let name = "name = { ru = \"Сообщение для печати\", kk = \"Баспасөз хабары\" }";
    let parts = "parts = [\"heading\", \"press-line\", \"members-present\"]";
    paper(
        folder.path(),
        &format!("{name}\ndescription = \"For the press\"\nreaders = \"guests\"\n{parts}\n"),
    );
    let ran = run(folder.path(), &["build", "visit.toml", "-t", "./press-note", "-l", "all", "-o", "out"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout, "out/visit.press-note.ru.pdf\nout/visit.press-note.kk.pdf\n");
    let eject = ["template", "eject", "visit.toml", "-t", "./press-note", "-l", "kk", "-o", "files"];
    assert_eq!(run(folder.path(), &eject).code, Some(0));
    let view = fs::read_to_string(folder.path().join("files/view.json")).expect("a view");
    let mut view: serde_json::Value = serde_json::from_str(&view).expect("JSON");
    view["labels"].take();
    for word in ["мақсат", "Министр", "Кеңсе", "пайдалану", "Түскі", "00-12/1"]
    {
        assert!(!view.to_string().contains(word), "{word}: {view}");
    }
    assert_eq!(view["kind"], "Баспасөз хабары");
    assert_eq!(view["document"]["title"], "Баспасөз хабары. Визит");
    assert_eq!((&view["objectives"], &view["programme"]), (&serde_json::json!([]), &serde_json::json!([])));
    assert!(folder.path().join("files/main.typ").is_file());
}

#[test]
fn parts_can_be_put_in_another_order_or_left_out() {
    let folder = folder_with("visit.toml", VISIT);
    let text = |parts: &str| {
        paper(folder.path(), &format!("label = \"memo\"\ndescription = \"Mine\"\nparts = [{parts}]\n"));
        let arguments = ["build", "visit.toml", "-t", "./press-note", "-o", "paper.pdf", "--force"];
        let ran = run(folder.path(), &arguments);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        fs::read(folder.path().join("paper.pdf")).expect("a paper")
    };
    let both = text("\"heading\", \"objectives\", \"press-line\"");
    assert_ne!(both, text("\"heading\", \"press-line\", \"objectives\""));
    assert_ne!(both, text("\"heading\", \"objectives\""));
    assert_eq!(both, text("\"heading\", \"objectives\", \"press-line\""));
}

#[test]
fn a_list_of_parts_that_makes_no_paper_is_wrong_usage() {
    let folder = folder_with("visit.toml", VISIT);
    let mut said = String::new();
    for manifest in [
        "label = \"memo\"\nparts = [\"heading\", \"presline\"]",
        "label = \"memo\"\nparts = [\"heading\", \"plates\", \"agenda\"]",
        "label = \"memo\"\nname = \"Сообщение\"\nparts = [\"heading\"]",
        "parts = [\"heading\"]",
        "name = { ru = \"Сообщение\" }\nparts = [\"heading\"]",
        "label = \"memo\"\nreaders = \"everybody\"\nparts = [\"heading\"]",
        "label = \"memo\"",
    ] {
        paper(folder.path(), &format!("{manifest}\ndescription = \"Mine\"\n"));
        let ran =
            run(folder.path(), &["build", "visit.toml", "-t", "./press-note", "-l", "all", "-o", "out"]);
        said += &format!("# {}: {:?}\n{}\n", manifest.replace('\n', "; "), ran.code, ran.stderr);
    }
    assert_reference("command-line/wrong-parts.txt", &said);
}

#[test]
fn a_paper_that_guests_read_has_no_marking_approvals_or_distribution() {
    for id in Template::ids() {
        let is_own = ["memo", "programme-organisers", "seating", "talking-points"].contains(&id);
        let [marking, approvals, distribution] = own_matters(VISIT, id);
        assert_eq!(marking, is_own, "{id}");
        assert!(is_own || !approvals && !distribution, "{id}");
    }
}

#[test]
fn a_brief_says_what_one_paper_for_guests_has() {
    let with = |own: &str| own_matters(&format!("{VISIT}\n[papers.programme]\n{own}\n"), "programme");
    assert_eq!(with("marking = true"), [true, false, false]);
    assert_eq!(with("approvals = true"), [false, true, false]);
    assert_eq!(with("distribution = true\nmarking = false"), [false, false, true]);
    assert_eq!(with("approvals = [{ position = \"Министр\", name = \"Е. Сапаров\" }]"), [false, true, false]);
    assert_eq!(with("approvals = []\ndistribution = false"), [false; 3]);
    let of_memo = format!("{VISIT}\n[papers.memo]\nmarking = false\napprovals = []\n");
    assert_eq!(own_matters(&of_memo, "memo"), [false, false, true]);
}

#[test]
fn what_a_paper_for_guests_has_is_in_its_source_and_rebuilds_it() {
    let brief = format!(
        "{VISIT}\n[papers.programme]\nmarking = true\napprovals = true\ndate = 2026-03-01\nnumber = \"5\"\n"
    );
    let folder = folder_with("visit.toml", &brief);
    let arguments = ["build", "visit.toml", "-t", "programme", "--with-source", "-o", "paper.pdf"];
    let ran = run(folder.path(), &arguments);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let verified = run(folder.path(), &["verify", "paper.pdf"]);
    assert_eq!(verified.code, Some(0), "{}{}", verified.stdout, verified.stderr);
    assert_eq!(run(folder.path(), &["extract", "paper.pdf", "-o", "source"]).code, Some(0));
    let source = fs::read_to_string(folder.path().join("source/brief/brief.toml")).expect("a brief");
    for word in ["служебного пользования", "Ахметов", "marking = true", "approvals = true"]
    {
        assert!(source.contains(word), "{word}: {source}");
    }
    assert!(!source.contains("Канцелярия"), "{source}");
}

#[test]
fn copies_of_a_paper_for_guests_are_not_numbered_and_that_is_said() {
    let folder = folder_with("visit.toml", VISIT);
    let ran =
        run(folder.path(), &["build", "visit.toml", "-t", "memo,programme", "--copies", "2", "-o", "out"]);
    assert_reference("command-line/copies-for-guests.txt", &format!("{}{}", ran.stdout, ran.stderr));
    assert_eq!(ran.code, Some(0));
}

#[test]
fn the_check_lists_what_guests_will_read() {
    let folder = folder_with("visit.toml", VISIT);
    let ran = run(folder.path(), &["check", "visit.toml", "--readers"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_reference("command-line/readers.txt", &ran.stdout);
    let one = run(folder.path(), &["check", "visit.toml", "--readers", "-t", "memo,programme"]);
    let of_programme: String =
        ran.stdout.split_inclusive('\n').filter(|line| line.contains("`programme`:")).collect();
    assert_eq!((one.code, one.stdout), (Some(0), of_programme));
    assert_eq!(run(folder.path(), &["check", "visit.toml"]).stdout, "");
}
