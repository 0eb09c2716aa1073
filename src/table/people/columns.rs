use std::collections::{BTreeMap, BTreeSet};

use super::column::Column;
use super::headers::{Claimed, Headers, has_names};
use super::languages::settle;
use crate::report::{CellName, Place, Problem};
use crate::table::cell::Cell;
use crate::table::field::Field;
use crate::table::header::{self, Content};
use crate::table::list::Layout;
use crate::table::merge::Area;
use crate::table::{Row, Table};

/// The number of rows searched for headers: a title and an addressee often come above them.
const HEADER_WITHIN: u32 = 20;

/// The columns of a table of people.
#[derive(Debug)]
pub struct Columns {
    /// The recognised columns, from left to right.
    pub known: Vec<Column>,
    /// The row of the headers.
    pub header: u32,
    ordinals: BTreeSet<u32>,
    /// The downward merges in columns whose values people may share, by column and first row.
    shared: BTreeMap<(u32, u32), Area>,
}

/// What the headers say, and what is below them.
#[derive(Debug)]
pub struct Found<'a> {
    /// The columns.
    pub columns: Columns,
    /// The rows of people.
    pub people: Vec<&'a Row>,
    /// The warnings and, about single rows, errors.
    pub problems: Vec<Problem>,
    /// The columns for which there is another one in the dative.
    pub shadowed: Vec<Column>,
}

impl Columns {
    /// Finds the header row, the first with a header for names, and the rows of people below it.
    ///
    /// # Errors
    /// If there are no headers, or they are ambiguous.
    pub fn find(table: &Table) -> Result<Found<'_>, Vec<Problem>> {
        match table.rows_of_headers().find(|row| has_names(row)) {
            Some(header) => Self::below(table, header, &Claimed::new()),
            None => Err(vec![no_names(table)]),
        }
    }

    /// The columns below these headers, of which the caller has `claimed` some: as keys of a brief, or with
    /// the meaning that they have for a letter.
    ///
    /// # Errors
    /// If the headers are ambiguous.
    pub fn below<'a>(
        table: &'a Table,
        header: &'a Row,
        claimed: &Claimed,
    ) -> Result<Found<'a>, Vec<Problem>> {
        let mut headers = Headers::of(table, header, claimed);
        let mut errors = std::mem::take(&mut headers.errors);
        let names = names(&headers.columns).chain(names(&headers.shadowed)).chain(claimed.names()).collect();
        let layout = Layout { header, ordinals: headers.ordinals.clone(), names };
        let listed = layout.sort_out(table);
        let mut problems = listed.problems;
        let people = listed.people;
        let has_data = |column: u32| people.iter().any(|row| row.get(column).is_some());
        for (_, problem) in headers.unread.into_iter().filter(|(column, _)| has_data(*column)) {
            if problem.is_error() { errors.push(problem) } else { problems.push(problem) }
        }
        errors.extend(settle(&mut headers.columns));
        errors.extend(without_header(table, header, &people));
        if !errors.is_empty() {
            return Err(problems.into_iter().chain(errors).collect());
        }
        let mut columns = Self {
            known: headers.columns,
            header: header.number,
            ordinals: headers.ordinals,
            shared: BTreeMap::new(),
        };
        columns.shared = columns.shared_areas(table);
        Ok(Found { columns, people, problems, shadowed: headers.shadowed })
    }

    /// The columns of fields of a person.
    pub fn fields(&self) -> impl Iterator<Item = (&Column, Field)> {
        self.known.iter().filter_map(|column| match column.content {
            Content::Field(field) => Some((column, field)),
            _ => None,
        })
    }

    /// The columns of names: one, or one for each language.
    pub fn names(&self) -> impl Iterator<Item = &Column> {
        self.known.iter().filter(|column| column.content.is_name())
    }

    /// The columns of sides: none, one, or one for each language.
    pub fn sides(&self) -> impl Iterator<Item = &Column> {
        self.known.iter().filter(|column| column.content == Content::Side)
    }

    /// Whether a column holds only row numbers.
    pub fn is_ordinal(&self, column: u32) -> bool {
        self.ordinals.contains(&column)
    }

    /// The cell with the value for a row: its own, or one merged over several rows.
    pub fn cell<'a>(&self, table: &'a Table, row: &'a Row, column: &Column) -> Option<&'a Cell> {
        let above = self.shared.range((column.index, 0)..=(column.index, row.number)).next_back();
        match above.map(|(_, area)| area).filter(|area| area.has_row(row.number)) {
            Some(area) => table.row(area.first.row)?.get(column.index),
            None => row.get(column.index),
        }
    }

    fn shared_areas(&self, table: &Table) -> BTreeMap<(u32, u32), Area> {
        let shared = table.merges.iter().filter(|area| self.is_shared(area));
        shared.map(|area| ((area.first.column, area.first.row), *area)).collect()
    }

    /// Whether merged cells hold a value that several people share.
    pub fn is_shared(&self, area: &Area) -> bool {
        let shares = |column: &Column| column.index == area.first.column && column.content.is_shared();
        area.first.row > self.header && area.is_in_one_column() && self.known.iter().any(shares)
    }
}

/// The indices of the columns of names and their parts.
fn names(columns: &[Column]) -> impl Iterator<Item = u32> {
    columns.iter().filter(|column| column.content.is_name()).flat_map(Column::indices)
}

/// An error for each column of people without a header.
fn without_header(table: &Table, header: &Row, people: &[&Row]) -> Vec<Problem> {
    let mut nameless: BTreeMap<u32, &Cell> = BTreeMap::new();
    for cell in people.iter().flat_map(|row| &row.cells) {
        if header.get(cell.column).is_none() {
            nameless.entry(cell.column).or_insert(cell);
        }
    }
    nameless.iter().map(|(column, cell)| no_header(header.name(*column), table.place(cell))).collect()
}

fn no_names(table: &Table) -> Problem {
    let known: Vec<_> = header::of_names().map(|header| format!("`{header}`")).collect();
    let first = table.rows.first().and_then(|row| row.cells.first()).map(|cell| table.place(cell));
    Problem::error(format!("no column of names in the first {HEADER_WITHIN} rows of `{}`", table.name()))
        .at(first)
        .hint(format!("give the column of names one of these headers: {}", known.join(", ")))
}

fn no_header(name: CellName, place: Place) -> Problem {
    Problem::error(format!("this column has no header in {name}"))
        .at(place)
        .hint("write a header above it, or clear the column")
}

impl Table {
    /// The rows searched for headers.
    pub(in crate::table) fn rows_of_headers(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().take_while(|row| row.number <= HEADER_WITHIN)
    }
}
