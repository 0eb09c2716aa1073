//! Files that are not what they seem, or more than there is room for.

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::{ProptestConfig, any, prop, proptest};
use spravka::internals::table::{Table, people, records};

use super::workbook::{Xlsx, archive, ods, ods_row, row, table};
use super::{assert_import, import};
use crate::harness::{assert_reference, folder, project, run, seed};

fn small() -> Xlsx {
    Xlsx::of(&(row(1, &["ФИО", "Должность"]) + &row(2, &["Иванов Иван", "Министр"])))
}

#[test]
fn an_empty_file_and_one_that_is_not_there_are_refused() {
    assert_import("empty", "people.xlsx", b"");
    assert_import("blank", "people.csv", b"\n\n ; ;\n");
    let folder = folder();
    fs::create_dir(folder.path().join("folder.xlsx")).expect("a folder");
    let missing = run(folder.path(), &["import", "missing.xlsx"]).stderr;
    let a_folder = run(folder.path(), &["import", "folder.xlsx"]).stderr;
    assert_reference("tables/unreadable.txt", &format!("{missing}{a_folder}"));
}

#[test]
fn a_file_is_what_it_holds_and_not_what_its_name_ends_with() {
    let csv = import("people.xlsx", "ФИО;Должность\nИванов Иван;Министр\n".as_bytes(), &[]);
    assert!(csv.starts_with("exit code 0"), "{csv}");
    assert_eq!(import("people.csv", &small().bytes(), &[]), csv);
    let content =
        ods("", &table("Лист1", &(ods_row(&["ФИО", "Должность"]) + &ods_row(&["Иванов Иван", "Министр"]))));
    assert_eq!(import("people.xls", &content, &[]), csv);
}

#[test]
fn what_is_no_table_is_refused_whatever_its_name() {
    assert_import("html", "people.xls", b"\n<HTML><table><tr><td>name</td></tr></table></HTML>");
    assert_import("xml", "people.xls", b"<?xml version=\"1.0\"?><Workbook/>");
    assert_import("zip", "people.xlsx", &archive([("people.csv", b"name\nIvanov\n".as_slice())]));
    assert_import(
        "document",
        "people.xlsx",
        &archive([
            ("[Content_Types].xml", b"<Types wordprocessingml/>".as_slice()),
            ("word/document.xml", b"<document/>"),
        ]),
    );
    assert_import("binary-workbook", "people.xlsx", &archive([("xl/workbook.bin", b"\x83\x01".as_slice())]));
    assert_import("pdf", "people.csv", b"%PDF-1.7\n");
    assert_import("old-workbook", "people.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0k\0b\0o\0o\0k\0");
}

#[test]
fn a_workbook_behind_a_password_is_refused() {
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_import(
        "encrypted-xlsx",
        "people.xlsx",
        &[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &encrypted].concat(),
    );
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let ods = archive([("content.xml", b"<a/>".as_slice()), ("META-INF/manifest.xml", manifest)]);
    assert_import("encrypted-ods", "people.ods", &ods);
}

#[test]
fn a_file_that_is_cut_off_is_refused() {
    let whole = small().bytes();
    assert_import("truncated", "people.xlsx", &whole[..whole.len() / 2]);
    let mut flipped = whole.clone();
    flipped[100] ^= 0xFF;
    assert!(import("people.xlsx", &flipped, &[]).starts_with("exit code 1"));
}

/// The archive says that a part has so many bytes.
fn with_sizes(mut archive: Vec<u8>, size: u32) -> Vec<u8> {
    for (signature, offset) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let starts: Vec<_> =
            (0..archive.len() - 4).filter(|&at| archive[at..].starts_with(signature)).collect();
        for start in starts {
            archive[start + offset..start + offset + 4].copy_from_slice(&size.to_le_bytes());
        }
    }
    archive
}

#[test]
fn a_bomb_is_refused_while_it_is_unpacked_whatever_sizes_it_declares() {
    let blank = vec![b' '; 200 * 1024 * 1024];
    let bomb = archive([("xl/worksheets/sheet1.xml", blank.as_slice())]);
    assert!(bomb.len() < 1024 * 1024);
    let honest = import("people.xlsx", &bomb, &[]);
    assert_reference("tables/bomb.txt", &honest);
    let lying = import("people.xlsx", &with_sizes(bomb, 100), &[]);
    assert_reference("tables/lying-bomb.txt", &lying);
}

#[test]
fn a_part_that_is_there_twice_is_refused() {
    let of = |name: &str| format!("<sst><si><t>{name}</t></si></sst>");
    let (one, other) = (of("Иванов"), of("Петров"));
    let parts = [("xl/sharedStrings.xml", one.as_bytes()), ("xl\\sharedStrings.xml", other.as_bytes())];
    assert_import("part-twice", "people.xlsx", &archive(parts));
}

#[test]
fn entities_are_refused_before_they_multiply() {
    let bomb =
        r#"<!DOCTYPE sst [<!ENTITY a "Иванов"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>"#;
    assert_import("entities", "people.xlsx", &small().raw_strings(bomb).bytes());
}

#[test]
fn texts_that_are_promised_take_no_memory() {
    let promise = r#"<sst uniqueCount="18446744073709551615"><si><t>ФИО</t></si></sst>"#;
    assert_import("promised-texts", "people.xlsx", &small().raw_strings(promise).bytes());
}

/// A list of so many people.
fn list(people: u32) -> Vec<u8> {
    let mut text = "ФИО;Должность;Организация;Ранг\n".to_owned();
    for number in 1..=people {
        writeln!(text, "Участник Номер{number};Советник департамента;Министерство;{number}").expect("a text");
    }
    text.into_bytes()
}

#[test]
fn a_hundred_thousand_rows_are_read_and_one_more_is_refused() {
    let read = import("people.csv", &list(99_999), &[]);
    assert!(read.starts_with("exit code 0") && read.contains("name = \"Участник Номер99999\""));
    assert_eq!(read.matches("[[sides.members]]").count(), 99_999);
    assert_import("too-many-rows", "people.csv", &list(100_000));
}

#[test]
fn a_huge_file_is_refused() {
    let folder = folder();
    let huge = fs::File::create(folder.path().join("huge.xlsx")).expect("a file");
    huge.set_len(50 * 1024 * 1024).expect("a file of 50 MB");
    assert_reference("tables/huge.txt", &run(folder.path(), &["import", "huge.xlsx"]).stderr);
}

#[test]
fn a_problem_names_its_cell_in_every_format() {
    let bytes = Xlsx::of(&(row(1, &["ФИО", "Ранг"]) + &row(2, &["Иванов", "первый"]))).bytes();
    let of = |format: &str| import("people.xlsx", &bytes, &["--message-format", format]);
    assert_reference("tables/formats.txt", &["human", "short", "json"].map(of).concat());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: seed(), failure_persistence: None, ..ProptestConfig::default() })]

    /// A workbook whose parts were damaged in any way is read or refused, and takes nobody down with it.
    #[test]
    fn damaged_parts_are_read_or_refused(
        part in 0..6usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[<>/&\"=a-z0-9 А]{0,3}"), 1..4),
    ) {
        let mut parts = small().strings("<si><t>ФИО</t></si>").parts();
        let text = &mut parts[part].1;
        for (index, change) in changes {
            let at = text.floor_char_boundary(index.index(text.len()));
            let end = text.ceil_char_boundary((at + change.len()).min(text.len()));
            text.replace_range(at..end, &change);
        }
        let folder = folder();
        let path = folder.path().join("people.xlsx");
        fs::write(&path, archive(parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())))).expect("a file");
        if let Ok(table) = Table::read(&path, None) {
            let _ = (people(&table), records(&table));
        }
    }
}

#[test]
fn every_reference_of_a_table_belongs_to_a_test() {
    let sources: String = ["delimited", "messy", "ods", "people", "questionnaire", "reading", "xlsx"]
        .map(|name| {
            fs::read_to_string(project().join(format!("tests/suite/tables/{name}.rs"))).expect("a source")
        })
        .concat();
    let files = ["tests/tables", "tests/tables/messy"]
        .map(|folder| fs::read_dir(project().join(folder)).expect("the folder of references"));
    for entry in files.into_iter().flatten() {
        let entry = entry.expect("an entry");
        if entry.path().is_dir() {
            continue;
        }
        let name = entry.file_name().into_string().expect("a name");
        let stem = name.trim_end_matches(".txt");
        assert!(
            sources.contains(&format!("\"{stem}\"")) || sources.contains(&format!("tables/{name}\"")),
            "{name}"
        );
    }
}
