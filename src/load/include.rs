use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::Resolver;
use super::merge::{Precedence, merge};
use super::parse::parse;
use super::read::read_part;
use super::value::{Node, NodeKind};
use crate::brief;
use crate::files::tree::FileTree;
use crate::limits::{INCLUDE_DEPTH, INCLUDED_VALUES};
use crate::report::{Place, Problem};

/// The key that names the included files.
pub const INCLUDE: &str = "include";

/// A file that is being read, with the file that includes it.
struct IncludeStep<'a> {
    path: PathBuf,
    before: Option<&'a IncludeStep<'a>>,
}

/// The brief in the file at `path` merged over every file that it includes, and whether there is any.
///
/// # Errors
/// When an included file is missing, cannot be read, or includes itself.
pub fn include(
    root: Node,
    path: Option<&Path>,
    resolver: &mut Resolver,
) -> Result<(Node, bool), Vec<Problem>> {
    let folder = resolver.folder.clone();
    let step = path.map(|path| IncludeStep { path: path.to_owned(), before: None });
    let mut included = Included::default();
    let node = with_includes(root, &folder, step.as_ref(), &mut included, resolver)?;
    Ok((node, !included.files.is_empty()))
}

/// Every included file, merged over those that it includes itself.
#[derive(Default)]
struct Included {
    files: HashMap<PathBuf, Node>,
    values: usize,
}

impl Included {
    /// Counts the values of a file that is included once more.
    ///
    /// # Errors
    /// When all together are too many.
    fn add(&mut self, values: usize, name: &str, place: &Place) -> Result<(), Problem> {
        self.values += values;
        if self.is_full() { Err(too_much(name).at(place.clone())) } else { Ok(()) }
    }

    fn is_full(&self) -> bool {
        self.values > INCLUDED_VALUES
    }
}

fn with_includes(
    mut node: Node,
    folder: &Path,
    step: Option<&IncludeStep<'_>>,
    included: &mut Included,
    resolver: &mut Resolver,
) -> Result<Node, Vec<Problem>> {
    let mut first: Option<Node> = None;
    let mut problems = Vec::new();
    for (name, place) in take_names(&mut node) {
        match included_file(&name, &place, folder, step, included, resolver) {
            Ok(more) => {
                first = Some(match first {
                    Some(first) => merge(first, more, Some(brief::fields()), Precedence::Neither),
                    None => more,
                });
            }
            Err(found) => problems.extend(found),
        }
        if included.is_full() {
            break;
        }
    }
    match first {
        _ if !problems.is_empty() => Err(problems),
        Some(first) => Ok(merge(first, node, Some(brief::fields()), Precedence::Second)),
        None => Ok(node),
    }
}

/// One included file, merged over those that it includes.
fn included_file(
    name: &str,
    place: &Place,
    folder: &Path,
    step: Option<&IncludeStep<'_>>,
    included: &mut Included,
    resolver: &mut Resolver,
) -> Result<Node, Vec<Problem>> {
    let path = resolver.find(folder, name).map_err(|problem| vec![problem.at(place.clone())])?;
    let steps = || std::iter::successors(step, |step| step.before);
    if steps().any(|step| step.path == path) {
        return Err(vec![includes_itself(name).at(place.clone())]);
    }
    if steps().count() > INCLUDE_DEPTH {
        return Err(vec![too_deep(name).at(place.clone())]);
    }
    if let Some(values) = included.files.get(&path).map(Node::count) {
        included.add(values, name, place)?;
        return Ok(included.files[&path].clone());
    }
    let node = resolver.read(&path)?;
    let folder = path.parent().unwrap_or(folder).to_owned();
    let step = IncludeStep { path: path.clone(), before: step };
    let node = with_includes(node, &folder, Some(&step), included, resolver)?;
    included.add(node.count(), name, place)?;
    included.files.insert(path, node.clone());
    Ok(node)
}

/// The real paths of the files that the file at `path` includes, as far as they exist. Errors are found
/// when it is read as a brief.
pub fn includes(path: &Path) -> Vec<PathBuf> {
    // Most briefs include nothing and need no parsing here.
    let source = read_part(&FileTree::Disk, path).ok().filter(|source| source.text.contains(INCLUDE));
    let source = source.map(Arc::new);
    let Some(mut node) = source.and_then(|source| parse(&source).ok()) else { return Vec::new() };
    let folder = path.parent().unwrap_or(Path::new(""));
    let names = take_names(&mut node).into_iter();
    names.filter_map(|(name, _)| fs::canonicalize(folder.join(name)).ok()).collect()
}

/// The included files, removed from the table. What is not a list of names is left for the schema to report.
fn take_names(node: &mut Node) -> Vec<(String, Place)> {
    let Some(table) = node.table_mut() else { return Vec::new() };
    let Some(NodeKind::List(items)) = table.get(INCLUDE).map(|include| &include.kind) else {
        return Vec::new();
    };
    let name = |item: &Node| Some((item.text()?.to_owned(), item.place.clone()));
    let Some(names) = items.iter().map(name).collect::<Option<Vec<_>>>() else { return Vec::new() };
    table.remove(INCLUDE);
    names
}

fn too_deep(name: &str) -> Problem {
    Problem::error(format!("`{name}` is included more than {INCLUDE_DEPTH} levels deep"))
        .hint("include it in the brief itself")
}

fn too_much(name: &str) -> Problem {
    Problem::error(format!("with `{name}`, the included files have more than {INCLUDED_VALUES} values"))
        .hint("a file counts as often as it is included: include it once, or include less")
}

fn includes_itself(name: &str) -> Problem {
    Problem::error(format!("`{name}` includes itself"))
        .hint("remove one of the `include` entries that lead back to it")
}
