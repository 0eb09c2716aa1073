use toml::{Table, Value};

use super::references::References;
use crate::brief::{Id, without_footnotes};
use crate::fields::{Kind, Part, Shape};
use crate::template::{PrintedPath, Segment, is_filled};

/// Stands for an item that is not printed in a list whose items are printed with their numbers.
const BLANK: &str = "—";
/// What the properties of every PDF say.
const OF_EVERY_PAPER: [&str; 4] = ["title", "languages", "status", "date"];

/// Removes from a brief what a paper does not print.
pub struct Pruning<'a> {
    /// What the paper prints.
    pub paths: &'a [PrintedPath],
    /// What that refers to.
    pub references: &'a References,
    /// The sources that are withheld, and with them the footnotes that name them.
    pub withheld: &'a [Id],
}

/// A value in the brief and what the paper prints of it.
#[derive(Clone, Default)]
struct Spot<'a> {
    /// The keys from the root, without the numbers of items.
    path: String,
    /// The printed paths that lead here, from the key of the value on.
    paths: Vec<&'a [Segment]>,
    /// Whether all of it is printed.
    is_whole: bool,
    /// Whether it is an item that something counts.
    is_counted: bool,
}

impl Pruning<'_> {
    /// The brief with only what the paper prints.
    pub fn brief(&self, brief: &Table, shape: &Shape) -> Table {
        let mut kept = Table::new();
        for (key, value) in brief {
            let Some(field) = shape.key(key) else { continue };
            let paths = self.paths.iter().map(PrintedPath::segments).filter(|path| starts_with(path, key));
            let is_whole = OF_EVERY_PAPER.contains(&key.as_str());
            let spot = Spot { path: key.clone(), paths: paths.collect(), is_whole, is_counted: false };
            kept.extend(self.value(value, field, &spot).map(|value| (key.clone(), value)));
        }
        self.arrange(&mut kept, brief, shape);
        if !kept.contains_key("sides") {
            kept.remove("order_of_sides");
        }
        kept
    }

    fn value(&self, value: &Value, shape: &Shape, spot: &Spot<'_>) -> Option<Value> {
        if let Value::Array(items) = value {
            let kept = Value::Array(self.list(items, shape, spot));
            return is_filled(&kept).then_some(kept);
        }
        let rests = spot.paths.iter().filter(|path| path.iter().take(1).all(|first| first.applies_to(value)));
        let rests: Vec<_> = rests.map(|path| path.get(1..).unwrap_or_default()).collect();
        let is_whole = spot.is_whole || rests.iter().any(|rest| rest.is_empty());
        match value {
            Value::Table(table) if !shape.kind.as_ref().is_some_and(Kind::is_text) => {
                let inner = Spot { paths: rests, is_whole, ..spot.clone() };
                let kept = Value::Table(self.table(table, shape, &inner));
                is_filled(&kept).then_some(kept)
            }
            _ => (is_whole || spot.is_counted).then(|| self.without_withheld_notes(value)),
        }
    }

    /// A table. The paths of `spot` start with its keys.
    fn table(&self, table: &Table, shape: &Shape, spot: &Spot<'_>) -> Table {
        let is_target = spot.is_counted || self.references.lead_to(table, shape, &spot.path);
        let mut kept = Table::new();
        for (key, value) in table {
            let Some(field) = shape.key(key) else { continue };
            let paths = spot.paths.iter().copied().filter(|path| starts_with(path, key));
            let inner = Spot {
                path: format!("{}.{key}", spot.path),
                paths: paths.collect(),
                is_whole: (spot.is_whole && is_printed(field)) || (is_target && field.is_label),
                is_counted: false,
            };
            kept.extend(self.value(value, field, &inner).map(|value| (key.clone(), value)));
        }
        self.arrange(&mut kept, table, shape);
        kept
    }

    /// Adds what decides the order or the place of what is printed, and the id where something refers to it.
    fn arrange(&self, kept: &mut Table, table: &Table, shape: &Shape) {
        if kept.is_empty() {
            return;
        }
        for (key, value) in table.iter().filter(|(_, value)| is_filled(value)) {
            let is_id = |field: &Shape| field.kind == Some(Kind::Id) && self.references.name(value);
            if shape.key(key).is_some_and(|field| field.part == Part::Arranging || is_id(field)) {
                kept.insert(key.clone(), value.clone());
            }
        }
    }

    fn list(&self, items: &[Value], shape: &Shape, spot: &Spot<'_>) -> Vec<Value> {
        let Some(of_item) = shape.items.as_deref() else { return Vec::new() };
        let mut kept: Vec<_> = items
            .iter()
            .enumerate()
            .map(|(index, item)| {
                let is_counted = self.references.count(&spot.path, index);
                self.value(item, of_item, &Spot { is_counted, ..spot.clone() })
            })
            .collect();
        if shape.is_numbered {
            let last = kept.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
            kept.truncate(last);
            kept.iter_mut().for_each(|item| {
                item.get_or_insert_with(|| blank(of_item));
            });
        }
        kept.into_iter().flatten().collect()
    }

    /// A value without the footnotes of withheld sources.
    fn without_withheld_notes(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(without_footnotes(text, self.withheld)),
            Value::Table(wordings) => {
                let wordings = wordings.iter();
                let without = |(language, text): (&String, &Value)| {
                    (language.clone(), self.without_withheld_notes(text))
                };
                Value::Table(wordings.map(without).collect())
            }
            other => other.clone(),
        }
    }
}

fn starts_with(path: &[Segment], key: &str) -> bool {
    path.first().is_some_and(|first| first.key == key)
}

/// Whether papers that print the table of a field print the field.
fn is_printed(field: &Shape) -> bool {
    field.part == Part::Printed
        && !matches!(field.kind, Some(Kind::Id | Kind::Tag | Kind::Name))
        && !has_tags(field)
}

fn has_tags(field: &Shape) -> bool {
    field.items.as_ref().is_some_and(|item| item.kind == Some(Kind::Tag))
}

/// An item that keeps the number of those after it.
fn blank(shape: &Shape) -> Value {
    let labels = shape.table.iter().flat_map(|table| &table.fields).filter(|(_, field)| field.is_label);
    let labels: Table = labels.map(|(key, _)| (key.clone(), Value::from(BLANK))).collect();
    if labels.is_empty() { Value::from(BLANK) } else { Value::Table(labels) }
}
