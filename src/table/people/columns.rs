use std::collections::{BTreeMap, BTreeSet};

use super::reading::broken;
use crate::language::Language;
use crate::report::{Place, Problem};
use crate::table::cell::{Cell, Value, one_line};
use crate::table::field::Field;
use crate::table::header::{self, Meaning};
use crate::table::merge::Area;
use crate::table::{Row, Table, words};

/// In how many rows the headers are looked for: a title and an addressee often stand above them.
const HEADER_WITHIN: u32 = 20;

/// The columns of a table of people.
#[derive(Debug)]
pub struct Columns {
    /// Those that are read, from left to right.
    pub fields: Vec<Column>,
    /// The row of the headers.
    header: u32,
    ordinals: BTreeSet<u32>,
    /// What is merged downwards in a column that several people may share, by column and first row.
    shared: BTreeMap<(u32, u32), Area>,
}

/// A column that is read.
#[derive(Debug, Clone)]
pub struct Column {
    /// Where it stands, from 0.
    pub index: u32,
    /// What it holds.
    pub field: Field,
    /// In which language, where the header says it or there are several.
    pub language: Option<Language>,
    /// Its header.
    pub place: Place,
    written_in: Vec<Language>,
}

impl Columns {
    /// Finds the headers: the first row with one for names. With the columns, what looks wrong in them.
    ///
    /// # Errors
    /// When there are none, or they do not say clearly what a column holds.
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

    /// An error where the people of a table are of several sides: the rows of the others would be members of one.
    fn several_sides(&self, table: &Table, header: &Cell) -> Option<Problem> {
        let cells = self.rows_below(table).iter().filter_map(|row| row.get(header.column));
        let sides: BTreeSet<_> = cells.map(|cell| cell.value.shown()).collect();
        (sides.len() > 1).then(|| {
            Problem::error("the people of this table are of several sides")
                .at(table.place(header))
                .hint("leave the rows of one side in it, and put those of each other side into a table of their own")
        })
    }

    /// The rows below the headers.
    pub fn rows_below<'a>(&self, table: &'a Table) -> &'a [Row] {
        let first = table.rows.partition_point(|row| row.number <= self.header);
        &table.rows[first..]
    }

    /// Whether a column has nothing but the numbers of the rows.
    pub fn is_ordinal(&self, column: u32) -> bool {
        self.ordinals.contains(&column)
    }

    /// The row that has the value of a cell which is merged with others above it.
    pub fn shared(&self, column: &Column, row: u32) -> Option<u32> {
        let above = self.shared.range((column.index, 0)..=(column.index, row)).next_back();
        above.map(|(_, area)| area).filter(|area| area.has_row(row)).map(|area| area.first.row)
    }

    /// An error for each merge of cells below the headers that could mean anything.
    pub fn merged(&self, table: &Table) -> Vec<Problem> {
        let read = |area: &&Area| self.fields.iter().any(|column| area.has_column(column.index));
        let below = |area: &&Area| area.last.row > self.header && !self.is_shared(area);
        table.merges.iter().filter(below).filter(read).filter_map(|area| self.misread(table, area)).collect()
    }

    /// What to say of merged cells, unless there is nothing in them and below their first row.
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

    /// Gives each of several columns of one field its language.
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

    /// What to say of two columns for one field, unless each has a language of its own.
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

    /// An error for each column that has something in it, but no header.
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
    Problem::error(format!(
        "no column of names is found in the first {HEADER_WITHIN} rows of `{}`",
        table.name()
    ))
    .at(first)
    .hint(format!("give the column of the names one of these headers: {}", known.join(", ")))
}

fn name_in_parts(place: Place) -> Problem {
    Problem::error("a name is in several columns")
        .at(place)
        .hint("put the whole name into one column, in the order in which it is to be printed: a program cannot know it")
}

/// Whether a column says which side a person is of, as an exported table does.
fn is_side(cell: &Cell) -> bool {
    let Value::Text(written) = &cell.value else { return false };
    Language::all().any(|language| words::header(written) == words::header(language.file().label("side")))
}

fn unknown(cell: &Cell, place: Place) -> Problem {
    let written = cell.value.shown();
    let problem =
        Problem::warning(format!("this column is passed over: no header is `{}`", one_line(&written)))
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
        problem
            .hint("delete one of them, or say in each header which language it is in: `… (каз.)`, `… (EN)`")
    } else {
        problem.hint("delete one of them")
    }
}

fn no_header(name: crate::report::CellName, place: Place) -> Problem {
    Problem::error(format!("this column has no header in {name}"))
        .at(place)
        .hint("write above it what it holds, or clear it")
}

fn merged(area: &Area, place: Place) -> Problem {
    let shared = Field::all().filter(|field| field.is_shared()).map(|field| {
        let article = if field.key().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} {}", field.key())
    });
    let shared: Vec<_> = shared.collect();
    Problem::error(format!("cells {}:{} are merged", area.first, area.last)).at(place).hint(format!(
        "split them and write into each what belongs there; only {} may stand for several rows",
        shared.join(" or ")
    ))
}

impl Table {
    /// The row of this number, if there is anything in it.
    pub(in crate::table) fn row(&self, number: u32) -> Option<&Row> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok().map(|index| &self.rows[index])
    }
}
