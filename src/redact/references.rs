use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::brief::{Referable, footnotes, to};
use crate::fields::{Kind, Shape};

/// What the printed values of a brief refer to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct References {
    /// The tables that may be meant, and the id.
    ids: BTreeSet<(String, String)>,
    /// The path of a list and the index of an item.
    counts: BTreeSet<(String, usize)>,
}

impl References {
    /// Every reference in a brief.
    pub fn of(brief: &Table, shape: &Shape) -> Self {
        let mut found = Self::default();
        found.add_table(brief, shape);
        found
    }

    /// Whether they lead to this table, by its id or by the number of an item in one of its lists.
    pub fn lead_to(&self, table: &Table, shape: &Shape, path: &str) -> bool {
        let name = shape.table.as_ref().and_then(|table| table.name.as_ref());
        let id = table.get("id").and_then(Value::as_str);
        let by_id = name.zip(id).is_some_and(|(name, id)| self.ids.contains(&(name.clone(), id.to_owned())));
        by_id
            || self
                .counts
                .iter()
                .any(|(list, _)| list.rsplit_once('.').is_some_and(|(parent, _)| parent == path))
    }

    /// Whether one of them is this id.
    pub fn name(&self, id: &Value) -> bool {
        id.as_str().is_some_and(|id| self.ids.iter().any(|(_, known)| known == id))
    }

    /// Whether one of them is the number of this item.
    pub fn count(&self, list: &str, index: usize) -> bool {
        self.counts.contains(&(list.to_owned(), index))
    }

    fn add_table(&mut self, table: &Table, shape: &Shape) {
        for (key, value) in table {
            if let Some(field) = shape.key(key) {
                self.add(value, field);
            }
        }
    }

    fn add(&mut self, value: &Value, shape: &Shape) {
        match value {
            Value::Array(items) => {
                let of_item = shape.items.as_deref();
                of_item.into_iter().for_each(|shape| items.iter().for_each(|item| self.add(item, shape)));
            }
            Value::Table(wordings) if shape.kind.as_ref().is_some_and(Kind::is_text) => {
                wordings.values().for_each(|wording| self.add(wording, shape));
            }
            Value::Table(table) => self.add_table(table, shape),
            Value::String(text) => self.add_text(text, shape),
            Value::Integer(number) => {
                let index = usize::try_from(number - 1).ok();
                self.counts.extend(shape.counts.clone().zip(index));
            }
            _ => {}
        }
    }

    fn add_text(&mut self, text: &str, shape: &Shape) {
        let sources = || to::Source::TABLES.iter().map(|table| (*table).to_owned());
        match &shape.kind {
            Some(Kind::Reference(referent)) => {
                self.ids.extend(referent.tables.iter().map(|table| (table.clone(), text.to_owned())));
            }
            Some(kind) if kind.is_text() => {
                let notes = footnotes(text).flat_map(|id| sources().map(move |table| (table, id.to_owned())));
                self.ids.extend(notes);
            }
            _ => {}
        }
    }
}
