//! The table of members that a brief or one of its sides names.

use serde_json::Value;

use super::files::Resolver;
use super::value::{Node, NodeKind};
use crate::language::Language;
use crate::report::{Place, Problem};
use crate::table::{Entries, Table, people};

/// The key that names a table of members.
pub const MEMBERS_FROM: &str = "members_from";

/// The table that a side or the brief names.
pub struct Named {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// Whether its people are sorted by name.
    pub sorted: bool,
    /// Where it is named.
    pub place: Place,
}

/// Removes the name of a table from a side or a brief. A malformed name is left for the schema to report.
pub fn named(of: &mut Node) -> Option<Named> {
    let value = of.get(MEMBERS_FROM)?;
    let text = |key: &str| value.get(key).map(|value| value.text().map(str::to_owned));
    let place = value.place.clone();
    let named = match (&value.kind, text("file"), text("sheet"), text("sort").flatten()) {
        (NodeKind::Plain(Value::String(file)), ..) => {
            Named { file: file.clone(), sheet: None, sorted: false, place }
        }
        (NodeKind::Table(table), Some(Some(file)), sheet @ (None | Some(Some(_))), sort)
            if table.keys().all(|key| ["file", "sheet", "sort"].contains(&key.as_str()))
                && (sort.as_deref() == Some("name") || !table.contains_key("sort")) =>
        {
            Named { file, sheet: sheet.flatten(), sorted: sort.is_some(), place }
        }
        _ => return None,
    };
    of.table_mut()?.remove(MEMBERS_FROM);
    Some(named)
}

/// The people of the table.
///
/// # Errors
/// When it cannot be read.
pub fn read(named: &Named, language: Language, resolver: &mut Resolver) -> Result<Entries, Vec<Problem>> {
    let folder = resolver.folder_of(&named.place.source).unwrap_or(&resolver.folder).to_owned();
    let path =
        resolver.find(&folder, &named.file).map_err(|problem| vec![problem.at(named.place.clone())])?;
    let (tree, seen) = (&resolver.tree, resolver.tree.as_seen(&path));
    let table = Table::read_from(tree, &seen, named.sheet.as_deref()).map_err(|problems| {
        let placed = |problem: Problem| match problem.place {
            None => problem.at(named.place.clone()),
            Some(_) => problem,
        };
        problems.into_iter().map(placed).collect::<Vec<_>>()
    })?;
    resolver.remember(&table.source, &path);
    let mut people = people(&table)?;
    if named.sorted {
        people.sort_by_name(language);
    }
    Ok(people)
}
