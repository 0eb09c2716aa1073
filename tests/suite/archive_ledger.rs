//! The ledger of an archive: whatever is deleted, added, altered, swapped or moved is named, until it is
//! acknowledged.

use std::fs;

use spravka::internals::archive::id::Id;
use spravka::internals::digest::sha256;

use crate::archive_kept::{Kept, brief, seal_again};
use crate::harness::{anonymous, assert_reference, run};

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
