use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, Date, Entry, Known, NonEmpty, Prose, Reference, Text, to};
use crate::language::Language;

/// The outcome of one agenda item or one goal of the centre. Name one of the two.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The agenda item, by its `id`.
    #[schemars(extend("x-arranges" = true))]
    pub agenda: Option<Reference<to::AgendaItem>>,
    /// The agenda item, by its number in the agenda (from 1), for an item without an `id`.
    #[schemars(
        range(min = 1, max = u32::MAX),
        extend("x-expects" = "a whole number from 1", "x-arranges" = true, "x-counts" = "agenda")
    )]
    pub item: Option<NonZeroU32>,
    /// The goal of the centre, by its number in the list of goals (from 1).
    #[schemars(
        range(min = 1, max = u32::MAX),
        extend("x-expects" = "a whole number from 1", "x-arranges" = true, "x-counts" = "centre.goals")
    )]
    pub goal: Option<NonZeroU32>,
    /// The meeting, by its `id`, if there are several [default: that of the agenda item].
    pub meeting: Option<Reference<to::Meeting>>,
    /// The outcome. Leave it empty until you know it: a draft marks the gap, a final paper is refused.
    pub text: Option<Known<Entry>>,
    /// Who was heard: the `id`s of members [default: the speaker of the agenda item].
    #[serde(default)]
    pub heard: Vec<Reference<to::Member>>,
    /// Who spoke, and what they said.
    #[serde(default)]
    pub spoke: Vec<Speech>,
    /// The decisions, point by point [default: the minutes print `text` as the decision].
    #[serde(default)]
    pub decided: Vec<Prose>,
    /// The audiences that see it, as tags of your own choice [default: all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}

impl Outcome {
    /// Whether nothing is recorded in `language` yet.
    pub fn is_blank(&self, language: Language) -> bool {
        let text = match &self.text {
            None => true,
            Some(Known::Unknown(_)) => false,
            Some(Known::Value(entry)) => entry.is_blank(language),
        };
        text && self.decided.is_empty()
    }
}

/// What a participant said on an agenda item.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Speech {
    /// Who spoke: the `id`s of members or sides.
    #[schemars(extend("x-expects" = "a list with at least one id"))]
    pub by: NonEmpty<Reference<to::Party>>,
    /// What was said; if omitted, only the name is printed.
    pub text: Option<Prose>,
}

/// An agreement reached at the meeting.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Agreed {
    /// What was agreed.
    pub text: Prose,
    /// The meeting, by its `id`, if there are several.
    pub meeting: Option<Reference<to::Meeting>>,
    /// The audiences that see it, as tags of your own choice [default: all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}

/// A task that results from the meeting.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// The task.
    pub task: Text,
    /// The meeting, by its `id`, if there are several.
    pub meeting: Option<Reference<to::Meeting>>,
    /// Who does it. Omit it until you know.
    #[schemars(extend("x-name" = true))]
    pub responsible: Option<Known<Text>>,
    /// The deadline. Omit it until you know.
    pub deadline: Option<Known<Date>>,
    /// The progress so far.
    pub state: Option<Known<Text>>,
    /// The audiences that see it, as tags of your own choice [default: all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}

/// Who chairs the meeting and who is responsible for its minutes.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Officers {
    /// The chair: the `id` of a member. Omit it until you know.
    pub chair: Option<Known<Reference<to::Member>>>,
    /// The author of the minutes: the `id` of a member. Omit it until you know.
    pub secretary: Option<Known<Reference<to::Member>>>,
}
