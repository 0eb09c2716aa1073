use serde_json::{Map, Value};

use super::schema::Model;
use super::schema_errors::{self, Mismatch, SchemaError};
use super::spans::Spans;
use super::strict::Strict;
use super::value::{Node, STAND_IN};
use crate::brief::is_in_register;
use crate::key_path::KeyPath;
use crate::report::Problem;

/// What in an entry of a register does not fit its schema.
pub enum EntryError {
    /// It has no name.
    NoName,
    /// It is not a table, or names another entry instead of being one.
    NotAnEntry,
}

/// Every value of a register that does not fit its schema, in entries that the brief names and in others.
/// `describe` reports what is wrong with a whole entry.
pub fn find<M: Model>(
    register: &Node,
    describe: &dyn Fn(&str, EntryError, &Spans, &KeyPath) -> Problem,
) -> Vec<Problem> {
    let mut values = register.to_value();
    resolve_organisations(&mut values);
    if M::deserialize(Strict(&values)).is_ok() {
        return Vec::new();
    }
    let (values, spans) = register.clone().into_parts(register.place.source.clone());
    let schema = M::file_schema();
    let problem = |error: SchemaError| match whole_entry(&error) {
        Some((id, kind)) => describe(&id, kind, &spans, &KeyPath::root().key(id.as_str())),
        None => error.problem(schema, &values, &spans),
    };
    let mut problems: Vec<_> = schema_errors::find(schema, &values).into_iter().map(problem).collect();
    problems.dedup();
    problems
}

/// The id of the entry that an error is about as a whole.
fn whole_entry(error: &SchemaError) -> Option<(String, EntryError)> {
    let id = KeyPath::from_iter(error.path.steps().first().cloned()).last_key()?.to_owned();
    let kind = match (error.path.steps().len(), &error.kind, error.path.last_key()) {
        (1, _, _) => EntryError::NotAnEntry,
        (2, Mismatch::Missing(_), _) => EntryError::NoName,
        (2, Mismatch::UnknownKey(_), Some("person")) => EntryError::NotAnEntry,
        _ => return None,
    };
    Some((id, kind))
}

/// Replaces `{ id = "…" }`, the id of an organisation, with a text, as looking it up does.
fn resolve_organisations(register: &mut Value) {
    let entries = register.as_object_mut().into_iter().flat_map(Map::values_mut);
    let is_id = |table: &Map<String, Value>| {
        table.len() == 1 && table.get("id").and_then(Value::as_str).is_some_and(|id| !id.is_empty())
    };
    for (key, value) in entries.filter_map(Value::as_object_mut).flatten() {
        if is_in_register(key) && value.as_object().is_some_and(is_id) {
            *value = STAND_IN.into();
        }
    }
}
