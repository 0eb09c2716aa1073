//! The name of a person: one cell, or the parts of it joined in the order of the language.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::column::Column;
use super::reading;
use crate::key_path::Step;
use crate::language::{Language, NamePart};
use crate::report::{Place, Problem};
use crate::table::cell::Value;
use crate::table::field::Field;
use crate::table::{CellValue, Row, Table, words};

/// A name made of its parts.
#[derive(Debug)]
pub struct Joined {
    /// The name in the order of the language.
    pub name: String,
    /// The name with the family first, as lists are sorted.
    pub sorted_by: String,
    /// The first cell.
    pub place: Place,
}

/// Joins the parts of a name in a row; `None` if all are blank. A dash for a missing patronymic is blank.
///
/// # Errors
/// If a part cannot be read.
pub fn join(table: &Table, row: &Row, column: &Column, field: Field) -> Result<Option<Joined>, Vec<Problem>> {
    let (mut parts, mut problems) = (Vec::new(), Vec::new());
    for (part, index, _) in &column.parts {
        let Some(cell) = row.get(*index) else { continue };
        let is_none = |text: &str| *part != NamePart::Family && words::means(text, "no");
        if matches!(&cell.value, Value::Text(text) if is_none(text)) {
            continue;
        }
        match reading::read(field, &cell.value, &table.place(cell)) {
            Ok(Json::String(text)) => parts.push((*part, text, table.place(cell))),
            Ok(_) => {}
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let Some(place) = parts.iter().map(|(.., place)| place).min_by_key(|place| place.range.start) else {
        return Ok(None);
    };
    let place = place.clone();
    let words = |parts: &[(NamePart, String, Place)]| {
        parts.iter().map(|(_, text, _)| text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let name = words(&parts);
    parts.sort_by_key(|(part, ..)| *part);
    Ok(Some(Joined { name, sorted_by: words(&parts), place }))
}

/// A name, or what it is sorted by, in each language or in all.
pub type NamePerLanguage = BTreeMap<Option<Language>, String>;

/// The warning that names were joined, with the first of them.
pub fn joined(column: &Column, first: &Joined) -> Problem {
    let headers: Vec<_> = column.parts.iter().map(|(_, _, header)| format!("`{header}`")).collect();
    Problem::warning(format!("the name was joined from the columns {}: `{}`", headers.join(", "), first.name))
        .at(first.place.clone())
        .hint("check the order; for another one, write the whole name into one column")
}

/// A warning if names among these values have words in capitals, which are printed as they are.
pub fn in_capitals<'a>(values: impl Iterator<Item = &'a CellValue>) -> Option<Problem> {
    let is_name =
        |value: &&CellValue| value.path.steps().iter().take(2).any(|step| *step == Step::Key("name".into()));
    let mut loud = values.filter(is_name).filter(|value| value.value.as_str().is_some_and(has_capitals));
    let first = loud.next()?;
    let more = loud.count();
    let shown = first.value.as_str().unwrap_or_default();
    let message = match more {
        0 => format!("the name `{shown}` has a word in capitals, and is printed like that"),
        more => format!("{} names have a word in capitals, and are printed like that: `{shown}`", more + 1),
    };
    let hint = "write the names in the table as they are to be printed";
    Some(Problem::warning(message).at(first.place.clone()).hint(hint))
}

/// Whether a name has a word in capitals beside others: not initials, and not a Roman number.
fn has_capitals(name: &str) -> bool {
    let loud = |word: &str| {
        let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
        let is_roman = word.chars().all(|letter| "IVX".contains(letter));
        letters > 1
            && !word.contains('.')
            && !is_roman
            && !word.chars().any(char::is_lowercase)
            && word.chars().any(char::is_uppercase)
    };
    name.split_whitespace().any(loud)
}
