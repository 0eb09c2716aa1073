use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, NonEmpty, Prose, Reference, Text, to};

/// A talking point of our side.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TalkingPoint {
    /// The agenda item, by its `id`; a point without one is general.
    pub agenda: Option<Reference<to::AgendaItem>>,
    /// The meeting, by its `id`, if there are several [default: that of the agenda item, else every
    /// meeting].
    pub meeting: Option<Reference<to::Meeting>>,
    /// The text of the point.
    pub text: Prose,
    /// The audiences that see it, as tags of your own choice [default: all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}

/// A position taken by a side.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Whose position it is: the `id` of a side or a member.
    pub by: Option<Reference<to::Party>>,
    /// The agenda item, by its `id`.
    pub agenda: Option<Reference<to::AgendaItem>>,
    /// The meeting, by its `id`, if there are several [default: that of the agenda item].
    pub meeting: Option<Reference<to::Meeting>>,
    /// The position.
    pub text: Prose,
    /// The audiences that see it, as tags of your own choice [default: all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}

/// A question the other side may raise, with our answer.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IfRaised {
    /// The agenda item, by its `id`; a question without one may come at any time.
    pub agenda: Option<Reference<to::AgendaItem>>,
    /// The question.
    pub question: Text,
    /// Our answer.
    pub answer: Prose,
    /// The meeting, by its `id`, if there are several [default: that of the agenda item, else every
    /// meeting].
    pub meeting: Option<Reference<to::Meeting>>,
    /// The audiences that see it, as tags of your own choice [default: all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}

/// A reported statement.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Who said it: the `id`s of members or sides.
    #[schemars(extend("x-expects" = "a list with at least one id"))]
    pub by: NonEmpty<Reference<to::Party>>,
    /// What was said.
    pub text: Text,
    /// The meeting, by its `id`, if there are several.
    pub meeting: Option<Reference<to::Meeting>>,
    /// The source that reports it, by its `id`.
    pub source: Option<Reference<to::Source>>,
    /// Whether these are the speaker's own words, to be printed in quotation marks.
    #[serde(default)]
    pub verbatim: bool,
    /// The audiences that see it, as tags of your own choice [default: all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}
