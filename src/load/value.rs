use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_json::Value;

use super::spans::{Span, Spans};
use crate::fields::{Shape, may_be_text};
use crate::key_path::{KeyPath, Step};
use crate::language::Language;
use crate::report::{Place, SourceText};

/// The text that replaces one that is missing or cannot be read. It has no letters, so no rule about texts
/// reports it.
pub const STAND_IN: &str = "…";

/// Whether a key of a table of this shape is part of one value: `unknown`, or the language of a text.
pub fn is_wording(key: &str, shape: Option<&Shape>) -> bool {
    key == "unknown" || (may_be_text(shape) && Language::from_code(key).is_some())
}

/// A value of a file with its place, and everything in it likewise.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value.
    pub kind: NodeKind,
    /// The place of its key, unless it is an item of a list.
    pub key: Option<Place>,
    /// Its place.
    pub place: Place,
    /// The values that it overrides, the nearest first.
    pub overrides: Vec<Place>,
    /// A value of equal precedence that differs.
    pub conflict: Option<Place>,
}

/// What kind of value it is.
#[derive(Debug, Clone)]
pub enum NodeKind {
    /// A text, a number, yes or no.
    Plain(Value),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(BTreeMap<String, Node>),
}

impl Node {
    /// A value that overrides nothing.
    pub fn new(kind: NodeKind, key: Option<Place>, place: Place) -> Self {
        Self { kind, key, place, overrides: Vec::new(), conflict: None }
    }

    /// A placeholder for a text.
    pub fn stand_in(place: Place) -> Self {
        Self::new(NodeKind::Plain(STAND_IN.into()), None, place)
    }

    /// Puts a placeholder under a key of a table that lacks its text.
    pub fn stand_in_for(&mut self, key: &str, place: &Place) {
        if let Some(table) = self.table_mut() {
            table.entry(key.to_owned()).or_insert_with(|| Self::stand_in(place.clone()));
        }
    }

    /// A value with everything in it, all at one place.
    pub fn of_value(value: Value, key: Option<Place>, place: &Place) -> Self {
        let kind = match value {
            Value::Array(items) => {
                NodeKind::List(items.into_iter().map(|item| Self::of_value(item, None, place)).collect())
            }
            Value::Object(table) => {
                let inner = |(key, value)| (key, Self::of_value(value, Some(place.clone()), place));
                NodeKind::Table(table.into_iter().map(inner).collect())
            }
            plain => NodeKind::Plain(plain),
        };
        Self::new(kind, key, place.clone())
    }

    /// How many values it is and holds.
    pub fn count(&self) -> usize {
        match &self.kind {
            NodeKind::Plain(_) => 1,
            NodeKind::List(items) => 1 + items.iter().map(Self::count).sum::<usize>(),
            NodeKind::Table(table) => 1 + table.values().map(Self::count).sum::<usize>(),
        }
    }

    /// The table, if it is one.
    pub fn table(&self) -> Option<&BTreeMap<String, Self>> {
        match &self.kind {
            NodeKind::Table(table) => Some(table),
            NodeKind::Plain(_) | NodeKind::List(_) => None,
        }
    }

    /// As [`Node::table`], mutable.
    pub fn table_mut(&mut self) -> Option<&mut BTreeMap<String, Self>> {
        match &mut self.kind {
            NodeKind::Table(table) => Some(table),
            NodeKind::Plain(_) | NodeKind::List(_) => None,
        }
    }

    /// The value under a key, if it is a table that has one.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.table()?.get(key)
    }

    /// The items under a key, mutable; empty when it is not a list.
    pub fn items_mut(&mut self, key: &str) -> &mut [Self] {
        match self.table_mut().and_then(|table| table.get_mut(key)).map(|node| &mut node.kind) {
            Some(NodeKind::List(items)) => items,
            _ => &mut [],
        }
    }

    /// The languages of a brief, as far as they can be read.
    pub fn languages(&self) -> Vec<Language> {
        let Some(NodeKind::List(items)) = self.get("languages").map(|languages| &languages.kind) else {
            return vec![Language::RUSSIAN];
        };
        items.iter().filter_map(|item| Language::from_code(item.text()?)).collect()
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Plain(value) => value.as_str(),
            NodeKind::List(_) | NodeKind::Table(_) => None,
        }
    }

    /// Whether it is stated or replaced as a whole: everything but a table of keys, as a text in several
    /// languages and `{ unknown = true }` are one value.
    pub fn is_one_value(&self, shape: Option<&Shape>) -> bool {
        self.table().is_none_or(|table| !table.is_empty() && table.keys().all(|key| is_wording(key, shape)))
    }

    /// The plain value.
    pub fn to_value(&self) -> Value {
        match &self.kind {
            NodeKind::Plain(value) => value.clone(),
            NodeKind::List(items) => items.iter().map(Self::to_value).collect(),
            NodeKind::Table(table) => {
                table.iter().map(|(key, node)| (key.clone(), node.to_value())).collect()
            }
        }
    }

    /// The value at a path, if there is one.
    pub fn at(&self, path: &KeyPath) -> Option<&Self> {
        path.steps().iter().try_fold(self, |node, step| match (&node.kind, step) {
            (NodeKind::Table(table), Step::Key(key)) => table.get(key.as_str()),
            (NodeKind::List(items), Step::Index(index)) => items.get(*index),
            _ => None,
        })
    }

    /// The values with the map of their places. `source` is the file itself.
    pub fn into_parts(self, source: Arc<SourceText>) -> (Value, Spans) {
        let mut spans = HashMap::new();
        let value = self.flatten(&KeyPath::root(), &mut spans);
        (value, Spans::new(source, spans))
    }

    fn flatten(self, path: &KeyPath, spans: &mut HashMap<KeyPath, Span>) -> Value {
        let value = match self.kind {
            NodeKind::Plain(value) => value,
            NodeKind::List(items) => {
                let items = items.into_iter().enumerate();
                items.map(|(index, item)| item.flatten(&path.index(index), spans)).collect()
            }
            NodeKind::Table(table) => {
                let entries = table.into_iter().map(|(key, node)| {
                    let value = node.flatten(&path.key(key.as_str()), spans);
                    (key, value)
                });
                Value::Object(entries.collect())
            }
        };
        if !path.steps().is_empty() {
            let span = Span { key: self.key, value: self.place, overrides: self.overrides };
            spans.insert(path.clone(), span);
        }
        value
    }
}
