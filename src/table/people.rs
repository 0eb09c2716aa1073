mod column;
mod columns;
mod languages;
mod merged;
mod name;
mod reading;

pub(super) use reading::broken;

use std::collections::{BTreeMap, HashMap};

use super::cell::Value;
use super::{CellValue, Entries, Entry, Row, Table};
use crate::key_path::KeyPath;
use crate::report::{self, Place, Problem};
use crate::table::field::Field;
use column::Column;
use columns::{Columns, Found};
use merged::merged;

pub use name::SortKeys;

/// The people of a table, one per row below the headers, with the keys of `[[sides.members]]`. A cell that
/// cannot be read as the spreadsheet shows it is omitted and reported as an error.
///
/// # Errors
/// If the columns cannot be identified; with all warnings.
pub fn people(table: &Table) -> Result<Entries, Vec<Problem>> {
    let mut problems = table.warnings.clone();
    let Found { columns, people, problems: found } = match Columns::find(table) {
        Ok(found) => found,
        Err(errors) => return Err(problems.into_iter().chain(errors).collect()),
    };
    problems.extend(found);
    problems.extend(merged(table, &columns, &people));
    let mut reader = Reader { table, columns: &columns, joined: BTreeMap::new(), problems };
    let entries: Vec<_> = people.iter().filter_map(|row| reader.person(row)).collect();
    let Reader { mut problems, joined, .. } = reader;
    problems.extend(joined.into_values());
    if entries.is_empty() && !problems.iter().any(Problem::is_error) {
        problems.push(nobody(table, &columns));
    }
    problems.extend(without_side(&columns, &entries));
    problems.extend(twice(&entries));
    problems.extend(name::in_capitals(&entries));
    let language = columns.names().find_map(Column::certain_language);
    Ok(Entries { entries, problems: report::in_order(problems, table.name()), language })
}

/// Reads rows as people.
struct Reader<'a> {
    table: &'a Table,
    columns: &'a Columns,
    /// The warning that names were joined, for each column of families.
    joined: BTreeMap<u32, Problem>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// The person in a row, or `None` if the row has only its number.
    fn person(&mut self, row: &Row) -> Option<Entry> {
        let (table, columns) = (self.table, self.columns);
        let first = row.cells.iter().find(|cell| !columns.is_ordinal(cell.column))?;
        let mut entry = Entry { row: row.number, ..Entry::default() };
        for (column, field) in columns.fields() {
            if column.parts.is_empty() {
                entry.values.extend(self.value(row, column, field));
            } else {
                self.join(row, column, field, &mut entry);
            }
        }
        for column in columns.sides() {
            let name = Field::all().find(|field| field.is_name())?;
            entry.side.extend(self.value(row, column, name));
        }
        if columns.names().all(|name| name.indices().all(|index| row.get(index).is_none())) {
            self.problems.push(no_name(columns, row, table.place(first)));
        }
        for column in columns.names().filter(|column| column.parts.is_empty()) {
            if let Some(Value::Text(name)) = row.get(column.index).map(|cell| &cell.value) {
                entry.sort_keys.insert(column.language, name.clone());
            }
        }
        Some(entry)
    }

    fn value(&mut self, row: &Row, column: &Column, field: Field) -> Option<CellValue> {
        let cell = self.columns.cell(self.table, row, column)?;
        let place = self.table.place(cell);
        match reading::read(field, &cell.value, &place) {
            Ok(value) => Some(CellValue { path: path(column), value, header: column.place.clone(), place }),
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    fn join(&mut self, row: &Row, column: &Column, field: Field, entry: &mut Entry) {
        match name::join(self.table, row, column, field) {
            Ok(Some(joined)) => {
                self.joined.entry(column.index).or_insert_with(|| name::joined(column, &joined));
                entry.sort_keys.insert(column.language, joined.sorted_by);
                entry.values.push(CellValue {
                    path: path(column),
                    value: joined.name.into(),
                    header: column.place.clone(),
                    place: joined.place,
                });
            }
            Ok(None) => {}
            Err(problems) => self.problems.extend(problems),
        }
    }
}

fn path(column: &Column) -> KeyPath {
    let path = column.content.path();
    column.language.map_or(path.clone(), |language| path.key(language.code()))
}
/// A warning for each row that repeats an earlier one word for word.
fn twice(entries: &[Entry]) -> Vec<Problem> {
    let mut seen: HashMap<String, &Entry> = HashMap::new();
    let mut problems = Vec::new();
    for entry in entries {
        let Some(place) = entry.values.first().map(|given| given.place.clone()) else { continue };
        let given = entry.side.iter().map(|side| format!("side.{}={}", side.path, side.value));
        let words: Vec<_> =
            given.chain(entry.values.iter().map(|given| format!("{}={}", given.path, given.value))).collect();
        match seen.get(&words.join("\n")) {
            Some(before) => problems.push(same_row(entry, before, place)),
            None => {
                seen.insert(words.join("\n"), entry);
            }
        }
    }
    problems
}

fn same_row(entry: &Entry, before: &Entry, place: Place) -> Problem {
    let problem = Problem::warning(format!("row {} repeats row {}", entry.row, before.row)).at(place);
    let first = before.values.first().map(|given| given.place.clone());
    let problem = match first {
        Some(first) => problem.related(first, "the first entry of this person"),
        None => problem,
    };
    problem.hint("delete one of the two rows; otherwise the person is listed twice")
}

/// The error for people without a side where others have one.
fn without_side(columns: &Columns, entries: &[Entry]) -> Option<Problem> {
    let header = columns.sides().next()?.place.clone();
    let mut without = entries.iter().filter(|entry| entry.side.is_empty());
    let first = without.next()?;
    let count = without.count() + 1;
    let rows = match count {
        1 => format!("row {} names no side", first.row),
        more if more == entries.len() => return None,
        more => format!("{more} rows name no side, the first of them row {}", first.row),
    };
    let place = first.values.first().map(|value| value.place.clone());
    Some(
        Problem::error(rows)
            .at(place)
            .related(header, "the sides are in this column")
            .hint("write the side into each row, or merge the cells downwards"),
    )
}

fn no_name(columns: &Columns, row: &Row, place: Place) -> Problem {
    let cells = columns.names().flat_map(Column::indices).map(|index| row.name(index).to_string());
    let cells: Vec<_> = cells.collect();
    Problem::error(format!("row {} has no name in {}", row.number, cells.join(" or ")))
        .at(place)
        .hint("write the name, or clear the row; the table cannot contain a title between people")
}

fn nobody(table: &Table, columns: &Columns) -> Problem {
    let place = columns.names().next().map(|column| column.place.clone());
    Problem::warning(format!("`{}` has headers, but no rows below them", table.name())).at(place)
}
