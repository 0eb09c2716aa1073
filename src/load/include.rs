use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::Resolver;
use super::merge::{Precedence, merge};
use super::parse::parse;
use super::value::{Node, NodeKind};
use crate::report::{Place, Problem, SourceText};

/// The key that names the files to take in.
pub const INCLUDE: &str = "include";

/// How deep files may take in files: nobody can follow more.
const DEEPEST: usize = 50;

/// A file that is being read, with the place that it is named at.
struct IncludeStep<'a> {
    path: PathBuf,
    before: Option<&'a IncludeStep<'a>>,
}

/// The brief in the file at `path` laid over every file that it takes in, and whether there is any.
///
/// # Errors
/// When a file is not there, cannot be read, or takes itself in.
pub fn include(
    root: Node,
    path: Option<&Path>,
    resolver: &mut Resolver,
) -> Result<(Node, bool), Vec<Problem>> {
    let folder = resolver.folder.clone();
    let step = path.map(|path| IncludeStep { path: path.to_owned(), before: None });
    let mut taken = HashMap::new();
    let node = over_all(root, &folder, step.as_ref(), &mut taken, resolver)?;
    Ok((node, !taken.is_empty()))
}

/// Every file that was taken in, laid over all that it takes in itself.
type Taken = HashMap<PathBuf, Node>;

fn over_all(
    mut node: Node,
    folder: &Path,
    step: Option<&IncludeStep<'_>>,
    taken: &mut Taken,
    resolver: &mut Resolver,
) -> Result<Node, Vec<Problem>> {
    let mut first: Option<Node> = None;
    let mut problems = Vec::new();
    for (name, place) in named(&mut node) {
        match one(&name, &place, folder, step, taken, resolver) {
            Ok(more) => {
                first = Some(match first {
                    Some(first) => merge(first, more, Precedence::Neither),
                    None => more,
                });
            }
            Err(found) => problems.extend(found),
        }
    }
    match first {
        _ if !problems.is_empty() => Err(problems),
        Some(first) => Ok(merge(first, node, Precedence::Second)),
        None => Ok(node),
    }
}

/// What one file says with all that it takes in.
fn one(
    name: &str,
    place: &Place,
    folder: &Path,
    step: Option<&IncludeStep<'_>>,
    taken: &mut Taken,
    resolver: &mut Resolver,
) -> Result<Node, Vec<Problem>> {
    let path = resolver.find(folder, name).map_err(|problem| vec![problem.at(place.clone())])?;
    let steps = || std::iter::successors(step, |step| step.before);
    if steps().any(|step| step.path == path) {
        return Err(vec![takes_itself_in(name).at(place.clone())]);
    }
    if steps().count() > DEEPEST {
        return Err(vec![too_deep(name).at(place.clone())]);
    }
    if let Some(node) = taken.get(&path) {
        return Ok(node.clone());
    }
    let node = resolver.read(&path)?;
    let folder = path.parent().unwrap_or(folder).to_owned();
    let step = IncludeStep { path: path.clone(), before: step };
    let node = over_all(node, &folder, Some(&step), taken, resolver)?;
    taken.insert(path, node.clone());
    Ok(node)
}

/// The real paths of the files that the file at `path` takes in, as far as they are there. What is wrong with it is found when it
/// is read as a brief.
pub fn includes(path: &Path) -> Vec<PathBuf> {
    // Most briefs take nothing in: those need no parsing here.
    let text = fs::read_to_string(path).ok().filter(|text| text.contains(INCLUDE));
    let source = text.map(|text| Arc::new(SourceText::new("", text)));
    let Some(mut node) = source.and_then(|source| parse(&source).ok()) else { return Vec::new() };
    let folder = path.parent().unwrap_or(Path::new(""));
    let named = named(&mut node).into_iter();
    named.filter_map(|(name, _)| fs::canonicalize(folder.join(name)).ok()).collect()
}

/// The files that are named, taken out of the table. What is no list of names is left for the schema to find.
fn named(node: &mut Node) -> Vec<(String, Place)> {
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
    Problem::error(format!(
        "`{name}` is taken in by a file that is taken in by a file, and so on: {DEEPEST} are the most"
    ))
    .hint("name it in the brief itself")
}

fn takes_itself_in(name: &str) -> Problem {
    Problem::error(format!("`{name}` takes itself in, directly or through other files"))
        .hint("leave it out of one of the lists `include`")
}
