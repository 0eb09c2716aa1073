use serde_json::Value as Json;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table as Toml, Value, value};

use super::print;
use crate::cli::{Import, SortBy};
use crate::key_path::Step;
use crate::language::Language;
use crate::report::Problem;
use crate::table::{CellValue, Entries, Entry, Field, Reading, Table, people};

/// Prints the people of a table as `[[sides.members]]`, below their `[[sides]]` if the table names them.
pub fn run(options: &Import) -> Vec<Problem> {
    let people = Table::read(&options.table, options.sheet.as_deref()).and_then(|table| people(&table));
    match people {
        Ok(mut people) => {
            if options.sort == Some(SortBy::Name) {
                people.sort_by_name(people.language.unwrap_or(Language::RUSSIAN));
            }
            let is_whole = !people.entries.is_empty() && !people.problems.iter().any(Problem::is_error);
            let printed = if is_whole { print(&members(&people)) } else { Vec::new() };
            people.problems.into_iter().chain(printed).collect()
        }
        Err(problems) => problems,
    }
}

/// People as TOML, one after another: side by side if the table names the sides.
pub fn members(people: &Entries) -> String {
    let mut blocks = Vec::new();
    for (side, members) in people.by_side() {
        blocks.extend(side.map(named_side));
        blocks.extend(members.into_iter().map(member));
    }
    blocks.join("\n")
}

/// A side as TOML, with its name.
fn named_side(name: &[CellValue]) -> String {
    let mut side = Toml::new();
    for cell in name {
        insert(&mut side, cell.path.steps(), &cell.value, None);
    }
    let mut document = DocumentMut::new();
    document.insert("sides", Item::ArrayOfTables(ArrayOfTables::from_iter([side])));
    document.to_string()
}

/// A person as TOML, with the keys in the order of a brief.
fn member(person: &Entry) -> String {
    let mut table = Toml::new();
    for field in Field::all() {
        let path = field.path();
        let of_field = |cell: &&CellValue| cell.path.steps().starts_with(path.steps());
        for cell in person.values.iter().filter(of_field) {
            insert(&mut table, cell.path.steps(), &cell.value, Some(field));
        }
    }
    let mut side = Toml::new();
    side.set_implicit(true);
    side.insert("members", Item::ArrayOfTables(ArrayOfTables::from_iter([table])));
    let mut document = DocumentMut::new();
    document.insert("sides", Item::Table(side));
    document.to_string()
}

/// Inserts a value into nested tables: `position.kk = "…"`.
fn insert(table: &mut Toml, keys: &[Step], json: &Json, field: Option<Field>) {
    let [Step::Key(key), within @ ..] = keys else { return };
    if within.is_empty() {
        table.insert(key, value(toml(json, field)));
        return;
    }
    let inner = table.entry(key).or_insert_with(|| {
        let mut inner = Toml::new();
        inner.set_dotted(true);
        Item::Table(inner)
    });
    if let Item::Table(inner) = inner {
        insert(inner, within, json, field);
    }
}

/// A value as TOML: a date has no quotation marks.
fn toml(json: &Json, field: Option<Field>) -> Value {
    match json {
        Json::Bool(truth) => Value::from(*truth),
        Json::Number(number) => {
            number.as_i64().map_or_else(|| Value::from(number.as_f64().unwrap_or_default()), Value::from)
        }
        Json::String(text) => {
            let is_date = field.is_some_and(|field| *field.reading() == Reading::Date);
            let date = is_date.then(|| text.parse::<toml_edit::Datetime>().ok()).flatten();
            date.map_or_else(|| Value::from(text.as_str()), Value::from)
        }
        // No cell yields an array, a table or null.
        Json::Null | Json::Array(_) | Json::Object(_) => Value::from(json.to_string()),
    }
}
