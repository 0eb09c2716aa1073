//! Included files: the same papers as from one file, or a message at the right place.

use std::fs;

use super::{IN_ONE_PIECE, PEOPLE, SIDE, build, ministry, write};
use crate::harness::{assert_reference, folder, run};

#[test]
fn a_brief_from_several_files_makes_the_same_papers_as_one_in_one_piece() {
    let folder = ministry();
    // A picture above the brief's folder is only for briefs that include files.
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
fn a_text_is_replaced_in_all_languages_at_once() {
    let folder = ministry();
    // A new Russian position next to the old Kazakh one would make the Kazakh paper wrong.
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
    assert_reference("included/one-language.stderr", &ran.stderr);
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
    assert_reference("included/wrong.stderr", &all.concat());
}

#[cfg(feature = "tables")]
#[test]
fn what_would_be_lost_or_changed_by_putting_files_together_is_said() {
    use super::said;

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
            "files included by the command line",
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
    assert_reference("included/lost.txt", &all);
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
    assert!(
        ran.stderr.starts_with("error: `51.toml` is included more than 50 levels deep"),
        "{}",
        ran.stderr
    );
    let keys = vec!["a"; 40_000].join(".");
    let ran = run(folder.path(), &["check", "2000.toml", "--set", &format!("{keys}=1")]);
    assert_eq!(ran.code, Some(2));
    if cfg!(feature = "tables") {
        fs::write(folder.path().join("rows.csv"), format!("{keys}\n1\n")).expect("a file");
        assert_eq!(run(folder.path(), &["check", "2000.toml", "--each", "rows.csv"]).code, Some(1));
    }
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
    assert_eq!(ran.stderr.matches("includes itself").count(), 3, "{}", ran.stderr);
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
    assert!(out_of_it.stderr.contains("`people.toml` is outside the project"), "{}", out_of_it.stderr);
    assert!(to_nothing.stderr.contains("there is no file `people.toml`"), "{}", to_nothing.stderr);
}

#[test]
fn places_in_several_files_have_one_order_the_briefs_own_first() {
    // The ids of the brief are further from its start than those of the other files are from theirs.
    let brief = format!(
        "title = \"{}\"\ninclude = [\"b.toml\", \"a.toml\"]\n[[sides]]\nid = \"one\"\nname = \"А\"\n",
        "Встреча ".repeat(20)
    );
    let said = super::said(
        &[
            ("visits/visit.toml", &brief),
            ("visits/a.toml", "[[agenda]]\nid = \"one\"\ntopic = \"А\"\ntopics = 1\n"),
            ("visits/b.toml", "\n[[sources]]\nid = \"one\"\ntitle = \"Б\"\nkind = 1\n"),
        ],
        &["--message-format", "human"],
    );
    assert_reference("included/order.stderr", &said);
}
