use serde_json::{Map, Value};

use super::{Kind, Shape, may_be_text};
use crate::key_path::KeyPath;
use crate::language::Language;

/// A text of a file, as written.
#[derive(Debug)]
pub struct WrittenText<'a> {
    /// Its path.
    pub path: KeyPath,
    /// Its kind.
    pub kind: &'a Kind,
    /// The language it is written in, or `None` for a text shared by all languages.
    pub language: Option<Language>,
    /// The name of its table in the schema.
    pub table: Option<&'a str>,
    /// Whether every key of its path is in the schema.
    pub is_known: bool,
    /// Whether it is a name, which may be in any language.
    pub is_name: bool,
    /// The text.
    pub text: &'a str,
}

/// A translated text.
#[derive(Debug)]
pub struct PerLanguage {
    /// Its path.
    pub path: KeyPath,
    /// The languages it is written in.
    pub languages: Vec<Language>,
}

/// Every text of a file.
#[derive(Debug, Default)]
pub struct Written<'a> {
    /// The texts, each translation on its own.
    pub texts: Vec<WrittenText<'a>>,
    /// The translated texts.
    pub per_language: Vec<PerLanguage>,
}

/// Collects every text among the values of a file. A misspelt key has the shape of the nearest known key. A
/// text without a shape is checked as a printed one.
pub fn written<'a>(shape: &'a Shape, values: &'a Value) -> Written<'a> {
    let mut walk = Walk { found: Written::default() };
    let top =
        Place { path: KeyPath::root(), shape: Some(shape), language: None, table: None, is_known: true };
    walk.value(values, &top);
    walk.found
}

/// A place in the file, and what the schema knows of it.
struct Place<'a> {
    path: KeyPath,
    shape: Option<&'a Shape>,
    language: Option<Language>,
    table: Option<&'a str>,
    is_known: bool,
}

struct Walk<'a> {
    found: Written<'a>,
}

impl<'a> Walk<'a> {
    fn value(&mut self, value: &'a Value, place: &Place<'a>) {
        match value {
            Value::String(text) => self.found.texts.push(WrittenText {
                path: place.path.clone(),
                kind: place.shape.and_then(|shape| shape.kind.as_ref()).unwrap_or(&Kind::Text),
                language: place.language,
                table: place.table,
                is_known: place.is_known,
                is_name: place.shape.is_some_and(|shape| shape.is_name),
                text,
            }),
            Value::Array(items) => {
                let shape = place.shape.and_then(Shape::item);
                for (index, item) in items.iter().enumerate() {
                    self.value(item, &Place { path: place.path.index(index), shape, ..*place });
                }
            }
            Value::Object(table) => self.table(table, place),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn table(&mut self, table: &'a Map<String, Value>, place: &Place<'a>) {
        let may_be_text = may_be_text(place.shape);
        let language = |key: &str| Language::from_code(key).filter(|_| may_be_text);
        let languages: Vec<_> = table.keys().filter_map(|key| language(key)).collect();
        if !languages.is_empty() {
            self.found.per_language.push(PerLanguage { path: place.path.clone(), languages });
        }
        for (key, value) in table {
            let path = place.path.key(key);
            match language(key) {
                Some(language) => self.value(value, &Place { path, language: Some(language), ..*place }),
                None => self.field(key, value, place, path),
            }
        }
    }

    /// The value of a key that is not a language code.
    fn field(&mut self, key: &str, value: &'a Value, place: &Place<'a>, path: KeyPath) {
        let table = place.shape.and_then(|shape| shape.table.as_ref());
        let known = place.shape.and_then(|shape| shape.key(key));
        let within = Place {
            path,
            shape: place.shape.and_then(|shape| shape.field(key)),
            table: table.and_then(|table| table.name.as_deref()),
            is_known: place.is_known && known.is_some(),
            ..*place
        };
        self.value(value, &within);
    }
}
