//! The order of delegations.

use crate::harness::{ejected_view, folder_with, run};

/// The sides of a paper in one language, in their order.
fn sides(brief: &str, language: &str) -> Vec<String> {
    let folder = folder_with("visit.toml", brief);
    let ran = run(folder.path(), &["template", "eject", "visit.toml", "-l", language, "-o", "out"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let view = ejected_view(&folder.path().join("out"));
    let sides = view["sides"].as_array().expect("a list").iter();
    sides.map(|side| side["name"].as_str().expect("a name").to_owned()).collect()
}

/// A brief with these sides; each name is in Russian, Kazakh and English.
fn brief(head: &str, names: &[[&str; 3]]) -> String {
    let sides = names
        .iter()
        .map(|[ru, kk, en]| format!("[[sides]]\nname = {{ ru = \"{ru}\", kk = \"{kk}\", en = \"{en}\" }}\n"));
    let title = "title = { ru = \"Т\", kk = \"Т\", en = \"T\" }\nlanguages = [\"ru\", \"kk\", \"en\"]\n";
    format!("{title}{head}\n{}", sides.collect::<String>())
}

#[test]
fn several_delegations_stand_in_the_alphabet_of_the_papers_language() {
    let names = [
        ["Япония", "Жапония", "Japan"],
        ["Ёрания", "Ұрания", "Erania"],
        ["Узбекистан", "Өзбекстан", "Uzbekistan"],
        ["Азербайджан", "Әзербайжан", "Azerbaijan"],
        ["Индия", "Үндістан", "India"],
        ["Австрия", "Аустрия", "Austria"],
        ["Египет", "Қытай", "Egypt"],
        ["Жордания", "Кения", "Kenya"],
    ];
    let brief = brief("", &names);
    assert_eq!(
        sides(&brief, "ru"),
        ["Австрия", "Азербайджан", "Египет", "Ёрания", "Жордания", "Индия", "Узбекистан", "Япония"]
    );
    assert_eq!(
        sides(&brief, "kk"),
        ["Аустрия", "Әзербайжан", "Жапония", "Кения", "Қытай", "Өзбекстан", "Ұрания", "Үндістан"]
    );
    assert_eq!(
        sides(&brief, "en"),
        ["Austria", "Azerbaijan", "Egypt", "Erania", "India", "Japan", "Kenya", "Uzbekistan"]
    );
}

#[test]
fn two_sides_stand_as_written_unless_the_alphabet_is_asked_for() {
    let names = [["Я", "Я", "Z"], ["А", "А", "A"]];
    assert_eq!(sides(&brief("", &names), "ru"), ["Я", "А"]);
    assert_eq!(sides(&brief("order_of_sides = \"alphabetical\"", &names), "ru"), ["А", "Я"]);
    let three = [["Я", "Я", "Z"], ["А", "А", "A"], ["Б", "Б", "B"]];
    assert_eq!(sides(&brief("order_of_sides = \"as-written\"", &three), "ru"), ["Я", "А", "Б"]);
}

/// A brief whose sides have these names and further keys.
fn marked(head: &str, sides: &[(&str, &str)]) -> String {
    let sides = sides.iter().map(|(name, keys)| format!("[[sides]]\nname = \"{name}\"\n{keys}\n"));
    format!("title = \"Т\"\n{head}\n{}", sides.collect::<String>())
}

#[test]
fn the_authors_own_side_stands_before_the_others() {
    let own = "own = true";
    let host = "host = true";
    for order in ["auto", "alphabetical", "as-written"] {
        let head = format!("order_of_sides = \"{order}\"");
        let two = marked(&head, &[("А", ""), ("Я", own)]);
        assert_eq!(sides(&two, "ru"), ["Я", "А"], "{order}");
        let host_is_own = marked(&head, &[("А", "host = false"), ("Я", host)]);
        assert_eq!(sides(&host_is_own, "ru"), ["Я", "А"], "{order}");
        let guest_is_own = marked(&head, &[("Я", host), ("А", own)]);
        assert_eq!(sides(&guest_is_own, "ru"), ["А", "Я"], "{order}");
        let host_is_not = marked(&head, &[("А", ""), ("Я", "host = true\nown = false")]);
        assert_eq!(sides(&host_is_not, "ru"), ["А", "Я"], "{order}");
    }
    let four = [("Я", ""), ("Б", host), ("Ц", own), ("А", "")];
    assert_eq!(sides(&marked("", &four), "ru"), ["Ц", "А", "Б", "Я"]);
    assert_eq!(sides(&marked("order_of_sides = \"as-written\"", &four), "ru"), ["Ц", "Я", "Б", "А"]);
}

#[test]
fn the_own_side_stands_first_in_papers_that_do_not_say_who_is_the_host() {
    let people = "[[sides.members]]\nname = \"Имя\"";
    let guest = format!("host = false\n{people}");
    let brief = marked("", &[("А", &guest), ("Я", &format!("host = true\n{people}"))]);
    let folder = folder_with("visit.toml", &brief);
    for paper in ["memo", "participants", "attendance", "plates", "cards"] {
        let ran = run(folder.path(), &["template", "eject", "visit.toml", "-t", paper, "-o", paper]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let view = ejected_view(&folder.path().join(paper));
        let names = |key: &str, of: &str| {
            let list = view[key].as_array().expect("a list").iter();
            list.filter_map(|one| Some(one[of].as_str()?.to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(names("sides", "name"), ["Я", "А"], "{paper}");
        assert_eq!(names("people", "side"), ["Я", "А"], "{paper}");
    }
}
