use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Prose, Reference, Tag, Text, to};

/// Something that our side is going to say.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TalkingPoint {
    /// The agenda item that it belongs to, by its `id`; left out, it is general.
    pub agenda: Option<Reference<to::AgendaItem>>,
    /// What is said.
    pub text: Prose,
    /// Tags for whom it is meant, in words of your own; left out, it is for all.
    #[serde(default)]
    pub audience: Vec<Tag>,
}

/// A position that a side takes.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Whose position it is: the `id` of a side or a member.
    pub by: Option<Reference<to::Party>>,
    /// The agenda item that it belongs to, by its `id`.
    pub agenda: Option<Reference<to::AgendaItem>>,
    /// The position.
    pub text: Prose,
    /// Tags for whom it is meant, in words of your own; left out, it is for all.
    #[serde(default)]
    pub audience: Vec<Tag>,
}

/// A question that the other side may raise, with our answer.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IfRaised {
    /// The question.
    pub question: Text,
    /// Our answer.
    pub answer: Prose,
    /// Tags for whom it is meant, in words of your own; left out, it is for all.
    #[serde(default)]
    pub audience: Vec<Tag>,
}

/// What somebody said.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Who said it: the `id`s of members or sides.
    #[schemars(length(min = 1), extend("x-expects" = "a list with at least one id"))]
    pub by: Vec<Reference<to::Party>>,
    /// What was said.
    pub text: Text,
    /// Where it is reported, by the `id` of a source.
    pub source: Option<Reference<to::Source>>,
    /// Whether these are the speaker's own words: they are printed in quotes.
    #[serde(default)]
    pub verbatim: bool,
    /// Tags for whom it is meant, in words of your own; left out, it is for all.
    #[serde(default)]
    pub audience: Vec<Tag>,
}
