use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::named_table::MEMBERS_FROM;
use super::value::{Node, NodeKind};
use crate::fields::Shape;
use crate::key_path::KeyPath;
use crate::report::{Problem, SourceText};

/// Which of two files wins when both state a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precedence {
    /// The second: it includes the first.
    Second,
    /// Neither: a third file includes both. They must agree, unless the third overrides them.
    Neither,
}

/// Merges the second value over the first. What the second does not state stays; its `[[tables]]` are added
/// to those of the first, or merged over the one with the same `id`. `shape` is the shape of both.
pub fn merge(first: Node, second: Node, shape: Option<&Shape>, precedence: Precedence) -> Node {
    let has_keys = !first.is_one_value(shape) && !second.is_one_value(shape);
    let item = shape.and_then(Shape::item);
    match (first.kind, second.kind) {
        (NodeKind::Table(one), NodeKind::Table(other)) if has_keys => {
            Node { kind: NodeKind::Table(tables(one, other, shape, precedence)), ..second }
        }
        (NodeKind::List(one), NodeKind::List(other)) if adds(&one, &other, item) => {
            Node { kind: NodeKind::List(lists(one, other, item, precedence)), ..first }
        }
        (one, other) => one_of(Node { kind: one, ..first }, Node { kind: other, ..second }, precedence),
    }
}

/// One of two values that are each stated as a whole.
fn one_of(first: Node, second: Node, precedence: Precedence) -> Node {
    if precedence == Precedence::Second { overriding(first, second) } else { agreeing(first, second) }
}

fn tables(
    mut one: BTreeMap<String, Node>,
    other: BTreeMap<String, Node>,
    shape: Option<&Shape>,
    precedence: Precedence,
) -> BTreeMap<String, Node> {
    for (key, value) in other {
        let shape = shape.and_then(|shape| shape.field(&key));
        let merged = match one.remove(&key) {
            Some(known) if key == MEMBERS_FROM => one_of(known, value, precedence),
            Some(known) => merge(known, value, shape, precedence),
            None => value,
        };
        one.insert(key, merged);
    }
    one
}

/// Whether the second list adds items to the first: both are `[[tables]]`. Any other list is one value.
fn adds(one: &[Node], other: &[Node], shape: Option<&Shape>) -> bool {
    let is_table = |item: &Node| item.table().is_some() && !item.is_one_value(shape);
    let are_tables = |items: &[Node]| items.iter().all(is_table);
    are_tables(one) && are_tables(other) && !other.is_empty()
}

fn lists(mut one: Vec<Node>, other: Vec<Node>, shape: Option<&Shape>, precedence: Precedence) -> Vec<Node> {
    // Each item of the first list is matched once: two items of the second with one id stay two, and the
    // check reports the duplicate.
    let ids = one.iter().enumerate().filter_map(|(index, item)| Some((id(item)?, index)));
    let mut ids: HashMap<String, usize> = ids.collect();
    // Two files may include a third: its items arrive twice and are kept once.
    let mut places: HashMap<_, _> =
        one.iter().enumerate().map(|(index, item)| (origin(item), index)).collect();
    let mut more = Vec::new();
    for item in other {
        let id = id(&item);
        let same = places.remove(&origin(&item));
        let of_id = id.and_then(|id| ids.remove_entry(&id));
        let known = same.or(of_id.as_ref().map(|(_, index)| *index));
        // Another item of the first list has this id as well, and still waits for its own.
        ids.extend(of_id.filter(|(_, index)| known != Some(*index)));
        match known {
            Some(index) => {
                let hole = Node::new(NodeKind::List(Vec::new()), None, item.place.clone());
                let first = std::mem::replace(&mut one[index], hole);
                one[index] = merge(first, item, shape, precedence);
            }
            None => more.push(item),
        }
    }
    one.extend(more);
    one
}

fn id(item: &Node) -> Option<String> {
    item.get("id").and_then(Node::text).map(str::to_owned)
}

/// The identity of an item: its file and offset.
fn origin(item: &Node) -> (*const SourceText, usize) {
    (Arc::as_ptr(&item.place.source), item.place.range.start)
}

/// The second, which overrides the first.
fn overriding(first: Node, mut second: Node) -> Node {
    second.overrides.push(first.place);
    second.overrides.extend(first.overrides);
    second
}

/// The first, which the second has to agree with, unless one of them overrides the other anyway.
fn agreeing(first: Node, second: Node) -> Node {
    if second.overrides.contains(&first.place) {
        let conflict = first
            .conflict
            .filter(|conflict| !second.overrides.contains(conflict))
            .or(second.conflict.clone());
        return Node { conflict, ..second };
    }
    let agree = first.overrides.contains(&second.place) || first.to_value() == second.to_value();
    let conflict = if agree { first.conflict } else { Some(second.place) };
    Node { conflict, ..first }
}

/// Every value that two files state differently and that no including file overrides.
pub fn conflicts(node: &Node, path: &KeyPath) -> Vec<Problem> {
    if let Some(conflict) = &node.conflict {
        return vec![two_values(path, node).related(conflict.clone(), "and another value here")];
    }
    match &node.kind {
        NodeKind::Plain(_) => Vec::new(),
        NodeKind::List(items) => {
            let items = items.iter().enumerate();
            items.flat_map(|(index, item)| conflicts(item, &path.index(index))).collect()
        }
        NodeKind::Table(table) => {
            table.iter().flat_map(|(key, value)| conflicts(value, &path.key(key.as_str()))).collect()
        }
    }
}

fn two_values(path: &KeyPath, node: &Node) -> Problem {
    Problem::error(format!("`{path}` has two values"))
        .at(node.place.clone())
        .hint("two included files differ: keep it in one of them, or state it in the brief itself")
}
