use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Known, Prose, Text};

/// The institution under discussion.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Centre {
    /// Its name.
    #[schemars(extend("x-label" = true, "x-name" = true))]
    pub name: Text,
    /// The city where it is or would be located.
    pub city: Option<Known<Text>>,
    /// A description.
    pub about: Option<Known<Prose>>,
    /// Its stated goals.
    #[serde(default)]
    #[schemars(extend("x-numbered" = true))]
    pub goals: Vec<Text>,
    /// Whether the source gives these goals as examples, so that the list is incomplete.
    #[serde(default)]
    pub among_others: bool,
}
