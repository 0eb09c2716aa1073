//! Makes a file fit its model in memory, so that the rules across fields still run when something does not
//! fit.

use serde_json::{Value, json};

use super::schema::FileSchema;
use super::schema_errors::{self, Mismatch, SchemaError};
use super::value::STAND_IN;
use crate::key_path::{KeyPath, Step};

/// Removing one value can show another error behind it; no file nests deeper than this.
const ROUNDS: usize = 8;

/// The values with every error removed or replaced, or `None` when that does not make them fit.
pub fn repair(file: &FileSchema, values: &Value) -> Option<Value> {
    let mut values = values.clone();
    for _ in 0..ROUNDS {
        let errors = schema_errors::find(file, &values);
        if errors.is_empty() {
            return Some(values);
        }
        for error in &errors {
            fix(file, &mut values, error);
        }
    }
    None
}

fn fix(file: &FileSchema, values: &mut Value, error: &SchemaError) {
    match &error.kind {
        Mismatch::Missing(schema) => put(values, &error.path, stand_in(file, schema)),
        Mismatch::UnknownKey(_) | Mismatch::Wrong(_) | Mismatch::NotOneOf(_) | Mismatch::Empty => {
            remove(values, &error.path)
        }
    }
}

/// Removes a key from its table. An item of a list is emptied instead: the indices of those after it must
/// not change.
fn remove(values: &mut Value, path: &KeyPath) {
    let Some(parent) = path.parent() else { return };
    match (node(values, &parent), path.steps().last()) {
        (Some(Value::Object(table)), Some(Step::Key(key))) => {
            table.remove(key.as_str());
        }
        (Some(Value::Array(items)), Some(Step::Index(index))) => {
            match items.get_mut(*index) {
                Some(Value::Object(_)) => items[*index] = json!(STAND_IN),
                // A list of words such as languages, for which there is no placeholder.
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
        Step::Key(key) => value.get_mut(key.as_str()),
        Step::Index(index) => value.get_mut(*index),
    })
}

fn stand_in(file: &FileSchema, schema: &Value) -> Value {
    let schema = file.resolve(schema);
    if let Some(first) = schema["anyOf"].get(0) {
        return stand_in(file, first);
    }
    if !schema["const"].is_null() {
        return schema["const"].clone();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("string"), Some("date")) => json!("1970-01-01"),
        (Some("array"), _) if schema["minItems"].is_u64() => json!([stand_in(file, &schema["items"])]),
        (Some("array"), _) => json!([]),
        (Some("object"), _) => json!({}),
        (Some("boolean"), _) => json!(false),
        (Some("integer"), _) => json!(1),
        _ => json!(STAND_IN),
    }
}
