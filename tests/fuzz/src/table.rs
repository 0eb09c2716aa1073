//! A table of people or of records: XLSX, ODS or CSV.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use spravka::internals::commands::members;
use spravka::internals::files::tree::FileTree;
use spravka::internals::report::Problem;
use spravka::internals::table::{Entries, Table, Value as TableValue, header_row, people, records};
use toml::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::parts::{MARK, parts};
use super::sound::{assert_sound, bytes, on_own_stack, sound};

const NAME: &str = "table";

/// Problems are sound, rows and cells are in order and inside the text, and people can be read again as a part
/// of a brief.
pub fn holds(data: &[u8]) {
    on_own_stack(|| file(data));
}

/// A workbook of the parts of an input, so that they are seen through its packing; others are as they are.
fn packed(data: &[u8]) -> Cow<'_, [u8]> {
    if !data.starts_with(MARK) {
        return Cow::Borrowed(data);
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in parts(NAME, data) {
        // Two parts of one name are refused by the writer; they are tried in files as they are.
        if writer.start_file(name, stored).is_ok() {
            writer.write_all(&part).expect("the memory takes it");
        }
    }
    Cow::Owned(writer.finish().expect("the memory takes it").into_inner())
}

fn file(data: &[u8]) {
    let files = FileTree::of([(PathBuf::from(NAME), bytes(packed(data)))]);
    let Some(table) = sound(Table::read_from(&files, Path::new(NAME), None)) else { return };
    assert_sound(&table.warnings);
    assert!(table.rows.is_sorted_by(|one, next| one.number < next.number), "rows are in order");
    for row in &table.rows {
        assert!(!row.cells.is_empty(), "row {} has a cell", row.number);
        assert!(row.cells.is_sorted_by(|one, next| one.column < next.column), "row {}", row.number);
        for cell in &row.cells {
            let place = table.place(cell);
            assert!(place.source.text.get(place.range.clone()).is_some(), "a cell is in the text");
            assert_eq!(place.cell(), Some(row.name(cell.column)), "a place knows its cell");
        }
    }
    if let Some(records) = sound(records(&table)) {
        assert_sound(&records.problems);
        assert_none_lost(&table, &records);
    }
    if let Some(people) = sound(people(&table)) {
        assert_sound(&people.problems);
        if !people.problems.iter().any(Problem::is_error) {
            let written: toml::Table = members(&people).parse().expect("people are TOML");
            let number = match written.get("sides") {
                Some(Value::Array(sides)) => sides.iter().map(members_of).sum(),
                Some(side) => members_of(side),
                None => 0,
            };
            assert_eq!(number, people.entries.len(), "{written}");
        }
    }
}

/// Each row below the headers is a record with a value, or a problem points at it; else it has nothing but
/// numbers, as the rows of a form do that was filled in only in part.
fn assert_none_lost(table: &Table, records: &Entries) {
    let header = header_row(table).map_or(0, |row| row.number);
    let read: BTreeSet<u32> =
        records.entries.iter().filter(|entry| !entry.values.is_empty()).map(|entry| entry.row).collect();
    assert!(records.entries.is_sorted_by(|one, next| one.row < next.row), "records are in order");
    let places = records.problems.iter().filter_map(|problem| problem.place.as_ref());
    let named: BTreeSet<usize> = places.map(|place| place.range.start).collect();
    for row in table.rows.iter().filter(|row| row.number > header && !read.contains(&row.number)) {
        let is_named = row.cells.iter().any(|cell| named.contains(&table.place(cell).range.start));
        assert!(
            is_named || row.cells.iter().all(|cell| is_number(&cell.value)),
            "row {} is lost",
            row.number
        );
    }
    let rows: BTreeSet<u32> = table.rows.iter().map(|row| row.number).filter(|row| *row > header).collect();
    assert!(records.entries.iter().all(|entry| rows.contains(&entry.row)), "a record is a row");
}

fn is_number(value: &TableValue) -> bool {
    matches!(value, TableValue::Number(_) | TableValue::Fault(_))
        || !value.shown().contains(char::is_alphabetic)
}

fn members_of(side: &Value) -> usize {
    side.get("members").and_then(Value::as_array).map_or(0, Vec::len)
}
