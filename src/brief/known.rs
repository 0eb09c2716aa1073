use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Error, Unexpected};

/// A value, or the statement that nobody knows it. Absent is a third thing: a key that is not there prints nothing.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Known<T> {
    /// `{ unknown = true }`: the reader is told that it is not stated.
    Unknown(Unknown),
    /// The value itself.
    Value(T),
}

impl<T> Known<T> {
    /// The value, if it is known.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }
}

/// The table `{ unknown = true }`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unknown {
    #[serde(rename = "unknown", deserialize_with = "only_true")]
    _marker: (),
}

fn only_true<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    if bool::deserialize(deserializer)? {
        Ok(())
    } else {
        Err(D::Error::invalid_value(Unexpected::Bool(false), &"`true`"))
    }
}

impl<T: JsonSchema> JsonSchema for Known<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}OrUnknown", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({
            "anyOf": [
                value,
                {
                    "description": "Nobody knows: the paper says «не указано».",
                    "x-expects": "`{ unknown = true }`",
                    "type": "object",
                    "properties": { "unknown": { "const": true } },
                    "required": ["unknown"],
                    "additionalProperties": false,
                },
            ],
        })
    }
}
