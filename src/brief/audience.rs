use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Tag;

/// A whole part of the brief that only some audiences see.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Restriction {
    /// The part.
    pub part: Part,
    /// The audiences that see it, as tags of your own choice.
    #[schemars(length(min = 1), extend("x-expects" = "a list with at least one tag"))]
    pub audience: Vec<Tag>,
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
