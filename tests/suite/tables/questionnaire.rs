//! The workbook to send out is read back as it is, in every language and in all together.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read};

use regex::Regex;
use spravka::internals::language::Language;
use zip::ZipArchive;

use super::import;
use super::workbook::archive;
use crate::harness::{assert_reference, folder, run};

/// The workbook that is written in these languages.
fn questionnaire(languages: &str) -> Vec<u8> {
    let folder = folder();
    let ran = run(folder.path(), &["new", "--table", "visit.xlsx", "-l", languages]);
    assert_eq!((ran.code, ran.stderr.as_str(), ran.stdout.as_str()), (Some(0), "", "visit.xlsx\n"));
    fs::read(folder.path().join("visit.xlsx")).expect("a workbook")
}

fn parts(workbook: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("an archive");
    let names: Vec<_> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    let part = |name: String| {
        let mut content = Vec::new();
        archive.by_name(&name).expect("a part").read_to_end(&mut content).expect("a part");
        (name, content)
    };
    names.into_iter().map(part).collect()
}

fn part(workbook: &[u8], name: &str) -> String {
    let (_, content) = parts(workbook).into_iter().find(|(part, _)| part == name).expect("a part");
    String::from_utf8(content).expect("UTF-8")
}

/// The headers, in the order of the columns.
fn headers(workbook: &[u8]) -> Vec<String> {
    let text = Regex::new("<t>([^<]*)</t>").expect("a pattern");
    let strings = part(workbook, "xl/sharedStrings.xml");
    text.captures_iter(&strings).map(|found| found[1].to_owned()).collect()
}

/// The workbook with a row of these values below the headers, as a spreadsheet program saves it.
fn filled(workbook: &[u8], rows: &[Vec<String>]) -> Vec<u8> {
    let mut written = String::new();
    for (number, row) in (2..).zip(rows) {
        write!(written, r#"<row r="{number}">"#).expect("a text");
        for (column, value) in row.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
            let letter = match u8::try_from(column).expect("a column") {
                near @ 0..26 => char::from(b'A' + near).to_string(),
                far => format!("A{}", char::from(b'A' + far - 26)),
            };
            write!(written, r#"<c r="{letter}{number}" t="inlineStr"><is><t>{value}</t></is></c>"#)
                .expect("a text");
        }
        written.push_str("</row>");
    }
    let with_rows = |(name, content): (String, Vec<u8>)| match name.as_str() {
        "xl/worksheets/sheet1.xml" => {
            let sheet = String::from_utf8(content).expect("UTF-8");
            (name, sheet.replace("</sheetData>", &format!("{written}</sheetData>")).into_bytes())
        }
        _ => (name, content),
    };
    let parts: Vec<_> = parts(workbook).into_iter().map(with_rows).collect();
    archive(parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())))
}

/// A value that the column of this header takes.
fn value(header: &str, row: usize) -> String {
    let of = |headers: &[&str]| headers.contains(&header);
    match row {
        _ if of(&["Глава делегации", "Делегация басшысы", "Head"]) && row == 0 => {
            "иә".to_owned()
        }
        _ if of(&["Глава делегации", "Делегация басшысы", "Head"]) => {
            String::new()
        }
        _ if of(&["Роль", "Рөлі", "Role"]) => ["interpreter", "участник"][row].to_owned(),
        _ if of(&["Ранг", "Дәрежесі", "Rank"]) => ["1", "10-1"][row].to_owned(),
        _ if of(&["Дата назначения", "Тағайындалған күні", "Appointed on"]) => {
            "15.04.2019".to_owned()
        }
        _ if of(&["Сторона", "Тарап", "Side"]) => ["Кордия", "Казахстан"][row].to_owned(),
        _ => format!("{header} {row}"),
    }
}

#[test]
fn it_is_read_back_as_it_is_in_every_language_and_in_all() {
    let mut languages: Vec<_> = Language::all().map(|language| language.code().to_owned()).collect();
    languages.extend(["ru,en".to_owned(), "kk,ru,en".to_owned()]);
    let mut said = Vec::new();
    for languages in languages {
        let empty = questionnaire(&languages);
        assert_eq!(empty, questionnaire(&languages), "the same bytes each time");
        let unread = import("visit.xlsx", &empty, &[]);
        let warning = "warning: `visit.xlsx, sheet “";
        assert!(unread.starts_with("exit code 0") && unread.contains(warning), "{unread}");
        assert_eq!(unread.matches("warning: ").count(), 1, "{unread}");
        let headers = headers(&empty);
        let rows: Vec<Vec<_>> =
            (0..2).map(|row| headers.iter().map(|header| value(header, row)).collect()).collect();
        said.push(format!("# {languages}\n{}", import("visit.xlsx", &filled(&empty, &rows), &[])));
    }
    assert_reference("tables/questionnaire.txt", &said.join("\n"));
}

#[test]
fn it_has_lists_to_choose_from_and_cells_that_keep_their_text() {
    let workbook = questionnaire("ru,en");
    let sheet = part(&workbook, "xl/worksheets/sheet1.xml");
    let lists = Regex::new("<formula1>\"([^\"]*)\"</formula1>").expect("a pattern");
    let lists: Vec<_> = lists.captures_iter(&sheet).map(|found| found[1].to_owned()).collect();
    let roles = "участник,переводчик,ведёт запись,member,interpreter,note-taker";
    assert_eq!(lists, ["да,нет,yes,no", roles]);
    let columns = headers(&workbook);
    let formats = Regex::new(r#"<col min="(\d+)" max="(\d+)" [^>]*style="[123]""#).expect("a pattern");
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let formatted: usize =
        formats.captures_iter(&sheet).map(|found| number(&found[2]) + 1 - number(&found[1])).sum();
    assert_eq!(formatted, columns.len(), "{columns:?}");
    // 49 is text; the dates have a format of their own.
    let styles = part(&workbook, "xl/styles.xml");
    assert!(styles.contains(r#"numFmtId="49""#) && styles.contains("dd.mm.yyyy"), "{styles}");
    assert!(sheet.contains("10-1"), "the rank is explained");
}

#[test]
fn what_cannot_be_written_is_refused() {
    let folder = folder();
    fs::write(folder.path().join("kept.xlsx"), "mine").expect("a file");
    let mut said = Vec::new();
    for arguments in [
        ["new", "--table", "kept.xlsx"].as_slice(),
        &["new", "--table", "visit.csv"],
        &["new", "--table", "visit"],
        &["new", "--table", "visit.xlsx", "-l", "ru,de"],
        &["new", "visit", "--table", "visit.xlsx"],
        &["new"],
    ] {
        let ran = run(folder.path(), arguments);
        assert_eq!(ran.stdout, "");
        said.push(format!("# {}\nexit code {}\n{}", arguments.join(" "), ran.code.unwrap_or(-1), ran.stderr));
    }
    assert_eq!(fs::read_to_string(folder.path().join("kept.xlsx")).expect("a file"), "mine");
    assert_reference("tables/questionnaire-refused.txt", &said.join("\n"));
}
