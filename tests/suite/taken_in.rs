//! A brief with values from elsewhere: other files, registers, the command line. Every message and every value says where it is from.

use std::fs;
use std::path::Path;

use proptest::prelude::{ProptestConfig, proptest};
use spravka::key_path::KeyPath;
use tempfile::TempDir;

use crate::harness::{assert_reference, folder, project, run, seed};

const PEOPLE: &str = r#"
[ashikbaev]
name = "Ержан Ашикбаев"
position = { ru = "Первый заместитель министра иностранных дел", kk = "Сыртқы істер министрінің бірінші орынбасары" }
organisation = { id = "mfa" }
biography = "Окончил университет."
photo = { file = "portraits/portrait-1.png", alt = "Портрет" }

[ko]
name = "Киёнг Ко"
position = "Директор отдела"

[unused]
name = "Никем Не Названный"
biography = "О нём никто не спрашивал."
"#;

const ORGANISATIONS: &str = "[mfa]\nname = \"Министерство иностранных дел\"\n";

const COMMON: &str = r#"
place = "Астана"
objectives = ["согласовать план"]

[meeting]
city = "Астана"
venue = "Министерство"

[[sides]]
id = "hosts"
name = { id = "mfa" }
host = true

[[sides.members]]
person = "ashikbaev"
head = true
"#;

const VISIT: &str = r#"
title = "Визит рабочей группы"
include = ["../common.toml"]
date = 2026-03-10

[meeting]
venue = "Дом приёмов"

[[sides]]
name = "ЭСКАТО"

[[sides.members]]
person = "ko"
position = "Заместитель директора"

[[sides]]
id = "hosts"
language = "ru"
"#;

/// The same as [`VISIT`] with all that it takes in, in one file.
const IN_ONE_PIECE: &str = r#"
title = "Визит рабочей группы"
date = 2026-03-10
place = "Астана"
objectives = ["согласовать план"]

[meeting]
city = "Астана"
venue = "Дом приёмов"

[[sides]]
id = "hosts"
name = "Министерство иностранных дел"
host = true
language = "ru"

[[sides.members]]
id = "ashikbaev"
name = "Ержан Ашикбаев"
position = { ru = "Первый заместитель министра иностранных дел" }
organisation = "Министерство иностранных дел"
biography = "Окончил университет."
photo = { file = "../portraits/portrait-1.png", alt = "Портрет" }
head = true

[[sides]]
name = "ЭСКАТО"

[[sides.members]]
id = "ko"
name = "Киёнг Ко"
position = "Заместитель директора"
"#;

/// A project with registers and one visit.
fn ministry() -> TempDir {
    let folder = folder();
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    put("spravka.toml", "");
    put("people.toml", PEOPLE);
    put("organisations.toml", ORGANISATIONS);
    put("common.toml", COMMON);
    put("visits/visit.toml", VISIT);
    fs::create_dir(folder.path().join("portraits")).expect("a folder");
    let portrait = "portraits/portrait-1.png";
    fs::copy(project().join("briefs/images/portrait-1.png"), folder.path().join(portrait)).expect("a copy");
    folder
}

fn write(folder: &TempDir, path: &str, text: &str) {
    fs::write(folder.path().join(path), text).expect("a file");
}

/// Builds with these arguments, expecting nothing but success.
fn build(folder: &Path, arguments: &[&str]) {
    let ran = run(folder, &[&["build"], arguments].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_brief_from_several_files_makes_the_same_papers_as_one_in_one_piece() {
    let folder = ministry();
    // A picture above the brief's folder is only for briefs that take something in.
    write(&folder, "visits/whole.toml", &format!("include = [\"../empty.toml\"]\n{IN_ONE_PIECE}"));
    write(&folder, "empty.toml", "");
    build(folder.path(), &["visits/visit.toml", "-t", "all", "-o", "a"]);
    build(folder.path(), &["visits/whole.toml", "-t", "all", "-o", "b"]);
    let mut papers = 0;
    for entry in fs::read_dir(folder.path().join("a")).expect("a folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let other = folder.path().join("b").join(name.replacen("visit", "whole", 1));
        let same = fs::read(folder.path().join("a").join(&name)).ok() == fs::read(other).ok();
        assert!(same, "{name} has other bytes");
        papers += 1;
    }
    assert!(papers >= 6, "{papers} papers");
}

#[test]
fn each_value_is_explained_by_its_file_and_what_it_replaces() {
    let folder = ministry();
    let of_sides = run(
        folder.path(),
        &["check", "visits/visit.toml", "--explain", "sides", "--set", "sides[0].members[0].rank=2"],
    );
    let of_meeting = run(
        folder.path(),
        &["check", "visits/visit.toml", "--explain", "meeting", "--set", "meeting.venue=Резиденция"],
    );
    let of_one =
        run(folder.path(), &["check", "visits/visit.toml", "--explain", "sides[1].members[0].position"]);
    let nothing = run(folder.path(), &["check", "visits/visit.toml", "--explain", "meting.city"]);
    let no_item = run(folder.path(), &["check", "visits/visit.toml", "--explain", "sides[2]"]);
    assert_eq!(
        (of_sides.code, of_one.code, nothing.code, no_item.code),
        (Some(0), Some(0), Some(1), Some(1))
    );
    let all = [of_sides.stdout, of_meeting.stdout, of_one.stdout, nothing.stderr, no_item.stderr];
    assert_reference("taken-in/explained.txt", &all.join("\n"));
}

#[test]
fn a_text_is_replaced_in_all_languages_at_once() {
    let folder = ministry();
    // A new Russian position beside the old Kazakh one would be a wrong position in the Kazakh paper.
    write(
        &folder,
        "visits/two.toml",
        r#"title = { ru = "Визит", kk = "Сапар" }
languages = ["ru", "kk"]
[[sides]]
name = { ru = "Хозяева", kk = "Қабылдаушы" }
[[sides.members]]
person = "ashikbaev"
name = { ru = "Ержан Ашикбаев", kk = "Ержан Ашықбаев" }
organisation = { ru = "Министерство", kk = "Министрлік" }
biography = { ru = "Окончил.", kk = "Бітірген." }
position.ru = "Министр"
photo.alt = { ru = "Портрет", kk = "Портрет" }
"#,
    );
    let ran = run(folder.path(), &["check", "visits/two.toml"]);
    assert_eq!(ran.code, Some(1));
    assert_reference("taken-in/one-language.stderr", &ran.stderr);
}

#[test]
fn what_is_wrong_with_what_is_taken_in_is_said_at_its_place() {
    let folder = ministry();
    write(&folder, "circle.toml", "include = [\"visits/circle.toml\"]\n");
    write(&folder, "a.toml", "place = \"Астана\"\n[meeting]\ncity = \"Астана\"\nsubject = \"Опечатка\"\n");
    write(&folder, "b.toml", "place = \"Алматы\"\n[meeting]\ncity = \"Алматы\"\n");
    write(&folder, "syntax.toml", "place = Астана\n");
    write(&folder, "latin.toml", "[[sides]]\nname = \"Mинистерство\"\n");
    fs::write(folder.path().join("cp1251.toml"), b"place = \"\xc0\"\n").expect("a file");
    let said = |name: &str, text: &str| {
        write(&folder, &format!("visits/{name}.toml"), &format!("title = \"Т\"\n{text}"));
        let ran = run(folder.path(), &["check", &format!("visits/{name}.toml")]);
        assert_eq!(ran.code, Some(i32::from(name != "latin")), "{name}: {}", ran.stderr);
        let root = fs::canonicalize(folder.path()).expect("a folder");
        format!("# {name}\n{}", ran.stderr.replace(&root.display().to_string(), "<project>"))
    };
    let sides = "[[sides]]\nname = \"А\"\n";
    let all = [
        said("circle", "include = [\"../circle.toml\"]\n"),
        said("itself", "include = [\"itself.toml\"]\n"),
        said("missing", "include = [\"../comon.toml\"]\n"),
        said("outside", "include = [\"../../common.toml\"]\n"),
        said("rooted", "include = [\"/etc/passwd\"]\n"),
        said("nothing-named", "include = [\"\"]\n"),
        said("a-folder", "include = [\"../portraits\"]\n"),
        said("no-list", &format!("include = \"../common.toml\"\n{sides}")),
        said("no-names", &format!("include = [1]\n{sides}")),
        said("syntax", "include = [\"../syntax.toml\"]\n"),
        said("other-letters", "include = [\"../cp1251.toml\"]\n"),
        said("conflict", &format!("include = [\"../a.toml\", \"../b.toml\"]\nplace = \"Семей\"\n{sides}")),
        said("latin", "include = [\"../latin.toml\"]\n"),
        said("unknown-person", &format!("{sides}[[sides.members]]\nperson = \"koo\"\n")),
        said("person-of-a-kind", &format!("{sides}[[sides.members]]\nperson = 5\n")),
        said("unknown-organisation", "[[sides]]\nname = { id = \"mid\" }\n"),
    ];
    assert_reference("taken-in/wrong.stderr", &all.concat());
}

#[test]
fn a_register_that_is_wrong_or_missing_is_said_where_it_is_asked_for() {
    let folder = ministry();
    let visit = "title = \"Т\"\n[[sides]]\nname = { id = \"mfa\" }\n[[sides.members]]\nperson = \"ko\"\n";
    write(&folder, "visits/visit.toml", visit);
    let mut all = Vec::new();
    for (people, organisations) in [
        ("[ko]\nposition = \"Директор\"\n", "[mfa]\nshort = \"МИД\"\n"),
        ("ko = \"Киёнг Ко\"\n", "mfa = \"МИД\"\n"),
        ("[ko]\nname = \"Киёнг Ко\"\nperson = \"other\"\n", "[mfa]\nname = 5\n"),
        ("[ko\n", "[mfa]\nname = \"МИД\"\n"),
        ("", ""),
    ] {
        write(&folder, "people.toml", people);
        write(&folder, "organisations.toml", organisations);
        let ran = run(folder.path(), &["check", "visits/visit.toml"]);
        assert_eq!(ran.code, Some(1), "{}", ran.stderr);
        all.push(ran.stderr);
    }
    fs::remove_file(folder.path().join("people.toml")).expect("a file less");
    fs::remove_file(folder.path().join("organisations.toml")).expect("a file less");
    all.push(run(folder.path(), &["check", "visits/visit.toml"]).stderr);
    assert_reference("taken-in/registers.stderr", &all.join("#\n"));
}

#[test]
fn values_of_the_command_line_are_checked_like_any_other() {
    let folder = ministry();
    let check = |values: &[&str]| {
        let values = values.iter().flat_map(|value| ["--set", value]);
        run(folder.path(), &[&["check", "visits/visit.toml"], &values.collect::<Vec<_>>()[..]].concat())
    };
    let right = check(&[
        "title=Другое название = с равенством",
        "number=12",
        "date=2026-04-01",
        "sides[0].members[0].head=false",
        "sides[0].members[0].rank=10-1",
        "objectives=[\"раз\", \"два\"]",
        "place={ unknown = true }",
        "meeting.format=online",
    ]);
    assert_eq!((right.code, right.stderr.as_str()), (Some(0), ""));
    let wrong = check(&[
        "meeting.citi=Алматы",
        "date=завтра",
        "sides[4].name=Гости",
        "sides[0].host=возможно",
        "title[0]=Название",
        "status=finished",
    ]);
    let usage =
        ["title", "=Название", "a b=c", "title=\"Название", "objectives=[1,"].map(|value| check(&[value]));
    assert_eq!(wrong.code, Some(1));
    assert!(usage.iter().all(|ran| ran.code == Some(2)));
    let usage = usage.map(|ran| ran.stderr).concat();
    assert_reference("taken-in/set.stderr", &format!("{}{usage}", wrong.stderr));
}

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
    assert_reference("taken-in/members.txt", &said.join("#\n").replace(&root, "<project>"));
}

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
    assert_reference("taken-in/in-one-piece.toml", &brief);
    assert!(folder.path().join("source/brief/pictures/1.png").is_file());
    let verified = run(folder.path(), &["verify", paper]);
    assert_eq!((verified.code, verified.stderr.as_str()), (Some(0), ""));
}

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
    assert_eq!(anew(), [true, false], "a file that is taken in");
    write(&folder, "people.toml", &PEOPLE.replace("Директор", "Начальник"));
    assert_eq!(anew(), [true, false], "a register");
    let nearer = PEOPLE.replace("Ко\"", "Ко (мл.)\"").replace("portraits/", "../portraits/");
    write(&folder, "visits/people.toml", &nearer);
    assert_eq!(anew(), [true, false], "a register that is nearer than the one before");
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

/// What `check` says of a brief with these files beside it, with its exit code.
fn said(files: &[(&str, &str)], arguments: &[&str]) -> String {
    let folder = folder();
    fs::write(folder.path().join("spravka.toml"), "").expect("a file");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let ran = run(folder.path(), &[&["check", "visits/visit.toml"], arguments].concat());
    format!("exit code {}\n{}{}", ran.code.unwrap_or(-1), ran.stdout, ran.stderr)
}

const SIDE: &str = "[[sides]]\nname = \"А\"\n";

#[test]
fn what_would_be_lost_or_changed_by_putting_files_together_is_said() {
    let with = |text: &str| format!("title = \"Т\"\n{text}\n{SIDE}");
    let two = with(
        "include = [\"i.toml\"]\n[[agenda]]\nid = \"a\"\ntopic = \"Первый\"\n[[agenda]]\nid = \"a\"\ntopic = \"Второй\"\n",
    );
    let number = with(
        "include = [\"i.toml\"]\n[[agenda]]\ntopic = \"Свой\"\n[[outcomes]]\nitem = 1\ntext = \"Итог\"\n",
    );
    let title = format!("include = [\"a.toml\", \"b.toml\", \"c.toml\"]\n{SIDE}");
    let twice = with("").replace("name = \"А\"\n", "name = \"А\"\nmembers_from = \"m.csv\"\n");
    let in_two = format!("title = {{ ru = \"А\", kk = \"Б\" }}\nlanguages = [\"ru\", \"kk\"]\n{SIDE}");
    let unknown = with("").replace("name = \"А\"\n", "name = \"А\"\n[[sides.members]]\nperson = \"p\"\n");
    let cases = [
        (
            "two items with one id",
            said(&[("visits/visit.toml", &two), ("visits/i.toml", "[[agenda]]\ntopic = \"Общий\"\n")], &[]),
        ),
        (
            "a number in an agenda of two files",
            said(
                &[("visits/visit.toml", &number), ("visits/i.toml", "[[agenda]]\ntopic = \"Общий\"\n")],
                &[],
            ),
        ),
        (
            "a contradiction, whatever the order",
            said(
                &[
                    ("visits/visit.toml", &title),
                    ("visits/a.toml", "title = \"А\"\n"),
                    ("visits/b.toml", "title = \"Б\"\n"),
                    ("visits/c.toml", "include = [\"a.toml\"]\ntitle = \"В\"\n"),
                ],
                &[],
            ),
        ),
        (
            "an error and a warning at one place",
            said(&[("visits/visit.toml", &twice), ("visits/m.csv", "Код,Ф.И.О.\na,Иван\na,Иван\n")], &[]),
        ),
        (
            "a text set in each of its languages",
            said(
                &[("visits/visit.toml", &in_two)],
                &["--set", "title.ru=В", "--set", "title.kk=Г", "--explain", "title"],
            ),
        ),
        (
            "files taken in by the command line",
            said(&[("visits/visit.toml", &with(""))], &["--set", "include=[\"none.toml\"]"]),
        ),
        (
            "a value and unknown in one",
            said(
                &[
                    ("visits/visit.toml", &unknown),
                    ("people.toml", "[p]\nname = \"П\"\nposition = { unknown = true, ru = \"Посол\" }\n"),
                ],
                &[],
            ),
        ),
        (
            "an explanation with what is wrong",
            said(
                &[("visits/visit.toml", &unknown), ("people.toml", "[q]\nname = \"П\"\n")],
                &["--explain", "sides"],
            ),
        ),
        (
            "a meeting of eight thousand years",
            said(
                &[("visits/visit.toml", &with("[meeting]\ndate = 2026-01-01\nend_date = 9999-12-29\n"))],
                &[],
            ),
        ),
        (
            "people of several sides",
            said(
                &[("visits/visit.toml", &twice), ("visits/m.csv", "Сторона;Ф.И.О.\nА;Хозяин\nБ;Гость\n")],
                &[],
            ),
        ),
        ("a place on one computer", {
            let file = "[[illustrations]]\nfile = \"/etc/passwd\"\nalt = \"П\"\n";
            said(&[("visits/visit.toml", &with("include = [\"../i.toml\"]\n")), ("i.toml", file)], &[])
        }),
    ];
    let all: String = cases.iter().map(|(name, said)| format!("# {name}\n{said}\n")).collect();
    assert_reference("taken-in/lost.txt", &all);
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

#[test]
fn chains_of_files_and_of_keys_end_somewhere() {
    let folder = folder();
    for number in 0..2000 {
        let text = format!("include = [\"{}.toml\"]\n", number + 1);
        fs::write(folder.path().join(format!("{number}.toml")), text).expect("a file");
    }
    fs::write(folder.path().join("2000.toml"), format!("title = \"Т\"\n{SIDE}")).expect("a file");
    let ran = run(folder.path(), &["check", "0.toml"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.starts_with("error: `51.toml` is taken in by a file"), "{}", ran.stderr);
    let keys = vec!["a"; 40_000].join(".");
    let ran = run(folder.path(), &["check", "2000.toml", "--set", &format!("{keys}=1")]);
    assert_eq!(ran.code, Some(2));
    fs::write(folder.path().join("rows.csv"), format!("{keys}\n1\n")).expect("a file");
    assert_eq!(run(folder.path(), &["check", "2000.toml", "--each", "rows.csv"]).code, Some(1));
}

#[test]
fn briefs_that_take_in_each_other_are_not_passed_over() {
    let folder = folder();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("a.toml", "include = [\"b.toml\"]\n");
    write("b.toml", "include = [\"a.toml\"]\n");
    write("x.toml", &format!("title = \"Т\"\ninclude = [\"x.toml\"]\n{SIDE}"));
    write("y.toml", &format!("title = \"Т\"\ninclude = [\"z.toml\"]\n{SIDE}"));
    write("z.toml", "place = \"Астана\"\n");
    let ran = run(folder.path(), &["build", ".", "-o", "out"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), "out/y.memo.ru.pdf\n"));
    assert_eq!(ran.stderr.matches("takes itself in").count(), 3, "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn links_are_followed_within_the_project_and_noticed_when_they_lead_elsewhere() {
    use std::os::unix::fs::symlink;
    let (folder, outside) = (ministry(), folder());
    let link = folder.path().join("current.toml");
    let point = |target: &str| {
        let _ = fs::remove_file(&link);
        symlink(target, &link).expect("a link");
    };
    write(&folder, "v1.toml", "place = \"Осло\"\n");
    write(&folder, "v2.toml", "place = \"Берлин\"\n");
    point("v1.toml");
    write(&folder, "visits/visit.toml", &format!("title = \"Т\"\ninclude = [\"../current.toml\"]\n{SIDE}"));
    write(&folder, "visits/other.toml", &format!("title = \"Т\"\n{SIDE}"));
    build(folder.path(), &["visits", "-o", "out"]);
    let paper = || fs::read(folder.path().join("out/visit.memo.ru.pdf")).expect("a paper");
    let before = paper();
    point("v2.toml");
    build(folder.path(), &["visits", "-o", "out"]);
    assert!(before != paper(), "the link leads to another file");

    fs::write(outside.path().join("people.toml"), PEOPLE).expect("a file");
    write(
        &folder,
        "visits/visit.toml",
        &format!("title = \"Т\"\n{SIDE}[[sides.members]]\nperson = \"ko\"\n"),
    );
    symlink(outside.path().join("people.toml"), folder.path().join("visits/people.toml")).expect("a link");
    let out_of_it = run(folder.path(), &["check", "visits/visit.toml"]);
    fs::remove_file(outside.path().join("people.toml")).expect("a file less");
    let to_nothing = run(folder.path(), &["check", "visits/visit.toml"]);
    assert_eq!((out_of_it.code, to_nothing.code), (Some(1), Some(1)));
    assert!(out_of_it.stderr.contains("`people.toml` leads out of the project"), "{}", out_of_it.stderr);
    assert!(to_nothing.stderr.contains("there is no file `people.toml`"), "{}", to_nothing.stderr);
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
        ran.stderr.starts_with("error: the agenda of `visits/visit.toml` is from several files"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_path_is_read_as_it_is_written() {
    for written in
        ["title", "sides[0].members[12].position.kk", "papers.programme-organisers.date", "a[0][1]"]
    {
        assert_eq!(written.parse::<KeyPath>().map(|path| path.to_string()).as_deref(), Ok(written));
    }
    let wrong = [
        "", ".", "a.", ".a", "a..b", "[0]", "a[", "a[]", "a[x]", "a[+1]", "a[-1]", "a[0", "a[0]b", "a b",
        "a]",
    ];
    for written in wrong {
        assert!(written.parse::<KeyPath>().is_err(), "{written}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, rng_seed: seed(), ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_path_that_is_written_the_same_or_none(written in r"[a-zя_0-9.\[\]\-]{0,12}") {
        if let Ok(path) = written.parse::<KeyPath>() {
            let again = path.to_string();
            // Only zeros before a number are not kept.
            assert_eq!(again.parse::<KeyPath>(), Ok(path));
        }
    }
}
