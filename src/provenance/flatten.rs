use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::brief::{self, Brief, without_footnotes};
use crate::fields::{Kind, Shape};
use crate::files::refusal::cannot_express;
use crate::report::Problem;
use crate::template::is_filled;

/// The text of a brief and its included files in one piece. Pictures of other folders get the names in
/// `renamed`.
///
/// # Errors
/// When the brief cannot be serialised, which would be a bug.
pub fn in_one_piece(brief: &Brief, renamed: &BTreeMap<String, String>) -> Result<String, Problem> {
    rewritten(brief, &|kind, text| Some(with_new_name(kind, text, renamed)))
}

/// A text, or the new name of a picture where it is one.
fn with_new_name(kind: Option<&Kind>, text: String, renamed: &BTreeMap<String, String>) -> String {
    let new =
        Some(&text).filter(|_| kind == Some(&Kind::Picture)).and_then(|file| renamed.get(file)).cloned();
    new.unwrap_or(text)
}

/// The text of a brief without a trace of its withheld parts: without audience tags, comments, and footnotes
/// of withheld sources. Pictures are renamed as in [`in_one_piece`].
///
/// # Errors
/// When the brief cannot be serialised, which would be a bug.
pub fn filtered(brief: &Brief, renamed: &BTreeMap<String, String>) -> Result<String, Problem> {
    rewritten(brief, &|kind, text| match kind {
        Some(Kind::Tag) => None,
        _ => Some(with_new_name(kind, without_footnotes(&text, &brief.withheld_sources), renamed)),
    })
}

/// What a text becomes by what it is; nothing where it is left out.
type TextChange<'a> = &'a dyn Fn(Option<&Kind>, String) -> Option<String>;

fn rewritten(brief: &Brief, change: TextChange<'_>) -> Result<String, Problem> {
    let table = Table::try_from(brief).map_err(|error| cannot_express("the brief", &error))?;
    toml::to_string(&changed_table(table, Some(brief::fields()), change))
        .map_err(|error| cannot_express("the brief", &error))
}

/// A table with its texts changed, without empty lists and tables.
fn changed_table(table: Table, shape: Option<&Shape>, change: TextChange<'_>) -> Table {
    let kept = table.into_iter().filter(|(_, value)| is_filled(value));
    let changed = kept.filter_map(|(key, value)| {
        let inner = shape.and_then(|shape| shape.key(&key));
        let value = changed(value, inner, change)?;
        // A list whose every item is left out is left out itself.
        let is_gone = inner.is_some_and(|inner| inner.items.is_some()) && !is_filled(&value);
        (!is_gone).then_some((key, value))
    });
    changed.collect()
}

fn changed(value: Value, shape: Option<&Shape>, change: TextChange<'_>) -> Option<Value> {
    match value {
        Value::String(text) => change(shape.and_then(|shape| shape.kind.as_ref()), text).map(Value::String),
        Value::Array(items) => {
            let items = items.into_iter();
            let inner = shape.and_then(Shape::item);
            Some(Value::Array(items.filter_map(|item| changed(item, inner, change)).collect()))
        }
        Value::Table(table) => Some(Value::Table(changed_table(table, shape, change))),
        other => Some(other),
    }
}
