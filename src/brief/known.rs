use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::table::from_table;

/// A value, or the statement that it is unknown. An absent key is a third case: it prints nothing.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Known<T> {
    /// `{ unknown = true }`: the paper says that the value is not stated.
    #[serde(deserialize_with = "from_table")]
    Unknown(Unknown),
    /// The value itself.
    Value(T),
}

impl<T> Known<T> {
    /// The statement that the value is unknown.
    pub fn unknown() -> Self {
        Self::Unknown(Unknown { _marker: () })
    }

    /// The value, if it is known.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }
}

/// The table `{ unknown = true }`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Unknown {
    #[serde(rename = "unknown", with = "only_true")]
    _marker: (),
}

/// The only value of the key `unknown`: `true`.
mod only_true {
    use serde::de::{Error, Unexpected};
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(_: &(), serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(true)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
        if bool::deserialize(deserializer)? {
            Ok(())
        } else {
            Err(D::Error::invalid_value(Unexpected::Bool(false), &"`true`"))
        }
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
                    "description": "Unknown: the paper says «не указано».",
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
