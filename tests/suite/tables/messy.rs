//! Workbooks as people send them: titles above, totals, signatures and notes below, groups, gaps, sides.

use proptest::prelude::{ProptestConfig, prop, proptest};
use spravka::internals::table::{Entry, Table, people, records};

use super::assert_import;
use super::workbook::{Xlsx, cells, number, row};
use crate::harness::{folder_with, seed};

/// A sheet from lines of cells between `|`; an empty line is an empty row, whole numbers are numbers.
fn sheet(text: &str) -> String {
    let line = |(index, line): (usize, &str)| {
        let at = u32::try_from(index + 1).expect("a row");
        let written: Vec<_> = line.split('|').map(str::trim).collect();
        if written.iter().all(|text| text.is_empty()) {
            return String::new();
        }
        if !written.iter().any(|text| text.parse::<u32>().is_ok()) {
            return row(at, &written);
        }
        let cell = |(column, text): (u8, &&str)| {
            let name = format!("{}{at}", char::from(b'A' + column));
            match text.parse::<u32>() {
                Ok(_) => number(&name, 0, text),
                Err(_) => super::workbook::cell(&name, text),
            }
        };
        let written = (0..).zip(&written).filter(|(_, text)| !text.is_empty());
        cells(at, &written.map(cell).collect::<Vec<_>>())
    };
    text.lines().enumerate().map(line).collect()
}

/// Imports a workbook with this sheet and these merged cells.
fn merged(name: &str, text: &str, merges: &[&str]) {
    let merges: String = merges.iter().map(|area| format!(r#"<mergeCell ref="{area}"/>"#)).collect();
    let behind = if merges.is_empty() { merges } else { format!("<mergeCells>{merges}</mergeCells>") };
    assert_import(&format!("messy/{name}"), "people.xlsx", &Xlsx::of(&(sheet(text) + &behind)).bytes());
}

fn messy(name: &str, text: &str) {
    merged(name, text, &[]);
}

#[test]
fn a_total_is_never_a_guest() {
    messy(
        "total-in-column-of-names",
        "№ | Ф.И.О. | Должность\n1 | Талмаро Эрвин | Посол\n2 | Воссель Лиана | Советник\n | Итого: 2 чел.",
    );
    messy(
        "total-in-column-of-numbers",
        "№ п/п | Ф.И.О. | Должность\n1 | Талмаро Эрвин | Посол\n2 | Воссель Лиана | Советник\nВсего участников: | | 2",
    );
    messy("total-with-number", "ФИО | Должность\nТалмаро Эрвин | Посол\nВоссель Лиана | Советник\nИТОГО | 2");
    messy("kazakh-total", "Р/с | Аты-жөні | Лауазымы\n1 | Нұрлан Серіков | Елші\nБарлығы: | 1 адам");
    messy(
        "english-total",
        "No. | Name | Position\n1 | Erwin Talmaro | Envoy\n | Total | 1\n | Grand total: 1",
    );
    messy(
        "subtotals",
        "№ | ФИО | Должность\n1 | Талмаро Эрвин | Посол\n | Всего по делегации: 1\n2 | Серіков Нұрлан | Министр\n | Всего по делегации: 1\n | Итого: 2",
    );
    messy("total-with-text", "ФИО | Должность\nТалмаро Эрвин | Посол\nВсего | Советник");
}

#[test]
fn a_merged_total_does_no_harm() {
    merged(
        "merged-total",
        "Список участников\n\n№ | ФИО | Должность | Ранг\n1 | Талмаро Эрвин | Посол | 1\n2 | Воссель Лиана | Советник | 2\nИтого: 2 чел.",
        &["A1:D1", "A6:D6"],
    );
}

#[test]
fn who_wrote_the_list_is_not_on_it() {
    messy(
        "executor",
        "№ | ФИО | Должность\n1 | Талмаро Эрвин | Посол\n\nИсп. Серикова А., тел. 74-12-33\nтел.: 8 (7172) 74-12-33",
    );
    messy(
        "executor-in-kazakh",
        "Р/с | Аты-жөні\n1 | Эрвин Талмаро\n\n | Орындаушы: А. Серікова, тел. 74-12-33",
    );
    messy(
        "executor-in-english",
        "Name | Position\nErwin Talmaro | Envoy\nLiana Vossel | Counsellor\n\nPrepared by: A. Serikova | tel. 74-12-33",
    );
    messy(
        "signature",
        "№ | ФИО | Должность\n1 | Талмаро Эрвин | Посол\n2 | Воссель Лиана | Советник\n\n | Начальник управления ____________ | А. Сериков",
    );
    messy(
        "signature-without-line",
        "№ | ФИО | Должность\n1 | Талмаро Эрвин | Посол\n2 | Воссель Лиана | Советник\n | Начальник управления | А. Сериков",
    );
    messy(
        "signature-apart",
        "ФИО | Должность\nТалмаро Эрвин | Посол\nВоссель Лиана | Советник\nТрелль Йонас | Атташе\n\n\nНачальник управления | А. Сериков",
    );
}

#[test]
fn a_note_below_the_list_is_left_out_and_below_it_everything_is_asked() {
    messy(
        "notes",
        "№ | ФИО | Должность\n1 | Талмаро Эрвин | Посол\n | Итого: 1\n | из них: переводчиков – 0\n | * прибывает 16 марта\n | водителей: 2",
    );
    messy(
        "below-a-total",
        "ФИО | Должность\nТалмаро Эрвин | Посол\nВоссель Лиана | Советник\nИтого: 2\nСериков Нурлан | начальник управления",
    );
    messy("note-in-first-column", "№ | ФИО\n1 | Талмаро Эрвин\nПримечание. Список может измениться");
}

#[test]
fn a_title_between_people_is_a_question() {
    merged(
        "titles",
        "№ | ФИО | Должность\nКазахстанская сторона\n1 | Сериков Нурлан | Министр\n | Делегация Вьетнама\n2 | Талмаро Эрвин | Посол",
        &["A2:C2"],
    );
    messy(
        "titles-without-numbers",
        "ФИО | Должность\nДелегация Кордии\nТалмаро Эрвин | Посол\nВоссель Лиана | Советник\nПереводчики:\nТрелль Йонас | Переводчик",
    );
    merged(
        "merged-title",
        "Name | Position\nHosts\nErwin Talmaro | Envoy\nLiana Vossel | Counsellor",
        &["A2:B2"],
    );
}

#[test]
fn who_has_nothing_but_a_name_is_a_guest_where_others_have_no_more() {
    messy("only-names", "Список гостей\nФ.И.О.\nТалмаро Эрвин\nВоссель Лиана\nТрелль Йонас");
    messy(
        "guest-without-position",
        "ФИО | Должность\nТалмаро Эрвин | Посол\nВоссель Лиана\nТрелль Йонас | Атташе",
    );
    messy(
        "unnumbered-guest",
        "№ | ФИО | Должность\n1 | Талмаро Эрвин | Посол\n | Воссель Лиана | Советник\n2 | Трелль Йонас | Атташе",
    );
    messy("numbers-ahead", "№ | ФИО\n1 | Талмаро Эрвин\n2 |\n3 |\nИтого | 1");
}

#[test]
fn headers_may_come_twice_and_columns_may_be_numbered() {
    messy(
        "numbered-columns",
        "№ п/п | Ф.И.О. | Должность\n1 | 2 | 3\n1 | Талмаро Эрвин | Посол\n№ п/п | Ф.И.О. | Должность\n2 | Воссель Лиана | Советник",
    );
}

#[test]
fn a_note_beside_the_list_below_it_needs_no_header() {
    messy("beside", "ФИО | Должность\nТалмаро Эрвин | Посол\nИтого | 1 | | проверено");
    messy(
        "other-columns",
        "№ | ФИО | Кому | Должность | Примечание | E-mail | Подпись\n1 | Талмаро Эрвин | Эрвину Талмаро | Посол | VIP | e@t.kd |",
    );
}

#[test]
fn capitals_are_reported_once_and_kept() {
    messy(
        "capitals",
        "ФИО | Должность\nТАЛМАРО Эрвин | Посол\nВОССЕЛЬ ЛИАНА | Советник\nИванов И.И. | Атташе\nКарл XII | Король",
    );
    messy("capitals-once", "Surname | First name\nTALMARO | Erwin\nVossel | Liana");
}

#[test]
fn people_go_to_the_sides_that_their_rows_name() {
    messy(
        "sides",
        "Сторона | ФИО | Должность\nКордия | Талмаро Эрвин | Посол\nКазахстан | Сериков Нурлан | Министр\nКОРДИЯ | Воссель Лиана | Советник",
    );
    merged(
        "sides-merged-downwards",
        "Делегация | Ф.И.О. | Гражданство\nКордия | Талмаро Эрвин | Кордия\n | Воссель Лиана | Австрия\nКазахстан | Сериков Нурлан |",
        &["A2:A3"],
    );
    messy(
        "sides-in-two-languages",
        "Сторона | Тарап | ФИО | Аты-жөні\nКордия | Кордия | Талмаро Эрвин | Эрвин Талмаро\nКазахстан | Қазақстан | Сериков Нурлан | Нұрлан Серіков",
    );
    messy(
        "sides-in-english",
        "Delegation | Full name | Citizenship\nKordia | Erwin Talmaro | Kordia\nKazakhstan | Nurlan Serikov |",
    );
    messy("country", "Страна | ФИО\nКордия | Талмаро Эрвин\nКазахстан | Сериков Нурлан");
    messy(
        "side-and-country",
        "Тарап | Ел | Аты-жөні | Азаматтығы\nКордия | Австрия | Эрвин Талмаро | Австрия",
    );
    messy(
        "side-missing",
        "Сторона | ФИО\nКордия | Талмаро Эрвин\n | Воссель Лиана\n | Трелль Йонас\nКазахстан | Сериков Нурлан",
    );
}

#[test]
fn everything_at_once() {
    merged(
        "everything",
        "Приложение 1\nк письму от 2 марта 2026 года № 01-1/15\n\nСписок делегации\n\n№ п/п | Сторона | Фамилия | Имя | Отчество | Должность | Организация | Гражданство | Примечание\n1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9\n1 | Кордия | ТАЛМАРО | Эрвин | – | Посол | МИД | Кордия | VIP\n2 | | Воссель | Лиана | | Советник | | |\n3 | Казахстан | Сериков | Нурлан | Ержанович | Министр | МИД РК | |\n | | Итого: 3 чел.\n\nИсп. Серикова А.\nтел. 74-12-33",
        &["A1:I1", "A2:I2", "B8:B9", "G8:G9", "A11:B11", "A13:D13"],
    );
}

/// What stands in the cells of lists, well and badly kept.
const CELLS: [&str; 15] = [
    "",
    "",
    "1",
    "2",
    "Талмаро Эрвин",
    "Воссель",
    "Лиана",
    "Посол",
    "Итого: 3",
    "Всего",
    "Исп. А. Б., тел. 1",
    "Делегация Кордии",
    "Начальник ____",
    "Кордия",
    "–",
];
const HEADERS: [&str; 12] = [
    "",
    "№",
    "ФИО",
    "Фамилия",
    "Имя",
    "Сторона",
    "Страна",
    "Должность",
    "Кому",
    "Приветствие",
    "Name",
    "Виза",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, rng_seed: seed(), failure_persistence: None, ..ProptestConfig::default() })]

    /// No row is lost: each is a person, or is said not to be one, or nothing is read at all.
    #[test]
    fn every_row_is_a_person_or_is_said_not_to_be_one(
        headers in prop::collection::vec(prop::sample::select(&HEADERS[..]), 1..6),
        rows in prop::collection::vec(prop::collection::vec(prop::sample::select(&CELLS[..]), 6), 0..9),
    ) {
        let width = headers.len();
        if headers.iter().all(|header| header.is_empty()) {
            return Ok(());
        }
        let line = |cells: &[&str]| cells[..width].join(";");
        let lines = rows.iter().map(|cells| line(cells));
        let text: Vec<_> = std::iter::once(line(&headers)).chain(lines).collect();
        let folder = folder_with("people.csv", &text.join("\n"));
        let Ok(table) = Table::read(&folder.path().join("people.csv"), None) else { return Ok(()) };
        for read in [people(&table), records(&table)] {
            let Ok(read) = read else { continue };
            let said: Vec<_> = read.problems.iter().filter_map(|problem| problem.place.as_ref()?.cell()).collect();
            for (number, cells) in (2..).zip(&rows) {
                let is_number = |column: usize| headers[column] == "№" && ["1", "2"].contains(&cells[column]);
                let has_words = (0..width).any(|column| !cells[column].is_empty() && !is_number(column));
                let is_read = read.entries.iter().any(|entry| entry.row == number && !(entry.values.is_empty() && entry.side.is_empty()));
                let is_said = said.iter().any(|cell| cell.row == number);
                assert!(!has_words || is_read || is_said, "row {number} of\n{}", text.join("\n"));
            }
            let total = |entry: &Entry| entry.values.iter().any(|value| {
                value.path.to_string().ends_with("name") && value.value.as_str().is_some_and(|name| name.starts_with("Итого"))
            });
            assert!(!read.entries.iter().any(total), "{}", text.join("\n"));
        }
    }
}
