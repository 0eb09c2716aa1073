use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{NonEmpty, Tag};

/// A whole part of the brief that only some audiences see.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Restriction {
    /// The part.
    pub part: Part,
    /// The audiences that see it, as tags of your own choice.
    #[schemars(extend("x-expects" = "a list with at least one tag"))]
    pub audience: NonEmpty<Tag>,
}

/// Who sees a part of a brief. A list without tags is refused: it could mean everybody or nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Audience {
    /// Every reader.
    #[default]
    Everybody,
    /// The readers with one of these tags.
    Only(NonEmpty<Tag>),
}

impl Audience {
    /// Whether every reader sees the part.
    pub fn is_everybody(&self) -> bool {
        *self == Self::Everybody
    }

    /// The tags, none for every reader.
    pub fn tags(&self) -> &[Tag] {
        match self {
            Self::Everybody => &[],
            Self::Only(tags) => tags,
        }
    }
}

impl<'de> Deserialize<'de> for Audience {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        NonEmpty::deserialize(deserializer).map(Self::Only)
    }
}

impl Serialize for Audience {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.tags().serialize(serializer)
    }
}

impl JsonSchema for Audience {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Audience".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = NonEmpty::<Tag>::json_schema(generator);
        schema.insert("x-expects".to_owned(), "a list with at least one tag".into());
        schema
    }
}

/// The parts that have no tables of their own to tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// `objectives`.
    Objectives,
    /// `assessed`.
    Assessed,
    /// `discussed`.
    Discussed,
    /// `background`.
    Background,
    /// `expected_outcomes`.
    ExpectedOutcomes,
    /// `press_line`.
    PressLine,
    /// `next_steps`.
    NextSteps,
    /// The biographical notes and portraits of all members.
    Biographies,
    /// `distribution`.
    Distribution,
    /// `prepared_by`.
    PreparedBy,
    /// `recipient`.
    Recipient,
    /// `invitation`.
    Invitation,
}
