use std::collections::{BTreeMap, BTreeSet};

use super::column::Column;
use super::languages::settle;
use super::reading::broken;
use crate::language::{Language, NamePart};
use crate::report::{CellName, Place, Problem};
use crate::table::cell::{Cell, Value, one_line};
use crate::table::field::Field;
use crate::table::header::{self, Content, Header};
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
}

impl Columns {
    /// Finds the header row, the first with a header for names, and the rows of people below it.
    ///
    /// # Errors
    /// If there are no headers, or they are ambiguous.
    pub fn find(table: &Table) -> Result<Found<'_>, Vec<Problem>> {
        let Some(header) =
            table.rows.iter().take_while(|row| row.number <= HEADER_WITHIN).find(|row| has_names(row))
        else {
            return Err(vec![no_names(table)]);
        };
        let mut headers = Headers::of(table, header);
        let mut errors = std::mem::take(&mut headers.errors);
        let layout = Layout { header, ordinals: headers.ordinals.clone(), names: names(&headers.columns) };
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
        Ok(Found { columns, people, problems })
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
fn names(columns: &[Column]) -> Vec<u32> {
    columns.iter().filter(|column| column.content.is_name()).flat_map(Column::indices).collect()
}

/// The headers, each with its meaning.
struct Headers {
    columns: Vec<Column>,
    ordinals: BTreeSet<u32>,
    /// The headers that are not read, with what is to be said if there is anything below them.
    unread: Vec<(u32, Problem)>,
    errors: Vec<Problem>,
}

impl Headers {
    fn of(table: &Table, row: &Row) -> Self {
        let mut headers =
            Self { columns: Vec::new(), ordinals: BTreeSet::new(), unread: Vec::new(), errors: Vec::new() };
        // «Имя» beside «Фамилия» is a part of the name; alone it is the whole.
        let families: BTreeSet<_> = row.cells.iter().filter_map(family).collect();
        let side =
            row.cells.iter().find(|cell| meaning(cell).is_some_and(|header| header.content == Content::Side));
        let mut parts: BTreeMap<Option<Language>, Vec<(&Cell, NamePart, Header)>> = BTreeMap::new();
        for cell in &row.cells {
            let place = table.place(cell);
            let (part, whole) = (name_part(cell), meaning(cell));
            if let Some((part, header)) =
                part.filter(|(_, header)| whole.is_none() || families.contains(&header.language()))
            {
                parts.entry(header.language()).or_default().push((cell, part, header));
                continue;
            }
            match (whole, side) {
                (Some(Header { content: Content::Ordinal, .. }), _) => {
                    headers.ordinals.insert(cell.column);
                }
                (Some(Header { content: Content::Country, .. }), Some(side)) => {
                    headers.unread.push((cell.column, second_side(cell, side, place)));
                }
                (Some(header), _) => headers.columns.push(column(cell.column, header, place)),
                (None, _) => headers.unread.push((cell.column, unknown(cell, place))),
            }
        }
        for group in parts.into_values() {
            match joined(table, &group) {
                Ok(column) => headers.columns.push(column),
                Err(problem) => headers.errors.push(problem),
            }
        }
        headers.columns.sort_by_key(|column| column.index);
        headers
    }
}

fn column(index: u32, header: Header, place: Place) -> Column {
    let Header { content, marked: language, written_in } = header;
    let content = if content == Content::Country { Content::Side } else { content };
    Column { index, content, language, place, written_in, parts: Vec::new() }
}

/// The columns of the parts of a name as one column, in the order of the language.
fn joined(table: &Table, group: &[(&Cell, NamePart, Header)]) -> Result<Column, Problem> {
    let of = |part: NamePart| {
        let mut cells = group.iter().filter(|(_, other, _)| *other == part);
        (cells.next(), cells.next())
    };
    if let Some((Some(first), Some(second))) =
        NamePart::ALL.into_iter().map(of).find(|(_, second)| second.is_some())
    {
        return Err(part_twice(table, first.0, second.0));
    }
    let ((Some((family, _, header)), _), (Some(_), _)) = (of(NamePart::Family), of(NamePart::Given)) else {
        let first = group.first().map(|(cell, ..)| *cell);
        return Err(lone_part(first.map(|cell| table.place(cell))));
    };
    let order = header.language().unwrap_or(Language::RUSSIAN).file().names.parts;
    let part = |part: NamePart| of(part).0.map(|(cell, ..)| (part, cell.column, shown(cell)));
    let Some(name) = Field::all().find(|field| field.is_name()) else {
        return Err(lone_part(Some(table.place(family))));
    };
    Ok(Column {
        index: family.column,
        content: Content::Field(name),
        language: header.marked,
        place: table.place(family),
        written_in: header.written_in.clone(),
        parts: order.into_iter().filter_map(part).collect(),
    })
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

fn meaning(cell: &Cell) -> Option<Header> {
    match &cell.value {
        Value::Text(text) => header::meaning(text),
        _ => None,
    }
}

fn name_part(cell: &Cell) -> Option<(NamePart, Header)> {
    let Value::Text(text) = &cell.value else { return None };
    let header = header::name_part(text)?;
    match header.content {
        Content::Part(part) => Some((part, header)),
        _ => None,
    }
}

/// The language of a header for the names of families.
fn family(cell: &Cell) -> Option<Option<Language>> {
    name_part(cell).filter(|(part, _)| *part == NamePart::Family).map(|(_, header)| header.language())
}

fn has_names(row: &Row) -> bool {
    row.cells
        .iter()
        .any(|cell| meaning(cell).is_some_and(|header| header.content.is_name()) || name_part(cell).is_some())
}

fn shown(cell: &Cell) -> String {
    one_line(&cell.value.shown()).into_owned()
}

fn no_names(table: &Table) -> Problem {
    let known: Vec<_> = header::of_names().map(|header| format!("`{header}`")).collect();
    let first = table.rows.first().and_then(|row| row.cells.first()).map(|cell| table.place(cell));
    Problem::error(format!("no column of names in the first {HEADER_WITHIN} rows of `{}`", table.name()))
        .at(first)
        .hint(format!("give the column of names one of these headers: {}", known.join(", ")))
}

fn lone_part(place: Option<Place>) -> Problem {
    Problem::error("the name is not whole: it needs a column of family names and one of given names")
        .at(place)
        .hint(
            "add the other column, or give a column of whole names a header such as `Ф.И.О.`, `Т.А.Ә.`, \
             `Full name`",
        )
}

fn part_twice(table: &Table, first: &Cell, second: &Cell) -> Problem {
    Problem::error(format!("there are two columns for `{}`", shown(second)))
        .at(table.place(second))
        .related(table.place(first), "the other column")
        .hint("delete one of them, or name the language in each header: `… (каз.)`, `… (EN)`")
}

/// A header that is not known, or without a value.
fn unknown(cell: &Cell, place: Place) -> Problem {
    if let Value::Fault(fault) = &cell.value {
        return broken(fault).at(place);
    }
    let written = shown(cell);
    let problem = Problem::warning(format!("the column `{written}` is not known and was not read")).at(place);
    match header::suggestion(&written) {
        Some(meant) => problem.hint(format!("did you mean `{meant}`?")),
        None => problem,
    }
}

fn second_side(cell: &Cell, side: &Cell, place: Place) -> Problem {
    Problem::warning(format!("the column `{}` was not read: `{}` names the sides", shown(cell), shown(side)))
        .at(place)
        .hint("if it holds citizenships, give it a header such as `Гражданство`")
}

fn no_header(name: CellName, place: Place) -> Problem {
    Problem::error(format!("this column has no header in {name}"))
        .at(place)
        .hint("write a header above it, or clear the column")
}
