//! Members from a table.

use std::fs;

use super::{build, ministry, said, write};
use crate::harness::{assert_reference, run};

#[test]
fn members_of_a_table_follow_those_of_the_side_and_every_problem_names_their_cell() {
    let folder = ministry();
    let visit = "title = \"Т\"\n[[sides]]\nname = \"А\"\nmembers_from = \"../lists/delegation.csv\"\n[[sides.members]]\nname = \"Глава\"\nhead = true\n";
    write(&folder, "visits/visit.toml", visit);
    fs::create_dir(folder.path().join("lists")).expect("a folder");
    let list = "№;Ф.И.О.;Должность;Организация;Роль;Код\n1;Киёнг Ко;Директор;ЭСКАТО;;ko\n2;Анна Ли;;ЭСКАТО;переводчик;\n";
    write(&folder, "lists/delegation.csv", list);
    let explained = run(
        folder.path(),
        &[
            "check",
            "visits/visit.toml",
            "--explain",
            "sides",
            "--set",
            "sides[0].members[1].position=Советник",
        ],
    );
    assert_eq!((explained.code, explained.stderr.as_str()), (Some(0), ""));
    build(folder.path(), &["visits/visit.toml", "-t", "participants", "--with-source", "-o", "out"]);
    let verified = run(folder.path(), &["verify", "out/visit.participants.ru.pdf"]);
    assert_eq!((verified.code, verified.stderr.as_str()), (Some(0), ""));
    let mut said = vec![explained.stdout];
    let wrong = "Ф.И.О.;Должность;Код;Ранг\nКиёнг Ко;Диpектор;ko;\nАнна Ли;;ko;первый\n";
    write(&folder, "lists/delegation.csv", wrong);
    said.push(run(folder.path(), &["check", "visits/visit.toml"]).stderr);
    write(&folder, "lists/delegation.csv", &wrong.replace("первый", "1"));
    for members_from in
        ["../lists/delegation.csv", "../lists/delegation.cvs", "../../delegation.csv", "../common.toml", ""]
    {
        write(&folder, "visits/visit.toml", &visit.replace("../lists/delegation.csv", members_from));
        said.push(run(folder.path(), &["check", "visits/visit.toml"]).stderr);
    }
    for members_from in
        ["5", "{ file = \"../lists/delegation.csv\", sheet = \"Лист1\" }", "{ sheet = \"А\" }"]
    {
        write(&folder, "visits/visit.toml", &visit.replace("\"../lists/delegation.csv\"", members_from));
        said.push(run(folder.path(), &["check", "visits/visit.toml"]).stderr);
    }
    let root = fs::canonicalize(folder.path()).expect("a folder").display().to_string();
    assert_reference("included/members.txt", &said.join("#\n").replace(&root, "<project>"));
}

#[test]
fn a_table_of_members_is_named_as_a_whole() {
    let side = "[[sides]]\nid = \"host\"\nname = \"А\"\n";
    let common = format!("{side}members_from = {{ file = \"list.csv\" }}\n");
    let visit = "title = \"Т\"\ninclude = [\"../common/common.toml\"]\n[[sides]]\nid = \"host\"\nmembers_from.sheet = \"З\"\n";
    let files = [
        ("visits/visit.toml", visit),
        ("common/common.toml", common.as_str()),
        ("common/list.csv", "Ф.И.О.\nИван Общий\n"),
        ("visits/list.csv", "Ф.И.О.\nПётр Чужой\n"),
    ];
    let explained = said(&files, &["--explain", "sides"]);
    assert!(explained.starts_with("exit code 1\n") && !explained.contains("Чужой"), "{explained}");
    let whole = [
        (files[0].0, "title = \"Т\"\ninclude = [\"../common/common.toml\"]\n"),
        files[1],
        files[2],
        files[3],
    ];
    assert!(said(&whole, &["--explain", "sides"]).contains("Иван Общий"));
}
