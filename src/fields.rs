//! What each field of a file holds, read from the JSON schema of its model: the structs are the only list
//! of fields.
//!
//! In the schema of a type, `x-holds` is one of the [`Kind`]s; for a reference, `x-refers-to` and
//! `x-in-words` are its targets. In the schema of a field, `x-column` marks a possible column of a table of
//! people, `x-register` a text that may be given by its id in a register, `x-printed` a value that no paper
//! prints, and `x-arranges` one that no paper prints but that arranges what it prints. `x-label` marks what a
//! paper prints where it refers to the table, `x-numbered` a list whose items are printed with their numbers,
//! `x-counts` a number of such an item, and `x-name` a name, which may be in any language.

mod kind;
mod order;
mod written;

pub use kind::{Kind, Referent};
pub use order::names_in_order;
pub use written::{PerLanguage, Written, WrittenText, written};

use std::collections::BTreeMap;

use serde_json::Value;

use crate::key_path::{KeyPath, Step};
use crate::suggest::nearest;

/// How a column of a table of people is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Each person has a value of their own.
    Own,
    /// Several people may share one in a vertically merged cell.
    Shared,
}

/// What a file may have at one path: a value, a table, a list, or a choice of these.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// The kind of a single value.
    pub kind: Option<Kind>,
    /// The keys of a table.
    pub table: Option<Table>,
    /// The shape of the items of a list.
    pub items: Option<Box<Shape>>,
    /// The default.
    pub default: Value,
    /// How it is filled as a column of a table of people.
    pub column: Option<Column>,
    /// Whether reading the file replaces it with what it names.
    pub is_replaced: bool,
    /// Whether it may be given by its id in the register of organisations.
    pub is_in_register: bool,
    /// The part that the field has in a paper.
    pub part: Part,
    /// Whether papers print it where they refer to its table.
    pub is_label: bool,
    /// Whether it is a name, which may be in any language.
    pub is_name: bool,
    /// Whether papers print the numbers of the list's items.
    pub is_numbered: bool,
    /// The list whose items the number counts from 1, by its path: `centre.goals`.
    pub counts: Option<String>,
}

/// The part that a field has in the papers that print its table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// It is printed.
    #[default]
    Printed,
    /// It decides the order, the language or the place of what is printed.
    Arranging,
    /// None.
    Unprinted,
}

/// The keys of a table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The name of the table in the schema, such as `Member`.
    pub name: Option<String>,
    /// The shape of each key.
    pub fields: BTreeMap<String, Shape>,
    /// The shape of every other key, if the table may have others.
    pub others: Option<Box<Shape>>,
}

/// Whether a table at a place may be a text in several languages. Where nothing is known of the place, a
/// language as a key says so.
pub fn may_be_text(shape: Option<&Shape>) -> bool {
    shape.is_none_or(|shape| shape.kind.as_ref().is_some_and(Kind::is_text))
}

impl Shape {
    /// Reads the shape of a file from its schema.
    pub fn of(schema: &Value) -> Self {
        Self::within(schema, schema, None)
    }

    fn within(root: &Value, schema: &Value, name: Option<&str>) -> Self {
        let mut shape = Self::marked(schema);
        if shape.kind.as_ref().is_some_and(Kind::is_text) {
            return shape;
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next();
            let target = root.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null);
            shape.add(Self::within(root, target, name));
        }
        for branches in [&schema["anyOf"], &schema["oneOf"]] {
            branches
                .as_array()
                .into_iter()
                .flatten()
                .for_each(|branch| shape.add(Self::within(root, branch, name)));
        }
        if schema["items"].is_object() {
            shape.items = Some(Box::new(Self::within(root, &schema["items"], None)));
        }
        if schema["type"] == "object" {
            let fields = schema["properties"].as_object().into_iter().flatten();
            let fields = fields.map(|(key, field)| (key.clone(), Self::within(root, field, None)));
            let others = &schema["additionalProperties"];
            shape.add(Self {
                table: Some(Table {
                    name: name.map(str::to_owned),
                    fields: fields.collect(),
                    others: others.is_object().then(|| Box::new(Self::within(root, others, None))),
                }),
                ..Self::default()
            });
        }
        shape
    }

    /// The kind of a value and the marks of its field.
    fn marked(schema: &Value) -> Self {
        let mut shape =
            Self { kind: Kind::of(schema), default: schema["default"].clone(), ..Self::default() };
        shape.is_replaced = schema["writeOnly"] == true;
        shape.is_in_register = schema["x-register"] == "organisations";
        shape.column = match schema["x-column"].as_str() {
            Some("shared") => Some(Column::Shared),
            Some(_) => Some(Column::Own),
            None => None,
        };
        shape.part = match (&schema["x-arranges"], &schema["x-printed"]) {
            (Value::Bool(true), _) => Part::Arranging,
            (_, Value::Bool(false)) => Part::Unprinted,
            _ => Part::Printed,
        };
        shape.is_label = schema["x-label"] == true;
        shape.is_name = schema["x-name"] == true;
        shape.is_numbered = schema["x-numbered"] == true;
        shape.counts = schema["x-counts"].as_str().map(str::to_owned);
        shape
    }

    /// Adds an alternative.
    fn add(&mut self, other: Self) {
        match (&mut self.kind, other.kind) {
            (Some(Kind::Word(words)), Some(Kind::Word(more))) => words.extend(more),
            (Some(_), _) => {}
            (none, kind) => *none = kind,
        }
        match (&mut self.table, other.table) {
            (Some(table), Some(more)) => {
                table.name = table.name.take().or(more.name);
                table.fields.extend(more.fields);
            }
            (Some(_), None) => {}
            (none, table) => *none = table,
        }
        if self.items.is_none() {
            self.items = other.items;
        }
    }

    /// The shape of a key's value.
    pub fn key(&self, key: &str) -> Option<&Self> {
        let table = self.table.as_ref()?;
        table.fields.get(key).or(table.others.as_deref())
    }

    /// The shape of a key's value, or of the value of the nearest key if it is misspelt.
    pub fn field(&self, key: &str) -> Option<&Self> {
        self.key(key).or_else(|| self.misspelt(key))
    }

    /// The shape of the value of the key nearest to a misspelt one.
    fn misspelt(&self, key: &str) -> Option<&Self> {
        let fields = &self.table.as_ref()?.fields;
        let keys: Vec<_> = fields.keys().collect();
        fields.get(nearest(key, &keys)?)
    }

    /// The shape of each item of a list.
    pub fn item(&self) -> Option<&Self> {
        self.items.as_deref()
    }

    /// The shape at a path.
    pub fn at(&self, path: &KeyPath) -> Option<&Self> {
        path.steps().iter().try_fold(self, |shape, step| match step {
            Step::Key(key) => shape.key(key),
            Step::Index(_) => shape.item(),
        })
    }

    /// Visits this shape and all shapes within it, with their keys: `*` is any key. List items have the
    /// keys of their list.
    pub fn each<'a>(&'a self, visit: &mut impl FnMut(&[&'a str], &'a Self)) {
        self.each_below(&mut Vec::new(), visit);
    }

    fn each_below<'a>(&'a self, keys: &mut Vec<&'a str>, visit: &mut impl FnMut(&[&'a str], &'a Self)) {
        visit(keys, self);
        if let Some(items) = &self.items {
            items.each_below(keys, visit);
        }
        let fields =
            self.table.iter().flat_map(|table| table.fields.iter().map(|(key, field)| (key.as_str(), field)));
        let others = self.table.iter().filter_map(|table| Some(("*", table.others.as_deref()?)));
        for (key, field) in fields.chain(others) {
            keys.push(key);
            field.each_below(keys, visit);
            keys.pop();
        }
    }
}
