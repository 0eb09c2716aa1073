use std::sync::Arc;

use serde_json::Value;

use super::include::INCLUDE;
use super::parse::parse;
use super::schema::FileSchema;
use super::value::{Node, NodeKind};
use crate::brief;
use crate::fields::{Shape, may_be_text};
use crate::key_path::{KeyPath, Step};
use crate::language::Language;
use crate::report::{Place, Problem, SourceText};

/// The name of the command line as a source of values.
const COMMAND_LINE: &str = "--set";

/// A value from the command line or from a row of a table that overrides that of the brief. A null states
/// that there is none.
#[derive(Debug, Clone)]
pub struct Override {
    /// The path of the value.
    pub path: KeyPath,
    /// The value.
    pub value: Value,
    /// The place of its path.
    pub key: Place,
    /// The place of its value.
    pub place: Place,
}

impl Override {
    /// Parses `key=value`. A value in quotes or brackets is TOML; any other is a text, unless the key takes
    /// no text.
    ///
    /// # Errors
    /// When there is no `=`, the key is not a key path, or a value that begins like TOML is not TOML.
    pub fn parse(written: &str) -> Result<Self, String> {
        let (key, text) = written.split_once('=').ok_or("a value is set as `key=value`")?;
        let path: KeyPath = key.trim().parse().map_err(|error| format!("{error}"))?;
        let is_toml = text.trim_start().starts_with(['"', '\'', '[', '{']);
        let value = if is_toml { toml_value(text)? } else { Value::String(text.to_owned()) };
        let source = Arc::new(SourceText::new(COMMAND_LINE, written));
        let place = |range| Place { source: Arc::clone(&source), range };
        Ok(Self { path, value, key: place(0..key.len()), place: place(key.len() + 1..written.len()) })
    }
}

/// Parses a value written as TOML.
fn toml_value(text: &str) -> Result<Value, String> {
    let source = SourceText::new(COMMAND_LINE, format!("value = {text}"));
    match parse(&Arc::new(source)) {
        Ok(node) => Ok(node.get("value").map(Node::to_value).unwrap_or_default()),
        Err(problems) => {
            Err(problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join("; "))
        }
    }
}

/// Sets every value, each over the one before. Returns those that could not be set, and why.
pub fn put_all<'a>(
    root: &mut Node,
    overrides: impl IntoIterator<Item = &'a Override>,
    schema: fn() -> &'static FileSchema,
) -> (Vec<&'a Override>, Vec<Problem>) {
    let put = |setting: &'a Override| put(root, setting, schema()).err().map(|problem| (setting, problem));
    overrides.into_iter().filter(|setting| !setting.value.is_null()).filter_map(put).unzip()
}

/// The values that a row leaves blank although the merged brief states them.
pub fn blanks(root: &Node, overrides: &[Override]) -> Vec<Problem> {
    let blanks = overrides.iter().filter(|setting| setting.value.is_null());
    blanks.filter_map(|setting| Some(blank_over_stated(setting, root.at(&setting.path)?))).collect()
}

fn put(root: &mut Node, setting: &Override, schema: &FileSchema) -> Result<(), Problem> {
    if setting.path.steps().first() == Some(&Step::Key(INCLUDE.into())) {
        return Err(too_late(setting));
    }
    has_items(root, setting)?;
    let value =
        if schema.takes_text(&setting.path) { setting.value.clone() } else { without_quotes(&setting.value) };
    let value = Node::of_value(value, Some(setting.key.clone()), &setting.place);
    let (mut at, mut shape) = (root, Some(brief::fields()));
    for step in setting.path.steps() {
        at = match step {
            Step::Key(key) => entry(at, key, shape, setting),
            Step::Index(index) => item(at, *index).ok_or_else(|| no_item(setting, &setting.path))?,
        };
        shape = shape.and_then(|shape| match step {
            Step::Key(key) => shape.field(key),
            Step::Index(_) => shape.item(),
        });
    }
    let (before, mut overrides) = (at.place.clone(), std::mem::take(&mut at.overrides));
    // A value that was not there has only a slot of our own, which is not an override.
    if before != setting.place {
        overrides.insert(0, before);
    }
    let key = at.key.take().filter(|_| value.key.is_none()).or(value.key.clone());
    *at = Node { key, overrides, ..value };
    Ok(())
}

/// The slot for the value under a key. What is not a table becomes one: a text set in one language replaces
/// the whole text.
fn entry<'a>(node: &'a mut Node, key: &str, shape: Option<&Shape>, setting: &Override) -> &'a mut Node {
    let empty =
        || Node::new(NodeKind::Table(Default::default()), Some(setting.key.clone()), setting.place.clone());
    let is_ours = Arc::ptr_eq(&node.place.source, &setting.place.source)
        || (node.place.source.name == COMMAND_LINE && setting.place.source.name == COMMAND_LINE);
    let is_language = may_be_text(shape) && Language::from_code(key).is_some();
    let replaces_text = is_language && node.is_one_value(shape) && !is_ours;
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

/// The item of a list, if it has it.
fn item(node: &mut Node, index: usize) -> Option<&mut Node> {
    match &mut node.kind {
        NodeKind::List(items) => items.get_mut(index),
        NodeKind::Plain(_) | NodeKind::Table(_) => None,
    }
}

/// Whether every list on the path has the item that is named: keys can be added, items cannot.
fn has_items(root: &Node, setting: &Override) -> Result<(), Problem> {
    let mut at = Some(root);
    for (position, step) in setting.path.steps().iter().enumerate() {
        at = match (step, at.map(|node| &node.kind)) {
            (Step::Key(key), Some(NodeKind::Table(table))) => table.get(key.as_str()),
            (Step::Key(_), _) => None,
            (Step::Index(index), Some(NodeKind::List(items))) if *index < items.len() => items.get(*index),
            (Step::Index(_), _) => {
                let list: KeyPath = setting.path.steps()[..position].iter().cloned().collect();
                return Err(no_item(setting, &list));
            }
        };
    }
    Ok(())
}

/// A text that is written as a number, as `true` or as `false`, as that value; any other value unchanged.
pub fn without_quotes(value: &Value) -> Value {
    let plain = value.as_str().and_then(|text| toml_value(text.trim()).ok());
    plain.filter(|plain| plain.is_number() || plain.is_boolean()).unwrap_or_else(|| value.clone())
}

fn too_late(setting: &Override) -> Problem {
    Problem::error(format!("`{}` cannot be set", setting.path))
        .at(setting.key.clone())
        .hint("files are included before values are set: write `include` in the brief")
}

/// A blank cell where the brief has a value is ambiguous, so it is an error.
fn blank_over_stated(setting: &Override, stated: &Node) -> Problem {
    Problem::error(format!("this row has no `{}`, but the brief states one", setting.path))
        .at(setting.place.clone())
        .related(stated.place.clone(), "the paper of this row would print this")
        .hint("fill it in for this row, or delete it from the brief: it could be meant for another reader")
}

fn no_item(setting: &Override, list: &KeyPath) -> Problem {
    Problem::error(format!("`{}` cannot be set: `{list}` has no such item", setting.path))
        .at(setting.key.clone())
        .hint("items are counted from 0; set a whole list with `[…]`")
}
