//! A build without the feature `tables` says so, wherever it is asked for a table.

use std::fs;

use crate::harness::{folder_with, run};

#[test]
fn a_table_is_refused_by_name_wherever_it_is_named() {
    let brief = "title = \"Т\"\n[[sides]]\nname = \"А\"\nmembers_from = \"people.csv\"\n";
    let folder = folder_with("visit.toml", brief);
    fs::write(folder.path().join("people.csv"), "Ф.И.О.\nИван\n").expect("a file");
    fs::write(folder.path().join("plain.toml"), "title = \"Т\"\n[[sides]]\nname = \"А\"\n").expect("a file");
    for arguments in [
        ["import", "people.csv"].as_slice(),
        &["check", "visit.toml"],
        &["build", "plain.toml", "--each", "people.csv"],
    ] {
        let ran = run(folder.path(), arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        let said = "people.csv` is a table, and this build of spravka cannot read tables";
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
}

#[test]
fn no_table_is_written() {
    let folder = folder_with("plain.toml", "");
    let ran = run(folder.path(), &["new", "--table", "visit.xlsx"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("this build of spravka cannot write tables"), "{}", ran.stderr);
    assert!(!folder.path().join("visit.xlsx").exists());
}

#[test]
fn the_rows_of_a_toml_file_need_no_tables() {
    let letter = r#"title = "Приём"
date = 2026-12-01
[meeting]
date = 2026-12-16
[invitation]
text = "Приглашаю."
"#;
    let folder = folder_with("letter.toml", letter);
    let guests = r#"[[guests]]
recipient.name = "Эрвину Талмаро"
[[guests]]
recipient.name = "Лиане Воссель"
"#;
    fs::write(folder.path().join("guests.toml"), guests).expect("a file");
    let ran = run(folder.path(), &["build", "letter.toml", "-t", "invitation", "--each", "guests.toml"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout, "letter.invitation.ru.1.pdf\nletter.invitation.ru.2.pdf\n");
}
