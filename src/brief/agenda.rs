use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, Date, Id, Known, Minutes, Prose, Reference, Text, Time, to};

/// One item for discussion.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// A short name for talking points, positions and outcomes to refer to.
    pub id: Option<Id>,
    /// The start time.
    pub start: Option<Time>,
    /// The end time. Give this or `duration`.
    pub end: Option<Time>,
    /// The length in minutes. Give this or `end`.
    pub duration: Option<Minutes>,
    /// The topic.
    #[schemars(extend("x-label" = true))]
    pub topic: Text,
    /// The speaker: the `id` of a member.
    pub speaker: Option<Known<Reference<to::Member>>>,
    /// The meeting, by its `id`, if there are several.
    pub meeting: Option<Reference<to::Meeting>>,
    /// Further notes for the reader.
    pub note: Option<Prose>,
    /// The audiences that see it, as tags of your own choice [default: all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}

impl AgendaItem {
    /// When the item ends: as stated, or start plus duration if that is within the day.
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
    /// The date.
    pub date: Date,
    /// The events of the day, in order of time.
    #[serde(default)]
    pub events: Vec<ProgrammeEvent>,
}

/// One event of the programme.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeEvent {
    /// The start time.
    pub start: Option<Time>,
    /// The end time.
    pub end: Option<Time>,
    /// The meeting that this event is, by its `id`: the programme does not list it a second time.
    #[schemars(extend("x-arranges" = true))]
    pub meeting: Option<Reference<to::Meeting>>,
    /// The event.
    pub event: Text,
    /// The place.
    pub place: Option<Known<Text>>,
    /// How the guests get there; printed only in the organisers' version.
    pub transport: Option<Text>,
    /// Who is responsible; printed only in the organisers' version.
    #[schemars(extend("x-name" = true))]
    pub responsible: Option<Text>,
    /// The audiences that see it, as tags of your own choice [default: all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}
