use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, Known, OutsideName, Tag, Text, Time};

/// When, where and why the sides meet.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Why the visit takes place.
    pub purpose: Option<Known<Text>>,
    /// What the talks are mainly about.
    pub topic: Option<Known<Text>>,
    /// The day of the meeting, or the first day of the visit.
    pub date: Option<Known<Date>>,
    /// The last day, when there are several.
    pub end_date: Option<Date>,
    /// When it starts.
    pub start: Option<Known<Time>>,
    /// When it ends.
    pub end: Option<Known<Time>>,
    /// The time zone of the times, as it should be printed.
    pub time_zone: Option<Text>,
    /// The same time zone by its name in the IANA database, for calendars: `Asia/Almaty`. It is not printed.
    pub time_zone_id: Option<OutsideName>,
    /// The building or room.
    pub venue: Option<Known<Text>>,
    /// The city.
    pub city: Option<Known<Text>>,
    /// Whether people meet in person.
    pub format: Option<Known<MeetingFormat>>,
    /// The languages that are spoken.
    #[serde(default)]
    pub working_languages: Vec<Text>,
}

/// How people meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingFormat {
    /// Everybody is in the room.
    InPerson,
    /// Everybody is on a screen.
    Online,
    /// Some are in the room and some on a screen.
    Hybrid,
}

/// An agreement reached earlier.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierAgreement {
    /// What was agreed.
    pub title: Text,
    /// When.
    pub date: Option<Known<Date>>,
    /// How far it has been carried out.
    pub state: Option<Known<Text>>,
    /// Tags for whom it is meant, in words of your own; left out, it is for all.
    #[serde(default)]
    pub audience: Vec<Tag>,
}
