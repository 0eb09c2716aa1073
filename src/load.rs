//! From a file to a draft of the brief: read → parse → merge with included files, overrides, tables and
//! registers → read into the model. Project settings go the same way.
//!
//! The JSON Schema of the model finds everything that does not fit at once. It is then repaired in memory,
//! so that the rules across fields still run. A repaired brief is never built.

mod files;
mod compose;
mod named_table;
mod overrides;
mod include;
mod sides;
mod size;
mod tokens;
mod member_nodes;
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
mod register_errors;
mod repair;
mod mail_merge;
mod spans;
mod strict;
mod from_toml;

pub use include::includes;
pub use mail_merge::{Row, rows};
pub use overrides::Override;
pub use parsed::Parsed;
pub use project::{Project, SETTINGS, naming_of, settings_of, theme_of};
pub use read::Input;
pub use register::{ORGANISATIONS, PEOPLE};
pub use schema_errors::empty as empty_text;
pub use spans::{Span, Spans};
pub use value::is_wording;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::brief::Brief;
use crate::files::tree::FileTree;
use crate::key_path::KeyPath;
use crate::report::{Place, Problem, SourceText};
use crate::settings::PrivateFiles;
use crate::theme::Theme;
use compose::compose;
use files::Resolver;
use parsed::into_model;

/// A brief as it was written, with its project.
#[derive(Debug)]
pub struct Draft {
    /// The brief itself. Its problems include those of its included files.
    pub parsed: Parsed<Brief>,
    /// The settings that the papers of the project share.
    pub project: Project,
    /// Where its files are read from.
    pub tree: FileTree,
    /// The folder that picture paths are relative to.
    pub folder: PathBuf,
    /// The folder that pictures must be inside: that of the brief, or of its project where the brief
    /// includes anything.
    pub root: PathBuf,
    /// Whether any value comes from another file or from an override.
    pub from_elsewhere: bool,
    /// The dependency list: the other files it reads, and those that were looked up and not found.
    pub files: Vec<PathBuf>,
    theme: Option<Theme>,
}

/// Reads the brief at `input`, and the settings of its project.
///
/// # Errors
/// Every problem that keeps the text from being read as a brief: it cannot be read, is not UTF-8, is empty,
/// is not TOML, or cannot be repaired; and every such problem of an included file.
pub fn load(input: &Input) -> Result<Draft, Vec<Problem>> {
    load_with(input, &[])
}

/// As [`load`], from files that may be in memory.
///
/// # Errors
/// As [`load`].
pub fn load_from(files: &FileTree, input: &Input) -> Result<Draft, Vec<Problem>> {
    load_any(files, input, &[])
}

/// As [`load`], with overrides.
///
/// # Errors
/// As [`load`].
pub fn load_with(input: &Input, overrides: &[Override]) -> Result<Draft, Vec<Problem>> {
    load_any(&FileTree::Disk, input, overrides)
}

fn load_any(files: &FileTree, input: &Input, overrides: &[Override]) -> Result<Draft, Vec<Problem>> {
    let project = Project::of(files, input);
    let read = read::read(files, input).map_err(|problem| vec![problem]);
    let path = input.path().and_then(|path| files.real(path).ok());
    let (folder, root) = (project::folder_of(files, input), project.root_for(files, input));
    let resolver = Resolver::new(files.clone(), folder, root);
    match read.and_then(|source| compose_draft(&Arc::new(source), path.as_deref(), overrides, resolver)) {
        Ok(draft) => Ok(Draft { project, ..draft }),
        Err(problems) => Err(project.problems.into_iter().chain(problems).collect()),
    }
}

/// Reads a brief that is already in memory. It has no project, and its picture paths are relative to the
/// current folder.
///
/// # Errors
/// As [`load`].
pub fn load_text(source: Arc<SourceText>) -> Result<Draft, Vec<Problem>> {
    let folder = project::folder_of(&FileTree::Disk, &Input::Stdin);
    compose_draft(&source, None, &[], Resolver::new(FileTree::Disk, folder.clone(), folder))
}

/// Reads a brief with its included files, tables and registers.
fn compose_draft(
    source: &Arc<SourceText>,
    path: Option<&Path>,
    overrides: &[Override],
    mut resolver: Resolver,
) -> Result<Draft, Vec<Problem>> {
    let composed = compose(parse::parse(source)?, path, overrides, &mut resolver)?;
    let mut parsed = match into_model::<Brief>(composed.root, source) {
        Ok(parsed) => parsed,
        Err(problems) => return Err(joined(composed.problems, problems)),
    };
    parsed.problems = joined(composed.problems, parsed.problems);
    let from_elsewhere = composed.from_elsewhere;
    let root = if from_elsewhere { resolver.root } else { resolver.folder.clone() };
    let Resolver { tree, folder, files, .. } = resolver;
    Ok(Draft { parsed, project: Project::default(), tree, folder, root, from_elsewhere, files, theme: None })
}

/// Joins the problems of the files of a brief with those of the merged brief. A value that is wrong in its
/// file is also wrong in the brief: it is reported once.
fn joined(of_files: Vec<Problem>, of_brief: Vec<Problem>) -> Vec<Problem> {
    let at = |place: &Place| (Arc::as_ptr(&place.source), place.range.clone());
    let errors = of_files.iter().filter(|problem| problem.is_error());
    let known: HashSet<_> = errors.filter_map(|problem| problem.place.as_ref().map(at)).collect();
    let is_new = |problem: &Problem| !problem.place.as_ref().is_some_and(|place| known.contains(&at(place)));
    let new: Vec<_> = of_brief.into_iter().filter(is_new).collect();
    new.into_iter().chain(of_files).collect()
}

impl Draft {
    /// The same brief in another theme than its project's, if one is named.
    pub fn in_theme(self, theme: Option<Theme>) -> Self {
        Self { theme: theme.or(self.theme), ..self }
    }

    /// The theme of its papers.
    pub fn theme(&self) -> Theme {
        self.theme.or(self.project.theme()).unwrap_or(Theme::STANDARD)
    }

    /// Which new files with its contents are private.
    pub fn private(&self) -> PrivateFiles {
        self.project.settings.as_ref().map(|settings| settings.model.private).unwrap_or_default()
    }

    /// The brief, repaired where the text did not fit the model.
    pub fn brief(&self) -> &Brief {
        &self.parsed.model
    }

    /// The place of each value in the text.
    pub fn spans(&self) -> &Spans {
        &self.parsed.spans
    }

    /// The place of the value at `path`, or of its nearest parent.
    pub fn place(&self, path: &KeyPath) -> Place {
        self.parsed.place(path)
    }
}
