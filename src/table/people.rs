mod columns;
mod reading;

pub(super) use reading::broken;

use std::collections::HashMap;

use super::cell::Cell;
use super::{CellValue, Entries, Entry, Row, Table};
use crate::key_path::KeyPath;
use crate::report::{self, Place, Problem};
use columns::{Column, Columns};

/// The people of a table, one per row below the headers, with the keys of `[[sides.members]]`. A cell that
/// cannot be read as the spreadsheet shows it is omitted and reported as an error.
///
/// # Errors
/// If the columns cannot be identified; with all warnings.
pub fn people(table: &Table) -> Result<Entries, Vec<Problem>> {
    let mut problems = table.warnings.clone();
    let columns = match Columns::find(table) {
        Ok((columns, warnings)) => {
            problems.extend(warnings);
            columns
        }
        Err(errors) => return Err(problems.into_iter().chain(errors).collect()),
    };
    problems.extend(columns.merged(table));
    let mut entries = Vec::new();
    for row in columns.rows_below(table) {
        entries.extend(person(table, &columns, row, &mut problems));
    }
    if entries.is_empty() && !problems.iter().any(Problem::is_error) {
        problems.push(nobody(table, &columns));
    }
    problems.extend(twice(&entries));
    Ok(Entries { entries, problems: report::in_order(problems, table.name()) })
}

/// The person in a row, or `None` if the row has only its number.
fn person(table: &Table, columns: &Columns, row: &Row, problems: &mut Vec<Problem>) -> Option<Entry> {
    let first = row.cells.iter().find(|cell| !columns.is_ordinal(cell.column))?;
    let mut values = Vec::new();
    for column in &columns.fields {
        let Some(cell) = columns.cell(table, row, column) else { continue };
        let place = table.place(cell);
        match reading::read(column.field, &cell.value, &place) {
            Ok(value) => {
                values.push(CellValue { path: path(column), value, header: column.place.clone(), place })
            }
            Err(problem) => problems.push(problem),
        }
    }
    if columns.names().all(|name| row.get(name.index).is_none()) {
        problems.push(no_name(columns, row, table.place(first)));
    }
    Some(Entry { row: row.number, values })
}

fn path(column: &Column) -> KeyPath {
    match column.language {
        Some(language) => column.field.path().key(language.code()),
        None => column.field.path(),
    }
}

impl Columns {
    /// The columns of names: one, or one for each language.
    fn names(&self) -> impl Iterator<Item = &Column> {
        self.fields.iter().filter(|column| column.field.is_name())
    }

    /// The cell with the value for a row: its own, or one merged over several rows.
    fn cell<'a>(&self, table: &'a Table, row: &'a Row, column: &Column) -> Option<&'a Cell> {
        match self.shared(column, row.number) {
            Some(first) => table.row(first)?.get(column.index),
            None => row.get(column.index),
        }
    }
}

/// A warning for each row that repeats an earlier one word for word.
fn twice(entries: &[Entry]) -> Vec<Problem> {
    let mut seen: HashMap<String, &Entry> = HashMap::new();
    let mut problems = Vec::new();
    for entry in entries {
        let Some(place) = entry.values.first().map(|given| given.place.clone()) else { continue };
        let words: Vec<_> =
            entry.values.iter().map(|given| format!("{}={}", given.path, given.value)).collect();
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

fn no_name(columns: &Columns, row: &Row, place: Place) -> Problem {
    let cells: Vec<_> = columns.names().map(|column| row.name(column.index).to_string()).collect();
    Problem::error(format!("row {} has no name in {}", row.number, cells.join(" or ")))
        .at(place)
        .hint("write the name, or clear the row; the table cannot contain a title between people")
}

fn nobody(table: &Table, columns: &Columns) -> Problem {
    let place = columns.names().next().map(|column| column.place.clone());
    Problem::warning(format!("`{}` has headers, but no rows below them", table.name())).at(place)
}
