use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::cell::{Cell, Value, clock, one_line};
use super::list::Layout;
use super::people::{Claim, Claimed, Guests, broken, is_list_of_guests, twice};
use super::{CellValue, Entries, Entry, Row, Table};
use crate::brief;
use crate::key_path::{KeyPath, Step};
use crate::limits::MERGED_VALUES;
use crate::report::{self, CellName, Place, Problem};

/// The records of a table, one per row below the headers. A header is a key such as `recipient.name`, or that
/// of a column of people, which is then a field of the recipient. An empty cell sets nothing.
///
/// # Errors
/// Every reason why a record cannot be read as the spreadsheet shows it; with all warnings.
pub fn records(table: &Table) -> Result<Entries, Vec<Problem>> {
    let Some(header) = header_row(table) else { return Ok(Entries::default()) };
    let mut problems = table.warnings.clone();
    let unknown: Vec<_> = header.cells.iter().filter(|cell| !is_key(cell)).collect();
    let is_list = is_list_of_guests(&unknown);
    let (mut keys, mut refused): (BTreeMap<u32, Key>, Vec<u32>) = Default::default();
    for cell in header.cells.iter().filter(|cell| !is_list || is_key(cell) || looks_like_key(cell)) {
        match key(table, cell) {
            Ok(key) => {
                let doubled = keys.values().find(|other| other.path.overlaps(&key.path));
                problems.extend(doubled.map(|other| self::doubled(other, &key)));
                keys.insert(cell.column, key);
            }
            Err(problem) => {
                refused.push(cell.column);
                problems.push(problem);
            }
        }
    }
    let rows = table.rows_below(header);
    if let Some(row) = rows.get(MERGED_VALUES / header.cells.len().max(1)) {
        return Err(vec![too_many_values(table, row)]);
    }
    let read = if is_list {
        of_guests(table, header, &keys, &refused, &mut problems)
    } else {
        of_keys(table, header, &keys, &mut problems)
    };
    let entries = match read {
        Ok(read) => read.into_iter().map(|(row, entry)| with_keys(table, row, entry, &keys, &mut problems)),
        Err(errors) => return Err(report::in_order([problems, errors].concat(), table.name())),
    };
    let entries: Vec<_> = entries.collect();
    if is_list {
        let empty = entries.iter().filter(|entry| entry.values.is_empty());
        problems.extend(empty.map(|entry| nothing_for_letter(table, entry.row)));
        problems.extend(twice(&entries));
    }
    let problems = report::in_order(problems, table.name());
    let is_wrong = problems.iter().any(Problem::is_error);
    if is_wrong { Err(problems) } else { Ok(Entries { entries, problems, ..Entries::default() }) }
}

/// The rows of a table, each with what its headers for people say.
type Rows<'a> = Vec<(&'a Row, Entry)>;

/// The header row of records: the first with a key of a brief or a header of a list of people, else the
/// first.
pub fn header_row(table: &Table) -> Option<&Row> {
    let is_header =
        |row: &&Row| row.cells.iter().any(is_key) || is_list_of_guests(&row.cells.iter().collect::<Vec<_>>());
    table.rows_of_headers().find(is_header).or(table.rows.first())
}

/// Whether a header begins with a key of a brief.
fn is_key(cell: &Cell) -> bool {
    let Value::Text(text) = &cell.value else { return false };
    let path = text.parse::<KeyPath>().ok();
    match path.as_ref().and_then(|path| path.steps().first()) {
        Some(Step::Key(key)) => brief::fields().key(key).is_some(),
        _ => false,
    }
}

/// Whether a header is a key with a typing error rather than a word.
fn looks_like_key(cell: &Cell) -> bool {
    let text = cell.value.shown();
    let ends = text.ends_with(['.', ':']);
    text.is_ascii() && text.contains(['.', '[', '_']) && !text.contains(' ') && !ends
}

/// The rows below headers that are all keys.
fn of_keys<'a>(
    table: &'a Table,
    header: &'a Row,
    keys: &BTreeMap<u32, Key>,
    problems: &mut Vec<Problem>,
) -> Result<Rows<'a>, Vec<Problem>> {
    let names: Vec<_> = keys.iter().filter(|(_, key)| key.is_name()).map(|(column, _)| *column).collect();
    let rows: Vec<&Row> = if names.is_empty() {
        table.rows_below(header).iter().collect()
    } else {
        let listed = Layout { header, ordinals: Default::default(), names }.sort_out(table);
        problems.extend(listed.problems);
        listed.people
    };
    problems.extend(without_key(table, header, &rows));
    problems.extend(merged(table, header, keys));
    Ok(rows.into_iter().map(|row| (row, Entry { row: row.number, ..Entry::default() })).collect())
}

/// The rows below headers of people, and perhaps keys.
fn of_guests<'a>(
    table: &'a Table,
    header: &'a Row,
    keys: &BTreeMap<u32, Key>,
    refused: &[u32],
    problems: &mut Vec<Problem>,
) -> Result<Rows<'a>, Vec<Problem>> {
    let mut claimed = Claimed::new();
    refused.iter().for_each(|column| claimed.insert(*column, Claim::Key { is_name: false }));
    for (column, key) in keys {
        claimed.insert(*column, Claim::Key { is_name: key.is_name() });
    }
    let stated: Vec<_> = keys.values().map(|key| key.path.clone()).collect();
    let guests = Guests::read(table, header, claimed, &stated)?;
    problems.extend(guests.problems);
    problems.extend(merged(table, header, keys));
    Ok(guests.rows)
}

/// Adds the values of the keys to an entry.
fn with_keys(
    table: &Table,
    row: &Row,
    mut entry: Entry,
    keys: &BTreeMap<u32, Key>,
    problems: &mut Vec<Problem>,
) -> Entry {
    for cell in &row.cells {
        let Some(key) = keys.get(&cell.column) else { continue };
        match given(table, key, cell) {
            Ok(value) => entry.values.push(value),
            Err(problem) => problems.push(problem),
        }
    }
    entry
}

/// The key that a column sets.
#[derive(Debug)]
struct Key {
    path: KeyPath,
    place: Place,
}

impl Key {
    /// Whether it is the name of the recipient.
    fn is_name(&self) -> bool {
        let name = KeyPath::root().key("recipient").key("name");
        self.path.steps().starts_with(name.steps())
    }
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

fn without_key(table: &Table, header: &Row, rows: &[&Row]) -> Vec<Problem> {
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
    Problem::error(format!("`{}` is not a key of a brief", one_line(written))).at(place).hint(
        "the headers are keys such as `recipient.name` or `sides[0].name`, or those of a list of people",
    )
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

fn nothing_for_letter(table: &Table, row: u32) -> Problem {
    let first = table.row(row).and_then(|row| row.cells.first());
    Problem::warning(format!("row {row} has nothing that a letter prints: no paper is made for it"))
        .at(first.map(|cell| table.place(cell)))
        .hint("fill it in, or delete it")
}

fn too_many_values(table: &Table, row: &Row) -> Problem {
    Problem::error(format!("the rows up to this one have {MERGED_VALUES} values with those they leave blank"))
        .at(row.cells.first().map(|cell| table.place(cell)))
        .hint("delete columns that the papers do not need, or split the table into several files")
}
