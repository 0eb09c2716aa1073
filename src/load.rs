//! From a file to a draft of the brief: read → parse → put together with what it takes from elsewhere → read into the model. The
//! settings of its project go the same way.
//!
//! What does not fit the model is found all at once by its JSON Schema, then mended in memory,
//! so that the rules across fields can still be checked in the same run. A mended brief is never built.

mod files;
mod compose;
mod overrides;
mod include;
mod members;
mod merge;
mod schema_errors;
mod schema;
mod value;
mod parse;
mod parsed;
mod project;
mod read;
mod register;
mod repair;
mod mail_merge;
mod spans;
mod from_toml;

pub use include::includes;
pub use mail_merge::{Row, rows};
pub use overrides::Override;
pub use parsed::Parsed;
pub use project::{Project, SETTINGS, naming_of, settings_of, theme_of};
pub use read::Input;
pub use register::{ORGANISATIONS, PEOPLE};
pub use spans::{Span, Spans};
pub use value::is_wording;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::brief::Brief;
use crate::key_path::KeyPath;
use crate::report::{Place, Problem, SourceText};
use crate::theme::Theme;
use compose::compose;
use files::Resolver;
use parsed::into_model;

/// A brief as it was written, with the project that it belongs to.
#[derive(Debug)]
pub struct Draft {
    /// The brief itself. Its problems are also those of what it takes from elsewhere.
    pub parsed: Parsed<Brief>,
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
pub fn load_with(input: &Input, overrides: &[Override]) -> Result<Draft, Vec<Problem>> {
    let project = Project::of(input);
    let read = read::read(input).map_err(|problem| vec![problem]);
    let path = input.path().and_then(|path| fs::canonicalize(path).ok());
    let resolver = Resolver::new(project::folder_of(input), project.root_for(input));
    match read.and_then(|source| put_together(&Arc::new(source), path.as_deref(), overrides, resolver)) {
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
    put_together(&source, None, &[], Resolver::new(folder.clone(), folder))
}

/// Reads a brief with all that it takes from elsewhere.
fn put_together(
    source: &Arc<SourceText>,
    path: Option<&Path>,
    overrides: &[Override],
    mut resolver: Resolver,
) -> Result<Draft, Vec<Problem>> {
    let composed = compose(parse::parse(source)?, path, overrides, &mut resolver)?;
    let mut parsed = match into_model::<Brief>(composed.root, source) {
        Ok(parsed) => parsed,
        Err(problems) => return Err(composed.problems.into_iter().chain(problems).collect()),
    };
    parsed.problems.extend(composed.problems);
    let from_elsewhere = composed.from_elsewhere;
    let root = if from_elsewhere { resolver.root } else { resolver.folder.clone() };
    let (folder, files, project) = (resolver.folder, resolver.files, Project::default());
    Ok(Draft { parsed, project, folder, root, from_elsewhere, files, theme: None })
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

    /// The brief, mended where the text did not fit the model.
    pub fn brief(&self) -> &Brief {
        &self.parsed.model
    }

    /// Where each value stands in the text.
    pub fn spans(&self) -> &Spans {
        &self.parsed.spans
    }

    /// Where the value at `path` stands, or what it would stand in.
    pub fn place(&self, path: &KeyPath) -> Place {
        self.parsed.place(path)
    }
}
