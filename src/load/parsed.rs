use std::sync::Arc;

use serde_json::Value;

use super::parse;
use super::repair;
use super::schema::Model;
use super::schema_errors::{self, value_at};
use super::size;
use super::spans::Spans;
use super::strict::Strict;
use super::value::Node;
use crate::key_path::KeyPath;
use crate::limits::PROBLEMS;
use crate::report::{self, Place, Problem, SourceText};

/// A file as it was written: read, but not yet checked.
#[derive(Debug)]
pub struct Parsed<M> {
    /// The model, repaired where the text did not fit it.
    pub model: M,
    /// Every value of the text as it was written, for the rules about all texts.
    pub values: Value,
    /// The place of each value in the text.
    pub spans: Spans,
    /// What did not fit the model.
    pub problems: Vec<Problem>,
    unknown_keys: Vec<KeyPath>,
}

/// Reads a text into its model.
///
/// # Errors
/// When it is not TOML, or cannot be repaired.
pub fn parse_model<M: Model>(source: &Arc<SourceText>) -> Result<Parsed<M>, Vec<Problem>> {
    into_model(parse::parse(source)?, source)
}

pub fn into_model<M: Model>(root: Node, source: &Arc<SourceText>) -> Result<Parsed<M>, Vec<Problem>> {
    size::check(&root)?;
    let (values, spans) = root.into_parts(Arc::clone(source));
    match M::deserialize(Strict(&values)) {
        Ok(model) => Ok(Parsed { model, values, spans, problems: Vec::new(), unknown_keys: Vec::new() }),
        Err(refusal) => mend(values, spans, &refusal),
    }
}

/// Finds everything that does not fit the schema, and reads the rest.
fn mend<M: Model>(
    values: Value,
    spans: Spans,
    refusal: &serde_json::Error,
) -> Result<Parsed<M>, Vec<Problem>> {
    let schema = M::file_schema();
    let errors = schema_errors::find(schema, &values);
    if errors.is_empty() {
        return Err(vec![Problem::ours(format!("the model refuses what its schema accepts ({refusal})"))]);
    }
    let problems = errors.iter().map(|error| error.problem(schema, &values, &spans)).collect();
    // The rules across fields sort the problems again; without them this is the whole report.
    let problems = report::in_order(problems, spans.name());
    if errors.len() > PROBLEMS {
        return Err(problems);
    }
    match repair::repair(schema, &values).and_then(|mended| M::deserialize(Strict(&mended)).ok()) {
        Some(model) => {
            let unknown = errors
                .into_iter()
                .filter(|error| matches!(error.kind, schema_errors::Mismatch::UnknownKey(_)));
            let unknown_keys = unknown.map(|error| error.path).collect();
            Ok(Parsed { model, values, spans, problems, unknown_keys })
        }
        None => Err(problems),
    }
}

impl<M> Parsed<M> {
    /// The value at `path`, or null where there is none.
    pub fn value(&self, path: &KeyPath) -> &Value {
        value_at(&self.values, path)
    }

    /// Whether a key is written at `path`, with a valid value or not.
    pub fn is_written(&self, path: &KeyPath) -> bool {
        !self.value(path).is_null()
    }

    /// Whether nothing is written at `path`, or an empty list.
    pub fn is_nothing(&self, path: &KeyPath) -> bool {
        let value = self.value(path);
        value.is_null() || value.as_array().is_some_and(Vec::is_empty)
    }

    /// Whether the table at `path` has an unknown key: a key that seems to be missing may only be misspelt.
    pub fn has_unknown_key(&self, path: &KeyPath) -> bool {
        self.unknown_keys.iter().any(|key| key.parent().as_ref() == Some(path))
    }

    /// Whether `text` is written somewhere under an unknown key: it may be declared there, with only the
    /// key misspelt.
    pub fn is_under_unknown_key(&self, text: &str) -> bool {
        self.unknown_keys.iter().any(|key| holds(value_at(&self.values, key), text))
    }

    /// The place of the value at `path`, or of its nearest parent.
    pub fn place(&self, path: &KeyPath) -> Place {
        self.spans.value(path)
    }
}

/// Whether a value is this text or contains it.
fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(string) => string == text,
        Value::Array(items) => items.iter().any(|item| holds(item, text)),
        Value::Object(table) => table.values().any(|item| holds(item, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
