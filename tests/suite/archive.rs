//! The archive: records are never changed, and `verify` proves it.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use proptest::prelude::{ProptestConfig, prop, prop_assert, proptest};
use spravka::internals::archive::id::Id;
use tempfile::TempDir;

use crate::harness::{Ran, anonymous, assert_reference, copy_pictures, folder, project, run, seed};

/// A folder with the full-featured brief, its pictures, and an empty archive.
fn archive() -> TempDir {
    let folder = folder();
    copy_pictures(folder.path());
    fs::copy(project().join("briefs/full.toml"), folder.path().join("full.toml")).expect("a copy");
    assert_eq!(run(folder.path(), &["archive", "init", "store"]).code, Some(0));
    folder
}

/// Runs a command on the archive.
fn on(folder: &Path, arguments: &[&str]) -> Ran {
    run(folder, &[&["archive", "--archive", "store"], arguments].concat())
}

/// Files a paper and returns the id of its record.
fn file(folder: &Path, arguments: &[&str]) -> String {
    let ran = on(folder, &[&["add", "full.toml"], arguments].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    ran.stdout.trim().to_owned()
}

/// Every file below a folder, with its contents.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(tree(&path))
        } else {
            found.push((path.clone(), fs::read(&path).expect("a file")))
        }
    }
    found.sort();
    found
}

fn bag(folder: &Path, id: &str) -> PathBuf {
    let year = id.parse::<Id>().expect("an id").year();
    folder.join(format!("store/records/{year}/{id}"))
}

#[test]
fn a_record_has_all_metadata_of_its_paper() {
    let folder = archive();
    let terms = [
        "-l",
        "all",
        "--case",
        "04-12",
        "--retention",
        "постоянно",
        "--basis",
        "ст. 12",
        "--marking-until",
        "2031-03-18",
    ];
    let id = file(folder.path(), &terms);
    let record = fs::read_to_string(bag(folder.path(), &id).join("data/record.toml")).expect("a record");
    let hashes = regex::Regex::new("sha256 = \"[0-9a-f]{64}\"").expect("a pattern");
    let sizes = regex::Regex::new("bytes = [0-9]+").expect("a pattern");
    let record = hashes.replace_all(&record, "sha256 = \"<hash>\"").into_owned();
    assert_reference("archive/record.toml", &anonymous(&sizes.replace_all(&record, "bytes = <bytes>")));
    let text = fs::read_to_string(bag(folder.path(), &id).join("data/text/summary.ru.txt")).expect("a text");
    assert_reference("archive/summary.ru.txt", &text);
    let names: Vec<_> = tree(&bag(folder.path(), &id))
        .into_iter()
        .map(|(path, _)| path.strip_prefix(bag(folder.path(), &id)).expect("within").display().to_string())
        .collect();
    assert_reference("archive/bag.txt", &(names.join("\n") + "\n"));
}

#[test]
fn events_are_sibling_bags_and_the_record_stays_unchanged() {
    let folder = archive();
    let old = file(folder.path(), &[]);
    let before = tree(&bag(folder.path(), &old));
    let ran = on(folder.path(), &["supersede", &old, "full.toml", "--reason", "уточнён срок"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let new = ran.stdout.trim().to_owned();
    let again = on(folder.path(), &["supersede", &old, "full.toml", "--reason", "ещё раз"]);
    let annulled = on(folder.path(), &["annul", &new, "--reason", "отозвано"]);
    let twice = on(folder.path(), &["annul", &new, "--reason", "отозвано"]);
    assert_eq!((again.code, annulled.code, twice.code), (Some(2), Some(0), Some(2)));
    assert_eq!(tree(&bag(folder.path(), &old)), before);
    let show = |id: &str| {
        let shown = on(folder.path(), &["show", id]).stdout;
        let events = shown.find("[[later]]").expect("what happened later");
        let link = shown
            .find("[supersedes]")
            .map_or("", |start| shown[start..].split("\n\n").next().unwrap_or_default());
        format!("{link}\n{}", &shown[events..])
    };
    let output = format!("{}{}{}{}", again.stderr, twice.stderr, show(&old), show(&new));
    assert_reference("archive/history.txt", &anonymous(&output));
    let ran = on(folder.path(), &["verify", "--rebuild"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
}

#[test]
fn what_cannot_be_archived_is_refused_with_every_reason() {
    let folder = archive();
    let draft = "title = \"Встреча\"\nlanguages = [\"ru\"]\n\n[[sides]]\nname = \"Хозяева\"\n\n\
        [[agenda]]\ntopic = \"Разное\"\n";
    fs::write(folder.path().join("draft.toml"), draft).expect("a brief");
    let before = tree(&folder.path().join("store"));
    let refusals = [
        &["add", "draft.toml", "-t", "summary,memo", "--number", "7"][..],
        &["add", "full.toml", "--number", "7"],
        &["add", "gone.toml"],
        &["add", "full.toml", "-t", "sumary"],
        &["show", "01a204a6-d230-7489-8a9c-958e668e2b0b"],
        &["annul", "01a204a6-d230-7489-8a9c-958e668e2b0b", "--reason", "нет такой"],
        &["verify", "01a204a6-d230-7489-8a9c-958e668e2b0b"],
        &["attach", "01a204a6-d230-7489-8a9c-958e668e2b0b", "draft.toml"],
        &["export", "01a204a6-d230-7489-8a9c-958e668e2b0b", "-o", "out"],
    ];
    let mut output = String::new();
    for arguments in refusals {
        let ran = on(folder.path(), arguments);
        assert_eq!(ran.stdout, "", "{arguments:?}");
        output += &format!(
            "$ archive {}\n{}exit {}\n\n",
            arguments.join(" "),
            ran.stderr,
            ran.code.expect("a code")
        );
    }
    assert_reference("archive/refusals.stderr", &output);
    let after = tree(&folder.path().join("store"));
    let lock = folder.path().join("store/lock");
    assert_eq!(after.into_iter().filter(|(path, _)| *path != lock).collect::<Vec<_>>(), before);
}

#[test]
fn the_number_option_is_never_lost_and_never_overrides_another_number() {
    let folder = archive();
    let brief = |number: &str| {
        let text = format!(
            "title = \"Встреча\"\nlanguages = [\"ru\"]\nstatus = \"final\"\ndate = 2026-03-15\n{number}\n\
            [[sides]]\nname = \"Хозяева\"\n"
        );
        fs::write(folder.path().join("visit.toml"), text).expect("a brief");
        on(folder.path(), &["add", "visit.toml", "-t", "memo", "--number", "7"])
    };
    for number in
        ["number = { ru = \"5\" }", "number = { ru = \"7\", kk = \"5\" }", "papers.memo.number = \"5\""]
    {
        let ran = brief(number);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{number}");
        assert!(ran.stderr.contains("and `--number` says `7`"), "{}", ran.stderr);
    }
    for number in [
        "number = \"7\"",
        "number = { ru = \"7\" }",
        "number = { unknown = true }",
        "number = \"5\"\npapers.memo.number = { unknown = true }",
    ] {
        let ran = brief(number);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{number}");
        let path = bag(folder.path(), ran.stdout.trim());
        let record = fs::read_to_string(path.join("data/record.toml")).expect("a record");
        assert!(record.contains("\nnumber = \"7\"\n"), "{number}: {record}");
        // Two papers with one number would be said.
        let annulled = on(folder.path(), &["annul", ran.stdout.trim(), "--reason", "ошибка"]);
        assert_eq!(annulled.code, Some(0));
    }
}

#[test]
fn a_picture_with_a_name_that_bags_do_not_allow_is_kept_under_another() {
    // One archive each: the two give the same paper.
    for name in ["50%.png", "a/../images/portrait-1.png"] {
        let folder = archive();
        let brief = fs::read_to_string(folder.path().join("full.toml")).expect("a brief");
        let named = brief.replacen("images/portrait-1.png", name, 1);
        fs::write(folder.path().join("named.toml"), named).expect("a brief");
        fs::create_dir_all(folder.path().join("a")).expect("a folder");
        fs::copy(folder.path().join("images/portrait-1.png"), folder.path().join("50%.png")).expect("a copy");
        let ran = on(folder.path(), &["add", "named.toml", "-t", "memo"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{name}");
        let source = bag(folder.path(), ran.stdout.trim()).join("data/source/brief");
        let kept = fs::read(source.join("pictures/1.png")).expect("the picture");
        assert!(
            kept == fs::read(folder.path().join("images/portrait-1.png")).expect("the picture"),
            "{name}"
        );
        let kept = fs::read_to_string(source.join("brief.toml")).expect("the brief");
        assert!(kept.contains("file = \"pictures/1.png\"") && !kept.contains(name), "{name}");
    }
}

#[test]
fn a_folder_that_is_not_an_archive_or_a_newer_one_is_not_touched() {
    let folder = archive();
    let declaration = folder.path().join("store/spravka-archive.toml");
    let refusals = |folder: &TempDir| {
        let before = tree(folder.path());
        let runs = [on(folder.path(), &["add", "full.toml"]), on(folder.path(), &["verify"])];
        assert_eq!(tree(folder.path()), before);
        runs.map(|ran| format!("{}exit {}\n", ran.stderr, ran.code.expect("a code"))).concat()
    };
    let mut all = String::new();
    for text in ["format = 3\n", "format = \n"] {
        fs::write(&declaration, text).expect("a declaration");
        all += &refusals(&folder);
    }
    fs::remove_file(&declaration).expect("removed");
    all += &refusals(&folder);
    let again = run(folder.path(), &["archive", "init", "store"]);
    let nowhere = run(folder.path(), &["archive", "verify"]);
    all += &format!("{}{}", again.stderr, nowhere.stderr);
    assert_reference("archive/no-archive.stderr", &all);
}

#[test]
fn every_kind_of_damage_is_found_and_named() {
    let folder = archive();
    let id = file(folder.path(), &[]);
    let path = bag(folder.path(), &id);
    let verify = || on(folder.path(), &["verify"]);
    assert_eq!(verify().code, Some(0));
    let mut output = String::new();
    let mut damaged = |what: &str, damage: &dyn Fn(), mend: &dyn Fn()| {
        damage();
        let ran = verify();
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{what}");
        output += &format!("{what}\n{}\n", ran.stderr);
        mend();
        assert_eq!(verify().code, Some(0), "after {what}");
    };
    for name in [
        "data/record.toml",
        "data/papers/summary.ru.pdf",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "bag-info.txt",
        "bagit.txt",
    ] {
        let file = path.join(name);
        let bytes = fs::read(&file).expect("a file");
        let write = |bytes: &[u8]| fs::write(&file, bytes).expect("a file");
        damaged(&format!("altered {name}"), &|| write(&[&bytes[..], b"\n"].concat()), &|| write(&bytes));
        damaged(&format!("missing {name}"), &|| fs::remove_file(&file).expect("gone"), &|| write(&bytes));
    }
    for name in ["data/papers/extra.pdf", "extra.txt"] {
        let file = path.join(name);
        damaged(&format!("extra {name}"), &|| fs::write(&file, "?").expect("a file"), &|| {
            fs::remove_file(&file).expect("gone")
        });
    }
    let stray = folder.path().join("store/records/2026/letter.txt");
    fs::create_dir_all(stray.parent().expect("a folder")).expect("a folder");
    damaged("a stray file", &|| fs::write(&stray, "?").expect("a file"), &|| {
        fs::remove_file(&stray).expect("gone")
    });
    let aside = folder.path().join("aside");
    damaged("a record that is gone", &|| fs::rename(&path, &aside).expect("moved"), &|| {
        fs::rename(&aside, &path).expect("moved")
    });
    let output = output.replace(&folder.path().display().to_string(), "<folder>");
    assert_reference("archive/damage.stderr", &anonymous(&output));
}

#[test]
fn records_are_exported_complete_to_a_folder_a_zip_and_a_tar() {
    let folder = archive();
    let id = file(folder.path(), &[]);
    for target in ["out", "out.zip", "out.tar"] {
        let ran = on(folder.path(), &["export", &id, "-o", target]);
        assert_eq!((ran.code, ran.stdout.trim()), (Some(0), target), "{}", ran.stderr);
    }
    for target in ["out.tar.gz", "out.tgz", "PAPERS.TGZ", "out.zip/"] {
        let ran = on(folder.path(), &["export", &id, "-o", target]);
        // A folder that has the name of a file there cannot be made.
        let expected = if target == "out.zip/" { (Some(2), "") } else { (Some(0), target) };
        assert_eq!((ran.code, ran.stdout.trim()), expected, "{}", ran.stderr);
    }
    let read = |name: &str| fs::read(folder.path().join(name)).expect("a file");
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(read("out.tar.gz").as_slice()).read_to_end(&mut unpacked).expect("gzip");
    assert!(unpacked == read("out.tar"), "what is packed is the tar");
    assert!(read("out.tar.gz") == read("out.tgz"), "the same records give the same bytes");
    let bytes = |root: PathBuf| -> Vec<Vec<u8>> { tree(&root).into_iter().map(|(_, bytes)| bytes).collect() };
    assert_eq!(bytes(folder.path().join("out").join(&id)), bytes(bag(folder.path(), &id)));
    let again = on(folder.path(), &["export", &id, "-o", "out.zip"]);
    assert_eq!(again.code, Some(2));
    assert_eq!(
        again.stderr,
        "error: `out.zip` already exists\n = hint: choose another name; nothing was changed\n\n"
    );
    fs::write(bag(folder.path(), &id).join("data/text/summary.ru.txt"), "?").expect("a file");
    let damaged = on(folder.path(), &["export", &id, "-o", "damaged.tar"]);
    assert_eq!(damaged.code, Some(1));
    assert!(!folder.path().join("damaged.tar").exists());
}

#[test]
fn the_number_option_is_printed_on_the_paper_and_written_to_its_source() {
    let folder = archive();
    let brief = "# Записка.\ntitle = \"Встреча\"\nlanguages = [\"ru\"]\nstatus = \"final\"\n\
        date = 2026-03-15\n\n[[sides]]\nname = \"Хозяева\"\n";
    fs::write(folder.path().join("visit.toml"), brief).expect("a brief");
    let ran = on(folder.path(), &["add", "visit.toml", "-t", "memo", "--number", "01-15/123"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let path = bag(folder.path(), ran.stdout.trim());
    let source = fs::read_to_string(path.join("data/source/brief/brief.toml")).expect("the source");
    let number = "number = \"01-15/123\"";
    assert!(source.lines().any(|line| line == number) && !source.contains("Записка."), "{source}");
    let text = fs::read_to_string(path.join("data/text/memo.ru.txt")).expect("a text");
    assert!(text.contains("01-15/123"), "{text}");
}

#[test]
fn the_mapping_for_a_search_engine_has_every_field_of_a_record() {
    let readme = fs::read_to_string(project().join("src/archive/README.md")).expect("the README");
    let block = readme.split("```json\n").find(|block| block.contains("\"mappings\"")).expect("a mapping");
    let mapping: serde_json::Value =
        serde_json::from_str(block.split("```").next().expect("JSON")).expect("JSON");
    let schema = spravka::internals::archive::summary::schema();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        let mut keys: Vec<_> = value["properties"].as_object().expect("properties").keys().cloned().collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(&mapping["mappings"]), keys(&schema));
    assert_eq!(keys(&mapping["mappings"]["properties"]["papers"]), keys(&schema["$defs"]["PaperSummary"]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, rng_seed: seed(), ..ProptestConfig::default() })]

    #[test]
    fn no_signature_file_crashes_the_program(bytes in prop::collection::vec(0_u8.., 0..200)) {
        static FOLDER: std::sync::LazyLock<(TempDir, String)> = std::sync::LazyLock::new(|| {
            let folder = archive();
            let id = file(folder.path(), &[]);
            (folder, id)
        });
        let (folder, id) = &*FOLDER;
        fs::write(folder.path().join("x.p7s"), bytes).expect("a file");
        let ran = on(folder.path(), &["attach", id, "x.p7s"]);
        prop_assert!(ran.code == Some(2), "{:?}", ran);
    }
}
