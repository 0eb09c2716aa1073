use std::collections::{BTreeMap, BTreeSet};

use super::column::Column;
use super::reading::broken;
use crate::language::{Language, NamePart};
use crate::report::{Place, Problem};
use crate::table::cell::{Cell, Value, one_line};
use crate::table::field::Field;
use crate::table::header::{self, Content, Header};
use crate::table::{Row, Table};

/// The headers, each with its meaning.
#[derive(Debug, Default)]
pub struct Headers {
    /// The recognised columns, from left to right.
    pub columns: Vec<Column>,
    /// The columns for which there is another one in the dative.
    pub shadowed: Vec<Column>,
    /// The columns of row numbers.
    pub ordinals: BTreeSet<u32>,
    /// The headers that are not read, with what is to be said if there is anything below them.
    pub unread: Vec<(u32, Problem)>,
    /// The headers that are ambiguous.
    pub errors: Vec<Problem>,
}

impl Headers {
    /// The headers in a row, but those claimed as keys.
    pub fn of(table: &Table, row: &Row, claimed: &Claimed) -> Self {
        let mut headers = Self::default();
        // «Имя» beside «Фамилия» is a part of the name; alone it is the whole.
        let families: BTreeSet<_> = row.cells.iter().filter_map(family).collect();
        let side =
            row.cells.iter().find(|cell| meaning(cell).is_some_and(|header| header.content == Content::Side));
        let mut parts: BTreeMap<Option<Language>, Vec<(&Cell, NamePart, Header)>> = BTreeMap::new();
        for cell in &row.cells {
            let place = table.place(cell);
            match claimed.get(cell.column) {
                None => {}
                Some(Claim::Key { .. }) => continue,
                Some(Claim::Letter(header)) => {
                    headers.columns.push(column(cell.column, header.clone(), place));
                    continue;
                }
            }
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
        headers.shade();
        headers
    }

    /// Moves the columns aside for which there is another one in the dative, in the same language.
    fn shade(&mut self) {
        let dative: Vec<_> = self.columns.iter().filter(|column| column.dative).cloned().collect();
        let is_shaded = |column: &Column| {
            let same = |other: &Column| {
                let languages = (other.certain_language(), column.certain_language());
                other.content == column.content && (languages.0 == languages.1 || languages.1.is_none())
            };
            !column.dative && dative.iter().any(same)
        };
        let (shadowed, kept) = std::mem::take(&mut self.columns).into_iter().partition(is_shaded);
        (self.shadowed, self.columns) = (shadowed, kept);
    }
}

/// What the caller has recognised of a header.
#[derive(Debug, Clone)]
pub enum Claim {
    /// A key of a brief, perhaps that of the name of a recipient.
    Key {
        /// Whether it is the name.
        is_name: bool,
    },
    /// What it means for a letter.
    Letter(Header),
}

/// The columns that the caller has recognised.
#[derive(Debug, Default)]
pub struct Claimed(BTreeMap<u32, Claim>);

impl Claimed {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Claims a column.
    pub fn insert(&mut self, column: u32, claim: Claim) {
        self.0.insert(column, claim);
    }

    /// Whether a column is claimed.
    pub fn has(&self, column: u32) -> bool {
        self.0.contains_key(&column)
    }

    fn get(&self, column: u32) -> Option<&Claim> {
        self.0.get(&column)
    }

    /// The columns of names among the keys.
    pub fn names(&self) -> impl Iterator<Item = u32> {
        self.0
            .iter()
            .filter(|(_, claim)| matches!(claim, Claim::Key { is_name: true }))
            .map(|(index, _)| *index)
    }
}

fn column(index: u32, header: Header, place: Place) -> Column {
    let Header { content, marked: language, written_in, dative } = header;
    let content = if content == Content::Country { Content::Side } else { content };
    Column { index, content, language, place, written_in, dative, parts: Vec::new() }
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
    let Some(name) = Field::name() else {
        return Err(lone_part(Some(table.place(family))));
    };
    Ok(Column {
        index: family.column,
        content: Content::Field(name),
        language: header.marked,
        place: table.place(family),
        written_in: header.written_in.clone(),
        dative: false,
        parts: order.into_iter().filter_map(part).collect(),
    })
}

/// What a header means.
pub fn meaning(cell: &Cell) -> Option<Header> {
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

/// Whether any of these is a header for a part of a name.
pub fn has_parts(cells: &[&Cell]) -> bool {
    cells.iter().any(|cell| name_part(cell).is_some())
}

/// Whether a row has a header for names or parts of them.
pub fn has_names(row: &Row) -> bool {
    row.cells
        .iter()
        .any(|cell| meaning(cell).is_some_and(|header| header.content.is_name()) || name_part(cell).is_some())
}

/// A header as messages show it.
pub fn shown(cell: &Cell) -> String {
    one_line(&cell.value.shown()).into_owned()
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
    if header::of_letter(&written).is_some() {
        return only_in_letters(&written).at(place);
    }
    let problem = Problem::warning(format!("the column `{written}` is not known and was not read")).at(place);
    match header::suggestion(&written) {
        Some(meant) => problem.hint(format!("did you mean `{meant}`?")),
        None => problem,
    }
}

fn only_in_letters(written: &str) -> Problem {
    Problem::warning(format!("the column `{written}` is for letters (`--each`) and was not read"))
}

fn second_side(cell: &Cell, side: &Cell, place: Place) -> Problem {
    Problem::warning(format!("the column `{}` was not read: `{}` names the sides", shown(cell), shown(side)))
        .at(place)
        .hint("if it holds citizenships, give it a header such as `Гражданство`")
}
