//! Headers, languages and words: what a column means, and what may stand in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use spravka::internals::brief::Member;
use spravka::internals::fields::names_in_order;
use spravka::internals::language::{Columns, Language, NamePart};
use spravka::internals::table::{Field, Reading, Table, records};

use super::{assert_import, import};
use crate::harness::{assert_reference, folder, folder_with, run};

fn csv(name: &str, text: &str) {
    assert_import(name, "people.csv", text.as_bytes());
}

#[test]
fn headers_are_known_in_three_languages_and_by_their_keys() {
    let expected = import("people.csv", "Ф.И.О.;ДОЛЖНОСТЬ;Место  работы;Роль;Ранг;Дата назначения\nИванов;Посол;МИД;переводчик;2;2019-04-15\n".as_bytes(), &[]);
    assert!(expected.starts_with("exit code 0"), "{expected}");
    for headers in [
        "т а ә;Лауазымы:;Ұйымы;Рөлі;Дәрежесі;Тағайындалған күні",
        "Full  name;job title;Organization;Role;Rank;Date of appointment",
        "name;position;organisation;role;rank;appointed_on",
        "Имя;Должность.;Наименование организации;роль в делегации;Протокольный ранг;Назначен(а)",
    ] {
        let text = format!("{headers}\nИванов;Посол;МИД;Аудармашы;2;15.04.2019\n");
        assert_eq!(import("people.csv", text.as_bytes(), &[]), expected, "{headers}");
    }
}

#[test]
fn every_field_of_a_member_can_be_a_column() {
    csv(
        "every-field",
        "id;name.ru;name.kk;position (RU);Лауазымы;Организация;Глава делегации;Роль;Ранг;Назначен;Обращение;Биография;Фото;Описание фото [каз.]\n\
         talmaro;Талмаро Эрвин;Талмаро Эрвин;Секретарь;Хатшы;Совет;+;участник;10-1;15.04.2019;г-н;\"Родился в 1970 году.\n\nОкончил университет.\";photos/talmaro.jpg;Эрвин Талмаро\n",
    );
}

#[test]
fn several_columns_of_one_field_are_its_languages() {
    csv(
        "languages",
        "ФИО (рус.);Аты-жөні;Name;Должность;Должность на казахском языке\nИванов;Иванов;Ivanov;Посол;Елші\nПетров;;;;Елші\n",
    );
}

#[test]
fn two_columns_for_one_thing_are_refused() {
    csv("doubled", "ФИО;Ф.И.О.;Должность (каз.);Лауазымы;Ранг;Rank\nИванов;Петров;а;б;1;2\n");
    csv("languages-by-headers", "name;position;Должность\nИванов;Envoy;Посол\n");
    csv("doubled-without-language", "name;photo;photo.alt;Описание фото\nИванов;a.jpg;Иванов;Портрет\n");
}

#[test]
fn a_column_without_header_is_refused() {
    csv("no-header", "ФИО;;Должность\nИванов;и. о.;Посол\n");
}

#[test]
fn a_table_without_names_is_refused() {
    csv("no-names", "Гость;Страна\nИванов;Казахстан\n");
    let deep = "Заголовок\n".repeat(20) + "ФИО\nИванов\n";
    csv("headers-too-deep", &deep);
}

#[test]
fn a_name_in_several_columns_is_joined_in_the_order_of_its_language() {
    csv("name-in-parts", "Фамилия;Имя;Отчество;Должность\nИванов;Иван;Иванович;Посол\n");
    csv("name-in-english-parts", "Surname;First name;Middle name\nIvanov;Ivan;M.\n");
    csv("name-in-kazakh-parts", "Тегі;Аты;Әкесінің аты\nСериков;Нұрлан;-\n");
    csv(
        "name-in-parts-in-two-languages",
        "Имя;Фамилия;Surname;Name;Должность\nЭрвин;Талмаро;Talmaro;Erwin;Посол\nЛиана;Воссель;;;\n",
    );
    csv("name-in-marked-parts", "Фамилия (каз.);Имя (каз.);Фамилия (рус.);Имя (рус.)\nА;Б;В;Г\n");
    csv("name-with-parts", "ФИО;Surname;Given names\nЭрвин Талмаро;Talmaro;Erwin\n");
}

#[test]
fn a_part_of_a_name_without_the_others_is_refused() {
    csv("lone-part", "Фамилия;Должность\nИванов;Посол\n");
    csv("lone-given-name", "First name;Position\nIvan;Envoy\n");
    csv("part-of-name-twice", "Фамилия;Фамилия;Имя\nИванов;Иванов;Иван\n");
    csv("whole-name-and-parts", "ФИО;Фамилия;Имя\nИванов Иван;Иванов;Иван\n");
}

#[test]
fn only_headers_are_a_warning() {
    csv("only-headers", "ФИО;Должность\n");
}

#[test]
fn other_columns_are_passed_over_with_a_warning_where_something_is_in_them() {
    csv("unknown-columns", "№ п/п;ФИО;Долженость;Виза;Пусто\n1;Иванов;Посол;есть;\n2;;;;\n");
}

#[test]
fn a_row_without_a_name_is_refused() {
    csv("no-name", "№;ФИО;Должность\n1;Иванов;Посол\n2;;Советник\n;;\nитого;;2\n");
}

#[test]
fn the_same_person_twice_is_a_warning() {
    csv("twice", "№;ФИО;Должность\n1;Иванов;Посол\n2;Петров;Посол\n3;Иванов ;Посол\n");
}

#[test]
fn other_words_for_yes_and_roles_are_refused_with_what_may_stand_there() {
    csv(
        "words",
        "ФИО;Глава;Роль\nИванов;иә;Жазып алушы\nПетров;НЕТ;Ведёт запись\nЛи;x;Member\nКим;может быть;дворник\n",
    );
}

#[test]
fn what_cannot_be_seen_is_left_for_the_check_to_refuse() {
    let text = "name\nIva\u{200B}nov\n\u{202E}vonavI\n\u{FEFF}Petrov\n";
    let folder = folder_with("people.csv", text);
    let members = run(folder.path(), &["import", "people.csv"]);
    let brief =
        format!("title = \"Visit\"\nlanguages = [\"en\"]\n[[sides]]\nname = \"Guests\"\n{}", members.stdout);
    fs::write(folder.path().join("visit.toml"), brief).expect("a brief");
    let checked = run(folder.path(), &["check", "visit.toml"]);
    assert_eq!((members.code, checked.code), (Some(0), Some(1)));
    assert_reference("tables/unseen.txt", &checked.stderr);
}

#[test]
fn what_is_printed_can_be_pasted() {
    let text = "ФИО (рус);ФИО (каз);Должность;Назначен\n\"О'Нил \"\"Билл\"\" \\ Ли\";Ли;[[sides]] # нет;2019-04-15\nИванов;Иванов;Посол;\n";
    let folder = folder_with("people.csv", text);
    let members = run(folder.path(), &["import", "people.csv"]);
    let brief = format!(
        "title = \"Визит\"\nlanguages = [\"ru\", \"kk\"]\n[[sides]]\nname = \"Гости\"\n{}",
        members.stdout
    );
    fs::write(folder.path().join("visit.toml"), brief).expect("a brief");
    let checked = run(folder.path(), &["check", "visit.toml"]);
    assert_eq!((checked.code, checked.stderr.as_str()), (Some(0), ""), "{}", members.stdout);
}

#[test]
fn no_header_means_two_things_and_every_language_has_one_for_each_field() {
    let plain = |header: &str| -> String {
        header
            .to_lowercase()
            .replace('ё', "е")
            .chars()
            .filter(|c| c.is_alphanumeric() || "№#".contains(*c))
            .collect()
    };
    let mut meanings: BTreeMap<String, &str> = BTreeMap::new();
    for language in Language::all() {
        let columns: &Columns = &language.file().columns;
        let fields = Field::all().map(|field| (field.key(), field.headers(columns)));
        let others = [
            ("the number of the row", columns.ordinal.as_slice()),
            ("the side", &columns.side),
            ("the country", &columns.country),
        ];
        let parts = NamePart::ALL.map(|part| ("a part of the name", columns.name_part[&part].as_slice()));
        for (meaning, headers) in fields.chain(others).chain(parts) {
            assert!(!headers.is_empty(), "{language} has no header for {meaning}");
            for header in headers {
                let before = meanings.insert(plain(header), meaning);
                assert!(
                    before.is_none_or(
                        |before| before == meaning || (before, meaning) == ("name", "a part of the name")
                    ),
                    "{header} is {before:?} and {meaning}"
                );
            }
        }
    }
}

#[test]
fn every_field_of_a_member_is_a_column_but_the_name_of_an_entry_of_the_register() {
    let declared = names_in_order::<Member>();
    assert!(declared.len() > 10);
    for key in declared {
        let is_column = Field::all().any(|field| field.key().split('.').next() == Some(key));
        // Who is in the register needs no row of his own.
        assert_eq!(is_column, *key != "person", "{key}");
    }
}

#[test]
fn every_language_has_words_for_each_column_and_each_word_in_it_and_for_nothing_else() {
    let columns: BTreeSet<_> = Field::all().map(Field::key).collect();
    let mut said: BTreeSet<_> = ["yes", "no"].into();
    for field in Field::all() {
        if let Reading::Word(words) = field.reading() {
            said.extend(words.iter().map(String::as_str));
        }
    }
    assert!(columns.len() > 10 && said.len() > 4);
    for language in Language::all() {
        let file = language.file();
        assert_eq!(
            file.columns.fields.keys().map(String::as_str).collect::<BTreeSet<_>>(),
            columns,
            "{language}"
        );
        assert_eq!(file.cells.keys().map(String::as_str).collect::<BTreeSet<_>>(), said, "{language}");
        assert!(file.cells.values().all(|words| !words.is_empty()), "{language}");
    }
}

/// The records of a CSV table, or what is wrong, in words.
fn recorded(text: &str) -> String {
    let folder = folder();
    let path = folder.path().join("guests.csv");
    fs::write(&path, text).expect("a file");
    match Table::read(&path, None).and_then(|table| records(&table)) {
        Ok(read) => {
            let given = read.entries.iter().flat_map(|entry| {
                entry
                    .values
                    .iter()
                    .map(move |given| format!("{}: {} = {}", entry.row, given.path, given.value))
            });
            given.collect::<Vec<_>>().join("\n")
        }
        Err(problems) => {
            let said = problems.iter().map(|problem| {
                let cell = problem.place.as_ref().and_then(|place| place.cell()).map(|cell| cell.to_string());
                format!("{}: {}", cell.unwrap_or_default(), problem.message)
            });
            said.collect::<Vec<_>>().join("\n")
        }
    }
}

#[test]
fn a_record_sets_the_keys_that_the_headers_name() {
    let read = recorded(
        "number;recipient.name.ru;sides[0].members[1].position\n01-15/1;Иванов;Посол\n;Петров;\n\n3;;\n",
    );
    let expected = "2: number = \"01-15/1\"\n2: recipient.name.ru = \"Иванов\"\n2: sides[0].members[1].position = \"Посол\"\n3: recipient.name.ru = \"Петров\"\n5: number = \"3\"";
    assert_eq!(read, expected);
}

#[test]
fn a_header_that_is_no_key_is_refused() {
    let read = recorded("ФИО;recipient..name;sides[x].name;recipient;recipient.name;;a[1\nа;б;в;г;д;е;ж\n");
    let expected = "B1: `recipient..name` is not a key of a brief\nC1: `sides[x].name` is not a key of a brief\nE1: `recipient.name` is set by two columns\nG1: `a[1` is not a key of a brief\nF2: this column has no header in F1";
    assert_eq!(read, expected);
}
