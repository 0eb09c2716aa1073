//! Makes a file fit its model in memory, so that the rules across fields still run when something does not fit.

use serde_json::{Value, json};

use super::misfit::{self, Kind, Misfit};
use super::model::Rules;
use super::node::STAND_IN;
use crate::key_path::{KeyPath, Step};

/// Removing one value can show another misfit behind it; no file nests deeper than this.
const ROUNDS: usize = 8;

/// The values with every misfit taken out or replaced, or `None` when that does not make them fit.
pub fn repair(rules: &Rules, values: &Value) -> Option<Value> {
    let mut values = values.clone();
    for _ in 0..ROUNDS {
        let misfits = misfit::find(rules, &values);
        if misfits.is_empty() {
            return Some(values);
        }
        for misfit in &misfits {
            mend(rules, &mut values, misfit);
        }
    }
    None
}

fn mend(rules: &Rules, values: &mut Value, misfit: &Misfit) {
    match &misfit.kind {
        Kind::Missing(schema) => put(values, &misfit.path, stand_in(rules, schema)),
        Kind::UnknownKey(_) | Kind::Wrong(_) | Kind::NotOneOf(_) => take_out(values, &misfit.path),
    }
}

/// Takes a key out of its table. An item of a list is emptied instead: the places of those behind it must not change.
fn take_out(values: &mut Value, path: &KeyPath) {
    let Some(parent) = path.parent() else { return };
    match (node(values, &parent), path.steps().last()) {
        (Some(Value::Object(table)), Some(Step::Key(key))) => {
            table.remove(key);
        }
        (Some(Value::Array(items)), Some(Step::Index(index))) => {
            match items.get_mut(*index) {
                Some(Value::Object(_)) => items[*index] = json!(STAND_IN),
                // A list of words such as languages, which nothing can stand in for.
                Some(Value::String(text)) if text == STAND_IN => drop(items.remove(*index)),
                Some(item) => *item = json!({}),
                None => {}
            }
        }
        _ => {}
    }
}

fn put(values: &mut Value, path: &KeyPath, value: Value) {
    let parent = path.parent().unwrap_or_default();
    if let (Some(Value::Object(table)), Some(key)) = (node(values, &parent), path.last_key()) {
        table.insert(key.to_owned(), value);
    }
}

fn node<'a>(values: &'a mut Value, path: &KeyPath) -> Option<&'a mut Value> {
    path.steps().iter().try_fold(values, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(*index),
    })
}

fn stand_in(rules: &Rules, schema: &Value) -> Value {
    let schema = rules.resolve(schema);
    if let Some(first) = schema["anyOf"].get(0) {
        return stand_in(rules, first);
    }
    if !schema["const"].is_null() {
        return schema["const"].clone();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("string"), Some("date")) => json!("1970-01-01"),
        (Some("array"), _) if schema["minItems"].is_u64() => json!([stand_in(rules, &schema["items"])]),
        (Some("array"), _) => json!([]),
        (Some("object"), _) => json!({}),
        (Some("boolean"), _) => json!(false),
        (Some("integer"), _) => json!(1),
        _ => json!(STAND_IN),
    }
}
