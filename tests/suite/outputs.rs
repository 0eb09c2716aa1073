//! Where what is made goes: an ending that names a file of another kind is never the name of a folder.

use std::fs;

use crate::harness::{assert_reference, folder, run};

const BRIEF: &str = "title = \"Встреча\"\nlanguages = [\"ru\"]\ndate = 2026-03-15\n\n[meeting]\ndate = 2026-03-15\n\n[[sides]]\nname = \"Хозяева\"\n";

#[test]
#[cfg_attr(not(feature = "archive"), ignore = "the reference includes the commands of the archive")]
fn the_ending_of_another_kind_of_file_is_an_error_that_says_what_can_be_written() {
    let folder = folder();
    fs::write(folder.path().join("visit.toml"), BRIEF).expect("a brief");
    assert_eq!(
        run(folder.path(), &["build", "visit.toml", "--with-source", "-o", "paper.pdf"]).code,
        Some(0)
    );
    assert_eq!(run(folder.path(), &["archive", "init", "kept"]).code, Some(0));
    fs::create_dir(folder.path().join("there")).expect("a folder");
    let mut said = String::new();
    for arguments in [
        ["build", "visit.toml", "-o", "memo.docx"].as_slice(),
        &["build", "visit.toml", "-o", "x.tgz"],
        &["build", "visit.toml", "-o", "out/x.tar.gz"],
        &["build", "visit.toml", "-o", "MEMO.DOCX"],
        &["extract", "paper.pdf", "-o", "x.zip"],
        &["template", "eject", "visit.toml", "-o", "memo.typ"],
        &["new", "visit.docx"],
        &["new", "visit.pdf"],
        &["archive", "init", "papers.zip"],
        &["export", "visit.toml", "-f", "ics", "-o", "visit.csv"],
        &["export", "visit.toml", "-f", "csv", "-o", "people.xlsx"],
        &["export", "visit.toml", "-f", "json", "-o", "visit.pdf"],
        &["export", "visit.toml", "-f", "json", "-o", "there"],
        &["archive", "--archive", "kept", "export", "019a0000-0000-7000-8000-000000000000", "-o", "x.7z"],
        &["archive", "--archive", "kept", "export", "019a0000-0000-7000-8000-000000000000", "-o", "x.gz"],
    ] {
        let ran = run(folder.path(), arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{arguments:?}: {}", ran.stderr);
        said += &format!("$ spravka {}\n{}", arguments.join(" "), ran.stderr);
    }
    assert_reference("command-line/other-kinds.txt", &said);
    let mut left: Vec<_> = fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    assert_eq!(left, ["kept", "paper.pdf", "there", "visit.toml"], "nothing is made");
}

#[test]
fn a_folder_may_have_a_dot_in_its_name() {
    let folder = folder();
    fs::write(folder.path().join("visit.toml"), BRIEF).expect("a brief");
    fs::create_dir(folder.path().join("old.docx")).expect("a folder");
    for target in ["visit-1.2", "old.docx", "new.docx/", "new.pdf/", "a.b.c", ".hidden"] {
        let ran = run(folder.path(), &["build", "visit.toml", "-o", target]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{target}");
        assert!(folder.path().join(target).join("visit.memo.ru.pdf").is_file(), "{target}");
    }
    let export = ["-o", "out/visit.txt", "-o", "visit.people", "-o", "visit.csv", "-o", "table"];
    for output in export.chunks(2) {
        let ran = run(folder.path(), &[&["export", "visit.toml", "-f", "csv"], output].concat());
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{output:?}");
        assert!(folder.path().join(output[1]).is_file());
    }
    assert_eq!(run(folder.path(), &["new", "visit-1.2"]).stdout, "visit-1.2.toml\n");
}
