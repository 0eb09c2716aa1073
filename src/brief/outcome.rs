use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, Entry, Known, Prose, Reference, Tag, Text, to};
use crate::language::Language;

/// What came of one agenda item or of one goal of the centre. Name one of the two.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The agenda item, by its `id`.
    pub agenda: Option<Reference<to::AgendaItem>>,
    /// The agenda item, by its number in the agenda, counted from 1: for an item without an `id`.
    #[schemars(range(min = 1), extend("x-expects" = "a whole number from 1"))]
    pub item: Option<NonZeroU32>,
    /// The goal of the centre, by its number in the list of goals, counted from 1.
    #[schemars(range(min = 1), extend("x-expects" = "a whole number from 1"))]
    pub goal: Option<NonZeroU32>,
    /// What came of it. Empty, it is still to be filled in: a draft says so, and a final paper is not made.
    pub text: Option<Known<Entry>>,
    /// Who was heard on it: the `id`s of members. Left out, the minutes name the speaker of the agenda item.
    #[serde(default)]
    pub heard: Vec<Reference<to::Member>>,
    /// Who spoke on it, and what they said.
    #[serde(default)]
    pub spoke: Vec<Speech>,
    /// What was decided, point by point. Left out, the minutes print `text` as the decision.
    #[serde(default)]
    pub decided: Vec<Prose>,
    /// Tags for whom it is meant, in words of your own; left out, it is for all.
    #[serde(default)]
    pub audience: Vec<Tag>,
}

impl Outcome {
    /// Whether nothing is recorded yet in `language`.
    pub fn is_blank(&self, language: Language) -> bool {
        let text = match &self.text {
            None => true,
            Some(Known::Unknown(_)) => false,
            Some(Known::Value(entry)) => entry.is_blank(language),
        };
        text && self.decided.is_empty()
    }
}

/// What somebody said on an agenda item.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Speech {
    /// Who spoke: the `id`s of members or sides.
    #[schemars(length(min = 1), extend("x-expects" = "a list with at least one id"))]
    pub by: Vec<Reference<to::Party>>,
    /// What was said; left out, only the name is printed.
    pub text: Option<Prose>,
}

/// An agreement that the meeting reached.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Agreed {
    /// What was agreed.
    pub text: Prose,
    /// Tags for whom it is meant, in words of your own; left out, it is for all.
    #[serde(default)]
    pub audience: Vec<Tag>,
}

/// A task that follows from the meeting.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What is to be done.
    pub task: Text,
    /// Who does it. Left out, it is still to be filled in.
    pub responsible: Option<Known<Text>>,
    /// By when. Left out, it is still to be filled in.
    pub deadline: Option<Known<Date>>,
    /// How far it has come.
    pub state: Option<Known<Text>>,
    /// Tags for whom it is meant, in words of your own; left out, it is for all.
    #[serde(default)]
    pub audience: Vec<Tag>,
}

/// Who conducts the meeting and who answers for its minutes.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Officers {
    /// Who chairs: the `id` of a member. Left out, it is still to be filled in.
    pub chair: Option<Known<Reference<to::Member>>>,
    /// Who writes the minutes: the `id` of a member. Left out, it is still to be filled in.
    pub secretary: Option<Known<Reference<to::Member>>>,
}
