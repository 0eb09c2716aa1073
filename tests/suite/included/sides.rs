//! A table with the people of several sides.

use super::{said, write};
use crate::harness::{assert_reference, folder, run};

const BRIEF: &str = "title = \"Т\"\nlanguages = [\"ru\", \"kk\"]\nmembers_from = \"all.csv\"\n";
const SIDES: &str = "[[sides]]\nid = \"kz\"\nname = { ru = \"Казахстан\", kk = \"Қазақстан\" }\nhost = true\n[[sides]]\nname = \"Кордия\"\n[[sides.members]]\nname = \"Глава Первый\"\nhead = true\n";
const TABLE: &str = "Сторона;Ф.И.О.;Должность\nКОРДИЯ;Воссель Лиана;Посол\nҚазақстан;Сериков Нурлан;Министр\nkz;Әлиев Асан;Советник\nКордия ;Талмаро Эрвин;Атташе\n";

/// Each value that a check of the brief with this table explains, as `place: value`.
fn explained(brief: &str, table: &str) -> String {
    said(&[("visits/visit.toml", brief), ("visits/all.csv", table)], &["--explain", "sides"])
}

#[test]
fn the_rows_of_a_table_for_the_whole_brief_go_to_the_sides_that_they_name() {
    let everyone = explained(&format!("{BRIEF}{SIDES}"), TABLE);
    let sorted = BRIEF.replace("\"all.csv\"", "{ file = \"all.csv\", sort = \"name\" }");
    let sorted = explained(&format!("{sorted}{SIDES}"), TABLE);
    let from_table = explained(BRIEF, &TABLE.replace("Қазақстан", "Казахстан").replace("kz", "Казахстан"));
    let wrong_sort = explained(
        &format!("{}{SIDES}", BRIEF.replace("\"all.csv\"", "{ file = \"all.csv\", sort = \"rank\" }")),
        TABLE,
    );
    let all = [everyone, sorted, from_table, wrong_sort];
    assert_reference("included/sides.txt", &all.join("#\n"));
}

#[test]
fn a_row_of_a_side_that_the_brief_lacks_is_a_question() {
    let brief = format!("{BRIEF}{SIDES}");
    let unknown = explained(&brief, &TABLE.replace("КОРДИЯ", "Кардия").replace("kz", "Вьетнам"));
    let without = explained(&brief, "Ф.И.О.\nТалмаро Эрвин\n");
    let own = SIDES.replace("host = true\n", "members_from = \"all.csv\"\n");
    let of_one = explained(&format!("title = \"Т\"\n{}", own.replace("Кордия", "Корея")), TABLE);
    let of_other = explained(&format!("title = \"Т\"\n{own}"), TABLE);
    let of_both = own.replace("name = \"Кордия\"\n", "name = \"Кордия\"\nmembers_from = \"all.csv\"\n");
    let of_both = explained(&format!("title = \"Т\"\n{of_both}"), TABLE);
    let nobody = explained(&format!("title = \"Т\"\n{own}"), "Сторона;ФИО\nКордия;А\nКордия1;Б\n");
    let all = [unknown, without, of_one, of_other, of_both, nobody];
    assert_reference("included/no-such-side.txt", &all.join("#\n"));
}

#[test]
fn the_exported_participants_of_all_sides_are_read_back() {
    let folder = folder();
    let brief = format!("{}{SIDES}", BRIEF.replace("members_from = \"all.csv\"\n", ""));
    write(
        &folder,
        "a.toml",
        &brief.replace("host = true\n", "host = true\n[[sides.members]]\nname = \"Сериков\"\nrank = 1\n"),
    );
    let csv = run(folder.path(), &["export", "a.toml", "-f", "csv", "-o", "all.csv"]);
    assert_eq!((csv.code, csv.stderr.as_str()), (Some(0), ""));
    let sides = SIDES.split("[[sides.members]]").next().expect("the sides");
    write(&folder, "b.toml", &format!("{BRIEF}{sides}"));
    let json = |brief: &str| {
        let ran = run(folder.path(), &["export", brief, "-f", "json"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        ran.stdout
    };
    assert_eq!(json("b.toml"), json("a.toml"));
}
