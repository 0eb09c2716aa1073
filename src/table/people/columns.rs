use std::collections::{BTreeMap, BTreeSet};

use super::reading::broken;
use crate::language::Language;
use crate::report::{Place, Problem};
use crate::table::cell::{Cell, Value, one_line};
use crate::table::field::Field;
use crate::table::header::{self, Meaning};
use crate::table::merge::Area;
use crate::table::{Row, Table, words};

/// The number of rows searched for headers: a title and an addressee often come above them.
const HEADER_WITHIN: u32 = 20;

/// The columns of a table of people.
#[derive(Debug)]
pub struct Columns {
    /// The recognised columns, from left to right.
    pub fields: Vec<Column>,
    /// The row of the headers.
    header: u32,
    ordinals: BTreeSet<u32>,
    /// The downward merges in columns whose values people may share, by column and first row.
    shared: BTreeMap<(u32, u32), Area>,
}

/// A recognised column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its index, from 0.
    pub index: u32,
    /// Its contents.
    pub field: Field,
    /// Its language, if the header names one or the field has several columns.
    pub language: Option<Language>,
    /// Its header.
    pub place: Place,
    written_in: Vec<Language>,
}

impl Columns {
    /// Finds the header row, the first with a header for names. Returns the columns with their warnings.
    ///
    /// # Errors
    /// If there are no headers, or they are ambiguous.
    pub fn find(table: &Table) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let Some(header) =
            table.rows.iter().take_while(|row| row.number <= HEADER_WITHIN).find(|row| has_names(row))
        else {
            return Err(vec![no_names(table)]);
        };
        let (mut errors, mut warnings) = (Vec::new(), Vec::new());
        let mut columns = Self {
            fields: Vec::new(),
            header: header.number,
            ordinals: BTreeSet::new(),
            shared: BTreeMap::new(),
        };
        for cell in &header.cells {
            match meaning(cell) {
                Some(Meaning::Field { field, marked, written_in }) => {
                    let place = table.place(cell);
                    columns.fields.push(Column {
                        index: cell.column,
                        field,
                        language: marked,
                        place,
                        written_in,
                    });
                }
                Some(Meaning::Ordinal) => {
                    columns.ordinals.insert(cell.column);
                }
                Some(Meaning::NamePart) => errors.push(name_in_parts(table.place(cell))),
                None if !columns.has_data(table, cell.column) => {}
                None if is_side(cell) => errors.extend(columns.several_sides(table, cell)),
                None => match &cell.value {
                    Value::Fault(fault) => errors.push(broken(fault).at(table.place(cell))),
                    _ => warnings.push(unknown(cell, table.place(cell))),
                },
            }
        }
        errors.extend(columns.settle_languages());
        errors.extend(columns.without_header(table, header));
        columns.shared = table
            .merges
            .iter()
            .filter(|area| columns.is_shared(area))
            .map(|area| ((area.first.column, area.first.row), *area))
            .collect();
        if errors.is_empty() {
            Ok((columns, warnings))
        } else {
            Err(warnings.into_iter().chain(errors).collect())
        }
    }

    /// An error if the people belong to several sides: all rows would become members of one side.
    fn several_sides(&self, table: &Table, header: &Cell) -> Option<Problem> {
        let cells = self.rows_below(table).iter().filter_map(|row| row.get(header.column));
        let sides: BTreeSet<_> = cells.map(|cell| cell.value.shown()).collect();
        (sides.len() > 1).then(|| {
            Problem::error("the people in this table belong to several sides")
                .at(table.place(header))
                .hint("keep the rows of one side, and move those of each other side to a separate table")
        })
    }

    /// The rows below the headers.
    pub fn rows_below<'a>(&self, table: &'a Table) -> &'a [Row] {
        let first = table.rows.partition_point(|row| row.number <= self.header);
        &table.rows[first..]
    }

    /// Whether a column holds only row numbers.
    pub fn is_ordinal(&self, column: u32) -> bool {
        self.ordinals.contains(&column)
    }

    /// The row with the value of a cell merged with cells above it.
    pub fn shared(&self, column: &Column, row: u32) -> Option<u32> {
        let above = self.shared.range((column.index, 0)..=(column.index, row)).next_back();
        above.map(|(_, area)| area).filter(|area| area.has_row(row)).map(|area| area.first.row)
    }

    /// An error for each ambiguous merge below the headers.
    pub fn merged(&self, table: &Table) -> Vec<Problem> {
        let read = |area: &&Area| self.fields.iter().any(|column| area.has_column(column.index));
        let below = |area: &&Area| area.last.row > self.header && !self.is_shared(area);
        table.merges.iter().filter(below).filter(read).filter_map(|area| self.misread(table, area)).collect()
    }

    /// The error for merged cells, unless they are empty and below their first row.
    fn misread(&self, table: &Table, area: &Area) -> Option<Problem> {
        let first = table.rows.partition_point(|row| row.number < area.first.row);
        let rows = table.rows[first..].iter().take_while(|row| area.has_row(row.number));
        let cell = rows.clone().flat_map(|row| &row.cells).find(|cell| area.has_column(cell.column))?;
        if area.first.row <= self.header && !rows.clone().any(|row| row.number > self.header) {
            return None;
        }
        Some(merged(area, table.place(cell)))
    }

    fn is_shared(&self, area: &Area) -> bool {
        let shares = |column: &Column| column.index == area.first.column && column.field.is_shared();
        area.first.row > self.header && area.is_in_one_column() && self.fields.iter().any(shares)
    }

    fn has_data(&self, table: &Table, column: u32) -> bool {
        self.rows_below(table).iter().any(|row| row.get(column).is_some())
    }

    /// Assigns a language to each of several columns for one field.
    fn settle_languages(&mut self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for field in Field::all() {
            let of_field = |column: &&mut Column| column.field == field;
            if self.fields.iter_mut().filter(of_field).count() < 2 {
                continue;
            }
            for column in self.fields.iter_mut().filter(of_field) {
                if let (None, [only]) = (column.language, &column.written_in[..]) {
                    column.language = Some(*only).filter(|_| field.has_languages());
                }
            }
            problems.extend(self.doubled(field));
        }
        problems
    }

    /// The error for two columns for one field, unless their languages differ.
    fn doubled(&self, field: Field) -> Option<Problem> {
        let columns: Vec<_> = self.fields.iter().filter(|column| column.field == field).collect();
        let twins = |index: usize| {
            let same =
                |other: &&&Column| other.language == columns[index].language || other.language.is_none();
            columns[..index].iter().find(same).map(|other| (*other, columns[index]))
        };
        let unmarked = |index: usize| {
            let other = usize::from(index == 0);
            columns[index].language.is_none().then_some((columns[other], columns[index]))
        };
        let (first, second) =
            (0..columns.len()).find_map(|index| twins(index).or_else(|| unmarked(index)))?;
        Some(doubled(field, first, second))
    }

    /// An error for each non-empty column without a header.
    fn without_header(&self, table: &Table, header: &Row) -> Vec<Problem> {
        let mut nameless: BTreeMap<u32, &Cell> = BTreeMap::new();
        for cell in self.rows_below(table).iter().flat_map(|row| &row.cells) {
            if header.get(cell.column).is_none() {
                nameless.entry(cell.column).or_insert(cell);
            }
        }
        nameless.iter().map(|(column, cell)| no_header(header.name(*column), table.place(cell))).collect()
    }
}

fn meaning(cell: &Cell) -> Option<Meaning> {
    match &cell.value {
        Value::Text(text) => header::meaning(text),
        _ => None,
    }
}

fn has_names(row: &Row) -> bool {
    row.cells.iter().any(|cell| match meaning(cell) {
        Some(Meaning::Field { field, .. }) => field.is_name(),
        other => other == Some(Meaning::NamePart),
    })
}

fn no_names(table: &Table) -> Problem {
    let known: Vec<_> = header::of_names().map(|header| format!("`{header}`")).collect();
    let first = table.rows.first().and_then(|row| row.cells.first()).map(|cell| table.place(cell));
    Problem::error(format!("no column of names in the first {HEADER_WITHIN} rows of `{}`", table.name()))
        .at(first)
        .hint(format!("give the column of names one of these headers: {}", known.join(", ")))
}

fn name_in_parts(place: Place) -> Problem {
    Problem::error("the name is split over several columns")
        .at(place)
        .hint("put the whole name into one column, in the order to print it")
}

/// Whether a column names the side of each person, as an exported table does.
fn is_side(cell: &Cell) -> bool {
    let Value::Text(written) = &cell.value else { return false };
    Language::all().any(|language| words::header(written) == words::header(language.file().label("side")))
}

fn unknown(cell: &Cell, place: Place) -> Problem {
    let written = cell.value.shown();
    let problem =
        Problem::warning(format!("this column is ignored: `{}` is not a known header", one_line(&written)))
            .at(place);
    match header::suggestion(&written) {
        Some(meant) => problem.hint(format!("did you mean `{meant}`?")),
        None => problem,
    }
}

fn doubled(field: Field, first: &Column, second: &Column) -> Problem {
    let problem = match second.language {
        Some(language) => Problem::error(format!(
            "there are two columns for `{}` in {}",
            field.key(),
            language.english_name()
        )),
        None => Problem::error(format!("there are two columns for `{}`", field.key())),
    };
    let problem = problem.at(second.place.clone()).related(first.place.clone(), "the other column");
    if field.has_languages() {
        problem.hint("delete one of them, or name the language in each header: `… (каз.)`, `… (EN)`")
    } else {
        problem.hint("delete one of them")
    }
}

fn no_header(name: crate::report::CellName, place: Place) -> Problem {
    Problem::error(format!("this column has no header in {name}"))
        .at(place)
        .hint("write a header above it, or clear the column")
}

fn merged(area: &Area, place: Place) -> Problem {
    let shared = Field::all().filter(|field| field.is_shared()).map(|field| {
        let article = if field.key().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} {}", field.key())
    });
    let shared: Vec<_> = shared.collect();
    Problem::error(format!("cells {}:{} are merged", area.first, area.last))
        .at(place)
        .hint(format!("split them and fill in each cell; only {} may span several rows", shared.join(" or ")))
}

impl Table {
    /// The row of this number, unless it is empty.
    pub(in crate::table) fn row(&self, number: u32) -> Option<&Row> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok().map(|index| &self.rows[index])
    }
}
