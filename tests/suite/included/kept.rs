//! What is built, kept and rebuilt for a brief from several files.

use std::fs;

use super::{COMMON, PEOPLE, VISIT, build, ministry, write};
use crate::harness::{assert_reference, run};

#[test]
fn the_source_that_goes_with_a_paper_is_in_one_piece_and_has_nothing_else_of_the_registers() {
    let folder = ministry();
    build(
        folder.path(),
        &["visits/visit.toml", "--with-source", "-o", "out", "--set", "meeting.venue=Резиденция"],
    );
    let paper = "out/visit.memo.ru.pdf";
    let extracted = run(folder.path(), &["extract", paper, "-o", "source"]);
    assert_eq!(extracted.code, Some(0), "{}", extracted.stderr);
    let brief = fs::read_to_string(folder.path().join("source/brief/brief.toml")).expect("a brief");
    assert_reference("included/in-one-piece.toml", &brief);
    assert!(folder.path().join("source/brief/pictures/1.png").is_file());
    let verified = run(folder.path(), &["verify", paper]);
    assert_eq!((verified.code, verified.stderr.as_str()), (Some(0), ""));
}

#[cfg(feature = "archive")]
#[test]
fn a_record_of_the_archive_needs_no_register() {
    let folder = ministry();
    let visit = VISIT.replace("date =", "status = \"final\"\nnumber = \"7\"\ndate =");
    write(&folder, "visits/visit.toml", &visit);
    assert_eq!(run(folder.path(), &["archive", "init", "archive"]).code, Some(0));
    let add = ["archive", "--archive", "archive", "add", "visits/visit.toml", "-t", "memo"];
    let added = run(folder.path(), &add);
    assert_eq!((added.code, added.stderr.as_str()), (Some(0), ""));
    for file in ["people.toml", "organisations.toml", "common.toml"] {
        fs::remove_file(folder.path().join(file)).expect("a file less");
    }
    let verified = run(folder.path(), &["archive", "--archive", "archive", "verify"]);
    assert_eq!(verified.code, Some(0), "{}", verified.stderr);
}

#[test]
fn a_folder_of_briefs_has_no_parts_and_registers_among_them() {
    let folder = ministry();
    fs::rename(folder.path().join("common.toml"), folder.path().join("visits/common.toml")).expect("a move");
    fs::rename(folder.path().join("people.toml"), folder.path().join("visits/people.toml")).expect("a move");
    fs::rename(folder.path().join("portraits"), folder.path().join("visits/portraits")).expect("a move");
    write(&folder, "visits/visit.toml", &VISIT.replace("../common.toml", "common.toml"));
    write(&folder, "visits/other.toml", &VISIT.replace("../common.toml", "./common.toml"));
    for briefs in ["visits", "visits/*.toml"] {
        let ran = run(folder.path(), &["build", briefs, "-o", "out"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        assert_eq!(ran.stdout, "out/other.memo.ru.pdf\nout/visit.memo.ru.pdf\n");
    }
}

#[test]
fn a_paper_is_made_anew_when_something_that_its_brief_takes_in_has_changed() {
    let folder = ministry();
    write(&folder, "visits/alone.toml", "title = \"Отдельно\"\n[[sides]]\nname = \"А\"\n");
    let out = folder.path().join("out");
    let time = |name: &str| fs::metadata(out.join(name)).expect("a file").modified().expect("a time");
    let anew = || {
        let before = ["visit.memo.ru.pdf", "alone.memo.ru.pdf"].map(time);
        build(folder.path(), &["visits", "-o", "out"]);
        let after = ["visit.memo.ru.pdf", "alone.memo.ru.pdf"].map(time);
        [before[0] != after[0], before[1] != after[1]]
    };
    build(folder.path(), &["visits", "-o", "out"]);
    assert_eq!(anew(), [false, false], "nothing has changed");
    write(&folder, "common.toml", &COMMON.replace("согласовать", "обсудить"));
    assert_eq!(anew(), [true, false], "an included file");
    write(&folder, "people.toml", &PEOPLE.replace("Директор", "Начальник"));
    assert_eq!(anew(), [true, false], "a register");
    let nearer = PEOPLE.replace("Ко\"", "Ко (мл.)\"").replace("portraits/", "../portraits/");
    write(&folder, "visits/people.toml", &nearer);
    assert_eq!(anew(), [true, false], "a register nearer than the previous one");
    assert_eq!(anew(), [false, false], "nothing has changed since");
}

#[test]
fn after_the_meeting_outcomes_are_written_into_the_brief_itself() {
    let folder = ministry();
    write(&folder, "common.toml", &format!("{COMMON}\n[[agenda]]\ntopic = \"О центре\"\n"));
    let ran = run(folder.path(), &["close", "visits/visit.toml"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let common = fs::read_to_string(folder.path().join("common.toml")).expect("a file");
    let visit = fs::read_to_string(folder.path().join("visits/visit.toml")).expect("a file");
    assert!(!common.contains("outcomes") && visit.contains("[[outcomes]]\nitem = 1  # О центре"), "{visit}");
}

#[test]
fn a_paper_for_an_audience_with_a_picture_of_another_folder_is_made_once_more() {
    let folder = ministry();
    build(folder.path(), &["visits/visit.toml", "--with-source", "--audience", "experts", "-o", "out"]);
    let verified = run(folder.path(), &["verify", "out/visit.memo.ru.experts.pdf"]);
    assert_eq!((verified.code, verified.stderr.as_str()), (Some(0), ""));
}

#[test]
fn outcomes_of_an_agenda_from_several_files_are_named_by_ids() {
    let folder = ministry();
    write(&folder, "common.toml", &format!("{COMMON}\n[[agenda]]\ntopic = \"О центре\"\n"));
    write(&folder, "visits/visit.toml", &format!("{VISIT}\n[[agenda]]\ntopic = \"Своё\"\n"));
    let ran = run(folder.path(), &["close", "visits/visit.toml"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stderr.starts_with("error: the agenda of `visits/visit.toml` comes from several files"),
        "{}",
        ran.stderr
    );
}
