//! XLSX: formulas, errors, dates, merged cells, sheets, far-away cells, texts of every kind.

use regex::Regex;

use super::workbook::{Xlsx, archive, cell, cells, number, row};
use super::{assert_import, import};
use crate::harness::assert_reference;

fn headers() -> String {
    row(1, &["Ф.И.О.", "Должность", "Организация", "Ранг", "Дата назначения"])
}

#[test]
fn a_formula_counts_for_the_value_that_was_saved_with_it() {
    let rows = headers()
        + &cells(
            2,
            &[
                r#"<c r="A2" t="str"><f>CONCATENATE("Иванов"," ","Иван")</f><v>Иванов Иван</v></c>"#
                    .to_owned(),
                r#"<c r="B2" t="s"><f t="shared" ref="B2:B3" si="0">F2</f><v>0</v></c>"#.to_owned(),
                r#"<c r="D2"><f>1+2</f><v>3</v></c>"#.to_owned(),
                r#"<c r="E2" s="1"><f>DATE(2019,4,15)</f><v>43570</v></c>"#.to_owned(),
            ],
        );
    assert_import("formulas", "people.xlsx", &Xlsx::of(&rows).strings("<si><t>Министр</t></si>").bytes());
}

#[test]
fn a_formula_without_its_value_and_an_error_are_refused_at_their_cells() {
    let rows = headers()
        + &cells(
            2,
            &[
                r#"<c r="A2" t="str"><f>B1</f></c>"#.to_owned(),
                r#"<c r="B2"><f>VLOOKUP(A2,X1:Y9,2)</f><v></v></c>"#.to_owned(),
                r##"<c r="C2" t="e"><f>X1/0</f><v>#DIV/0!</v></c>"##.to_owned(),
                r#"<c r="D2"><f t="shared" si="0"/></c>"#.to_owned(),
                cell("E2", "#REF!"),
            ],
        );
    assert_import("formulas-without-values", "people.xlsx", &Xlsx::of(&rows).bytes());
}

#[test]
fn an_error_in_a_column_that_is_not_read_does_no_harm() {
    let rows = row(1, &["№", "Ф.И.О."])
        + &cells(2, &["<c r=\"A2\"><f>ROW()-1</f></c>".to_owned(), cell("B2", "Иванов Иван")])
        + &cells(3, &["<c r=\"A3\"><f>ROW()-1</f></c>".to_owned()]);
    assert_import("ordinals", "people.xlsx", &Xlsx::of(&rows).bytes());
}

#[test]
fn a_header_without_a_value_is_refused() {
    let rows = cells(1, &[cell("A1", "Ф.И.О."), "<c r=\"B1\"><f>X1</f></c>".to_owned()])
        + &row(2, &["Иванов", "Посол"]);
    assert_import("header-without-value", "people.xlsx", &Xlsx::of(&rows).bytes());
}

#[test]
fn a_date_is_the_same_day_in_both_epochs() {
    let of = |first: &str, second: &str| {
        headers()
            + &cells(2, &[cell("A2", "Иванов"), number("E2", 1, first)])
            + &cells(3, &[cell("A3", "Петров"), number("E3", 3, second)])
    };
    let since_1900 = import("people.xlsx", &Xlsx::of(&of("43570", "61")).bytes(), &[]);
    assert_reference("tables/epochs.txt", &since_1900);
    let since_1904 = import("people.xlsx", &Xlsx::of(&of("42108", "366")).since_1904().bytes(), &[]);
    assert_eq!(since_1904.replace("1905-01-01", "1900-03-01"), since_1900);
}

#[test]
fn a_number_is_no_date_and_a_date_is_nothing_else() {
    let rows = headers()
        + &cells(2, &[cell("A2", "Иванов"), number("D2", 1, "46296"), number("E2", 0, "43570")])
        + &cells(3, &[cell("A3", "Петров"), number("B3", 1, "43570"), number("E3", 1, "60")])
        + &cells(4, &[cell("A4", "Сидоров"), number("C4", 2, "0.4375"), number("E4", 1, "43570.5")])
        + &cells(5, &[cell("A5", "Кимов"), cell("D5", "10–1"), cell("E5", "15/04/2019")])
        + &cells(6, &[cell("A6", "Ли"), number("D6", 0, "1.5"), number("E6", 1, "-1")]);
    assert_import("dates", "people.xlsx", &Xlsx::of(&rows).bytes());
}

#[test]
fn a_number_or_a_truth_value_is_no_name() {
    let rows = headers()
        + &cells(2, &[number("A2", 0, "7"), number("B2", 4, "42")])
        + &cells(3, &["<c r=\"A3\" t=\"b\"><v>1</v></c>".to_owned()]);
    assert_import("name-as-number", "people.xlsx", &Xlsx::of(&rows).bytes());
}

#[test]
fn a_position_that_is_merged_downwards_is_that_of_each() {
    let rows = headers()
        + &row(2, &["Иванов", "Посол", "МИД"])
        // What stands under a merged cell is not to be seen.
        + &row(3, &["Петров", "Курьер"])
        + &row(4, &["Сидоров", "", "Акимат"])
        + r#"<mergeCells><mergeCell ref="B2:B4"/><mergeCell ref="C2:C3"/></mergeCells>"#;
    assert_import("merged-downwards", "people.xlsx", &Xlsx::of(&rows).bytes());
}

#[test]
fn merged_names_and_merges_across_columns_are_refused() {
    let rows = headers()
        + &row(2, &["Казахстанская сторона"])
        + &row(3, &["Иванов", "Посол"])
        + &row(4, &["", "Советник"])
        + &row(5, &["Сидоров", "Посол"])
        + r#"<mergeCells><mergeCell ref="A2:E2"/><mergeCell ref="A3:A4"/><mergeCell ref="B5:C5"/><mergeCell ref="A9:E9"/></mergeCells>"#;
    assert_import("merged", "people.xlsx", &Xlsx::of(&rows).bytes());
}

#[test]
fn more_merges_than_cells_are_refused() {
    let merges = r#"<mergeCell ref="A1:C1048576"/>"#.repeat(257);
    let rows = headers() + &row(2, &["Иванов"]) + &format!("<mergeCells>{merges}</mergeCells>");
    assert_import("overlapping-merges", "people.xlsx", &Xlsx::of(&rows).bytes());
}

#[test]
fn a_title_above_the_headers_is_passed_over_merged_or_not() {
    let rows = row(1, &["Состав делегации"])
        + &row(2, &["на переговоры", "16 марта 2026 года"])
        + &row(4, &["№", "Фамилия, имя,\nотчество", "Должность"])
        + &row(5, &["1", "Иванов Иван", "Министр"])
        + &row(7, &["2", "Петров Пётр", "Посол"])
        + r#"<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/></mergeCells>"#;
    assert_import("title", "people.xlsx", &Xlsx::of(&rows).bytes());
}

#[test]
fn a_header_over_two_columns_leaves_one_without() {
    let rows = row(1, &["Ф.И.О.", "Должность"])
        + &row(2, &["Иванов", "Министр", "Министр"])
        + r#"<mergeCells><mergeCell ref="B1:C1"/></mergeCells>"#;
    assert_import("merged-header", "people.xlsx", &Xlsx::of(&rows).bytes());
}

#[test]
fn a_header_that_is_merged_with_what_is_below_it_is_refused() {
    let rows = row(1, &["Ф.И.О.", "Должность"])
        + &row(2, &["Иванов"])
        + r#"<mergeCells><mergeCell ref="B1:B2"/></mergeCells>"#;
    assert_import("header-merged-downwards", "people.xlsx", &Xlsx::of(&rows).bytes());
}

#[test]
fn hidden_sheets_are_read_only_by_their_name() {
    let people = |name: &str| row(1, &["ФИО"]) + &row(2, &[name]);
    let workbook = Xlsx::default()
        .sheet("Черновик", "hidden", &people("Старый Список"))
        .sheet("Пусто", "", r#"<row r="1"><c r="A1" s="1"/></row>"#)
        .sheet("Делегация", "", &people("Иванов Иван"))
        .bytes();
    let chosen = import("people.xlsx", &workbook, &[]);
    let named = import("people.xlsx", &workbook, &["--sheet", "Черновик"]);
    let empty = import("people.xlsx", &workbook, &["--sheet", "Пусто"]);
    let missing = import("people.xlsx", &workbook, &["--sheet", "Делегации"]);
    assert_reference("tables/hidden-sheet.txt", &[chosen, named, empty, missing].concat());
    let hidden = Xlsx::default().sheet("А", "veryHidden", &people("Иванов")).sheet("Б", "", "").bytes();
    assert_import("all-hidden", "people.xlsx", &hidden);
    assert_import("nothing-in-any-sheet", "people.xlsx", &Xlsx::of("").bytes());
}

#[test]
fn of_several_sheets_none_is_chosen_silently() {
    let people = |name: &str| row(1, &["ФИО"]) + &row(2, &[name]);
    let workbook = Xlsx::of(&people("Иванов")).sheet("Гости", "", &people("Петров")).bytes();
    let silent = import("people.xlsx", &workbook, &[]);
    let named = import("people.xlsx", &workbook, &["--sheet", "Гости"]);
    let of_csv = import("people.csv", b"name\nIvanov\n", &["--sheet", "Лист1"]);
    assert_reference("tables/several-sheets.txt", &[silent, named, of_csv].concat());
}

#[test]
fn hidden_rows_are_read_with_a_warning() {
    let rows = row(1, &["ФИО"])
        + &row(2, &["Иванов"])
        + &row(3, &["Петров"]).replace("<row", "<row hidden=\"1\"")
        + &row(4, &["Сидоров"]).replace("<row", "<row hidden=\"true\"")
        + "<row r=\"5\" hidden=\"1\"/>";
    assert_import("hidden-rows", "people.xlsx", &Xlsx::of(&rows).bytes());
}

#[test]
fn a_far_away_cell_takes_no_memory() {
    let far = |content: &str| headers() + &row(2, &["Иванов"]) + &cells(1_048_576, &[content.to_owned()]);
    assert_import("far-away", "people.xlsx", &Xlsx::of(&far(&cell("XFD1048576", "x"))).bytes());
    let formatted = import("people.xlsx", &Xlsx::of(&far(r#"<c r="XFD1048576" s="1"/>"#)).bytes(), &[]);
    assert!(formatted.starts_with("exit code 0"), "{formatted}");
}

#[test]
fn texts_are_read_however_they_are_stored() {
    let shared = concat!(
        "<si><t>Ф.И.О.</t></si><si><t>Организация</t></si>",
        r#"<si><r><t xml:space="preserve">Ива</t></r><r><rPr><b/></rPr><t xml:space="preserve">нов </t></r><r><t>Иван</t></r></si>"#,
        r#"<si><t>東京都</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>"#,
        "<si><t>МИД &amp; «Ко» &#1178;</t></si><si><t>строка_x000D_\nещё</t></si>",
    );
    let text = |name: &str, index: u8| format!(r#"<c r="{name}" t="s"><v>{index}</v></c>"#);
    let rows = cells(1, &[text("A1", 0), text("B1", 1)])
        + &cells(2, &[text("A2", 2), text("B2", 3)])
        + &cells(
            3,
            &[
                r#"<c r="A3" t="inlineStr"><is><r><t>Пет</t></r><r><t>ров</t></r></is></c>"#.to_owned(),
                text("B3", 4),
            ],
        )
        + &cells(4, &[cell("A4", " \u{A0} Ли\u{A0}Су \n"), text("B4", 5)]);
    assert_import("texts", "people.xlsx", &Xlsx::of(&rows).strings(shared).bytes());
}

#[test]
fn a_text_that_there_is_not_is_never_another() {
    let of = |value: &str| row(1, &["ФИО"]) + &cells(2, &[format!(r#"<c r="A2" t="s"><v>{value}</v></c>"#)]);
    let strings = "<si><t>Иванов</t></si>";
    assert_import("no-such-text", "people.xlsx", &Xlsx::of(&of("7")).strings(strings).bytes());
    assert_import("text-without-number", "people.xlsx", &Xlsx::of(&of("x")).strings(strings).bytes());
}

#[test]
fn cells_that_there_are_not_and_cells_that_are_there_twice_are_refused() {
    let with =
        |extra: &str| Xlsx::of(&(headers() + &cells(2, &[cell("A2", "Иванов"), extra.to_owned()]))).bytes();
    assert_import("cell-twice", "people.xlsx", &with(&cell("A2", "Петров")));
    assert_import("cell-in-another-row", "people.xlsx", &with(&cell("A3", "Петров")));
    assert_import("no-such-cell", "people.xlsx", &with(&cell("AAAAAAAAAAA2", "Петров")));
}

#[test]
fn a_very_long_cell_is_refused_and_a_long_one_is_read() {
    let of = |length: usize| {
        Xlsx::of(&(row(1, &["ФИО", "Биография"]) + &row(2, &["Иванов", &"б".repeat(length)]))).bytes()
    };
    assert!(import("people.xlsx", &of(32_767), &[]).starts_with("exit code 0"));
    assert_import("long-cell", "people.xlsx", &of(32_768));
}

#[test]
fn control_characters_are_refused() {
    let rows = row(1, &["ФИО", "Должность"]) + &row(2, &["Ива_x0007_нов", "Посол\u{B}"]);
    assert_import("control-characters", "people.xlsx", &Xlsx::of(&rows).bytes());
}

#[test]
fn elements_with_a_prefix_and_parts_with_backslashes_are_read_as_well() {
    let rows = headers() + &cells(2, &[cell("A2", "Иванов"), number("E2", 3, "43570")]);
    let rows = rows.replace("<row r=\"2\"", "<row r=\"2\" hidden=\"1\"");
    let plain = Xlsx::of(&rows);
    let prefix = Regex::new("<(/?)([a-zA-Z])").expect("a pattern");
    let parts = plain.parts().into_iter().map(|(path, part)| match path.strip_prefix("xl/") {
        Some(path) if !path.ends_with(".rels") => {
            let part = prefix.replace_all(&part, "<${1}x:${2}").replace("xmlns=", "xmlns:x=");
            (format!("xl\\{}", path.replace('/', "\\")), part)
        }
        _ => (path, part),
    });
    let parts: Vec<_> = parts.collect();
    let other = archive(parts.iter().map(|(path, part)| (path.as_str(), part.as_bytes())));
    let read = import("people.xlsx", &other, &[]);
    assert!(read.contains("appointed_on = 2019-04-15") && read.contains("1 row is hidden"), "{read}");
    assert_eq!(read, import("people.xlsx", &plain.bytes(), &[]));
}
