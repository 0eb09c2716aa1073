use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::brief::Brief;
use crate::files::refusal::cannot_express;
use crate::report::Problem;

/// The text of a brief in one piece, whatever files it was put together from. Pictures of other folders get the names in `renamed`.
///
/// # Errors
/// When the brief cannot be written, which would be a fault of ours.
pub fn in_one_piece(brief: &Brief, renamed: &BTreeMap<String, String>) -> Result<String, Problem> {
    rewritten(brief, &|key, value| Some(with_new_name(key, value, renamed)))
}

/// A value, with the new name of a picture where it is one.
fn with_new_name(key: &str, value: Value, renamed: &BTreeMap<String, String>) -> Value {
    let new = value.as_str().filter(|_| key == "file").and_then(|file| renamed.get(file));
    new.map_or(value.clone(), |new| new.as_str().into())
}

/// The text of a brief from which parts were held back, as if it had never had them: without tags that would tell for whom
/// else something is meant, without comments, and without footnotes that name a source which is gone. Pictures
/// as in [`in_one_piece`].
///
/// # Errors
/// When the brief cannot be written, which would be a fault of ours.
pub fn filtered(brief: &Brief, renamed: &BTreeMap<String, String>) -> Result<String, Problem> {
    let marks: Vec<_> = brief.withheld_sources.iter().map(|id| format!("[^{id}]")).collect();
    let unmarked = |text: &str| marks.iter().fold(text.to_owned(), |text, mark| text.replace(mark, ""));
    rewritten(brief, &|key, value| match value {
        _ if key == "audience" => None,
        Value::String(text) => Some(with_new_name(key, Value::String(unmarked(&text)), renamed)),
        other => Some(other),
    })
}

/// What a value becomes by its key; nothing where it is left out.
type ValueChange<'a> = &'a dyn Fn(&str, Value) -> Option<Value>;

fn rewritten(brief: &Brief, change: ValueChange<'_>) -> Result<String, Problem> {
    let table = Table::try_from(brief).map_err(|error| cannot_express("the brief", &error))?;
    toml::to_string(&changed_table(table, change)).map_err(|error| cannot_express("the brief", &error))
}

/// A table with its values changed, without empty lists and tables.
fn changed_table(table: Table, change: ValueChange<'_>) -> Table {
    let kept = table.into_iter().filter(|(_, value)| !is_empty(value));
    let changed = kept.filter_map(|(key, value)| {
        let value = changed(&key, value, change)?;
        Some((key, value))
    });
    changed.collect()
}

fn changed(key: &str, value: Value, change: ValueChange<'_>) -> Option<Value> {
    match change(key, value)? {
        Value::Array(items) => {
            Some(Value::Array(items.into_iter().filter_map(|item| changed(key, item, change)).collect()))
        }
        Value::Table(table) => Some(Value::Table(changed_table(table, change))),
        other => Some(other),
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || value.as_table().is_some_and(Table::is_empty)
}
