//! The recipients of letters from a list of people.

use super::column::Column;
use super::columns::{Columns, Found};
use super::headers::{Claim, Claimed, has_parts, meaning, shown};
use super::merged::merged;
use super::name::{NamePerLanguage, in_capitals};
use super::reader::Reader;
use super::reading::read_text;
use crate::brief;
use crate::key_path::KeyPath;
use crate::language::Language;
use crate::report::Problem;
use crate::suggest::list;
use crate::table::cell::{Cell, Value};
use crate::table::field::Field;
use crate::table::header::{self, Content};
use crate::table::{CellValue, Entry, Row, Table};

/// The key of the person that a letter is for.
const RECIPIENT: &str = "recipient";

/// The recipients of a table.
#[derive(Debug)]
pub struct Guests<'a> {
    /// The rows, each with the values for its letter.
    pub rows: Vec<(&'a Row, Entry)>,
    /// The warnings, and errors about single rows.
    pub problems: Vec<Problem>,
}

/// Whether headers are those of a list of people, as far as they are not keys.
pub fn is_list_of_guests(cells: &[&Cell]) -> bool {
    cells
        .iter()
        .any(|cell| letter(cell).is_some() || meaning(cell).is_some_and(|header| header.content.is_name()))
        || has_parts(cells)
}

impl<'a> Guests<'a> {
    /// Reads the rows below the headers. `claimed` are the columns with keys of a brief, `stated` their
    /// paths.
    ///
    /// # Errors
    /// If the headers are ambiguous.
    pub fn read(
        table: &'a Table,
        header: &'a Row,
        mut claimed: Claimed,
        stated: &[KeyPath],
    ) -> Result<Self, Vec<Problem>> {
        for cell in &header.cells {
            if let Some(meaning) = letter(cell).filter(|_| !claimed.has(cell.column)) {
                claimed.insert(cell.column, Claim::Letter(meaning));
            }
        }
        let Found { mut columns, people, mut problems, mut shadowed } =
            Columns::below(table, header, &claimed)?;
        problems.extend(merged(table, &columns, &people));
        let is_key = |column: &Column| {
            column_path(column).is_some_and(|path| stated.iter().any(|key| path.overlaps(key)))
        };
        shadowed.extend(columns.known.extract_if(.., |column| is_key(column)));
        let mut reader = Reader::of(table, &columns);
        let mut rows = Vec::new();
        for row in people {
            let mut entry = Entry { row: row.number, ..Entry::default() };
            columns.known.iter().for_each(|column| recipient(&mut reader, row, column, &mut entry));
            entry.guest = guest(&mut reader, row, &columns, &shadowed);
            rows.push((row, entry));
        }
        problems.extend(reader.into_problems());
        problems.extend(columns.known.iter().filter_map(|column| unplaced(table, header, column)));
        problems.extend(nominative(&columns));
        problems.extend(without_dative(&rows, &columns));
        problems.extend(without_salutation(&rows, &columns, stated));
        problems.extend(in_capitals(rows.iter().flat_map(|(_, entry)| &entry.values)));
        Ok(Self { rows, problems })
    }
}

fn letter(cell: &Cell) -> Option<header::Header> {
    match &cell.value {
        Value::Text(text) => header::of_letter(text),
        _ => None,
    }
}

/// The path of a column in a brief, if a letter prints it.
fn column_path(column: &Column) -> Option<KeyPath> {
    let key = match column.content {
        Content::Field(field) => field.key(),
        Content::Letter(key) => key,
        Content::Side | Content::Country | Content::Ordinal | Content::Part(_) => return None,
    };
    brief::fields().key(RECIPIENT)?.key(key)?;
    let path = KeyPath::root().key(RECIPIENT).key(key);
    Some(column.language.map_or(path.clone(), |language| path.key(language.code())))
}

/// Adds the value of a column to what the letter of a row says.
fn recipient(reader: &mut Reader<'_>, row: &Row, column: &Column, entry: &mut Entry) {
    let Some(path) = column_path(column) else { return };
    let of_recipient = |value: CellValue| CellValue { path: path.clone(), ..value };
    match column.content {
        Content::Field(field) if field.is_name() => {
            let mut named = Entry::default();
            reader.name(row, column, field, &mut named);
            entry.values.extend(named.values.into_iter().map(of_recipient));
        }
        Content::Field(field) => {
            entry.values.extend(reader.value(row, column, field).map(of_recipient));
        }
        _ => {
            let Some(cell) = row.get(column.index) else { return };
            let place = reader.table.place(cell);
            match read_text(&cell.value, column.content == Content::Letter("address"), &place) {
                Ok(value) => {
                    let header = column.place.clone();
                    entry.values.push(CellValue { path, value, header, place });
                }
                Err(problem) => reader.problems.push(problem),
            }
        }
    }
}

/// The name of the guest by which files are named: not in the dative if there is another column.
fn guest(reader: &mut Reader<'_>, row: &Row, columns: &Columns, shadowed: &[Column]) -> NamePerLanguage {
    let Some(field) = Field::name() else { return Default::default() };
    let names: Vec<_> =
        columns.names().chain(shadowed.iter().filter(|column| column.content.is_name())).collect();
    let is_plain = names.iter().any(|column| !column.dative);
    let mut guest = NamePerLanguage::new();
    for column in names.into_iter().filter(|column| column.dative != is_plain) {
        guest.extend(reader.quiet_name(row, column, field).map(|name| (column.language, name)));
    }
    guest
}

/// The warning for a column of people that a letter does not print.
fn unplaced(table: &Table, header: &Row, column: &Column) -> Option<Problem> {
    let cell = header.get(column.index).filter(|_| column_path(column).is_none())?;
    let problem =
        Problem::warning(format!("no letter prints the column `{}`, and it was not read", shown(cell)));
    Some(problem.at(table.place(cell)))
}

/// The warning for names and positions that are not said to be in the dative, in a language that has one.
fn nominative(columns: &Columns) -> Option<Problem> {
    let in_dative = |column: &&Column| {
        let has_dative = |language: Language| !language.file().columns.dative.is_empty();
        matches!(column.content, Content::Field(field) if field.is_name())
            && !column.dative
            && column.certain_language().is_some_and(has_dative)
    };
    let column = columns.known.iter().find(in_dative)?;
    let language = column.certain_language()?;
    let dative = language.file().columns.recipient.get("name").and_then(|headers| headers.first())?;
    Some(
        Problem::warning(format!(
            "the letters print these names as they are, and a letter in {} has them in the dative",
            language.english_name()
        ))
        .at(column.place.clone())
        .hint(format!("add a column `{dative}` with the names as a letter prints them, if they differ")),
    )
}

/// An error for the guests without a name in the dative where others have one.
fn without_dative(rows: &[(&Row, Entry)], columns: &Columns) -> Option<Problem> {
    let column = columns.names().find(|column| column.dative)?;
    let path = column_path(column)?;
    let lacks = |(_, entry): &&(&Row, Entry)| {
        !entry.guest.is_empty() && entry.values.iter().all(|value| value.path != path)
    };
    let without: Vec<_> = rows.iter().filter(lacks).collect();
    (!without.is_empty()).then(|| {
        Problem::error(format!("no name as the letter prints it for {}", by_name(&without)))
            .at(column.place.clone())
            .hint("fill in this column for each guest")
    })
}

/// A warning for the guests without a salutation.
fn without_salutation(rows: &[(&Row, Entry)], columns: &Columns, stated: &[KeyPath]) -> Option<Problem> {
    let path = KeyPath::root().key(RECIPIENT).key("salutation");
    if stated.iter().any(|key| key.overlaps(&path)) {
        return None;
    }
    let header = columns.known.iter().find(|column| column.content == Content::Letter("salutation"));
    let lacks = |(_, entry): &&(&Row, Entry)| !entry.values.iter().any(|value| value.path.overlaps(&path));
    let without: Vec<_> = rows.iter().filter(lacks).collect();
    let problem = match header {
        _ if without.is_empty() => return None,
        Some(header) => {
            Problem::warning(format!("no salutation for {}", by_name(&without))).at(header.place.clone())
        }
        None => Problem::warning("the letters have no salutation: the table has no column for it")
            .at(columns.names().next().map(|column| column.place.clone())),
    };
    Some(problem.hint(
        "write it in full, `Уважаемый господин Талмаро!`, into a column `Приветствие`, `Сәлемдесу` \
         or `Salutation`",
    ))
}

/// The names of guests.
fn by_name(rows: &[&(&Row, Entry)]) -> String {
    let name = |(row, entry): &&(&Row, Entry)| match entry.guest.values().next() {
        Some(name) => name.clone(),
        None => format!("row {}", row.number),
    };
    list(&rows.iter().map(name).collect::<Vec<_>>())
}
