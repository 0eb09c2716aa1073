use serde_json::{Map, Value};

use super::{Kind, Shape};
use crate::key_path::KeyPath;
use crate::language::Language;

/// A text of a file, as it was written.
#[derive(Debug)]
pub struct WrittenText<'a> {
    /// Where it stands.
    pub path: KeyPath,
    /// What it is.
    pub kind: &'a Kind,
    /// The language that it stands under, or `None` for a text that is the same in all.
    pub language: Option<Language>,
    /// What the table that it stands in is called in the schema.
    pub table: Option<&'a str>,
    /// Whether every key on the way is one that the file may have.
    pub is_known: bool,
    /// The text.
    pub text: &'a str,
}

/// A text that has a wording per language.
#[derive(Debug)]
pub struct PerLanguage {
    /// Where it stands.
    pub path: KeyPath,
    /// The languages that it is in.
    pub languages: Vec<Language>,
}

/// Every text of a file.
#[derive(Debug, Default)]
pub struct Written<'a> {
    /// Each of its texts.
    pub texts: Vec<WrittenText<'a>>,
    /// The texts that have a wording per language.
    pub per_language: Vec<PerLanguage>,
}

/// Every text among the values of a file. What stands under a misspelt key is what stands under the key that was probably meant;
/// what nobody knows is taken for a text to be printed.
pub fn written<'a>(shape: &'a Shape, values: &'a Value) -> Written<'a> {
    let mut walk = Walk { found: Written::default() };
    let top =
        Place { path: KeyPath::root(), shape: Some(shape), language: None, table: None, is_known: true };
    walk.value(values, &top);
    walk.found
}

/// A place of the file, and what is known of it.
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
                text,
            }),
            Value::Array(items) => {
                let shape = place.shape.and_then(|shape| shape.items.as_deref());
                for (index, item) in items.iter().enumerate() {
                    self.value(item, &Place { path: place.path.index(index), shape, ..*place });
                }
            }
            Value::Object(table) => self.table(table, place),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn table(&mut self, table: &'a Map<String, Value>, place: &Place<'a>) {
        let may_be_text = place.shape.is_none_or(|shape| shape.kind.as_ref().is_some_and(Kind::is_text));
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

    /// What stands under a key that is not that of a language.
    fn field(&mut self, key: &str, value: &'a Value, place: &Place<'a>, path: KeyPath) {
        let table = place.shape.and_then(|shape| shape.table.as_ref());
        let known = place.shape.and_then(|shape| shape.key(key));
        let meant = || place.shape.and_then(|shape| shape.misspelt(key));
        let within = Place {
            path,
            shape: known.or_else(meant),
            table: table.and_then(|table| table.name.as_deref()),
            is_known: place.is_known && known.is_some(),
            ..*place
        };
        self.value(value, &within);
    }
}
