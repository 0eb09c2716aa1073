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
    /// The day of the talks, if the visit lasts several days: the hours are those of this day.
    pub day: Option<Date>,
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

impl Meeting {
    /// The first and the last day, if the first is known.
    pub fn days(&self) -> Option<(Date, Date)> {
        let first = *self.date.as_ref()?.value()?;
        Some((first, self.end_date.unwrap_or(first)))
    }

    /// Whether the visit lasts several days.
    pub fn lasts_several_days(&self) -> bool {
        self.days().is_some_and(|(first, last)| first < last)
    }

    /// Whether a start or an end is known.
    pub fn has_hours(&self) -> bool {
        [&self.start, &self.end].into_iter().flatten().any(|time| time.value().is_some())
    }
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
