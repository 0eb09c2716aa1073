//! Who may read what is written: a file that is replaced keeps its rights, and a new one of a marked brief is
//! its owner's alone.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::harness::{Ran, assert_reference, folder_with, run};

const BRIEF: &str = "title = \"Встреча\"\nlanguages = [\"ru\"]\nstatus = \"draft\"\n[[sides]]\nname = \"Хозяева\"\n\
                     [[agenda]]\nid = \"a\"\ntopic = \"Вопрос\"\n[meeting]\ndate = 2026-03-15\n";
const MARKED: &str = "[marking]\ntext = \"Для служебного пользования\"\n";

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("a mode");
}

/// Runs a script of the shell with the usual mask, in which `spravka` is the program.
fn script(folder: &Path, script: &str) -> Ran {
    let script = format!("umask 022; spravka() {{ '{}' \"$@\"; }}; {script}", env!("CARGO_BIN_EXE_spravka"));
    Command::new("sh").current_dir(folder).args(["-c", &script]).output().expect("a shell").into()
}

#[test]
fn a_paper_that_is_replaced_keeps_its_rights() {
    let folder = folder_with("visit.toml", BRIEF);
    let paper = folder.path().join("memo.pdf");
    for kept in [0o600, 0o640, 0o664, 0o666] {
        fs::write(&paper, "%PDF-1.7 an older paper").expect("a paper");
        set_mode(&paper, kept);
        let ran = script(folder.path(), "spravka build visit.toml -o memo.pdf");
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        assert_eq!(mode(&paper), kept);
        assert!(fs::read(&paper).expect("a paper").len() > 1000);
    }
}

#[test]
fn a_brief_that_is_closed_and_an_export_that_is_replaced_keep_their_rights() {
    let folder = folder_with("visit.toml", BRIEF);
    let (brief, export) = (folder.path().join("visit.toml"), folder.path().join("visit.json"));
    fs::write(&export, "{}").expect("an export");
    [&brief, &export].into_iter().for_each(|path| set_mode(path, 0o600));
    let ran =
        script(folder.path(), "spravka close visit.toml && spravka export visit.toml -f json -o visit.json");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!((mode(&brief), mode(&export)), (0o600, 0o600));
    assert!(fs::read_to_string(&brief).expect("a brief").len() > BRIEF.len());
}

#[test]
fn what_is_read_only_is_not_replaced() {
    let folder = folder_with("visit.toml", BRIEF);
    let mut said = String::new();
    for (name, arguments) in [
        ("memo.pdf", ["build", "visit.toml", "-o", "memo.pdf"].as_slice()),
        ("visit.memo.ru.pdf", &["build", "visit.toml"]),
        ("visit.json", &["export", "visit.toml", "-f", "json", "-o", "visit.json"]),
        ("visit.toml", &["close", "visit.toml"]),
    ] {
        let path = folder.path().join(name);
        if name != "visit.toml" {
            fs::write(&path, "%PDF-1.7 an older paper").expect("a file");
        }
        set_mode(&path, 0o444);
        let before = fs::read(&path).expect("a file");
        let ran = run(folder.path(), arguments);
        assert_eq!(ran.code, Some(3), "{name}");
        assert_eq!((mode(&path), fs::read(&path).expect("a file")), (0o444, before), "{name}");
        said += &ran.stderr;
    }
    assert_reference("command-line/read-only.stderr", &said);
}

#[test]
fn what_cannot_be_read_is_not_replaced() {
    let folder = folder_with("visit.toml", BRIEF);
    let paper = folder.path().join("memo.pdf");
    fs::write(&paper, "a text").expect("a file");
    set_mode(&paper, 0o200);
    // The superuser reads it nevertheless, and sees that it is not a paper.
    let code = if fs::read(&paper).is_ok() { 2 } else { 3 };
    assert_eq!(run(folder.path(), &["build", "visit.toml", "-o", "memo.pdf"]).code, Some(code));
    set_mode(&paper, 0o600);
    assert_eq!(fs::read_to_string(&paper).expect("a file"), "a text");
}

#[test]
fn new_files_of_a_marked_brief_are_private_unless_the_settings_say_otherwise() {
    let commands = "spravka build visit.toml --with-source -o out/memo.pdf && \
                    spravka export visit.toml -f json -o visit.json && \
                    spravka template eject visit.toml -o own && \
                    spravka extract out/memo.pdf -o again";
    let made = ["out/memo.pdf", "visit.json", "own", "own/view.json", "again", "again/brief/brief.toml"];
    for (marking, settings, private) in [
        ("", "", false),
        (MARKED, "", true),
        (MARKED, "private = \"none\"\n", false),
        ("", "private = \"all\"\n", true),
        ("[papers.memo]\nmarking = false\n", "private = \"marked\"\n", false),
    ] {
        let folder = folder_with("visit.toml", &format!("{BRIEF}{marking}"));
        fs::write(folder.path().join("spravka.toml"), settings).expect("settings");
        let ran = script(folder.path(), commands);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        for name in made {
            let path = folder.path().join(name);
            let usual = if path.is_dir() { 0o755 } else { 0o644 };
            let expected = if private { usual & 0o700 } else { usual };
            assert_eq!(mode(&path), expected, "{name} with `{marking}` and `{settings}`");
        }
        assert_eq!(mode(&folder.path().join("out")), 0o755);
    }
}

#[test]
fn a_paper_that_is_not_yet_complete_has_no_wider_rights_than_the_complete_one() {
    for (marking, older, expected) in
        [("", None, 0o644), (MARKED, None, 0o600), ("", Some(0o600), 0o600), ("", Some(0o640), 0o640)]
    {
        let folder = folder_with("visit.toml", &format!("{BRIEF}{marking}"));
        if let Some(older) = older {
            fs::write(folder.path().join("memo.pdf"), "%PDF").expect("a paper");
            set_mode(&folder.path().join("memo.pdf"), older);
        }
        // The system ends the process at the first block of the file.
        let ran = script(folder.path(), "ulimit -f 1; spravka build visit.toml -o memo.pdf");
        assert_ne!(ran.code, Some(0));
        let entries =
            fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("an entry").path());
        let left: Vec<_> = entries.filter(|path| path.to_string_lossy().ends_with(".part")).collect();
        assert_eq!(left.iter().map(|path| mode(path)).collect::<Vec<_>>(), [expected], "{marking} {older:?}");
    }
}
