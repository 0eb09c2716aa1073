use std::sync::Arc;

use serde_json::Value;

use super::include::INCLUDE;
use super::parse::parse;
use super::schema::FileSchema;
use super::value::{Node, NodeKind};
use crate::key_path::{KeyPath, Step};
use crate::language::Language;
use crate::report::{Place, Problem, SourceText};

/// Where values of the command line are said to stand.
const COMMAND_LINE: &str = "--set";

/// A value that is given beside a brief, by the command line or by a row of a table, and stands in place of what the brief says.
/// A null says that there is none.
#[derive(Debug, Clone)]
pub struct Override {
    /// What it is the value of.
    pub path: KeyPath,
    /// The value.
    pub value: Value,
    /// Where the path is named.
    pub key: Place,
    /// Where the value stands.
    pub place: Place,
}

impl Override {
    /// Reads `key=value`. A value in quotes or brackets is TOML; any other is a text, unless the key takes none.
    ///
    /// # Errors
    /// When there is no `=`, what stands before it is no key, or what begins like TOML is none.
    pub fn parse(written: &str) -> Result<Self, String> {
        let (key, text) = written.split_once('=').ok_or("a value is set by `key=value`")?;
        let path: KeyPath = key.trim().parse().map_err(|error| format!("{error}"))?;
        let is_toml = text.trim_start().starts_with(['"', '\'', '[', '{']);
        let value = if is_toml { toml_value(text)? } else { Value::String(text.to_owned()) };
        let source = Arc::new(SourceText::new(COMMAND_LINE, written));
        let place = |range| Place { source: Arc::clone(&source), range };
        Ok(Self { path, value, key: place(0..key.len()), place: place(key.len() + 1..written.len()) })
    }
}

/// A value that is written as TOML.
fn toml_value(text: &str) -> Result<Value, String> {
    let source = SourceText::new(COMMAND_LINE, format!("value = {text}"));
    match parse(&Arc::new(source)) {
        Ok(node) => Ok(node.get("value").map(Node::to_value).unwrap_or_default()),
        Err(problems) => {
            Err(problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join("; "))
        }
    }
}

/// Puts every value in its place, each over the one before. Answers with those that have no place, and why.
pub fn put_all<'a>(
    root: &mut Node,
    overrides: impl IntoIterator<Item = &'a Override>,
    schema: fn() -> &'static FileSchema,
) -> (Vec<&'a Override>, Vec<Problem>) {
    let put = |given: &'a Override| put(root, given, schema()).err().map(|problem| (given, problem));
    overrides.into_iter().filter(|given| !given.value.is_null()).filter_map(put).unzip()
}

/// What a row leaves blank and the brief, with all that it takes in, states all the same.
pub fn blanks(root: &Node, overrides: &[Override]) -> Vec<Problem> {
    let blanks = overrides.iter().filter(|given| given.value.is_null());
    blanks.filter_map(|given| Some(blank_over_stated(given, root.at(&given.path)?))).collect()
}

fn put(root: &mut Node, given: &Override, schema: &FileSchema) -> Result<(), Problem> {
    if given.path.steps().first() == Some(&Step::Key(INCLUDE.to_owned())) {
        return Err(too_late(given));
    }
    has_items(root, given)?;
    let value =
        if schema.takes_text(&given.path) { given.value.clone() } else { without_quotes(&given.value) };
    let value = Node::of_value(value, Some(given.key.clone()), &given.place);
    let mut at = root;
    for step in given.path.steps() {
        at = match step {
            Step::Key(key) => entry(at, key, given),
            Step::Index(index) => item(at, *index).ok_or_else(|| no_item(given, &given.path))?,
        };
    }
    let (before, mut overrides) = (at.place.clone(), std::mem::take(&mut at.overrides));
    // A value that was not there yet has only just been made room for.
    if before != given.place {
        overrides.insert(0, before);
    }
    let key = at.key.take().filter(|_| value.key.is_none()).or(value.key.clone());
    *at = Node { key, overrides, ..value };
    Ok(())
}

/// The place for the value under a key. What is no table becomes one: a text that is given in one language is new as a whole.
fn entry<'a>(node: &'a mut Node, key: &str, given: &Override) -> &'a mut Node {
    let empty =
        || Node::new(NodeKind::Table(Default::default()), Some(given.key.clone()), given.place.clone());
    let is_ours = Arc::ptr_eq(&node.place.source, &given.place.source)
        || (node.place.source.name == COMMAND_LINE && given.place.source.name == COMMAND_LINE);
    let replaces_text = Language::from_code(key).is_some() && node.is_one_value() && !is_ours;
    if node.table().is_none() || replaces_text {
        let mut overrides = std::mem::take(&mut node.overrides);
        if !is_ours {
            overrides.insert(0, node.place.clone());
        }
        *node = Node { overrides, ..empty() };
    }
    match node {
        Node { kind: NodeKind::Table(table), .. } => table.entry(key.to_owned()).or_insert_with(empty),
        other => other,
    }
}

/// An item of a list that has it.
fn item(node: &mut Node, index: usize) -> Option<&mut Node> {
    match &mut node.kind {
        NodeKind::List(items) => items.get_mut(index),
        NodeKind::Plain(_) | NodeKind::Table(_) => None,
    }
}

/// Whether every list on the way has the item that is named: keys can be added, items cannot.
fn has_items(root: &Node, given: &Override) -> Result<(), Problem> {
    let mut at = Some(root);
    for (position, step) in given.path.steps().iter().enumerate() {
        at = match (step, at.map(|node| &node.kind)) {
            (Step::Key(key), Some(NodeKind::Table(table))) => table.get(key),
            (Step::Key(_), _) => None,
            (Step::Index(index), Some(NodeKind::List(items))) if *index < items.len() => items.get(*index),
            (Step::Index(_), _) => {
                let list: KeyPath = given.path.steps()[..position].iter().cloned().collect();
                return Err(no_item(given, &list));
            }
        };
    }
    Ok(())
}

/// A text that is written as a number, or as `true` or `false`, as that; any other value as it is.
pub fn without_quotes(value: &Value) -> Value {
    let plain = value.as_str().and_then(|text| toml_value(text.trim()).ok());
    plain.filter(|plain| plain.is_number() || plain.is_boolean()).unwrap_or_else(|| value.clone())
}

fn too_late(given: &Override) -> Problem {
    Problem::error(format!("`{}` cannot be set", given.path))
        .at(given.key.clone())
        .hint("files are taken in before any value is set: write `include` into the brief")
}

/// Whether the brief's own value is meant for a row without one, nobody can tell.
fn blank_over_stated(given: &Override, stated: &Node) -> Problem {
    Problem::error(format!("this row has no `{}`, and the brief states one", given.path))
        .at(given.place.clone())
        .related(stated.place.clone(), "this would stand in the paper of the row")
        .hint("write it into the row, or delete it in the brief: nobody gets by chance what is meant for another")
}

fn no_item(given: &Override, list: &KeyPath) -> Problem {
    Problem::error(format!("`{}` cannot be set: `{list}` has no such item", given.path))
        .at(given.key.clone())
        .hint("items are counted from 0; a whole list is set by `[…]`")
}
