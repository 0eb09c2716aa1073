//! Mail merge: a paper for each row of a table, with the values of that row and of no other.

use std::fs;
use std::path::Path;

use spravka::internals::provenance::pdf_attachments::attachments;
use tempfile::TempDir;

use crate::harness::{Ran, assert_reference, folder, run, run_with_input};

const LETTER: &str = r#"title = { ru = "Приём по случаю Дня независимости", kk = "Тәуелсіздік күніне орай қабылдау" }
languages = ["ru", "kk"]
status = "final"
date = 2026-12-01

[meeting]
date = 2026-12-16
start = "18:00"

[invitation]
text = { ru = "Имею честь пригласить Вас на приём.", kk = "Сізді қабылдауға шақыруды мәртебе санаймын." }
"#;

const GUESTS: &str = "recipient.name.ru;recipient.name.kk;recipient.position;recipient.salutation;number
Эрвину Талмаро;Эрвин Талмаро;;Уважаемый господин Талмаро!;01-1/1
Лиане Воссель;Лиана Воссель;Послу;Уважаемая госпожа Воссель!;01-1/2
Йонасу Треллю;Йонас Трелль;Советнику;Уважаемый господин Трелль!;01-1/3
";

fn desk() -> TempDir {
    let folder = folder();
    fs::write(folder.path().join("letter.toml"), LETTER).expect("a file");
    fs::write(folder.path().join("guests.csv"), GUESTS).expect("a file");
    folder
}

/// Makes invitations with these arguments.
fn invite(folder: &Path, arguments: &[&str]) -> Ran {
    run(folder, &[&["build", "letter.toml", "-t", "invitation"], arguments].concat())
}

/// Makes invitations, expects success, and returns their paths.
fn build(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let ran = invite(folder, arguments);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    ran.stdout.lines().map(str::to_owned).collect()
}

/// The brief that is attached to a paper.
fn source(folder: &Path, paper: &str) -> String {
    let files = attachments(&fs::read(folder.join(paper)).expect("a paper")).expect("attachments");
    let brief = files.into_iter().find(|(name, _)| name == "brief.toml").expect("a brief").1;
    String::from_utf8(brief).expect("UTF-8")
}

#[test]
fn each_row_has_its_letter_with_its_own_values() {
    let folder = desk();
    let papers = build(folder.path(), &["--each", "guests.csv", "-l", "all", "-o", "out", "--with-source"]);
    let expected = [2, 3, 4]
        .into_iter()
        .flat_map(|row| ["ru", "kk"].map(|language| format!("out/letter.invitation.{language}.{row}.pdf")));
    assert_eq!(papers, expected.collect::<Vec<_>>());
    let people = ["Талмаро", "Воссель", "Трелл"];
    for (row, own) in [(2, "Талмаро"), (3, "Воссель"), (4, "Трелл")] {
        let source = source(folder.path(), &format!("out/letter.invitation.ru.{row}.pdf"));
        for name in people {
            assert_eq!(source.contains(name), name == own, "{source}");
        }
    }
    let all: Vec<_> = papers.iter().map(String::as_str).collect();
    let verified = run(folder.path(), &[&["verify"], &all[..]].concat());
    assert_eq!((verified.code, verified.stderr.as_str()), (Some(0), ""));
}

#[test]
fn rows_of_toml_are_rows_like_any_other() {
    let folder = desk();
    let toml = r#"
[[guests]]
number = "01-1/1"
recipient.name = { ru = "Эрвину Талмаро", kk = "Эрвин Талмаро" }
recipient.salutation = "Уважаемый господин Талмаро!"

[[guests]]
number = "01-1/2"
recipient.position = "Послу"
recipient.name = { ru = "Лиане Воссель", kk = "Лиана Воссель" }
recipient.salutation = "Уважаемая госпожа Воссель!"

[[guests]]
number = "01-1/3"
[guests.recipient]
name.ru = "Йонасу Треллю"
name.kk = "Йонас Трелль"
position = "Советнику"
salutation = "Уважаемый господин Трелль!"
"#;
    fs::write(folder.path().join("guests.toml"), toml).expect("a file");
    build(folder.path(), &["--each", "guests.csv", "-o", "a", "--name", "{number}.pdf"]);
    build(folder.path(), &["--each", "guests.toml", "-o", "b", "--name", "{number}.pdf"]);
    for number in 1..=3 {
        let read = |place: &str| {
            fs::read(folder.path().join(place).join(format!("01-1-{number}.pdf"))).expect("a paper")
        };
        assert!(read("a") == read("b"), "letter {number}");
    }
}

#[test]
fn nobody_gets_by_chance_what_the_brief_says_of_another() {
    let folder = desk();
    let whole = "[recipient]\nname = \"Всем\"\nposition = \"Министру\"\nsalutation = \"Уважаемый господин Иванов!\"\n";
    fs::write(folder.path().join("letter.toml"), format!("{LETTER}\n{whole}")).expect("a file");
    let table = "recipient.name\nЭрвину Талмаро\nЛиане Воссель\n";
    fs::write(folder.path().join("names.csv"), table).expect("a file");
    let only_names = run(folder.path(), &["check", "letter.toml", "--each", "names.csv"]);
    let blank = invite(folder.path(), &["--each", "guests.csv", "-o", "out"]);
    assert_eq!((only_names.code, blank.code), (Some(1), Some(1)));
    // The rows that state every value themselves have their letters.
    let made = blank.stdout.lines().collect::<Vec<_>>();
    assert_eq!(made, ["out/letter.invitation.ru.3.pdf", "out/letter.invitation.ru.4.pdf"]);
    let said = format!("{}# blank\n{}", only_names.stderr, blank.stderr);
    assert_reference("included/blank.stderr", &said);
}

#[test]
fn only_the_rows_that_have_changed_are_made_anew() {
    let folder = desk();
    let times = || {
        let time = |row: u8| {
            let path = folder.path().join(format!("out/letter.invitation.ru.{row}.pdf"));
            fs::metadata(path).expect("a paper").modified().expect("a time")
        };
        [2, 3, 4].map(time)
    };
    let anew = || {
        let before = times();
        build(folder.path(), &["--each", "guests.csv", "-o", "out"]);
        let after = times();
        [0, 1, 2].map(|row| before[row] != after[row])
    };
    build(folder.path(), &["--each", "guests.csv", "-o", "out"]);
    assert_eq!(anew(), [false; 3]);
    fs::write(folder.path().join("guests.csv"), GUESTS.replace("Послу", "Чрезвычайному послу"))
        .expect("a file");
    assert_eq!(anew(), [false, true, false]);
    fs::write(folder.path().join("letter.toml"), LETTER.replace("18:00", "19:00")).expect("a file");
    assert_eq!(anew(), [true; 3]);
}

#[test]
fn names_are_those_of_a_whole_run_when_a_tenth_row_comes() {
    let folder = desk();
    let rows = |last: u8| (2..=last).map(|row| format!("А;А;Послу;Уважаемый!;{row}\n")).collect::<String>();
    let header = GUESTS.lines().next().expect("a header");
    fs::write(folder.path().join("guests.csv"), format!("{header}\n{}", rows(9))).expect("a file");
    build(folder.path(), &["--each", "guests.csv", "-o", "out"]);
    fs::write(folder.path().join("guests.csv"), format!("{header}\n{}", rows(10))).expect("a file");
    let papers = build(folder.path(), &["--each", "guests.csv", "-o", "out"]);
    let expected: Vec<_> = (2..=10).map(|row| format!("out/letter.invitation.ru.{row:02}.pdf")).collect();
    assert_eq!(papers, expected);
}

#[test]
fn a_blank_cell_is_noticed_whatever_the_value_comes_from() {
    let folder = desk();
    let sides =
        "\n[[sides]]\nname = \"А\"\nmembers_from = \"people.csv\"\n[[sides.members]]\nname = \"Глава\"\n";
    fs::write(folder.path().join("letter.toml"), format!("{LETTER}{sides}")).expect("a file");
    fs::write(folder.path().join("people.csv"), "Ф.И.О.;Обращение\nИван;г-н\n").expect("a file");
    let rows = "title;sides[0].members[1].honorific\nПервый;\nВторой;г-жа\n";
    fs::write(folder.path().join("rows.csv"), rows).expect("a file");
    let ran = run(folder.path(), &["check", "letter.toml", "--each", "rows.csv"]);
    assert_eq!(ran.code, Some(1));
    let message = "error: this row has no `sides[0].members[1].honorific`, but the brief states one\n";
    assert!(ran.stderr.contains(message) && ran.stderr.matches("error: ").count() == 1, "{}", ran.stderr);
}

#[test]
fn the_shares_of_a_table_together_are_the_whole() {
    let folder = desk();
    let mut whole = build(folder.path(), &["--each", "guests.csv", "-o", "whole"]);
    let mut shares = Vec::new();
    for share in ["1/3", "2/3", "3/3"] {
        let arguments = ["--each", "guests.csv", "-o", "shares", "--shard", share];
        shares.extend(build(folder.path(), &arguments));
    }
    shares.sort();
    whole.sort();
    assert_eq!(shares, whole.iter().map(|path| path.replace("whole", "shares")).collect::<Vec<_>>());
    for path in whole {
        let other = path.replace("whole", "shares");
        assert!(
            fs::read(folder.path().join(&path)).ok() == fs::read(folder.path().join(&other)).ok(),
            "{path}"
        );
    }
}

#[test]
fn what_is_no_table_of_rows_is_refused() {
    let folder = desk();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("empty.csv", "");
    write("header.csv", "recipient.name\n");
    write("keys.csv", "Кому;recipient.nmae\nЭрвину;Талмаро\n");
    write("twice.csv", "recipient.name;recipient.name.ru\nЭрвину;Талмаро\n");
    write("place.csv", "sides[3].name\nА\n");
    write("kind.csv", "date;marking.copy;recipient.name\nзавтра;второй;А\n");
    write("one.toml", "title = \"Т\"\n");
    write("two.toml", "[[a]]\ntitle = \"Т\"\n[[b]]\ntitle = \"Т\"\n");
    write("texts.toml", "guests = [\"А\", \"Б\"]\n");
    write("wrong.toml", "[[guests]\n");
    let mut said = Vec::new();
    for table in [
        "empty.csv",
        "header.csv",
        "keys.csv",
        "twice.csv",
        "place.csv",
        "kind.csv",
        "one.toml",
        "two.toml",
        "texts.toml",
        "wrong.toml",
        "none.csv",
        "none.toml",
    ] {
        let ran = invite(folder.path(), &["--each", table, "-o", "out"]);
        assert!(ran.code == Some(1) && ran.stdout.is_empty(), "{table}: {:?} {}", ran.code, ran.stderr);
        said.push(format!("# {table}\n{}", ran.stderr));
    }
    let standard_input = run_with_input(
        folder.path(),
        &["build", "-", "--each", "guests.csv", "-o", "out"],
        LETTER.as_bytes(),
    );
    let no_table = run(folder.path(), &["build", "letter.toml", "--sheet", "Лист1"]);
    let no_sheet = run(folder.path(), &["build", "letter.toml", "--each", "one.toml", "--sheet", "Лист1"]);
    let one_file = invite(folder.path(), &["--each", "guests.csv", "-o", "one.pdf"]);
    let one_name = invite(folder.path(), &["--each", "guests.csv", "-o", "out", "--name", "{stem}.pdf"]);
    for ran in [standard_input, no_table, no_sheet, one_file, one_name] {
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{}", ran.stderr);
        said.push(ran.stderr);
    }
    assert!(!folder.path().join("out").exists());
    assert_reference("included/rows.stderr", &said.concat());
}
