//! What each field of a file is, read from the schema of its model: the structs are the only list of fields.
//!
//! A type says in its schema what its values are: `x-holds` is one of the [`Kind`]s, a reference also says with `x-refers-to` and
//! `x-in-words` what it is to. A field says with `x-column` that it can be a column of a table of people, and with
//! `x-printed` that no paper prints it although it could.

mod order;
mod written;

pub use order::names_in_order;
pub use written::{PerLanguage, Written, WrittenText, written};

use std::collections::BTreeMap;

use serde_json::Value;

use crate::key_path::{KeyPath, Step};
use crate::suggest::nearest;

/// What a single value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A text, printed as it stands.
    Text,
    /// A long text in Markdown.
    Markdown,
    /// A long text in Markdown that may still be empty.
    Entry,
    /// An address on the web, which is printed.
    Url,
    /// A picture, named by its file.
    Picture,
    /// Another file.
    File,
    /// The id of the table that it stands in.
    Id,
    /// The id of another table.
    Reference(Referent),
    /// A word that says for whom something is meant.
    Tag,
    /// A name that is not printed.
    Name,
    /// One of these words.
    Word(Vec<String>),
    /// A calendar day.
    Date,
    /// A time of day.
    Time,
    /// A place in protocol order.
    Rank,
    /// Yes or no.
    Truth,
    /// A number.
    Number,
}

/// What a reference may be to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referent {
    /// The tables of the schema.
    pub tables: Vec<String>,
    /// The same in words.
    pub in_words: String,
}

impl Kind {
    /// Whether it is a text, which may have its own wording in each language.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::Markdown | Self::Entry)
    }

    /// Whether a paper prints it as it stands.
    pub fn is_printed(&self) -> bool {
        self.is_text() || *self == Self::Url
    }

    /// Whether it may have any letters together, whatever language it is in.
    pub fn is_address(&self) -> bool {
        matches!(self, Self::Url | Self::Picture | Self::File)
    }

    /// The kind that a schema says or shows, if it is that of a single value.
    fn of(schema: &Value) -> Option<Self> {
        let said = match schema["x-holds"].as_str() {
            Some("text") => Some(Self::Text),
            Some("markdown") => Some(Self::Markdown),
            Some("entry") => Some(Self::Entry),
            Some("url") => Some(Self::Url),
            Some("picture") => Some(Self::Picture),
            Some("file") => Some(Self::File),
            Some("id") => Some(Self::Id),
            Some("reference") => Some(Self::Reference(Referent {
                tables: words(&schema["x-refers-to"]),
                in_words: schema["x-in-words"].as_str().unwrap_or_default().to_owned(),
            })),
            Some("tag") => Some(Self::Tag),
            Some("name") => Some(Self::Name),
            Some("date") => Some(Self::Date),
            Some("time") => Some(Self::Time),
            Some("rank") => Some(Self::Rank),
            _ => None,
        };
        said.or_else(|| match &schema["enum"] {
            Value::Array(_) => Some(Self::Word(words(&schema["enum"]))),
            _ => schema["const"].as_str().map(|word| Self::Word(vec![word.to_owned()])),
        })
        .or_else(|| {
            let is =
                |name: &str| schema["type"] == name || words(&schema["type"]).iter().any(|one| one == name);
            if is("boolean") {
                Some(Self::Truth)
            } else {
                (is("integer") || is("number")).then_some(Self::Number)
            }
        })
    }
}

/// The texts of a list.
fn words(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// How a field is a column of a table of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Each person has a value of their own.
    Own,
    /// Several people may share one: cells that are merged downwards.
    Shared,
}

/// What may stand at one place of a file: a single value, a table, a list, or one of several of these.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// What a single value is.
    pub kind: Option<Kind>,
    /// The keys of a table.
    pub table: Option<Table>,
    /// What the items of a list are.
    pub items: Option<Box<Shape>>,
    /// The value that is meant where there is none.
    pub default: Value,
    /// How it is a column of a table of people.
    pub column: Option<Column>,
    /// Whether it only names what is put in its place when the file is read.
    pub is_replaced: bool,
}

/// The keys of a table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What the table is called in the schema: `Member`.
    pub name: Option<String>,
    /// What stands under each key.
    pub fields: BTreeMap<String, Shape>,
    /// What stands under every other key, where there may be others.
    pub others: Option<Box<Shape>>,
}

impl Shape {
    /// Reads the shape of a file from its schema.
    pub fn of(schema: &Value) -> Self {
        Self::within(schema, schema, None)
    }

    fn within(root: &Value, schema: &Value, name: Option<&str>) -> Self {
        let mut shape =
            Self { kind: Kind::of(schema), default: schema["default"].clone(), ..Self::default() };
        shape.is_replaced = schema["writeOnly"] == true;
        shape.column = match schema["x-column"].as_str() {
            Some("shared") => Some(Column::Shared),
            Some(_) => Some(Column::Own),
            None => None,
        };
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

    /// Adds what else may stand here.
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

    /// The shape of what stands under a key.
    pub fn key(&self, key: &str) -> Option<&Self> {
        let table = self.table.as_ref()?;
        table.fields.get(key).or(table.others.as_deref())
    }

    /// The shape of what stands under the key that a misspelt one was probably meant to be.
    pub fn misspelt(&self, key: &str) -> Option<&Self> {
        let fields = &self.table.as_ref()?.fields;
        let keys: Vec<_> = fields.keys().collect();
        fields.get(nearest(key, &keys)?)
    }

    /// The shape of what stands at a path.
    pub fn at(&self, path: &KeyPath) -> Option<&Self> {
        path.steps().iter().try_fold(self, |shape, step| match step {
            Step::Key(key) => shape.key(key),
            Step::Index(_) => shape.items.as_deref(),
        })
    }

    /// Visits everything that may stand within, with the keys to it: `*` is any key. What stands in a list has the keys of the list.
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
