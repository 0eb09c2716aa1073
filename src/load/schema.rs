//! The kinds of file that are read: what each is called, and the schema that it is held to.

use std::sync::LazyLock;

use jsonschema::{ValidationError, Validator};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::brief::{self, Brief};
use crate::key_path::{KeyPath, Step};
use crate::settings::{self, Settings};

/// What a file is read into.
pub trait Model: DeserializeOwned {
    /// What the file is held to.
    fn file_schema() -> &'static FileSchema;
}

/// What a file is held to. The schema is only made when a file does not fit.
#[derive(Debug)]
pub struct FileSchema {
    /// What such a file is called: `a brief`.
    pub a: &'static str,
    /// What this file is called: `the brief`.
    pub the: &'static str,
    /// The schema.
    pub schema: Value,
    /// What finds every error against it.
    pub validator: Option<Validator>,
}

static BRIEF: LazyLock<FileSchema> =
    LazyLock::new(|| FileSchema::new("a brief", "the brief", brief::schema()));
static SETTINGS: LazyLock<FileSchema> =
    LazyLock::new(|| FileSchema::new("`spravka.toml`", "`spravka.toml`", settings::schema()));

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

    /// Whether the value at a path may be a text; so too where the schema has no such path, and every value is wrong.
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

    /// The schemas that the value at a path may suit.
    fn at(&self, path: &KeyPath) -> Vec<&Value> {
        let mut at = self.branches(&self.schema);
        for step in path.steps() {
            let inner = at.iter().flat_map(|schema| match step {
                Step::Index(_) => self.branches(&schema["items"]),
                Step::Key(key) => {
                    let known = &schema["properties"][key];
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

    /// The schema that holds the keyword that failed.
    pub fn failing(&self, error: &ValidationError<'_>) -> &Value {
        let path = error.schema_path().as_str();
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        self.schema.pointer(parent).unwrap_or(&Value::Null)
    }
}
