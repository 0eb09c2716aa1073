use toml::{Table, Value};

use crate::brief::Brief;
use crate::report::Problem;

/// The text of a brief from which parts were held back, as if it had never had them: without tags that would tell for whom
/// else something is meant, without comments, and without footnotes that name a source which is gone.
///
/// # Errors
/// When the brief cannot be written, which would be a fault of ours.
pub fn filtered(brief: &Brief) -> Result<String, Problem> {
    let table = Table::try_from(brief).map_err(|error| unwritable(&error))?;
    let marks: Vec<_> = brief.withheld_sources.iter().map(|id| format!("[^{id}]")).collect();
    let Value::Table(table) = cleaned(Value::Table(table), &marks) else { return Ok(String::new()) };
    toml::to_string(&table).map_err(|error| unwritable(&error))
}

/// A value without tags, without empty lists and tables, and without these marks in its texts.
fn cleaned(value: Value, marks: &[String]) -> Value {
    match value {
        Value::String(text) => Value::String(marks.iter().fold(text, |text, mark| text.replace(mark, ""))),
        Value::Array(items) => Value::Array(items.into_iter().map(|item| cleaned(item, marks)).collect()),
        Value::Table(table) => {
            let kept = table.into_iter().filter(|(key, value)| key != "audience" && !is_empty(value));
            Value::Table(kept.map(|(key, value)| (key, cleaned(value, marks))).collect())
        }
        other => other,
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || value.as_table().is_some_and(Table::is_empty)
}

fn unwritable(error: &toml::ser::Error) -> Problem {
    Problem::ours(format!("the brief cannot be written ({error})"))
}
