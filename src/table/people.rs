mod column;
mod columns;
mod headers;
mod languages;
mod merged;
mod guests;
mod name;
mod reader;
mod reading;

pub(super) use guests::{Guests, is_list_of_guests};
pub(super) use headers::{Claim, Claimed};
pub(super) use reading::broken;

use std::collections::HashMap;

use super::field::Field;
use super::{Entries, Entry, Row, Table};
use crate::report::{self, Place, Problem};
use column::Column;
use columns::{Columns, Found};
use merged::merged;
use reader::Reader;

pub use name::NamePerLanguage;

/// The people of a table, one per row below the headers, with the keys of `[[sides.members]]`. A cell that
/// cannot be read as the spreadsheet shows it is omitted and reported as an error.
///
/// # Errors
/// If the columns cannot be identified; with all warnings.
pub fn people(table: &Table) -> Result<Entries, Vec<Problem>> {
    let mut problems = table.warnings.clone();
    let Found { columns, people, problems: found, .. } = match Columns::find(table) {
        Ok(found) => found,
        Err(errors) => return Err(problems.into_iter().chain(errors).collect()),
    };
    problems.extend(found);
    problems.extend(merged(table, &columns, &people));
    let mut reader = Reader::of(table, &columns);
    let entries: Vec<_> = people.iter().filter_map(|row| person(&mut reader, row)).collect();
    problems.extend(reader.into_problems());
    if entries.is_empty() && !problems.iter().any(Problem::is_error) {
        problems.push(nobody(table, &columns));
    }
    problems.extend(without_side(&columns, &entries));
    problems.extend(twice(&entries));
    problems.extend(name::in_capitals(entries.iter().flat_map(|entry| &entry.values)));
    let language = columns.names().find_map(Column::certain_language);
    Ok(Entries { entries, problems: report::in_order(problems, table.name()), language })
}

/// The person in a row, or `None` if the row has only its number.
fn person(reader: &mut Reader<'_>, row: &Row) -> Option<Entry> {
    let (table, columns) = (reader.table, reader.columns);
    let first = row.cells.iter().find(|cell| !columns.is_ordinal(cell.column))?;
    let mut entry = Entry { row: row.number, ..Entry::default() };
    // A name is there, or was found wrong.
    let mut is_named = false;
    for (column, field) in columns.fields() {
        if column.content.is_name() {
            let before = reader.problems.len();
            reader.name(row, column, field, &mut entry);
            is_named |= !entry.sort_keys.is_empty() || reader.problems.len() > before;
        } else {
            entry.values.extend(reader.value(row, column, field));
        }
    }
    for column in columns.sides() {
        let name = Field::name()?;
        entry.side.extend(reader.value(row, column, name));
    }
    if !is_named {
        reader.problems.push(no_name(columns, row, table.place(first)));
    }
    Some(entry)
}

/// A warning for each row that repeats an earlier one word for word.
pub(super) fn twice(entries: &[Entry]) -> Vec<Problem> {
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
