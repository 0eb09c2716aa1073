//! A brief merged with its included files, overrides, tables of members and registers.

use std::path::Path;

use super::files::{Resolver, relative};
use super::include::include;
use super::members::add_members;
use super::merge::conflicts;
use super::overrides::{Override, blanks, put_all};
use super::register::look_up;
use super::schema::Model;
use super::value::{Node, NodeKind};
use crate::brief::{self, Brief};
use crate::fields::{Kind, Shape};
use crate::key_path::KeyPath;
use crate::language::Language;
use crate::report::Problem;

/// A brief merged into one value.
pub struct Composed {
    /// Its values.
    pub root: Node,
    /// Whether any of them comes from another file or from an override.
    pub from_elsewhere: bool,
    /// What is wrong with the included files, tables and registers.
    pub problems: Vec<Problem>,
}

/// Merges a brief with everything that it includes. `path` is its real file.
///
/// # Errors
/// When an included file or a table cannot be read, as it is then unknown what is missing.
pub fn compose(
    written: Node,
    path: Option<&Path>,
    overrides: &[Override],
    resolver: &mut Resolver,
) -> Result<Composed, Vec<Problem>> {
    let (mut root, includes) = include(written, path, resolver)?;
    let mut problems = Vec::new();
    // An override may name a table, or set a value of a member who is only found in one.
    let (too_early, _) = put_all(&mut root, overrides, Brief::file_schema);
    let tables = add_members(&mut root, resolver, &mut problems)?;
    let (_, impossible) = put_all(&mut root, too_early, Brief::file_schema);
    problems.extend(impossible);
    // Values only conflict if two files state them.
    if includes {
        problems.extend(conflicts(&root, &KeyPath::root()));
    }
    let looked_up = look_up(&mut root, resolver, &mut problems);
    problems.extend(blanks(&root, overrides));
    let from_elsewhere = includes || tables || looked_up || !overrides.is_empty();
    if from_elsewhere {
        name_pictures_from(&mut root, Some(brief::fields()), resolver);
        let offered = root.languages();
        leave_languages(&mut root, Some(brief::fields()), &offered, resolver);
    }
    Ok(Composed { root, from_elsewhere, problems })
}

/// Keeps, in texts from other files, only the languages of the brief: those files serve briefs in other
/// languages as well.
fn leave_languages(node: &mut Node, shape: Option<&Shape>, offered: &[Language], resolver: &Resolver) {
    let is_foreign = resolver.folder_of(&node.place.source).is_some();
    let is_text = is_foreign && node.is_one_value(shape);
    match &mut node.kind {
        NodeKind::Plain(_) => {}
        NodeKind::List(items) => {
            let shape = shape.and_then(Shape::item);
            items.iter_mut().for_each(|item| leave_languages(item, shape, offered, resolver));
        }
        NodeKind::Table(table) if is_text => {
            let is_offered =
                |key: &str| Language::from_code(key).is_some_and(|language| offered.contains(&language));
            // A text in none of them is left for the check to report.
            if table.keys().any(|key| is_offered(key)) {
                table.retain(|key, _| is_offered(key) || Language::from_code(key).is_none());
            }
        }
        NodeKind::Table(table) => {
            for (key, value) in table {
                let shape = shape.and_then(|shape| shape.field(key));
                leave_languages(value, shape, offered, resolver);
            }
        }
    }
}

/// Makes the picture paths of other folders relative to that of the brief.
fn name_pictures_from(node: &mut Node, shape: Option<&Shape>, resolver: &Resolver) {
    let is_picture = shape.is_some_and(|shape| shape.kind == Some(Kind::Picture));
    let file = node.text().filter(|file| is_picture && Path::new(file).is_relative());
    let folder = resolver.folder_of(&node.place.source).filter(|folder| **folder != resolver.folder);
    if let (Some(file), Some(folder)) = (file, folder) {
        node.kind = NodeKind::Plain(relative(&resolver.folder, &folder.join(file)).into());
    }
    match &mut node.kind {
        NodeKind::Plain(_) => {}
        NodeKind::List(items) => {
            let shape = shape.and_then(Shape::item);
            items.iter_mut().for_each(|item| name_pictures_from(item, shape, resolver));
        }
        NodeKind::Table(table) => {
            for (key, value) in table {
                let shape = shape.and_then(|shape| shape.field(key));
                name_pictures_from(value, shape, resolver);
            }
        }
    }
}
