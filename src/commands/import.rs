use serde_json::Value as Json;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table as Toml, Value, value};

use super::print;
use crate::cli::Import;
use crate::key_path::Step;
use crate::report::Problem;
use crate::table::{CellValue, Entry, Field, Reading, Table, people};

/// Prints the people of a table as `[[sides.members]]`.
pub fn run(options: &Import) -> Vec<Problem> {
    let people = Table::read(&options.table, options.sheet.as_deref()).and_then(|table| people(&table));
    match people {
        Ok(people) => {
            let is_whole = !people.entries.is_empty() && !people.problems.iter().any(Problem::is_error);
            let printed = if is_whole { print(&members(&people.entries)) } else { Vec::new() };
            people.problems.into_iter().chain(printed).collect()
        }
        Err(problems) => problems,
    }
}

/// People as TOML, one after another.
fn members(people: &[Entry]) -> String {
    people.iter().map(member).collect::<Vec<_>>().join("\n")
}

/// A person as TOML, with the keys in the order of a brief.
fn member(person: &Entry) -> String {
    let mut table = Toml::new();
    for field in Field::all() {
        let path = field.path();
        let of_field = |cell: &&CellValue| cell.path.steps().starts_with(path.steps());
        for cell in person.values.iter().filter(of_field) {
            insert(&mut table, cell.path.steps(), &cell.value, field);
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
fn insert(table: &mut Toml, keys: &[Step], json: &Json, field: Field) {
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
fn toml(json: &Json, field: Field) -> Value {
    match json {
        Json::Bool(truth) => Value::from(*truth),
        Json::Number(number) => {
            number.as_i64().map_or_else(|| Value::from(number.as_f64().unwrap_or_default()), Value::from)
        }
        Json::String(text) => {
            let date = (*field.reading() == Reading::Date)
                .then(|| text.parse::<toml_edit::Datetime>().ok())
                .flatten();
            date.map_or_else(|| Value::from(text.as_str()), Value::from)
        }
        // No cell yields an array, a table or null.
        Json::Null | Json::Array(_) | Json::Object(_) => Value::from(json.to_string()),
    }
}
