use serde_json::Value;

use crate::key_path::KeyPath;
use crate::language::Language;

/// A text of a brief, as it was written.
#[derive(Debug)]
pub struct WrittenText<'a> {
    /// Where it stands.
    pub path: KeyPath,
    /// What it is for.
    pub role: Role,
    /// The language that it stands under, or `None` for a text that is the same in all.
    pub language: Option<Language>,
    /// The text.
    pub text: &'a str,
}

/// What a string of a brief is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is printed.
    Text,
    /// It is printed as an address on the web.
    Address,
    /// It names a file, and is not printed.
    File,
    /// It names a part of the brief or one of several choices, and is not printed.
    Name,
}

impl Role {
    /// Whether the paper shows the string as it is.
    pub fn is_printed(self) -> bool {
        matches!(self, Self::Text | Self::Address)
    }
}

/// The keys whose strings are names. A test holds them against the schema.
pub const NAMES: [&str; 28] = [
    "agenda",
    "audience",
    "by",
    "chair",
    "facing_door",
    "file",
    "format",
    "heard",
    "id",
    "include",
    "interpreter",
    "kind",
    "language",
    "languages",
    "members_from",
    "order",
    "order_of_sides",
    "part",
    "person",
    "role",
    "secretary",
    "sheet",
    "source",
    "speaker",
    "status",
    "table",
    "time_zone_id",
    "without",
];

/// What the string under `key` is for.
fn role(key: &str) -> Role {
    match key {
        "url" => Role::Address,
        "file" => Role::File,
        name if NAMES.contains(&name) => Role::Name,
        _ => Role::Text,
    }
}

/// Every string of a brief.
pub fn texts_of(values: &Value) -> Vec<WrittenText<'_>> {
    let mut found = Vec::new();
    walk(values, &KeyPath::root(), None, &mut found);
    found
}

fn walk<'a>(value: &'a Value, path: &KeyPath, language: Option<Language>, found: &mut Vec<WrittenText<'a>>) {
    match value {
        Value::String(text) => {
            let role = role(path.last_key().unwrap_or_default());
            found.push(WrittenText { path: path.clone(), role, language, text });
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &path.index(index), language, found);
            }
        }
        Value::Object(table) => {
            for (key, value) in table {
                walk(value, &path.key(key), Language::from_code(key).or(language), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
