//! What a record says is held against what it is made from, and a paper is filed once, in the order of time.

use std::fs;

use crate::archive_kept::{Kept, brief, seal_again};
use crate::harness::{anonymous, assert_reference};

#[test]
fn everything_that_a_record_says_is_held_against_its_sources_papers_and_events() {
    let kept = Kept::new();
    let third = kept.file("Третья");
    fs::write(kept.path("brief.toml"), brief("Третья").replace("03-15", "03-16")).expect("a brief");
    let terms = ["--case", "04-12", "--number", "7", "--reason", "дата"];
    let superseded = kept.on(&[&["supersede", &third, "brief.toml"][..], &terms].concat());
    assert_eq!((superseded.code, superseded.stderr.as_str()), (Some(0), ""));
    let id = superseded.stdout.trim().to_owned();
    let bag = kept.bag(&id);
    let mut output = String::new();
    // The ledger names every change; without it, these must still be named.
    let without_ledger = || {
        fs::remove_file(kept.path("store/ledger.txt")).expect("removed");
        fs::write(kept.path("store/spravka-archive.toml"), "format = 1\n").expect("a declaration");
        assert_eq!(kept.on(&["seal", "-o", "s.toml"]).code, Some(0));
        fs::remove_file(kept.path("s.toml")).expect("removed");
    };
    let mut altered = |file: &str, old: &str, new: &str| {
        let text = fs::read_to_string(bag.join(file)).expect("a file");
        assert!(text.contains(old), "{file} has no {old}:\n{text}");
        fs::write(bag.join(file), text.replacen(old, new, 1)).expect("a file");
        seal_again(&bag);
        let known = kept.on(&["verify", "--rebuild"]);
        assert!(known.code == Some(1) && known.stderr.contains(&id), "{old}: {}", known.stderr);
        without_ledger();
        let ran = kept.on(&["verify", "--rebuild"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{old} → {new}");
        output += &format!("{old} → {new}\n{}\n", ran.stderr);
        fs::write(bag.join(file), text).expect("a file");
        seal_again(&bag);
        without_ledger();
    };
    let record = fs::read_to_string(bag.join("data/record.toml")).expect("a record");
    let value = |key: &str| {
        let line = record.lines().find(|line| line.starts_with(&format!("{key} = "))).expect("a line");
        line.to_owned()
    };
    for (old, new) in [
        (value("kind"), "kind = \"summary\""),
        (value("number"), "number = \"8\""),
        (value("number"), ""),
        (value("date"), "date = \"2026-03-17\""),
        (value("status"), "status = \"approved\""),
        (value("languages"), "languages = [\"kk\"]"),
        (value("ru"), "ru = \"Встреча, которой не было\""),
        (value("reason"), "reason = \"другая\""),
        (value("theme"), "theme = \"official\""),
        (value("spravka"), "spravka = \"0.0.1\""),
        (value("profile"), "profile = \"a-2a\""),
        (value("file"), "file = \"papers/memo.kk.pdf\""),
        (value("text"), "text = \"record.toml\""),
        (value("bytes"), "bytes = 1"),
        (value("sha256"), &format!("sha256 = \"{}\"", "0".repeat(64))),
    ] {
        altered("data/record.toml", &old, new);
    }
    altered("data/record.toml", "\"Хозяева\"", "\"Гости\"");
    altered("data/text/memo.ru.txt", "Третья", "Четвёртая");
    altered("data/source/brief/brief.toml", "Третья", "Четвёртая");
    altered("bag-info.txt", "Internal-Sender-Identifier: 7", "Internal-Sender-Identifier: 8");
    altered("bag-info.txt", "External-Description: Третья", "External-Description: Четвёртая");
    assert_reference("archive/forged-records.stderr", &folded(&kept, &output));
}

/// A text without ids, hashes, sizes and the folder.
fn folded(kept: &Kept, text: &str) -> String {
    let text = anonymous(&text.replace(&kept.folder.path().display().to_string(), "<folder>"));
    let hashes = regex::Regex::new("[0-9a-f]{64}").expect("a pattern");
    let sizes = regex::Regex::new("bytes = [0-9]{3,}").expect("a pattern");
    sizes.replace_all(&hashes.replace_all(&text, "<hash>"), "bytes = <bytes>").into_owned()
}

#[test]
fn the_same_paper_is_filed_once_and_the_same_number_twice_is_said() {
    let kept = Kept::new();
    let add = |arguments: &[&str]| kept.on(&[&["add", "brief.toml", "-t", "memo"], arguments].concat());
    let third = kept.file("Третья");
    let cache = kept.path("store/index/filed");
    let good = fs::read(&cache).expect("a cache");
    let mut output = String::new();
    // Whatever is in the cache, and without it.
    let spoilt = [good.clone(), Vec::new(), good[..24].to_vec(), good[..40].to_vec(), vec![0; 64]];
    for bytes in spoilt {
        fs::write(&cache, bytes).expect("a cache");
        let ran = add(&[]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        output = ran.stderr;
    }
    fs::remove_file(&cache).expect("removed");
    assert_eq!(add(&[]).stderr, output);
    // Its successor may be the same, and an annulled paper may be filed again.
    let successor = kept.on(&["supersede", &third, "brief.toml", "--reason", "дата регистрации"]);
    assert_eq!((successor.code, successor.stderr.as_str()), (Some(0), ""));
    assert_eq!(add(&[]).code, Some(2));
    assert_eq!(kept.on(&["annul", successor.stdout.trim(), "--reason", "ошибка"]).code, Some(0));
    let again = add(&[]);
    assert_eq!((again.code, again.stderr.as_str()), (Some(0), ""));
    // Another paper may have the same number, and another year begins again.
    let numbered = |title: &str, date: &str| {
        fs::write(kept.path("brief.toml"), brief(title).replace("2026-03-15", date)).expect("a brief");
        let ran = add(&["--number", "01-15/7"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        ran.stderr
    };
    assert_eq!(numbered("Четвёртая", "2026-03-15"), "");
    assert_eq!(numbered("Пятая", "2027-03-15"), "");
    output += &numbered("Шестая", "2026-03-16");
    assert_reference("archive/filed-twice.stderr", &anonymous(&output));
    kept.is_whole();
}

#[test]
fn a_clock_that_went_back_is_said_and_named_until_it_is_acknowledged() {
    let kept = Kept::new();
    let mut lines = kept.ledger();
    let last = lines.last_mut().expect("a line");
    let time = last.split('\t').nth(2).expect("a time").to_owned();
    *last = last.replace(&time, "2126-01-01T00:00:00Z");
    kept.write_ledger(&lines);
    fs::write(kept.path("brief.toml"), brief("Третья")).expect("a brief");
    let ran = kept.on(&["add", "brief.toml", "-t", "memo"]);
    let found = kept.verify();
    assert_eq!((ran.code, found.code), (Some(0), Some(0)), "{}", found.stderr);
    assert_reference("archive/clock-went-back.stderr", &anonymous(&(ran.stderr + &found.stderr)));
    assert_eq!(kept.on(&["acknowledge", "ledger", "--reason", "часы"]).code, Some(0));
    kept.is_whole();
}
