//! Merged cells below the headers: shared by several people, or ambiguous.

use std::collections::BTreeSet;

use super::columns::Columns;
use crate::report::{Place, Problem};
use crate::table::field::Field;
use crate::table::merge::Area;
use crate::table::{Row, Table};

/// An error for each ambiguous merge that reaches into a row of a person.
pub fn merged(table: &Table, columns: &Columns, people: &[&Row]) -> Vec<Problem> {
    let people: BTreeSet<u32> = people.iter().map(|row| row.number).collect();
    let read = |area: &&Area| {
        let indices = columns.known.iter().flat_map(|column| column.indices());
        indices.into_iter().any(|index| area.has_column(index))
    };
    let below = |area: &&Area| area.last.row > columns.header && !columns.is_shared(area);
    let of_people = |area: &&Area| people.range(area.first.row..=area.last.row).next().is_some();
    let areas = table.merges.iter().filter(below).filter(of_people).filter(read);
    areas.filter_map(|area| misread(table, columns, area)).collect()
}

/// The error for merged cells, unless they are empty and below their first row.
fn misread(table: &Table, columns: &Columns, area: &Area) -> Option<Problem> {
    let first = table.rows.partition_point(|row| row.number < area.first.row);
    let rows = table.rows[first..].iter().take_while(|row| area.has_row(row.number));
    let cell = rows.clone().flat_map(|row| &row.cells).find(|cell| area.has_column(cell.column))?;
    if area.first.row <= columns.header && !rows.clone().any(|row| row.number > columns.header) {
        return None;
    }
    Some(ambiguous(area, table.place(cell)))
}

fn ambiguous(area: &Area, place: Place) -> Problem {
    let shared = Field::all().filter(|field| field.is_shared()).map(|field| {
        let article = if field.key().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} {}", field.key())
    });
    let shared: Vec<_> = shared.chain(["a side".to_owned()]).collect();
    Problem::error(format!("cells {}:{} are merged", area.first, area.last))
        .at(place)
        .hint(format!("split them and fill in each cell; only {} may span several rows", shared.join(" or ")))
}
