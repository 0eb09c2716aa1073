use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, Date, Known, OutsideName, Text, Time};

/// When, where and why the sides meet.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// The purpose of the visit.
    pub purpose: Option<Known<Text>>,
    /// The main topic of the talks.
    pub topic: Option<Known<Text>>,
    /// The date of the meeting, or the first day of the visit.
    pub date: Option<Known<Date>>,
    /// The last day, if the visit lasts several days.
    pub end_date: Option<Date>,
    /// The start time.
    pub start: Option<Known<Time>>,
    /// The end time.
    pub end: Option<Known<Time>>,
    /// The time zone, as printed.
    pub time_zone: Option<Text>,
    /// The IANA name of the time zone, used in calendars and not printed: `Asia/Almaty`.
    pub time_zone_id: Option<OutsideName>,
    /// The building or room.
    pub venue: Option<Known<Text>>,
    /// The city.
    pub city: Option<Known<Text>>,
    /// Whether the meeting is in person, online or hybrid.
    pub format: Option<Known<MeetingFormat>>,
    /// The working languages of the meeting.
    #[serde(default)]
    pub working_languages: Vec<Text>,
}

/// The format of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingFormat {
    /// All participants are in the room.
    InPerson,
    /// All participants join by video link.
    Online,
    /// Some participants are in the room, others join by video link.
    Hybrid,
}

/// An earlier agreement.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierAgreement {
    /// What was agreed.
    pub title: Text,
    /// The date.
    pub date: Option<Known<Date>>,
    /// How far it has been carried out.
    pub state: Option<Known<Text>>,
    /// The audiences that see it, as tags of your own choice [default: all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
}
