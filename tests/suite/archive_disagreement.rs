//! Where the archive is told apart from its ledger besides `verify`: in lists, in the order of events, and in
//! packed exports.

use std::fs;
use std::io::{Cursor, Read};

use spravka::internals::digest::sha256;

use crate::archive_kept::{Kept, seal_again};

#[test]
fn lists_say_that_the_archive_does_not_agree_with_its_ledger_until_it_does() {
    let kept = Kept::new();
    let (event, aside) = (kept.event(), kept.path("aside"));
    let said = "warning: the archive does not agree with its ledger: a record may not have the status shown here\n \
        = hint: `spravka archive verify` names what is missing, added or altered\n\n";
    let show = ["show", kept.second.as_str()];
    let commands: [&[&str]; 5] =
        [&["list"], &["list", "--format", "csv"], &["search", "Вторая"], &["stats"], &show];
    let all_say = |what: &str, expected: &str| {
        for arguments in commands {
            // Again from what the index remembers, as soon as its stamps can be trusted.
            for _ in 0..2 {
                let ran = kept.on(arguments);
                assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), expected), "{what}: {arguments:?}");
                assert!(!ran.stdout.is_empty(), "{what}: {arguments:?}");
            }
        }
    };
    let settle = || {
        let year = kept.bag(&kept.second).parent().expect("a folder").to_owned();
        for path in [year, kept.path("store/ledger.txt")] {
            let file = fs::File::open(&path).expect("it is there");
            let changed = file.metadata().and_then(|metadata| metadata.modified()).expect("a time");
            file.set_modified(changed - std::time::Duration::from_secs(60)).expect("set");
        }
    };
    all_say("whole", "");
    settle();
    all_say("whole and settled", "");
    fs::rename(kept.bag(&event), &aside).expect("moved");
    all_say("an annulment is deleted", said);
    settle();
    all_say("an annulment is deleted and settled", said);
    assert!(kept.on(&["list"]).stdout.contains("approved"), "this is what the warning is about");
    fs::rename(&aside, kept.bag(&event)).expect("moved");
    all_say("it is there again", "");
    fs::rename(kept.bag(&event), &aside).expect("moved");
    assert_eq!(kept.on(&["acknowledge", &event, "--reason", "пожар"]).code, Some(0));
    all_say("it is acknowledged", "");
    settle();
    kept.write_ledger(&kept.ledger()[..2]);
    all_say("the ledger is cut", said);
    fs::remove_file(kept.path("store/ledger.txt")).expect("removed");
    all_say("the ledger is deleted", said);
}

#[test]
fn an_event_is_named_whose_line_or_time_is_before_that_of_its_record() {
    let kept = Kept::new();
    let event = kept.event();
    // A chain that holds, with the annulment before what it annuls.
    let mut lines = kept.ledger();
    lines.swap(2, 3);
    let times: Vec<_> =
        kept.ledger().iter().flat_map(|line| line.split('\t').nth(2).map(str::to_owned)).collect();
    let mut previous = "0".repeat(64);
    for (index, line) in lines.iter_mut().enumerate() {
        let rest: Vec<_> = line.split('\t').skip(3).collect();
        *line = format!("{previous}\t{}\t{}\t{}", index + 1, times[index], rest.join("\t"));
        previous = sha256(format!("{line}\n").as_bytes());
    }
    let whole = kept.ledger();
    kept.write_ledger(&lines);
    let found = kept.found("");
    let named = format!("line 3 enters the event `{event}` before its record");
    assert!(found.contains(&named), "{found}");
    kept.write_ledger(&whole);
    kept.is_whole();
    // An event of a wrong clock, with hashes that agree.
    let inside = kept.bag(&event).join("data/event.toml");
    let text = fs::read_to_string(&inside).expect("an event");
    let at = regex::Regex::new("(?m)^at = .*$").expect("a pattern");
    fs::write(&inside, at.replace(&text, "at = \"2020-01-01T00:00:00Z\"").as_bytes()).expect("an event");
    seal_again(&kept.bag(&event));
    kept.found("it was altered");
    assert_eq!(kept.on(&["acknowledge", &event, "--reason", "часы"]).code, Some(0));
    let ran = kept.verify();
    let named =
        format!("warning: record `{event}` is of 2020-01-01T00:00:00Z, and what it is about was filed at ");
    assert!(ran.code == Some(0) && ran.stderr.starts_with(&named), "{}", ran.stderr);
}

#[test]
fn a_file_altered_in_a_packed_export_is_named_when_it_is_unpacked() {
    let kept = Kept::new();
    for name in ["out.zip", "out.tar"] {
        assert_eq!(kept.on(&["export", &kept.second, "-o", name]).code, Some(0));
        let bytes = fs::read(kept.path(name)).expect("a file");
        let packed = files_of(name, &bytes);
        assert!(packed.iter().any(|(name, _)| name == "ledger.txt"), "{name} has the ledger");
        let unpacked = |what: &str, alter: &dyn Fn(&str, &mut Vec<u8>)| {
            let folder = kept.path(&format!("{name}-{what}"));
            for (name, bytes) in &packed {
                let (path, mut bytes) = (folder.join(name), bytes.clone());
                alter(name, &mut bytes);
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, bytes).expect("a file");
            }
            kept.on(&["verify", "--export", &folder.display().to_string()])
        };
        let whole = unpacked("whole", &|_, _| ());
        assert_eq!((whole.code, whole.stderr.as_str()), (Some(0), ""), "{name}");
        for (altered, _) in &packed {
            let ran = unpacked(&altered.replace('/', "_"), &|name, bytes| {
                if name == altered {
                    match bytes.first_mut() {
                        Some(first) => *first ^= 1,
                        None => bytes.push(b'?'),
                    }
                }
            });
            let short = altered.split_once('/').map_or("ledger", |(bag, _)| bag);
            assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{name}: {altered}");
            assert!(ran.stderr.contains(short), "{name}: {altered}: {}", ran.stderr);
        }
    }
}

/// The files of a ZIP or TAR.
fn files_of(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let read = |file: &mut dyn Read| {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it can be read");
        bytes
    };
    if name.ends_with(".zip") {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
        let files = (0..zip.len()).map(|index| {
            let mut file = zip.by_index(index).expect("a file");
            (file.name().expect("a name").into_owned(), read(&mut file))
        });
        return files.collect();
    }
    let mut tar = tar::Archive::new(bytes);
    let files = tar.entries().expect("a TAR").map(|file| {
        let mut file = file.expect("a file");
        let path = file.path().expect("a path").display().to_string();
        (path, read(&mut file))
    });
    files.collect()
}
