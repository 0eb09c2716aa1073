use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, Id, Known, Minutes, Prose, Reference, Tag, Text, Time, to};

/// One item to be discussed.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// A short name by which talking points, positions and outcomes refer to this item.
    pub id: Option<Id>,
    /// When it starts.
    pub start: Option<Time>,
    /// When it ends. Give this or `duration`.
    pub end: Option<Time>,
    /// How long it takes, in minutes. Give this or `end`.
    pub duration: Option<Minutes>,
    /// What is discussed.
    pub topic: Text,
    /// Who speaks: the `id` of a member.
    pub speaker: Option<Known<Reference<to::Member>>>,
    /// What else the reader should know about it.
    pub note: Option<Prose>,
    /// Tags for whom it is meant, in words of your own; left out, it is for all.
    #[serde(default)]
    pub audience: Vec<Tag>,
}

impl AgendaItem {
    /// When the item ends: as stated, or its start and duration added up (within the day).
    pub fn ends(&self) -> Option<Time> {
        self.end.or_else(|| {
            let length = chrono::Duration::minutes(self.duration?.get().into());
            let (end, wrapped) = self.start?.0.overflowing_add_signed(length);
            (wrapped == 0).then_some(Time(end))
        })
    }
}

/// One day of the programme.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeDay {
    /// The day.
    pub date: Date,
    /// What happens, in order of time.
    #[serde(default)]
    pub events: Vec<ProgrammeEvent>,
}

/// Something that happens on a day of the programme.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeEvent {
    /// When it starts.
    pub start: Option<Time>,
    /// When it ends.
    pub end: Option<Time>,
    /// What happens.
    pub event: Text,
    /// Where.
    pub place: Option<Known<Text>>,
    /// How the guests get there: for the organisers' version.
    pub transport: Option<Text>,
    /// Who looks after it: for the organisers' version.
    pub responsible: Option<Text>,
    /// Tags for whom it is meant, in words of your own; left out, it is for all.
    #[serde(default)]
    pub audience: Vec<Tag>,
}
