use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::load::{Input, ORGANISATIONS, PEOPLE, SETTINGS, includes};
use crate::report::Problem;

/// The named briefs, each once and in the order of naming. A folder stands for every TOML file in it and its
/// subfolders, a pattern for every file that matches. Settings, registers and files that another brief
/// includes are not briefs.
///
/// # Errors
/// If a folder cannot be read, or no brief is found in a folder or by a pattern.
pub fn discover(named: &[Input]) -> Result<Vec<Input>, Problem> {
    let mut found = Vec::new();
    for input in named {
        match input.path() {
            Some(path) if path.is_dir() => found
                .extend(non_empty(not_included(in_folder(&real_folder(path), path)?), || {
                    empty_folder(path)
                })?),
            Some(path) if is_pattern(path) => {
                found.extend(non_empty(not_included(matching(path)?), || matches_nothing(path))?)
            }
            _ => found.push(input.clone()),
        }
    }
    let mut seen = BTreeSet::new();
    let real =
        |input: &Input| input.path().map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()));
    found.retain(|input| seen.insert(real(input)));
    Ok(found)
}

/// The files that no other one includes. Files that include each other are kept, so that the error is
/// reported.
fn not_included(mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let inclusions: HashMap<_, _> =
        paths.iter().filter_map(|path| Some((fs::canonicalize(path).ok()?, includes(path)))).collect();
    let by_others =
        |path: &PathBuf| inclusions.iter().any(|(other, parts)| other != path && parts.contains(path));
    let mut left: Vec<&PathBuf> =
        inclusions.iter().filter(|(_, parts)| !parts.is_empty()).map(|(path, _)| path).collect();
    if left.is_empty() {
        return paths;
    }
    left.retain(|path| !by_others(path));
    let mut parts: BTreeSet<&PathBuf> = BTreeSet::new();
    while let Some(path) = left.pop() {
        for part in inclusions.get(path).into_iter().flatten().filter(|part| *part != path) {
            if parts.insert(part) {
                left.push(part);
            }
        }
    }
    paths.retain(|path| fs::canonicalize(path).is_ok_and(|path| !parts.contains(&path)));
    paths
}

/// Whether the name is that of settings or a register.
fn is_other_file(name: &OsStr) -> bool {
    [SETTINGS, PEOPLE, ORGANISATIONS].iter().any(|other| name == *other)
}

fn non_empty(paths: Vec<PathBuf>, otherwise: impl Fn() -> Problem) -> Result<Vec<Input>, Problem> {
    if paths.is_empty() { Err(otherwise()) } else { Ok(paths.into_iter().map(Input::File).collect()) }
}

/// The TOML files in a folder and its subfolders, sorted by path, without hidden files, links to folders and
/// links out of the real folder `root`.
fn in_folder(root: &Path, folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let refused = |error| unreadable(folder, &error);
    let mut entries: Vec<_> = fs::read_dir(folder).and_then(Iterator::collect).map_err(refused)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut found = Vec::new();
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        let is_toml = path.extension().is_some_and(|ending| ending == "toml") && !is_other_file(&name);
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type().map_err(refused)?.is_dir() {
            found.extend(in_folder(root, &path)?);
        } else if is_toml && path.is_file() && is_inside(root, &path) {
            found.push(path);
        }
    }
    Ok(found)
}

fn real_folder(folder: &Path) -> PathBuf {
    fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())
}

/// Whether a file is inside a real folder, even if it is a link.
fn is_inside(root: &Path, file: &Path) -> bool {
    fs::canonicalize(file).is_ok_and(|real| real.starts_with(root))
}

/// Whether a path is a pattern: a shell has not expanded it, and no file has this name.
fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[']) && fs::symlink_metadata(path).is_err()
}

fn matching(pattern: &Path) -> Result<Vec<PathBuf>, Problem> {
    let paths = glob::glob(&pattern.to_string_lossy()).map_err(|error| wrong_pattern(pattern, &error))?;
    let files = paths.filter_map(Result::ok).filter(|path| path.is_file());
    Ok(files.filter(|path| path.file_name().is_some_and(|name| !is_other_file(name))).collect())
}

fn empty_folder(folder: &Path) -> Problem {
    Problem::usage(format!("there are no briefs in the folder `{}`", folder.display()))
        .hint("briefs are the `.toml` files in the folder and its subfolders")
}

fn matches_nothing(pattern: &Path) -> Problem {
    Problem::usage(format!("no file matches `{}`", pattern.display()))
        .hint("`*` matches any part of a name, `**` any folders")
}

fn wrong_pattern(pattern: &Path, error: &glob::PatternError) -> Problem {
    Problem::usage(format!("`{}` is not a valid pattern ({})", pattern.display(), error.msg))
}

fn unreadable(folder: &Path, error: &io::Error) -> Problem {
    Problem::system(format!("cannot read the folder `{}` ({error})", folder.display()))
}
