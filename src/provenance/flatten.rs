use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::brief::Brief;
use crate::files::refusal::cannot_express;
use crate::report::Problem;

/// The text of a brief and its included files in one piece. Pictures of other folders get the names in
/// `renamed`.
///
/// # Errors
/// When the brief cannot be serialised, which would be a bug.
pub fn in_one_piece(brief: &Brief, renamed: &BTreeMap<String, String>) -> Result<String, Problem> {
    rewritten(brief, &|key, value| Some(with_new_name(key, value, renamed)))
}

/// A value, with the new name if it is the path of a renamed picture.
fn with_new_name(key: &str, value: Value, renamed: &BTreeMap<String, String>) -> Value {
    let new = value.as_str().filter(|_| key == "file").and_then(|file| renamed.get(file));
    new.map_or(value.clone(), |new| new.as_str().into())
}

/// The text of a brief without a trace of its withheld parts: without audience tags, comments, and footnotes
/// of withheld sources. Pictures are renamed as in [`in_one_piece`].
///
/// # Errors
/// When the brief cannot be serialised, which would be a bug.
pub fn filtered(brief: &Brief, renamed: &BTreeMap<String, String>) -> Result<String, Problem> {
    let marks: Vec<_> = brief.withheld_sources.iter().map(|id| format!("[^{id}]")).collect();
    let unmarked = |text: &str| marks.iter().fold(text.to_owned(), |text, mark| text.replace(mark, ""));
    rewritten(brief, &|key, value| match value {
        _ if key == "audience" => None,
        Value::String(text) => Some(with_new_name(key, Value::String(unmarked(&text)), renamed)),
        other => Some(other),
    })
}

/// Changes the value of a key; `None` omits it.
type ValueChange<'a> = &'a dyn Fn(&str, Value) -> Option<Value>;

fn rewritten(brief: &Brief, change: ValueChange<'_>) -> Result<String, Problem> {
    let table = Table::try_from(brief).map_err(|error| cannot_express("the brief", &error))?;
    toml::to_string(&changed_table(table, change)).map_err(|error| cannot_express("the brief", &error))
}

/// A table with changed values, without empty lists and tables.
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
