//! The people of a table as members of a brief.

use std::collections::BTreeMap;

use super::value::{Node, NodeKind};
use crate::key_path::Step;
use crate::report::Place;
use crate::table::Entry;

/// A person of a table as a member.
fn member(entry: Entry) -> Option<Node> {
    let mut member = table_of(entry)?;
    // The cell of the name has been reported; the placeholder lets the rest of the person be checked.
    let place = member.place.clone();
    member.stand_in_for("name", &place);
    Some(member)
}

/// The values of a row as a table of a brief.
pub fn table_of(entry: Entry) -> Option<Node> {
    let place = entry.values.first()?.place.clone();
    let mut whole = Node::new(NodeKind::Table(BTreeMap::new()), None, place);
    for cell in entry.values {
        let mut at = &mut whole;
        for step in cell.path.steps() {
            let Step::Key(key) = step else { continue };
            let inner =
                || Node::new(NodeKind::Table(BTreeMap::new()), Some(cell.place.clone()), cell.place.clone());
            at = at.table_mut()?.entry(key.to_string()).or_insert_with(inner);
        }
        at.kind = NodeKind::Plain(cell.value);
    }
    Some(whole)
}

/// Adds members after those that the side lists itself.
pub fn add(side: &mut Node, more: Vec<Entry>, place: &Place) {
    let Some(side) = side.table_mut() else { return };
    let none = || Node::new(NodeKind::List(Vec::new()), Some(place.clone()), place.clone());
    if let NodeKind::List(members) = &mut side.entry("members".to_owned()).or_insert_with(none).kind {
        members.extend(more.into_iter().filter_map(member));
    }
}
