//! The ledger of an archive: whatever is deleted, added, altered, swapped or moved is named, until it is
//! acknowledged.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha512};
use spravka::internals::archive::id::Id;
use spravka::internals::digest::sha256;
use tempfile::TempDir;

use crate::harness::{Ran, anonymous, assert_reference, folder, run};

/// A brief of its own, so that no two papers are the same.
fn brief(title: &str) -> String {
    format!(
        "title = \"{title}\"\nlanguages = [\"ru\"]\nstatus = \"final\"\ndate = 2026-03-15\n\n[[sides]]\n\
         name = \"Хозяева\"\n"
    )
}

/// An archive with two records, the second of which is annulled.
struct Kept {
    folder: TempDir,
    first: String,
    second: String,
}

impl Kept {
    fn new() -> Self {
        let folder = folder();
        assert_eq!(run(folder.path(), &["archive", "init", "store"]).code, Some(0));
        let mut kept = Self { folder, first: String::new(), second: String::new() };
        kept.first = kept.file("Первая");
        kept.second = kept.file("Вторая");
        let annulled = kept.on(&["annul", &kept.second, "--reason", "отозвано", "--by", "А. Иванова"]);
        assert_eq!((annulled.code, annulled.stderr.as_str()), (Some(0), ""));
        kept
    }

    fn on(&self, arguments: &[&str]) -> Ran {
        run(self.folder.path(), &[&["archive", "--archive", "store"], arguments].concat())
    }

    /// Files a paper with this title.
    fn file(&self, title: &str) -> String {
        fs::write(self.folder.path().join("brief.toml"), brief(title)).expect("a brief");
        let ran = self.on(&["add", "brief.toml", "-t", "memo", "--by", "А. Иванова"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        ran.stdout.trim().to_owned()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bag(&self, id: &str) -> PathBuf {
        let record = id.split('.').next().unwrap_or_default();
        self.path(&format!("store/records/{}/{id}", record.parse::<Id>().expect("an id").year()))
    }

    /// The bag of the only event.
    fn event(&self) -> String {
        let year = self.bag(&self.second);
        let names = fs::read_dir(year.parent().expect("a folder")).expect("a folder");
        let mut names = names.map(|entry| entry.expect("an entry").file_name().display().to_string());
        names.find(|name| name.contains('.')).expect("an event")
    }

    fn ledger(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("store/ledger.txt")).expect("a ledger");
        text.lines().map(str::to_owned).collect()
    }

    fn write_ledger(&self, lines: &[String]) {
        fs::write(self.path("store/ledger.txt"), lines.join("\n") + "\n").expect("a ledger");
    }

    fn verify(&self) -> Ran {
        self.on(&["verify"])
    }

    /// What `verify` says of tampering, which must be said again and again.
    fn found(&self, what: &str) -> String {
        let ran = self.verify();
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{what}");
        assert_eq!(self.verify().stderr, ran.stderr, "{what} is named again");
        format!("{what}\n{}", ran.stderr)
    }

    fn is_whole(&self) {
        let ran = self.verify();
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    }
}

/// Writes the manifests of a bag anew, as a forger would.
fn seal_again(bag: &Path) {
    let lines = |folder: &Path, names: Vec<PathBuf>| -> String {
        let line = |name: &PathBuf| {
            let data = fs::read(folder.join(name)).expect("a file");
            format!("{}  {}\n", sha256(&data), name.display())
        };
        names.iter().map(line).collect()
    };
    let manifest = fs::read_to_string(bag.join("manifest-sha256.txt")).expect("a manifest");
    let payload = manifest.lines().map(|line| PathBuf::from(&line[66..])).collect();
    fs::write(bag.join("manifest-sha256.txt"), lines(bag, payload)).expect("a manifest");
    let tags = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"].map(PathBuf::from).to_vec();
    fs::write(bag.join("tagmanifest-sha256.txt"), lines(bag, tags)).expect("a manifest");
}

#[test]
fn each_line_has_the_hash_of_the_line_before_and_of_its_bag() {
    let kept = Kept::new();
    let lines = kept.ledger();
    let mut previous = "0".repeat(64);
    for (index, line) in lines.iter().enumerate() {
        let columns: Vec<_> = line.split('\t').collect();
        assert_eq!((columns[0], columns[1]), (previous.as_str(), (index + 1).to_string().as_str()));
        previous = sha256(format!("{line}\n").as_bytes());
        if index > 0 {
            let manifest = fs::read(kept.bag(columns[5]).join("tagmanifest-sha256.txt")).expect("a manifest");
            assert_eq!(columns[4], sha256(&manifest));
        }
    }
    let hashes = regex::Regex::new("[0-9a-f]{64}").expect("a pattern");
    let text = hashes.replace_all(&(lines.join("\n") + "\n"), "<hash>").into_owned();
    let who = lines[0].split('\t').nth(6).expect("who").to_owned();
    assert_reference("archive/ledger.txt", &anonymous(&text.replace(&who, "<user>")));
    let shown = kept.on(&["show", &kept.second]).stdout;
    assert_eq!(shown.matches("who = \"А. Иванова\"").count(), 2, "{shown}");
}

#[test]
fn every_kind_of_tampering_with_bags_is_named_until_it_is_acknowledged() {
    let kept = Kept::new();
    let (event, aside) = (kept.event(), kept.path("aside"));
    let mut output = String::new();
    let mut tampered = |what: &str, damage: &dyn Fn(), mend: &dyn Fn()| {
        damage();
        output += &format!("{}\n", kept.found(what));
        mend();
        kept.is_whole();
    };
    let away = |id: &str| fs::rename(kept.bag(id), &aside).expect("moved");
    let back = |id: &str| fs::rename(&aside, kept.bag(id)).expect("moved");
    tampered("a record is deleted", &|| away(&kept.first), &|| back(&kept.first));
    tampered("an annulment is deleted", &|| away(&event), &|| back(&event));
    tampered("a record is deleted and its event is not", &|| away(&kept.second), &|| back(&kept.second));
    let record = kept.bag(&kept.first).join("data/record.toml");
    let text = fs::read_to_string(&record).expect("a record");
    tampered(
        "a record is altered and sealed again",
        &|| {
            fs::write(&record, text.replace("Первая", "Третья")).expect("a record");
            seal_again(&kept.bag(&kept.first));
        },
        &|| {
            fs::write(&record, &text).expect("a record");
            seal_again(&kept.bag(&kept.first));
        },
    );
    let swap = || {
        away(&kept.first);
        fs::rename(kept.bag(&kept.second), kept.bag(&kept.first)).expect("moved");
        fs::rename(&aside, kept.bag(&kept.second)).expect("moved");
    };
    tampered("two records are swapped", &swap, &swap);
    let planted = format!("{}.{}", kept.first, Id::new());
    let plant = || {
        fs::create_dir_all(kept.bag(&planted)).expect("a folder");
        for file in ["bag-info.txt", "bagit.txt", "data/event.toml", "manifest-sha256.txt"] {
            fs::create_dir_all(kept.bag(&planted).join("data")).expect("a folder");
            fs::copy(kept.bag(&event).join(file), kept.bag(&planted).join(file)).expect("a copy");
        }
        let inside = kept.bag(&planted).join("data/event.toml");
        let text = fs::read_to_string(&inside).expect("an event").replace(&kept.second, &kept.first);
        let (_, id) = planted.split_once('.').expect("an event");
        let (_, old) = event.split_once('.').expect("an event");
        fs::write(&inside, text.replace(old, id)).expect("an event");
        seal_again(&kept.bag(&planted));
    };
    let remove = || fs::remove_dir_all(kept.bag(&planted)).expect("removed");
    tampered("an annulment is added", &plant, &remove);
    tampered(
        "one record is deleted and one event added",
        &|| {
            away(&kept.first);
            plant();
        },
        &|| {
            back(&kept.first);
            remove();
        },
    );
    assert_reference("archive/tampered.stderr", &anonymous(&output));
}

#[test]
fn every_kind_of_tampering_with_the_ledger_is_named() {
    let kept = Kept::new();
    kept.file("Третья");
    let lines = kept.ledger();
    let mut output = String::new();
    let mut tampered = |what: &str, damage: &dyn Fn(&mut Vec<String>)| {
        let mut spoilt = lines.clone();
        damage(&mut spoilt);
        kept.write_ledger(&spoilt);
        output += &format!("{}\n", kept.found(what));
        kept.write_ledger(&lines);
        kept.is_whole();
    };
    tampered("a line is deleted", &|lines| drop(lines.remove(2)));
    tampered("the first line is deleted", &|lines| drop(lines.remove(0)));
    tampered("the last line is deleted", &|lines| drop(lines.pop()));
    tampered("a line is altered", &|lines| lines[2] = lines[2].replace("А. Иванова", "Б. Петрова"));
    tampered("a line is added", &|lines| lines.insert(2, lines[1].clone()));
    tampered("two lines are swapped", &|lines| lines.swap(1, 2));
    tampered("a line is no entry", &|lines| lines[2].push_str("\tx"));
    tampered("it is empty", &|lines| lines.clear());
    fs::remove_file(kept.path("store/ledger.txt")).expect("removed");
    output += &kept.found("it is deleted");
    assert_reference("archive/ledger-tampered.stderr", &anonymous(&output));
    let refused = kept.on(&["add", "brief.toml", "-t", "memo"]);
    assert_eq!(refused.code, Some(1), "nothing is filed without a ledger");
}

#[test]
fn a_planted_report_silences_nothing() {
    let kept = Kept::new();
    fs::remove_dir_all(kept.bag(&kept.event())).expect("removed");
    fs::create_dir_all(kept.path("store/fixity")).expect("a folder");
    let report = "began = \"\"\nended = \"\"\nrecords = 0\nbags = 0\nfiles = 0\nbytes = 0\nrebuilt = false\n\
        damaged = []\n";
    fs::write(kept.path(&format!("store/fixity/{}.toml", Id::new())), report).expect("a report");
    kept.found("an annulment is deleted");
    let again = kept.on(&["annul", &kept.second, "--reason", "ещё раз"]);
    assert_eq!(again.code, Some(1), "it is not in force: {}", again.stderr);
    let export = kept.on(&["export", &kept.second, "-o", "out"]);
    assert_eq!(export.code, Some(1));
    assert!(!kept.path("out").exists());
}

#[test]
fn what_is_acknowledged_is_said_no_more_until_it_changes_again() {
    let kept = Kept::new();
    let (event, aside) = (kept.event(), kept.path("aside"));
    let acknowledge = |subject: &str| kept.on(&["acknowledge", subject, "--reason", "пожар 3 марта"]);
    let nothing = [acknowledge(&event), acknowledge("ledger")].map(|ran| {
        assert_eq!(ran.code, Some(2));
        ran.stderr
    });
    assert_reference("archive/nothing-to-acknowledge.stderr", &anonymous(&nothing.concat()));
    fs::rename(kept.bag(&event), &aside).expect("moved");
    assert_eq!(acknowledge(&event).code, Some(0));
    kept.is_whole();
    assert!(kept.verify().stdout.contains(", 5 ledger entries with 1 acknowledgements"));
    fs::rename(&aside, kept.bag(&event)).expect("moved");
    let again = kept.found("it is there again");
    assert!(again.contains("is there again"), "{again}");
    assert_eq!(acknowledge(&event).code, Some(0));
    kept.is_whole();
    let mut lines = kept.ledger();
    lines.remove(2);
    kept.write_ledger(&lines);
    kept.found("a line is deleted");
    assert_eq!((acknowledge("ledger").code, acknowledge(&kept.second).code), (Some(0), Some(0)));
    kept.is_whole();
    let mut lines = kept.ledger();
    lines[0] = lines[0].replace("begun", "Begun");
    kept.write_ledger(&lines);
    let altered = kept.found("a line is altered before the acknowledgement");
    assert!(altered.contains("are not those that it acknowledges"), "{altered}");
}

#[test]
fn a_record_that_was_given_up_takes_its_events_along() {
    let kept = Kept::new();
    fs::remove_dir_all(kept.bag(&kept.second)).expect("removed");
    kept.found("a record is deleted");
    let ran = kept.on(&["acknowledge", &kept.second, "--reason", "пожар 3 марта"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    kept.is_whole();
}

#[test]
fn a_seal_and_an_export_show_that_the_ledger_was_cut_or_begun_again() {
    let kept = Kept::new();
    assert_eq!(kept.on(&["seal", "-o", "early.toml"]).code, Some(0));
    let third = kept.file("Третья");
    assert_eq!(kept.on(&["seal", "-o", "late.toml"]).code, Some(0));
    assert_eq!(kept.on(&["export", &kept.second, "-o", "out"]).code, Some(0));
    for since in ["early.toml", "late.toml", "out", "out/ledger.txt"] {
        let ran = kept.on(&["verify", "--since", since]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{since}");
    }
    let lines = kept.ledger();
    let mut output = String::new();
    let mut says = |what: &str, code: i32, arguments: &[&str]| {
        let ran = kept.on(arguments);
        assert_eq!(ran.code, Some(code), "{what}: {arguments:?}");
        output += &format!("{what}: {}\n{}\n", arguments.join(" "), ran.stderr);
    };
    // The last record and its line are deleted: the archive itself cannot show it.
    fs::rename(kept.bag(&third), kept.path("aside")).expect("moved");
    kept.write_ledger(&lines[..lines.len() - 1]);
    kept.is_whole();
    says("cut", 0, &["verify", "--since", "early.toml"]);
    says("cut", 1, &["verify", "--since", "late.toml"]);
    says("cut", 1, &["verify", "--since", "out"]);
    says("cut", 1, &["export", &kept.second, "-o", "out"]);
    fs::rename(kept.path("aside"), kept.bag(&third)).expect("moved");
    // It is written anew, with a chain that holds.
    fs::write(kept.path("store/spravka-archive.toml"), "format = 1\n").expect("a declaration");
    fs::remove_file(kept.path("store/ledger.txt")).expect("removed");
    says("begun again", 0, &["verify"]);
    says("begun again", 1, &["verify", "--since", "early.toml"]);
    kept.write_ledger(&lines);
    says("not a seal", 2, &["verify", "--since", "brief.toml"]);
    says("no seal", 3, &["verify", "--since", "gone.toml"]);
    says("twice", 2, &["seal", "-o", "late.toml"]);
    let moment = regex::Regex::new("of <moment>").expect("a pattern");
    assert_reference("archive/seals.stderr", &moment.replace_all(&anonymous(&output), "of <moment>"));
}

#[test]
fn an_export_is_checked_by_its_own_ledger() {
    let kept = Kept::new();
    assert_eq!(kept.on(&["export", &kept.second, "-o", "out"]).code, Some(0));
    let verify = || run(kept.folder.path(), &["archive", "verify", "--export", "out"]);
    let whole = verify();
    assert_eq!((whole.code, whole.stderr.as_str()), (Some(0), ""));
    assert!(whole.stdout.starts_with("whole: 1 records, "), "{}", whole.stdout);
    let (event, aside) = (kept.path("out").join(kept.event()), kept.path("aside"));
    let mut output = String::new();
    let mut tampered = |what: &str, damage: &dyn Fn(), mend: &dyn Fn()| {
        damage();
        let ran = verify();
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{what}");
        output += &format!("{what}\n{}\n", ran.stderr);
        mend();
        assert_eq!(verify().code, Some(0), "after {what}");
    };
    let away = || fs::rename(&event, &aside).expect("moved");
    tampered("an annulment is deleted", &away, &|| fs::rename(&aside, &event).expect("moved"));
    let text = fs::read_to_string(event.join("data/event.toml")).expect("an event");
    let write = |text: &str| {
        fs::write(event.join("data/event.toml"), text).expect("an event");
        seal_again(&event);
    };
    tampered("an event is altered", &|| write(&text.replace("отозвано", "опечатка")), &|| write(&text));
    let letter = kept.path("out/letter.txt");
    tampered("a stray file", &|| fs::write(&letter, "?").expect("a file"), &|| {
        fs::remove_file(&letter).expect("removed")
    });
    let ledger = fs::read_to_string(kept.path("out/ledger.txt")).expect("a ledger");
    let lines = ledger.replacen("А. Иванова", "Б. Петрова", 1);
    tampered(
        "the ledger is altered",
        &|| fs::write(kept.path("out/ledger.txt"), &lines).expect("a ledger"),
        &|| fs::write(kept.path("out/ledger.txt"), &ledger).expect("a ledger"),
    );
    fs::remove_file(kept.path("out/ledger.txt")).expect("removed");
    let ran = verify();
    assert_eq!(ran.code, Some(3), "without a ledger: {}", ran.stderr);
    assert_reference("archive/exports-tampered.stderr", &anonymous(&output));
}

#[test]
fn an_archive_without_a_ledger_gets_one_at_its_first_use() {
    let kept = Kept::new();
    let ledger = kept.path("store/ledger.txt");
    for arguments in [&["verify"][..], &["seal", "-o", "s.toml"], &["export", &kept.first, "-o", "out"]] {
        fs::remove_file(&ledger).expect("removed");
        fs::write(kept.path("store/spravka-archive.toml"), "format = 1\n").expect("a declaration");
        let ran = kept.on(arguments);
        let said = "warning: the archive had no ledger: one was begun, and has the 3 bags that are there\n";
        assert!(ran.code == Some(0) && ran.stderr.starts_with(said), "{arguments:?}: {}", ran.stderr);
        let kinds: Vec<_> =
            kept.ledger().iter().map(|line| line.split('\t').nth(3).map(str::to_owned)).collect();
        let kinds: Vec<_> = kinds.iter().flatten().map(String::as_str).collect();
        assert_eq!(kinds, ["begun", "found", "found", "found"]);
        kept.is_whole();
    }
    fs::remove_file(&ledger).expect("removed");
    fs::write(kept.path("store/spravka-archive.toml"), "format = 1\n").expect("a declaration");
    fs::write(kept.path("brief.toml"), brief("Третья")).expect("a brief");
    let ran = kept.on(&["add", "brief.toml", "-t", "memo"]);
    assert!(
        ran.code == Some(0) && ran.stderr.starts_with("warning: the archive had no ledger"),
        "{}",
        ran.stderr
    );
    assert_eq!(kept.ledger().len(), 5);
    kept.is_whole();
}

#[test]
fn a_commit_that_was_cut_short_is_completed_once() {
    let kept = Kept::new();
    let (whole, lines) = (fs::read(kept.path("store/ledger.txt")).expect("a ledger"), kept.ledger());
    let last = lines.last().expect("a line").clone() + "\n";
    let offset = whole.len() - last.len();
    let stage = kept.path(&format!("store/stage/{}.whole", Id::new()));
    // Killed before, within and after the write of the line.
    for written in [0, 1, 70, last.len() - 1, last.len()] {
        fs::write(kept.path("store/ledger.txt"), &whole[..offset + written]).expect("a ledger");
        fs::create_dir_all(&stage).expect("a folder");
        fs::write(stage.join("ledger"), format!("{offset}\n{last}")).expect("lines");
        kept.is_whole();
        assert_eq!(
            fs::read(kept.path("store/ledger.txt")).expect("a ledger"),
            whole,
            "after {written} bytes"
        );
        assert!(!stage.exists());
    }
}

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

/// DER (X.690): a tag, a length and a content.
fn der(tag: u8, content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    let [high, low] = u16::try_from(content.len()).expect("a short content").to_be_bytes();
    let length = match (high, low) {
        (0, 0..128) => vec![low],
        (0, _) => vec![0x81, low],
        _ => vec![0x82, high, low],
    };
    [&[tag], length.as_slice(), &content].concat()
}

const SIGNED_DATA: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 7, 2];
const DATA: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 7, 1];
const CONTENT_TYPE: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 9, 3];
const MESSAGE_DIGEST: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 9, 4];
const TIME_STAMP: &[u8] = &[6, 11, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 9, 16, 1, 4];
const RSA: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1];
const SHA_512: &[u8] = &[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3];

/// Signed data (RFC 5652) with the SHA-512 of a file, by a signer who signed nothing.
fn signed(file: &[u8], kind: &[u8], content: &[&[u8]]) -> Vec<u8> {
    let hash = Sha512::digest(file);
    let algorithm = der(0x30, &[SHA_512]);
    let attribute = |oid: &[u8], value: &[u8]| der(0x30, &[oid, &der(0x31, &[value])]);
    let attributes = [attribute(CONTENT_TYPE, kind), attribute(MESSAGE_DIGEST, &der(4, &[hash.as_slice()]))];
    let signer = der(
        0x30,
        &[
            &[2, 1, 3],
            &der(0x80, &[b"nobody"]),
            &algorithm,
            &der(0xa0, &[&attributes[0], &attributes[1]]),
            &der(0x30, &[RSA]),
            &der(4, &[b"nothing"]),
        ],
    );
    let data = der(
        0x30,
        &[
            &[2, 1, 3],
            &der(0x31, &[&algorithm]),
            &der(0x30, &[&[kind], content].concat()),
            &der(0x31, &[&signer]),
        ],
    );
    der(0x30, &[SIGNED_DATA, &der(0xa0, &[&data])])
}

/// An answer of a time-stamp authority (RFC 3161) for a file.
fn stamped(file: &[u8]) -> Vec<u8> {
    let hash = Sha512::digest(file);
    let imprint = der(0x30, &[&der(0x30, &[SHA_512, &[5, 0]]), &der(4, &[hash.as_slice()])]);
    let time = [&[0x18, 15], b"20260318093000Z".as_slice()].concat();
    let stamp = der(0x30, &[&[2, 1, 1], &[6, 2, 0x2a, 3], &imprint, &[2, 1, 7], &time, &[1, 1, 0xff]]);
    let content = der(0xa0, &[&der(4, &[&stamp])]);
    der(0x30, &[&der(0x30, &[&[2, 1, 0]]), &signed(&stamp, TIME_STAMP, &[&content])])
}

#[test]
fn a_seal_is_compared_with_the_signature_and_the_time_stamp_beside_it() {
    let kept = Kept::new();
    assert_eq!(kept.on(&["seal", "-o", "seal.toml"]).code, Some(0));
    let seal = fs::read(kept.path("seal.toml")).expect("a seal");
    let verify = || kept.on(&["verify", "--since", "seal.toml"]);
    let write = |name: &str, data: &[u8]| fs::write(kept.path(name), data).expect("a file");
    write("seal.toml.p7s", &signed(&seal, DATA, &[]));
    write("seal.toml.tsr", &stamped(&seal));
    let ran = verify();
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let mut output = String::new();
    write("seal.toml.p7s", &signed(b"another", DATA, &[]));
    write("seal.toml.tsr", &stamped(b"another"));
    let ran = verify();
    assert_eq!(ran.code, Some(1));
    output += &ran.stderr;
    write("seal.toml.p7s", b"no signature");
    write("seal.toml.tsr", b"no time stamp");
    let ran = verify();
    assert_eq!(ran.code, Some(0));
    output += &ran.stderr;
    assert_reference("archive/witnesses.stderr", &output);
}

#[test]
fn a_signature_is_kept_once_and_held_against_the_paper() {
    let kept = Kept::new();
    let paper = kept.bag(&kept.first).join("data/papers/memo.ru.pdf");
    let pdf = fs::read(&paper).expect("a paper");
    fs::write(kept.path("good.p7s"), signed(&pdf, DATA, &[])).expect("a signature");
    fs::write(kept.path("other.p7s"), signed(b"another", DATA, &[])).expect("a signature");
    let attach = |name: &str| kept.on(&["attach", &kept.first, name]);
    let good = attach("good.p7s");
    assert_eq!((good.code, good.stderr.as_str()), (Some(0), ""));
    let refused = ["good.p7s", "other.p7s"].map(|name| attach(name).stderr).concat();
    kept.is_whole();
    // The signature is exchanged, the manifests are written anew, and the ledger is begun again.
    let year = kept.bag(&kept.first).parent().expect("a folder").to_owned();
    let entries = fs::read_dir(year).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut events = entries.filter(|path| path.join("data/signature.p7s").exists());
    let event = events.next().expect("an event");
    fs::copy(kept.path("other.p7s"), event.join("data/signature.p7s")).expect("a copy");
    seal_again(&event);
    fs::remove_file(kept.path("store/ledger.txt")).expect("removed");
    fs::write(kept.path("store/spravka-archive.toml"), "format = 1\n").expect("a declaration");
    assert_eq!(kept.on(&["seal", "-o", "s.toml"]).code, Some(0));
    let found = kept.found("a signature is exchanged");
    assert_reference("archive/signatures.stderr", &anonymous(&(refused + &found)));
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
