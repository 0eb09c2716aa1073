//! Nothing that the program prints for people controls their terminal, wherever it comes from.

use std::fs;

use crate::harness::{assert_reference, folder, run};

/// Commands of a terminal, in both forms; a return; and what turns the order of letters around.
const HOSTILE: &str = "\u{1b}[2J\u{9d}0;x\u{7}\r\u{202e}cod.\u{2066}";

fn is_hostile(character: char) -> bool {
    HOSTILE.contains(character) && !character.is_ascii_graphic()
}

#[test]
fn source_lines_hints_and_file_names_are_printed_without_control_characters() {
    let folder = folder();
    let name = "visit\u{1b}[31m.toml";
    let brief = format!(
        "title = \"Т{}Т\" # {HOSTILE}\ntitel = 1\ninclude = [\"a\\u001B[2Jb.toml\"]\n",
        HOSTILE.replace('\r', "")
    );
    fs::write(folder.path().join(name), brief).expect("a file");
    let lines = "title = \"Т\"\nsides = [{ name = \"А\u{202e}Б\", members = [{ name = \"В\", role = \"\\u001B[1m\\n\" }] }]\n";
    fs::write(folder.path().join("lines.toml"), lines).expect("a file");
    fs::write(folder.path().join("a\u{9b}1m\nerror: x.toml"), lines).expect("a file");
    let included = "include = [\"a\\u009B1m\\nerror: y.toml\"]\ntitle = \"Т\"\nsides = [{ name = \"А\" }]\n";
    fs::write(folder.path().join("included.toml"), included).expect("a file");
    let mut said = String::new();
    for brief in [name, "lines.toml", "a\u{9b}1m\nerror: x.toml", "included.toml", "no\u{1b}]0;x\u{7}.toml"] {
        for format in ["human", "short"] {
            let ran = run(folder.path(), &["check", brief, "--message-format", format]);
            assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{brief:?}");
            assert!(!ran.stderr.contains(is_hostile), "{:?}", ran.stderr);
            said += &ran.stderr;
        }
        let json = run(folder.path(), &["check", brief, "--message-format", "json"]).stderr;
        json.lines().for_each(|line| drop(serde_json::from_str::<serde_json::Value>(line).expect("JSON")));
    }
    assert_reference("command-line/hostile-terminal.stderr", &said);
}

#[cfg(feature = "archive")]
#[test]
fn a_list_of_the_archive_controls_no_terminal_and_starts_no_formula() {
    use crate::archive_shelf::record;
    use spravka::internals::archive::store::{BagName, Store};

    let folder = folder();
    assert_eq!(run(folder.path(), &["archive", "init", "store"]).code, Some(0));
    // An archive of before there were ledgers, so that what lies in it needs no line.
    fs::write(folder.path().join("store/spravka-archive.toml"), "format = 1\n").expect("a declaration");
    fs::remove_file(folder.path().join("store/ledger.txt")).expect("removed");
    let mut hostile = record("memo", "2026-03-15", &format!("Отчёт {HOSTILE}о визите"), &["ru"]);
    hostile.number = Some("=1+1".to_owned());
    hostile.case = Some("@SUM(A1)".to_owned());
    let store = Store::new(folder.path().join("store/records"));
    let payload = store.path(BagName { record: hostile.id, event: None }).join("data");
    fs::create_dir_all(&payload).expect("a folder");
    fs::write(payload.join("record.toml"), toml::to_string(&hostile).expect("TOML")).expect("a file");
    fs::write(payload.join("ru.txt"), format!("О визите {HOSTILE}")).expect("a file");
    let id = hostile.id.to_string();
    let mut said = String::new();
    for arguments in [
        &["list"][..],
        &["search", "визите"],
        &["list", "--format", "csv"],
        &["search", "визите", "--format", "csv"],
    ] {
        let ran = run(folder.path(), &[&["archive", "--archive", "store"], arguments].concat());
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{arguments:?}");
        let is_csv = arguments.contains(&"csv");
        assert!(is_csv || !ran.stdout.contains(is_hostile), "{:?}", ran.stdout);
        said += &ran.stdout.replace(&id, "<id>").replace(is_hostile, "?");
    }
    assert_reference("archive/hostile-list.txt", &said);
}
