use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::cell::{Cell, Value, clock, one_line};
use super::people::broken;
use super::{CellValue, Entries, Entry, Row, Table};
use crate::key_path::KeyPath;
use crate::limits::MERGED_VALUES;
use crate::report::{self, CellName, Place, Problem};

/// The records of a table: the first non-empty row holds keys such as `recipient.name`, each row below it
/// is a record. An empty cell sets nothing.
///
/// # Errors
/// Every reason why a record cannot be read as the spreadsheet shows it; with all warnings.
pub fn records(table: &Table) -> Result<Entries, Vec<Problem>> {
    let mut problems = table.warnings.clone();
    let Some((header, rows)) = table.rows.split_first() else { return Ok(Entries::default()) };
    let mut keys: BTreeMap<u32, Key> = BTreeMap::new();
    for cell in &header.cells {
        match key(table, cell) {
            Ok(key) => {
                problems.extend(
                    keys.values()
                        .find(|other| overlap(&other.path, &key.path))
                        .map(|other| doubled(other, &key)),
                );
                keys.insert(cell.column, key);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if let Some(row) = rows.get(MERGED_VALUES / keys.len().max(1)) {
        return Err(vec![too_many_values(table, row)]);
    }
    problems.extend(without_key(table, header, rows));
    problems.extend(merged(table, header, &keys));
    let mut entries = Vec::new();
    for row in rows {
        let cells = row.cells.iter().filter_map(|cell| keys.get(&cell.column).map(|key| (key, cell)));
        let (values, errors): (Vec<_>, Vec<_>) =
            cells.map(|(key, cell)| given(table, key, cell)).partition(Result::is_ok);
        problems.extend(errors.into_iter().filter_map(Result::err));
        let values = values.into_iter().flatten().collect();
        entries.push(Entry { row: row.number, values, ..Entry::default() });
    }
    let problems = report::in_order(problems, table.name());
    if problems.iter().any(Problem::is_error) {
        Err(problems)
    } else {
        Ok(Entries { entries, problems, ..Entries::default() })
    }
}

/// The key that a column sets.
#[derive(Debug)]
struct Key {
    path: KeyPath,
    place: Place,
}

fn key(table: &Table, cell: &Cell) -> Result<Key, Problem> {
    let place = table.place(cell);
    let Value::Text(written) = &cell.value else { return Err(no_key(&cell.value.shown(), place)) };
    match written.trim().parse() {
        Ok(path) => Ok(Key { path, place }),
        Err(_) => Err(no_key(written, place)),
    }
}

fn given(table: &Table, key: &Key, cell: &Cell) -> Result<CellValue, Problem> {
    let place = table.place(cell);
    let value = match &cell.value {
        Value::Text(text) => Json::String(one_line(text).into_owned()),
        Value::Number(number) => json_number(*number),
        Value::Date(date) => Json::String(date.format("%Y-%m-%d").to_string()),
        Value::Moment(moment) => Json::String(moment.format("%Y-%m-%dT%H:%M:%S").to_string()),
        Value::Time(time) => Json::String(clock(*time)),
        Value::Truth(truth) => Json::Bool(*truth),
        Value::Fault(fault) => return Err(broken(fault).at(place)),
    };
    Ok(CellValue { path: key.path.clone(), value, header: key.place.clone(), place })
}

/// A number, as an integer if it is whole: spreadsheets store every number as a float.
fn json_number(number: f64) -> Json {
    /// 2⁵³: up to here a float represents every integer.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole =
        format!("{number:.0}").parse::<i64>().ok().filter(|_| number.fract() == 0.0 && number.abs() <= EXACT);
    whole.map_or_else(|| Json::from(number), Json::from)
}

/// Whether two keys are equal or one contains the other.
fn overlap(one: &KeyPath, other: &KeyPath) -> bool {
    one.steps().starts_with(other.steps()) || other.steps().starts_with(one.steps())
}

fn without_key(table: &Table, header: &Row, rows: &[Row]) -> Vec<Problem> {
    let mut nameless: BTreeMap<u32, &Cell> = BTreeMap::new();
    for cell in rows.iter().flat_map(|row| &row.cells).filter(|cell| header.get(cell.column).is_none()) {
        nameless.entry(cell.column).or_insert(cell);
    }
    nameless.iter().map(|(column, cell)| no_header(header.name(*column), table.place(cell))).collect()
}

/// An error for each merge of non-empty cells below the keys.
fn merged(table: &Table, header: &Row, keys: &BTreeMap<u32, Key>) -> Vec<Problem> {
    let areas = table.merges.iter().filter(|area| area.last.row > header.number);
    let areas = areas.filter(|area| keys.keys().any(|column| area.has_column(*column)));
    areas
        .filter_map(|area| {
            let first = table.rows.partition_point(|row| row.number < area.first.row);
            let mut rows = table.rows[first..].iter().take_while(|row| area.has_row(row.number));
            let cell = rows.find_map(|row| row.cells.iter().find(|cell| area.has_column(cell.column)))?;
            Some(
                Problem::error(format!("cells {}:{} are merged", area.first, area.last))
                    .at(table.place(cell))
                    .hint("split them and fill in each cell"),
            )
        })
        .collect()
}

fn no_key(written: &str, place: Place) -> Problem {
    Problem::error(format!("`{}` is not a key of a brief", one_line(written)))
        .at(place)
        .hint("the first row holds the keys to set, such as `recipient.name` or `sides[0].name`")
}

fn doubled(first: &Key, second: &Key) -> Problem {
    Problem::error(format!("`{}` is set by two columns", second.path))
        .at(second.place.clone())
        .related(first.place.clone(), "the other column")
        .hint("delete one of them")
}

fn no_header(name: CellName, place: Place) -> Problem {
    Problem::error(format!("this column has no key in {name}"))
        .at(place)
        .hint("write a key above it, or clear the column")
}

fn too_many_values(table: &Table, row: &Row) -> Problem {
    Problem::error(format!("the rows up to this one have {MERGED_VALUES} values with those they leave blank"))
        .at(row.cells.first().map(|cell| table.place(cell)))
        .hint("delete columns that the papers do not need, or split the table into several files")
}
