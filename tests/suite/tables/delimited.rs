//! CSV: encodings, separators, quotation marks.

use encoding_rs::{IBM866, KOI8_R, UTF_8, WINDOWS_1251};
use proptest::prelude::{Just, ProptestConfig, prop, prop_assert_eq, prop_oneof, proptest};
use spravka::internals::table::{Table, Value};

use super::{assert_import, import};
use crate::harness::{assert_reference, folder, seed};

const PEOPLE: &str = "ФИО;Должность\nАшикбаев Ержан;Первый заместитель министра «иностранных дел» — №1\n";

fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(order).collect()
}

#[test]
fn utf_8_utf_16_and_windows_1251_are_told_apart_by_their_content() {
    let expected = import("people.csv", PEOPLE.as_bytes(), &[]);
    assert!(expected.starts_with("exit code 0"), "{expected}");
    let with_mark = [b"\xEF\xBB\xBF".as_slice(), PEOPLE.as_bytes()].concat();
    assert_eq!(import("people.csv", &with_mark, &[]), expected);
    assert_eq!(import("people.csv", &WINDOWS_1251.encode(PEOPLE).0, &[]), expected);
    assert_eq!(import("people.csv", &utf_16(PEOPLE, u16::to_le_bytes), &[]), expected);
    assert_eq!(import("people.csv", &utf_16(PEOPLE, u16::to_be_bytes), &[]), expected);
    assert_reference("tables/encodings.txt", &expected);
}

#[test]
fn other_cyrillic_encodings_are_refused_and_never_taken_for_windows_1251() {
    assert_import("koi8-r", "people.csv", &KOI8_R.encode(PEOPLE).0);
    assert_import("dos", "people.csv", &IBM866.encode("name;Имя\nАшикбаев;Ержан\n").0);
    // The Kazakh encoding KZ-1048 has Қ where Windows-1251 has Ќ, Ә where it has Ј.
    assert_import("kz-1048", "people.csv", b"\xD4\xC8\xCE\n\x8D\xE0\xF1\xFB\xEC \xA3\xEB\xE8\n");
    // One damaged byte in UTF-8.
    let damaged = [PEOPLE.as_bytes(), b"\xD0;\n"].concat();
    assert!(UTF_8.decode(&damaged).2);
    assert_import("damaged-utf-8", "people.csv", &damaged);
    assert_import("damaged-utf-16", "people.csv", b"\xFF\xFE\x00\xD8A\x00");
}

#[test]
fn the_separator_is_found_by_content() {
    let of = |separator: &str| {
        "ФИО|Должность|Организация\nИванов, И. И.|Министр, посол|МИД\nПетров|Советник|МИД\n"
            .replace('|', separator)
    };
    let expected = import("people.csv", of(";").as_bytes(), &[]);
    assert!(expected.contains("name = \"Иванов, И. И.\""), "{expected}");
    assert_eq!(import("people.csv", of("\t").as_bytes(), &[]), expected);
    let quoted = "ФИО,Должность,Организация\n\"Иванов, И. И.\",\"Министр, посол\",МИД\nПетров,Советник,МИД\n";
    assert_eq!(import("people.csv", quoted.as_bytes(), &[]), expected);
    assert_eq!(import("people.csv", format!("sep=;\n{}", of(";")).as_bytes(), &[]), expected);
    let commas_everywhere = "Фамилия, имя, отчество;Должность\nИванов, Иван, Иванович;Министр\n";
    assert_import("commas-in-every-name", "people.csv", commas_everywhere.as_bytes());
}

#[test]
fn rows_of_different_lengths_are_read() {
    assert_import(
        "ragged",
        "people.csv",
        "ФИО;Должность;Ранг\nИванов\nПетров;Посол\nСидоров;;3;;\n".as_bytes(),
    );
}

#[test]
fn what_stands_beyond_the_headers_is_refused() {
    assert_import(
        "beyond-headers",
        "people.csv",
        "ФИО;Должность\nИванов;Министр;лишнее\nПетров;Посол\n".as_bytes(),
    );
}

#[test]
fn quotation_marks_hold_separators_lines_and_themselves() {
    let text = "ФИО;Должность;Организация\n\"Иванов\r\nИван\";\"Посол; \"\"по особым\"\"\n поручениям\";АО \"Самрук\"\n";
    assert_import("quotes", "people.csv", text.as_bytes());
}

#[test]
fn a_quotation_mark_that_is_not_closed_is_pointed_out_where_it_opens() {
    assert_import(
        "unclosed-quote",
        "people.csv",
        "ФИО;Должность\n\"Иванов;Министр\nПетров;Посол\n".as_bytes(),
    );
    assert_import("quote-closed-early", "people.csv", "ФИО;Организация\nИванов;\"Самрук\" АО\n".as_bytes());
}

#[test]
fn what_is_no_text_is_refused() {
    assert_import("nul-bytes", "people.csv", b"name;position\nIvanov\0;Minister\n");
    assert_import("escape-sequence", "people.csv", b"name\n\x1B[2JIvanov\n");
}

#[test]
fn a_text_that_looks_like_a_formula_is_a_text() {
    let text =
        "name;position\n=cmd|' /C calc'!A0;+1 @SUM(A1:A9)\n\"=HYPERLINK(\"\"http://example.org\"\")\";-2+3\n";
    assert_import("formula-injection", "people.csv", text.as_bytes());
}

#[test]
fn an_error_that_was_saved_as_text_is_no_name() {
    assert_import(
        "errors-as-text",
        "people.csv",
        "ФИО;Должность\n#N/A;Посол\nПетров;#ССЫЛКА!\n#######;Err:502\n".as_bytes(),
    );
}

#[test]
fn a_table_of_too_many_columns_is_refused() {
    let wide = format!("name{}\nIvanov\n", ";x".repeat(256));
    assert_import("too-many-columns", "people.csv", wide.as_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: seed(), failure_persistence: None, ..ProptestConfig::default() })]

    /// What another library writes is read cell by cell, and each cell is found at its place.
    #[test]
    fn every_csv_file_is_read_as_it_was_written(
        rows in prop::collection::vec(prop::collection::vec("[a-zА-я,;\"\n =]{0,8}", 2..5), 1..6),
        separator in prop_oneof![Just(b';'), Just(b','), Just(b'\t')],
    ) {
        let width = rows.iter().map(Vec::len).min().unwrap_or(0);
        let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.into_iter().take(width).collect()).collect();
        let mut writer = csv::WriterBuilder::new().delimiter(separator).quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).expect("a row");
        }
        let text = [format!("sep={}\n", char::from(separator)).into_bytes(), writer.into_inner().expect("a text")].concat();
        let folder = folder();
        let path = folder.path().join("table.csv");
        std::fs::write(&path, &text).expect("a file");
        let filled: Vec<(u32, u32, String)> = (2..)
            .zip(&rows)
            .flat_map(|(number, row)| (0..).zip(row).map(move |(column, text)| (number, column, text.trim().to_owned())))
            .filter(|(_, _, text)| !text.is_empty())
            .collect();
        let Ok(table) = Table::read(&path, None) else {
            prop_assert_eq!(filled, Vec::new());
            return Ok(());
        };
        let mut read = Vec::new();
        for row in &table.rows {
            for cell in &row.cells {
                let Value::Text(text) = &cell.value else { continue };
                let place = table.place(cell);
                let written = table.source.text[place.range.clone()].replace("\"\"", "\"");
                prop_assert_eq!(written.trim(), text);
                let name = place.cell().expect("a cell");
                prop_assert_eq!((name.row, name.column), (row.number, cell.column));
                read.push((row.number, cell.column, text.clone()));
            }
        }
        prop_assert_eq!(read, filled);
    }
}
