//! From a file to a draft of the brief: read → parse → read into the model.
//!
//! What does not fit the model is found all at once by its JSON Schema, then mended in memory,
//! so that the rules across fields can still be checked in the same run. A mended brief is never built.

mod misfit;
mod parse;
mod read;
mod repair;
mod tree;

pub use read::Input;
pub use tree::Spans;

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use crate::brief::Brief;
use crate::key_path::KeyPath;
use crate::report::{Place, Problem, SourceText};
use crate::theme::{Style, Theme};

/// A brief as it was written: read, but not yet checked.
#[derive(Debug)]
pub struct Draft {
    /// The model, mended where the text did not fit it.
    pub brief: Brief,
    /// How its papers look.
    pub style: Style,
    /// Every value of the text as it was written, for the rules that look at all texts alike.
    pub values: Value,
    /// Where each value stands in the text.
    pub spans: Spans,
    /// What did not fit the model.
    pub problems: Vec<Problem>,
    unknown_keys: Vec<KeyPath>,
}

/// Reads the brief at `input`.
///
/// # Errors
/// Every problem that keeps the text from being read as a brief at all: it cannot be read, is not UTF-8, is empty,
/// is not TOML, or cannot be mended.
pub fn load(input: &Input) -> Result<Draft, Vec<Problem>> {
    let source = Arc::new(read::read(input).map_err(|problem| vec![problem])?);
    load_text(source)
}

/// Reads a brief that is already in memory.
///
/// # Errors
/// As [`load`].
pub fn load_text(source: Arc<SourceText>) -> Result<Draft, Vec<Problem>> {
    let (values, spans) = parse::parse(&source)?;
    match Brief::deserialize(&values) {
        Ok(brief) => Ok(Draft {
            brief,
            style: Style::default(),
            values,
            spans,
            problems: Vec::new(),
            unknown_keys: Vec::new(),
        }),
        Err(refusal) => mend(values, spans, &refusal),
    }
}

/// Finds everything that does not fit the schema, and reads the rest.
fn mend(values: Value, spans: Spans, refusal: &serde_json::Error) -> Result<Draft, Vec<Problem>> {
    let misfits = misfit::find(&values);
    if misfits.is_empty() {
        return Err(vec![Problem::ours(format!("the model refuses what its schema accepts ({refusal})"))]);
    }
    let mut problems: Vec<_> = misfits.iter().map(|misfit| misfit.problem(&values, &spans)).collect();
    // The rules across fields sort everything anew; without them this is the whole report.
    problems.sort_by_key(|problem| problem.place.as_ref().map(|place| place.range.start));
    match repair::repair(&values).and_then(|mended| Brief::deserialize(&mended).ok()) {
        Some(brief) => {
            let unknown =
                misfits.into_iter().filter(|misfit| matches!(misfit.kind, misfit::Kind::UnknownKey(_)));
            let unknown_keys = unknown.map(|misfit| misfit.path).collect();
            Ok(Draft { brief, style: Style::default(), values, spans, problems, unknown_keys })
        }
        None => Err(problems),
    }
}

impl Draft {
    /// The same brief with its papers in another theme, where one is named.
    pub fn in_theme(mut self, theme: Option<Theme>) -> Self {
        self.style.theme = theme.unwrap_or(self.style.theme);
        self
    }

    /// Whether a key is written at `path`, be its value right or wrong.
    pub fn is_written(&self, path: &KeyPath) -> bool {
        !misfit::value_at(&self.values, path).is_null()
    }

    /// Whether the table at `path` has a key that no brief has: something in it may only be misspelt.
    pub fn has_unknown_key(&self, path: &KeyPath) -> bool {
        self.unknown_keys.iter().any(|key| key.parent().as_ref() == Some(path))
    }

    /// Whether `text` is written somewhere under a key that no brief has: it may be named there, and only the key misspelt.
    pub fn is_under_unknown_key(&self, text: &str) -> bool {
        self.unknown_keys.iter().any(|key| holds(misfit::value_at(&self.values, key), text))
    }

    /// Where the value at `path` stands, or what it would stand in.
    pub fn place(&self, path: &KeyPath) -> Place {
        self.spans.value(path)
    }
}

/// Whether a value is this text or has it somewhere within.
fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(string) => string == text,
        Value::Array(items) => items.iter().any(|item| holds(item, text)),
        Value::Object(table) => table.values().any(|item| holds(item, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
