//! From a file to a draft of the brief: read → parse → put together with what it takes from elsewhere → read into the model. The
//! settings of its project go the same way.
//!
//! What does not fit the model is found all at once by its JSON Schema, then mended in memory,
//! so that the rules across fields can still be checked in the same run. A mended brief is never built.

mod around;
mod compose;
mod given;
mod include;
mod members;
mod merge;
mod misfit;
mod model;
mod node;
mod parse;
mod project;
mod read;
mod register;
mod repair;
mod rows;
mod spans;
mod tree;

pub use given::Given;
pub use include::includes;
pub use model::Model;
pub use node::is_wording;
pub use project::{Project, SETTINGS, naming_of, settings_of, theme_of};
pub use read::Input;
pub use register::{ORGANISATIONS, PEOPLE};
pub use rows::{Row, rows};
pub use spans::{Span, Spans};

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::brief::Brief;
use crate::key_path::KeyPath;
use crate::report::{Place, Problem, SourceText};
use crate::theme::Theme;
use around::Around;
use compose::compose;
use node::Node;

/// A file as it was written: read, but not yet checked.
#[derive(Debug)]
pub struct Written<M> {
    /// The model, mended where the text did not fit it.
    pub model: M,
    /// Every value of the text as it was written, for the rules that look at all texts alike.
    pub values: Value,
    /// Where each value stands in the text.
    pub spans: Spans,
    /// What did not fit the model.
    pub problems: Vec<Problem>,
    unknown_keys: Vec<KeyPath>,
}

/// A brief as it was written, with the project that it belongs to.
#[derive(Debug)]
pub struct Draft {
    /// The model, mended where the text did not fit it.
    pub brief: Brief,
    /// Every value of the text as it was written, for the rules that look at all texts alike.
    pub values: Value,
    /// Where each value stands in the text.
    pub spans: Spans,
    /// What did not fit the model, and what is wrong with what it takes from elsewhere.
    pub problems: Vec<Problem>,
    /// What the papers of the project have in common.
    pub project: Project,
    /// The folder that pictures are named from.
    pub folder: PathBuf,
    /// The folder that they are inside of: that of the brief, or of its project where the brief takes something from elsewhere.
    pub root: PathBuf,
    /// Whether some of it is from elsewhere: other files, or values given beside it.
    pub from_elsewhere: bool,
    /// The other files that it takes something from, and those that were looked for in vain.
    pub files: Vec<PathBuf>,
    theme: Option<Theme>,
    unknown_keys: Vec<KeyPath>,
}

/// Reads the brief at `input`, and the settings of the project that it belongs to.
///
/// # Errors
/// Every problem that keeps the text from being read as a brief at all: it cannot be read, is not UTF-8, is empty,
/// is not TOML, or cannot be mended; and every such problem of a file that it takes in.
pub fn load(input: &Input) -> Result<Draft, Vec<Problem>> {
    load_with(input, &[])
}

/// As [`load`], with values that stand in place of what the brief says.
///
/// # Errors
/// As [`load`].
pub fn load_with(input: &Input, given: &[Given]) -> Result<Draft, Vec<Problem>> {
    let project = Project::of(input);
    let read = read::read(input).map_err(|problem| vec![problem]);
    let path = input.path().and_then(|path| fs::canonicalize(path).ok());
    let around = Around::new(project::folder_of(input), project.root_for(input));
    match read.and_then(|source| put_together(&Arc::new(source), path.as_deref(), given, around)) {
        Ok(draft) => Ok(Draft { project, ..draft }),
        Err(problems) => Err(project.problems.into_iter().chain(problems).collect()),
    }
}

/// Reads a brief that is already in memory. It belongs to no project, and names its pictures from the current folder.
///
/// # Errors
/// As [`load`].
pub fn load_text(source: Arc<SourceText>) -> Result<Draft, Vec<Problem>> {
    let folder = project::folder_of(&Input::Stdin);
    put_together(&source, None, &[], Around::new(folder.clone(), folder))
}

/// Reads a brief with all that it takes from elsewhere.
fn put_together(
    source: &Arc<SourceText>,
    path: Option<&Path>,
    given: &[Given],
    mut around: Around,
) -> Result<Draft, Vec<Problem>> {
    let composed = compose(parse::parse(source)?, path, given, &mut around)?;
    let written = into_model::<Brief>(composed.root, source);
    let mut written = match written {
        Ok(written) => written,
        Err(problems) => return Err(composed.problems.into_iter().chain(problems).collect()),
    };
    written.problems.extend(composed.problems);
    let from_elsewhere = composed.from_elsewhere;
    let root = if from_elsewhere { around.root } else { around.folder.clone() };
    let Written { model: brief, values, spans, problems, unknown_keys } = written;
    let (folder, files, project) = (around.folder, around.files, Project::default());
    let draft = Draft {
        brief,
        values,
        spans,
        problems,
        project,
        folder,
        root,
        from_elsewhere,
        files,
        theme: None,
        unknown_keys,
    };
    Ok(draft)
}

/// Reads a text into its model.
///
/// # Errors
/// When it is not TOML, or cannot be mended.
fn written<M: Model>(source: &Arc<SourceText>) -> Result<Written<M>, Vec<Problem>> {
    into_model(parse::parse(source)?, source)
}

fn into_model<M: Model>(root: Node, source: &Arc<SourceText>) -> Result<Written<M>, Vec<Problem>> {
    let (values, spans) = root.into_parts(Arc::clone(source));
    match M::deserialize(&values) {
        Ok(model) => Ok(Written { model, values, spans, problems: Vec::new(), unknown_keys: Vec::new() }),
        Err(refusal) => mend(values, spans, &refusal),
    }
}

/// Finds everything that does not fit the schema, and reads the rest.
fn mend<M: Model>(
    values: Value,
    spans: Spans,
    refusal: &serde_json::Error,
) -> Result<Written<M>, Vec<Problem>> {
    let rules = M::rules();
    let misfits = misfit::find(rules, &values);
    if misfits.is_empty() {
        return Err(vec![Problem::ours(format!("the model refuses what its schema accepts ({refusal})"))]);
    }
    let mut problems: Vec<_> = misfits.iter().map(|misfit| misfit.problem(rules, &values, &spans)).collect();
    // The rules across fields sort everything anew; without them this is the whole report.
    problems.sort_by_key(|problem| problem.place.as_ref().map(|place| place.range.start));
    match repair::repair(rules, &values).and_then(|mended| M::deserialize(&mended).ok()) {
        Some(model) => {
            let unknown =
                misfits.into_iter().filter(|misfit| matches!(misfit.kind, misfit::Kind::UnknownKey(_)));
            let unknown_keys = unknown.map(|misfit| misfit.path).collect();
            Ok(Written { model, values, spans, problems, unknown_keys })
        }
        None => Err(problems),
    }
}

impl Draft {
    /// The same brief with its papers in another theme than its project's, where one is named.
    pub fn in_theme(self, theme: Option<Theme>) -> Self {
        Self { theme: theme.or(self.theme), ..self }
    }

    /// The theme that its papers are set in.
    pub fn theme(&self) -> Theme {
        self.theme.or(self.project.theme()).unwrap_or(Theme::STANDARD)
    }

    /// The value at `path`, or null where there is none.
    pub fn value(&self, path: &KeyPath) -> &Value {
        misfit::value_at(&self.values, path)
    }

    /// Whether a key is written at `path`, be its value right or wrong.
    pub fn is_written(&self, path: &KeyPath) -> bool {
        !self.value(path).is_null()
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
