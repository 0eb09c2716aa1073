use std::collections::BTreeMap;

use serde_json::Value;

use super::files::Resolver;
use super::value::{Node, NodeKind};
use crate::key_path::Step;
use crate::report::{Place, Problem};
use crate::table::{Entry, Table, people};

/// The key that names a table of members.
pub const MEMBERS_FROM: &str = "members_from";

/// Adds the people of tables to the sides that name one; returns whether any does.
///
/// # Errors
/// When a table cannot be read, as it is then unknown who is missing.
pub fn add_members(
    root: &mut Node,
    resolver: &mut Resolver,
    problems: &mut Vec<Problem>,
) -> Result<bool, Vec<Problem>> {
    let mut any = false;
    for side in root.items_mut("sides") {
        let Some(named) = named(side) else { continue };
        any = true;
        let (members, found) = read(&named, resolver)?;
        problems.extend(found);
        add(side, members, &named.place);
    }
    Ok(any)
}

/// The table that a side names.
struct Named {
    file: String,
    sheet: Option<String>,
    place: Place,
}

/// Removes the name of a table from a side. A malformed name is left for the schema to report.
fn named(side: &mut Node) -> Option<Named> {
    let value = side.get(MEMBERS_FROM)?;
    let text = |key: &str| value.get(key).map(|value| value.text().map(str::to_owned));
    let named = match (&value.kind, text("file"), text("sheet")) {
        (NodeKind::Plain(Value::String(file)), ..) => {
            Named { file: file.clone(), sheet: None, place: value.place.clone() }
        }
        (NodeKind::Table(table), Some(Some(file)), None | Some(Some(_)))
            if table.keys().all(|key| key == "file" || key == "sheet") =>
        {
            Named { file, sheet: text("sheet").flatten(), place: value.place.clone() }
        }
        _ => return None,
    };
    side.table_mut()?.remove(MEMBERS_FROM);
    Some(named)
}

fn read(named: &Named, resolver: &mut Resolver) -> Result<(Vec<Node>, Vec<Problem>), Vec<Problem>> {
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
    let read = people(&table)?;
    Ok((read.entries.into_iter().filter_map(member).collect(), read.problems))
}

/// A person of a table as a member.
fn member(entry: Entry) -> Option<Node> {
    let place = entry.values.first()?.place.clone();
    let mut member = Node::new(NodeKind::Table(BTreeMap::new()), None, place);
    for cell in entry.values {
        let mut at = &mut member;
        for step in cell.path.steps() {
            let Step::Key(key) = step else { continue };
            let inner =
                || Node::new(NodeKind::Table(BTreeMap::new()), Some(cell.place.clone()), cell.place.clone());
            at = at.table_mut()?.entry(key.to_string()).or_insert_with(inner);
        }
        at.kind = NodeKind::Plain(cell.value);
    }
    // The cell of the name has been reported; the placeholder lets the rest of the person be checked.
    let place = member.place.clone();
    member.stand_in_for("name", &place);
    Some(member)
}

/// Adds members after those that the side lists itself.
fn add(side: &mut Node, more: Vec<Node>, place: &Place) {
    let Some(side) = side.table_mut() else { return };
    let none = || Node::new(NodeKind::List(Vec::new()), Some(place.clone()), place.clone());
    if let NodeKind::List(members) = &mut side.entry("members".to_owned()).or_insert_with(none).kind {
        members.extend(more);
    }
}
