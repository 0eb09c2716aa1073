//! Mail merge with a list of guests as people keep it: titles, numbers, notes, names in the dative.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::harness::{assert_reference, folder, run};

const LETTER: &str = r#"title = { ru = "Приём по случаю Дня независимости", kk = "Тәуелсіздік күніне орай қабылдау" }
languages = ["ru", "kk"]
status = "final"
date = 2026-12-01

[meeting]
date = 2026-12-16

[invitation]
text = { ru = "Имею честь пригласить Вас на приём.", kk = "Сізді қабылдауға шақыруды мәртебе санаймын." }
"#;

const LIST: &str = "Приложение 2;;;;;;
Список гостей;;;;;;

№ п/п;Ф.И.О.;Кому;Должность (дат. п.);Должность;Приветствие;Примечание
1;Талмаро Эрвин;Эрвину Талмаро;Послу Кордии;Посол Кордии;Уважаемый господин Талмаро!;VIP
2;Воссель Лиана;Лиане Воссель;;;Уважаемая госпожа Воссель!;
;Итого: 2 чел.;;;;;

Исп. Серикова, тел. 74-12-33;;;;;;
";

fn desk(list: &str) -> TempDir {
    let folder = folder();
    fs::write(folder.path().join("letter.toml"), LETTER).expect("a file");
    fs::write(folder.path().join("guests.csv"), list).expect("a file");
    folder
}

/// What the letters of a list say, and what is said of it.
fn letters(list: &str, arguments: &[&str]) -> String {
    let folder = desk(list);
    said(folder.path(), arguments)
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let command = ["build", "letter.toml", "-t", "invitation", "--each", "guests.csv", "-o", "out"];
    let ran = run(folder, &[&command[..], arguments].concat());
    let mut said = format!("exit code {}\n{}{}", ran.code.unwrap_or(-1), ran.stdout, ran.stderr);
    if ran.code == Some(0) {
        // What the brief of each letter says of its recipient.
        let list = ["check", "letter.toml", "--each", "guests.csv", "--explain", "recipient"];
        said.push_str(&run(folder, &list).stdout);
    }
    said
}

#[test]
fn a_list_of_guests_is_a_table_of_letters() {
    assert_reference("included/guests.txt", &letters(LIST, &["--name", "{row}-{name}.pdf"]));
}

#[test]
fn what_a_letter_needs_is_asked_for_by_the_name_of_the_guest() {
    let nominative = "№;Ф.И.О.;Организация;Ранг;Сторона\n1;Талмаро Эрвин;МИД Кордии;1;Кордия\n";
    let some = "ФИО;ФИО (дательный падеж);Приветствие\nТалмаро Эрвин;Эрвину Талмаро;Уважаемый господин Талмаро!\nВоссель Лиана;;\nТрелль Йонас;Йонасу Треллю;\n";
    let filled = some.replace("Лиана;;", "Лиана;Лиане Воссель;");
    let all = [nominative, some, &filled].map(|list| letters(list, &["-l", "ru"]));
    assert_reference("included/guests-asked.txt", &all.join("#\n"));
}

#[test]
fn guests_have_names_in_parts_and_in_languages_and_keys_beside_them() {
    let parts = "Surname;First name;Salutation;number\nTalmaro;Erwin;Dear Mr Talmaro;01/1\n";
    let languages = "Кому;Кімге;ФИО;Аты-жөні;recipient.salutation.ru;recipient.salutation.kk\nЭрвину Талмаро;Эрвин Талмароға;Талмаро Эрвин;Эрвин Талмаро;Уважаемый господин Талмаро!;Құрметті Талмаро мырза!\n";
    let keyed = "ФИО;recipient.name;recipient.salutation\nТалмаро Эрвин;Эрвину Талмаро;Уважаемый господин Талмаро!\nИтого: 1;;\n";
    let address =
        "Кому;Приветствие;Адрес\nЭрвину Талмаро;Уважаемый господин Талмаро!;\"ул. Мира, 1\nг. Астана\"\n";
    let all = [parts, languages, keyed, address]
        .map(|list| letters(list, &["-l", "all", "--name", "{name}.{language}.pdf"]));
    assert_reference("included/guests-in-parts.txt", &all.join("#\n"));
}

#[test]
fn what_is_ambiguous_in_a_list_of_guests_is_refused() {
    let lists = [
        "ФИО;recipient..name\nТалмаро;Эрвину\n",
        "ФИО;recipient.nmae\nТалмаро;Эрвину\n",
        "Кому;ФИО (дат.)\nЭрвину Талмаро;Эрвину Талмаро\n",
        "№;ФИО\n1;Талмаро Эрвин\n1;Талмаро Эрвин\n;Начальник отдела\n",
        "№;ФИО;Приветствие\n1;;Уважаемый господин!\n",
    ];
    let all = lists.map(|list| letters(list, &["-l", "ru"]));
    assert_reference("included/guests-refused.txt", &all.join("#\n"));
}

#[test]
fn papers_are_named_by_their_guests() {
    let twice = LIST.replace("Воссель Лиана", "талмаро эрвин");
    let named = letters(&twice, &["--name", "{name}.pdf"]);
    let folder = desk("recipient.position\nПослу\n");
    let nobody = said(folder.path(), &["--name", "{name}.pdf"]);
    let either = said(folder.path(), &["--name", "{stem}[-{name}].pdf"]);
    fs::write(
        folder.path().join("letter.toml"),
        format!("{LETTER}[recipient]\nname = {{ ru = \"Эрвину Талмаро\", kk = \"Эрвин Талмаро\" }}\n"),
    )
    .expect("a file");
    let of_brief = run(
        folder.path(),
        &["build", "letter.toml", "-t", "invitation", "--name", "{name}.pdf", "-o", "out"],
    );
    assert_reference(
        "included/guests-names.txt",
        &[named, nobody, either, of_brief.stdout, of_brief.stderr].join("#\n"),
    );
}

#[test]
fn a_letter_to_nobody_is_left_out_of_a_folder() {
    let folder = desk(LIST);
    let visits = folder.path().join("visits");
    fs::create_dir(&visits).expect("a folder");
    fs::write(visits.join("letter.toml"), LETTER).expect("a file");
    fs::write(visits.join("visit.toml"), "title = \"Визит\"\n[[sides]]\nname = \"Кордия\"\n")
        .expect("a file");
    let mut said = Vec::new();
    for arguments in [
        ["build", "visits", "-o", "out", "-t", "memo"],
        ["build", "visits", "-o", "out", "-t", "invitation,memo"],
        ["build", "visits/letter.toml", "-o", "out", "-t", "invitation"],
        ["build", "visits/visit.toml", "-o", "out", "-t", "invitation"],
    ] {
        let ran = run(folder.path(), &arguments);
        said.push(format!("exit code {}\n{}{}", ran.code.unwrap_or(-1), ran.stdout, ran.stderr));
    }
    let checked = run(folder.path(), &["check", "visits"]);
    said.push(format!("exit code {}\n{}", checked.code.unwrap_or(-1), checked.stderr));
    assert_reference("included/letter-to-nobody.txt", &said.join("#\n"));
}
