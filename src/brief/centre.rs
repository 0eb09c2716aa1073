use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Known, Prose, Text};

/// The institution that the talks are about.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Centre {
    /// Its name.
    pub name: Text,
    /// The city that it is, or would be, in.
    pub city: Option<Known<Text>>,
    /// What it is.
    pub about: Option<Known<Prose>>,
    /// Its stated goals.
    #[serde(default)]
    pub goals: Vec<Text>,
    /// Whether the source names these goals among others, so that the list is not complete.
    #[serde(default)]
    pub among_others: bool,
}
