//! Finds what does not fit a model, by the model's own schema.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::schema::FileSchema;
use super::spans::Spans;
use crate::key_path::{KeyPath, Step};
use crate::limits::PROBLEMS;
use crate::report::Problem;
use crate::suggest::did_you_mean;

/// One thing that does not fit.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaError {
    /// Its path; for a missing key, the path that it should have.
    pub path: KeyPath,
    /// What is wrong with it.
    pub kind: Mismatch,
}

/// The ways in which a value does not fit.
#[derive(Debug, Clone, PartialEq)]
pub enum Mismatch {
    /// A key that the model does not have, with those that it has there.
    UnknownKey(Vec<String>),
    /// A required key, with the schema of its value.
    Missing(Value),
    /// A value of another kind than these.
    Wrong(Vec<String>),
    /// A word that is not one of these.
    NotOneOf(Vec<String>),
    /// An empty text.
    Empty,
}

/// Finds every error in a file, or the first [`PROBLEMS`] and one more.
pub fn find(file: &FileSchema, values: &Value) -> Vec<SchemaError> {
    let Some(validator) = &file.validator else { return Vec::new() };
    let errors = validator.iter_errors(values).flat_map(|error| errors_of(file, values, &error));
    errors.take(PROBLEMS + 1).collect()
}

fn errors_of(file: &FileSchema, values: &Value, error: &ValidationError<'_>) -> Vec<SchemaError> {
    let path = key_path(values, error);
    let schema = file.failing(error);
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let known = keys(schema);
            let unknown =
                |key: &String| SchemaError { path: path.key(key), kind: Mismatch::UnknownKey(known.clone()) };
            unexpected.iter().map(unknown).collect()
        }
        ValidationErrorKind::Required { property } => {
            let key = property.as_str().unwrap_or_default();
            let value = file.resolve(&schema["properties"][key]);
            vec![SchemaError { path: path.key(key), kind: Mismatch::Missing(value.clone()) }]
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            let value = value_at(values, &path);
            let mut inner = context.iter().flatten().flat_map(|error| errors_of(file, values, error));
            if value == "" && inner.any(|error| error.kind == Mismatch::Empty) {
                return vec![SchemaError { path, kind: Mismatch::Empty }];
            }
            let is_empty = value.as_object().is_some_and(serde_json::Map::is_empty);
            let branches = if is_empty { &[] } else { context.as_slice() };
            nearest_branch(file, values, &path, branches)
                .unwrap_or_else(|| vec![error_of_value(file, path, schema)])
        }
        ValidationErrorKind::MinLength { .. } => vec![SchemaError { path, kind: Mismatch::Empty }],
        _ => vec![error_of_value(file, path, schema)],
    }
}

/// The errors of the alternative nearest to the value, or `None` when the value is of another kind than all
/// of them.
fn nearest_branch(
    file: &FileSchema,
    values: &Value,
    path: &KeyPath,
    branches: &[Vec<ValidationError<'static>>],
) -> Option<Vec<SchemaError>> {
    branches
        .iter()
        .map(|errors| errors.iter().flat_map(|error| errors_of(file, values, error)).collect::<Vec<_>>())
        .filter(|found| !found.iter().any(|error| error.path == *path))
        .min_by_key(|found| found.iter().map(SchemaError::weight).sum::<u32>())
}

fn error_of_value(file: &FileSchema, path: KeyPath, schema: &Value) -> SchemaError {
    let options = options(file, schema);
    let kind = if options.is_empty() {
        Mismatch::Wrong(expected(file, schema))
    } else {
        Mismatch::NotOneOf(options)
    };
    SchemaError { path, kind }
}

impl SchemaError {
    /// How unlikely it is that this alternative was meant: a wrong key weighs more than a wrong value.
    fn weight(&self) -> u32 {
        match self.kind {
            Mismatch::UnknownKey(_) | Mismatch::Missing(_) => 2,
            Mismatch::Wrong(_) | Mismatch::NotOneOf(_) | Mismatch::Empty => 1,
        }
    }

    /// The error as the reader sees it.
    pub fn problem(&self, file: &FileSchema, values: &Value, spans: &Spans) -> Problem {
        match &self.kind {
            Mismatch::UnknownKey(known) => unknown_key(file, &self.path, known).at(spans.key(&self.path)),
            Mismatch::Missing(schema) => {
                missing(file, &self.path, &expected(file, schema)).at(spans.value(&self.path))
            }
            Mismatch::Wrong(expected) => {
                wrong(&self.path, expected, value_at(values, &self.path)).at(spans.value(&self.path))
            }
            Mismatch::NotOneOf(options) => {
                not_one_of(&self.path, options, value_at(values, &self.path)).at(spans.value(&self.path))
            }
            Mismatch::Empty => empty(&self.path).at(spans.value(&self.path)),
        }
    }
}

fn unknown_key(file: &FileSchema, path: &KeyPath, known: &[String]) -> Problem {
    let key = path.last_key().unwrap_or_default();
    let within = path.parent().filter(|parent| !parent.steps().is_empty());
    let message = match within {
        Some(parent) => format!("`{parent}` has no key `{key}`"),
        None => format!("{} has no key `{key}`", file.a),
    };
    Problem::error(message).hint(elsewhere(file, path).unwrap_or_else(|| did_you_mean(key, known)))
}

/// A hint for a key that is valid in another table: most often a key of the file itself below a table.
fn elsewhere(file: &FileSchema, path: &KeyPath) -> Option<String> {
    let key = path.last_key()?;
    let tables = file.schema["properties"].as_object()?;
    let at_top = path.steps().len() == 1;
    if !at_top && tables.contains_key(key) {
        return Some(format!("`{key}` is a key of {} itself: move it above the first `[table]`", file.the));
    }
    let inner = |schema: &Value| {
        let known = schema["anyOf"].get(0).unwrap_or(schema);
        let inner = file.resolve(if known["items"].is_null() { known } else { &known["items"] });
        !inner["properties"][key].is_null()
    };
    let has_key = |(_, schema): &(&String, &Value)| inner(schema);
    let brackets = |(table, schema): (&String, &Value)| match schema["items"].is_null() {
        true => format!("`[{table}]`"),
        false => format!("`[[{table}]]`"),
    };
    let candidates: Vec<_> = tables.iter().filter(has_key).map(brackets).collect();
    (at_top && !candidates.is_empty()).then(|| format!("`{key}` belongs below {}", or(&candidates)))
}

fn missing(file: &FileSchema, path: &KeyPath, expected: &[String]) -> Problem {
    let key = path.last_key().unwrap_or_default();
    let message = match path.parent().filter(|parent| !parent.steps().is_empty()) {
        Some(parent) => format!("`{parent}` lacks the key `{key}`"),
        None => format!("{} lacks the key `{key}`", file.the),
    };
    Problem::error(message).hint(format!("add `{key} = …`: {}", or(expected)))
}

fn wrong(path: &KeyPath, expected: &[String], found: &Value) -> Problem {
    Problem::error(format!("`{path}` should be {}, not {}", or(expected), describe(found)))
}

/// An empty text. The rule about texts also reports one that has only spaces.
pub fn empty(path: &KeyPath) -> Problem {
    Problem::error(format!("`{path}` is empty"))
        .hint("fill it in; most keys take `{ unknown = true }` until it is known, or can be omitted")
}

fn not_one_of(path: &KeyPath, options: &[String], found: &Value) -> Problem {
    let problem = Problem::error(format!("`{path}` cannot be {}", describe(found)));
    match found.as_str() {
        Some(word) => problem.hint(did_you_mean(word, options)),
        None => problem.hint(format!("it can be {}", or(options))),
    }
}

fn or(choices: &[String]) -> String {
    match choices {
        [] => "something else".to_owned(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} or {last}", before.join(", ")),
    }
}

/// A value in words.
pub fn describe(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(truth) => format!("`{truth}`"),
        Value::Number(number) => format!("the number `{number}`"),
        Value::String(text) if text.is_empty() => "empty".to_owned(),
        Value::String(text) if text.chars().count() <= 40 => format!("`{text}`"),
        Value::String(_) => "a long text".to_owned(),
        Value::Array(items) if items.is_empty() => "an empty list".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(table) if table.is_empty() => "an empty table".to_owned(),
        Value::Object(_) => "a table".to_owned(),
    }
}

/// What a schema expects, in words. Our own schemas state it under `x-expects`.
fn expected(file: &FileSchema, schema: &Value) -> Vec<String> {
    let schema = file.resolve(schema);
    if let Some(words) = schema["x-expects"].as_str() {
        return vec![words.to_owned()];
    }
    if let Some(branches) = schema["anyOf"].as_array() {
        let mut words: Vec<_> = branches.iter().flat_map(|branch| expected(file, branch)).collect();
        words.dedup();
        return words;
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        Value::String(one) => vec![one.as_str()],
        _ => Vec::new(),
    };
    let in_words = |json_type: &str| match json_type {
        "string" => Some("a text"),
        "integer" => Some("a whole number"),
        "number" => Some("a number"),
        "boolean" => Some("`true` or `false`"),
        "array" => Some("a list"),
        "object" => Some("a table"),
        _ => None,
    };
    let mut words: Vec<_> = types.into_iter().filter_map(in_words).map(str::to_owned).collect();
    if words.is_empty() {
        words = options(file, schema);
    }
    words
}

/// The words that a schema allows, if it allows only certain words.
fn options(file: &FileSchema, schema: &Value) -> Vec<String> {
    let constant = |branch: &Value| branch["const"].as_str().map(str::to_owned);
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    }
    if let Some(branches) = schema["anyOf"].as_array() {
        return branches.iter().flat_map(|branch| word_options(file, file.resolve(branch))).collect();
    }
    match schema["oneOf"].as_array() {
        Some(branches) => branches.iter().filter_map(constant).collect(),
        None if schema["const"].is_boolean() => vec![format!("`{}`", schema["const"])],
        None => constant(schema).into_iter().collect(),
    }
}

/// The words among several alternatives, without `true` and `false`.
fn word_options(file: &FileSchema, schema: &Value) -> Vec<String> {
    if schema["const"].is_boolean() { Vec::new() } else { options(file, schema) }
}

fn keys(schema: &Value) -> Vec<String> {
    schema["properties"]
        .as_object()
        .map(|properties| properties.keys().cloned().collect())
        .unwrap_or_default()
}

fn key_path(values: &Value, error: &ValidationError<'_>) -> KeyPath {
    let mut at = values;
    let step = |segment: &str| {
        let written = segment.replace("~1", "/").replace("~0", "~");
        let (step, next) = match (at, written.parse()) {
            (Value::Array(items), Ok(index)) => (Step::Index(index), items.get(index)),
            (other, _) => (Step::Key(written.as_str().into()), other.get(&written)),
        };
        at = next.unwrap_or(&Value::Null);
        step
    };
    error.instance_path().as_str().split('/').skip(1).map(step).collect()
}

/// The value at a path, or null where there is none.
pub fn value_at<'a>(values: &'a Value, path: &KeyPath) -> &'a Value {
    path.steps().iter().fold(values, |value, step| match step {
        Step::Key(key) => &value[key.as_str()],
        Step::Index(index) => &value[*index],
    })
}
