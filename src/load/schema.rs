//! The kinds of file that are read: their names in messages, and their schemas.

use std::sync::LazyLock;

use jsonschema::{ValidationError, Validator};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::brief::{self, Brief, Organisations, People};
use crate::key_path::{KeyPath, Step};
use crate::settings::{self, Settings};

/// The model of a kind of file.
pub trait Model: DeserializeOwned {
    /// The schema of the file.
    fn file_schema() -> &'static FileSchema;
}

/// A kind of file and its schema. The schema is only built when a file does not fit.
#[derive(Debug)]
pub struct FileSchema {
    /// The name of such a file: `a brief`.
    pub a: &'static str,
    /// The name of this file: `the brief`.
    pub the: &'static str,
    /// The schema.
    pub schema: Value,
    /// Finds every error against the schema.
    pub validator: Option<Validator>,
}

static BRIEF: LazyLock<FileSchema> =
    LazyLock::new(|| FileSchema::new("a brief", "the brief", brief::schema()));
static SETTINGS: LazyLock<FileSchema> =
    LazyLock::new(|| FileSchema::new("`spravka.toml`", "`spravka.toml`", settings::schema()));

static PEOPLE: LazyLock<FileSchema> =
    LazyLock::new(|| FileSchema::new("`people.toml`", "`people.toml`", brief::people_schema()));
static ORGANISATIONS: LazyLock<FileSchema> = LazyLock::new(|| {
    FileSchema::new("`organisations.toml`", "`organisations.toml`", brief::organisations_schema())
});

impl Model for People {
    fn file_schema() -> &'static FileSchema {
        &PEOPLE
    }
}

impl Model for Organisations {
    fn file_schema() -> &'static FileSchema {
        &ORGANISATIONS
    }
}

impl Model for Brief {
    fn file_schema() -> &'static FileSchema {
        &BRIEF
    }
}

impl Model for Settings {
    fn file_schema() -> &'static FileSchema {
        &SETTINGS
    }
}

impl FileSchema {
    fn new(a: &'static str, the: &'static str, schema: Value) -> Self {
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).ok();
        Self { a, the, schema, validator }
    }

    /// Follows references within the schema.
    pub fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let target = |reference: &str| self.schema.pointer(reference.strip_prefix('#')?);
        match schema["$ref"].as_str().and_then(target) {
            Some(target) => self.resolve(target),
            None => schema,
        }
    }

    /// Whether the value at a path may be a text; also where the schema has no such path, as every value is
    /// wrong there.
    pub fn takes_text(&self, path: &KeyPath) -> bool {
        let at = self.at(path);
        let is_text = |schema: &&Value| match &schema["type"] {
            Value::Array(types) => types.iter().any(|one| one == "string"),
            one => one == "string" || !schema["enum"].is_null() || schema["const"].is_string(),
        };
        at.is_empty() || at.iter().any(is_text)
    }

    /// The keys that the table at a path may have.
    pub fn keys_of(&self, path: &KeyPath) -> Vec<String> {
        let properties = self.at(path).into_iter().filter_map(|schema| schema["properties"].as_object());
        properties.flat_map(|properties| properties.keys().cloned()).collect()
    }

    /// The schemas that may apply to the value at a path.
    fn at(&self, path: &KeyPath) -> Vec<&Value> {
        let mut at = self.branches(&self.schema);
        for step in path.steps() {
            let inner = at.iter().flat_map(|schema| match step {
                Step::Index(_) => self.branches(&schema["items"]),
                Step::Key(key) => {
                    let known = &schema["properties"][key.as_str()];
                    self.branches(if known.is_null() { &schema["additionalProperties"] } else { known })
                }
            });
            at = inner.collect();
        }
        at
    }

    /// The alternatives of a schema, or the schema itself.
    fn branches<'a>(&'a self, schema: &'a Value) -> Vec<&'a Value> {
        let schema = self.resolve(schema);
        match schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
            Some(branches) => branches.iter().flat_map(|branch| self.branches(branch)).collect(),
            None if schema.is_object() => vec![schema],
            None => Vec::new(),
        }
    }

    /// The schema with the keyword that failed.
    pub fn failing(&self, error: &ValidationError<'_>) -> &Value {
        let path = error.schema_path().as_str();
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        self.schema.pointer(parent).unwrap_or(&Value::Null)
    }
}
