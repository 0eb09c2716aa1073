use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Audience, Date, Id, Known, Officers, OutsideName, OwnRequisites, Reference, Seating, Text, Time, to,
};

/// When, where and why the sides meet. Beside `[[meetings]]` it is the frame of the whole visit, whose city,
/// time zone and working languages hold for each meeting; with an `id` it is also one of the meetings.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// A short name for other parts of the brief to refer to. Beside `[[meetings]]` it makes this table one
    /// of the meetings.
    #[schemars(extend("x-arranges" = true, "x-label" = true))]
    pub id: Option<Id>,
    /// The name of the meeting among several [default: the title of the brief].
    #[schemars(extend("x-label" = true))]
    pub title: Option<Text>,
    /// The class of the visit, as protocol has it.
    pub visit_class: Option<VisitClass>,
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
    /// The sides that take part, if there are several meetings [default: those of `members`, else all].
    #[serde(default)]
    pub sides: Vec<Reference<to::Side>>,
    /// The members who take part, if there are several meetings. Of a side without members in this list, all
    /// take part.
    #[serde(default)]
    pub members: Vec<Reference<to::Member>>,
}

/// One of several meetings of a visit, on one day.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingOfVisit {
    /// A short name for other parts of the brief to refer to; also a part of the names of its papers.
    #[schemars(extend("x-arranges" = true, "x-label" = true))]
    pub id: Id,
    /// The name of the meeting: the heading of its papers, and its line in the programme.
    #[schemars(extend("x-label" = true))]
    pub title: Text,
    /// The main topic of the talks.
    pub topic: Option<Known<Text>>,
    /// The date [default: that of a visit of one day].
    pub date: Option<Known<Date>>,
    /// The start time.
    pub start: Option<Known<Time>>,
    /// The end time.
    pub end: Option<Known<Time>>,
    /// The building or room.
    pub venue: Option<Known<Text>>,
    /// The city [default: that of the visit].
    pub city: Option<Known<Text>>,
    /// Whether the meeting is in person, online or hybrid.
    pub format: Option<Known<MeetingFormat>>,
    /// The working languages [default: those of the visit].
    #[serde(default)]
    pub working_languages: Vec<Text>,
    /// The sides that take part [default: those of `members`, else all].
    #[serde(default)]
    pub sides: Vec<Reference<to::Side>>,
    /// The members who take part. Of a side without members in this list, all take part.
    #[serde(default)]
    pub members: Vec<Reference<to::Member>>,
    /// What we want to achieve at this meeting.
    #[serde(default)]
    pub objectives: Vec<Text>,
    /// What this meeting should result in.
    #[serde(default)]
    pub expected_outcomes: Vec<Text>,
    /// How the sides sit at this meeting [default: as at the others].
    #[schemars(extend("x-printed" = false))]
    pub seating: Option<Seating>,
    /// After the meeting: the issues discussed.
    #[serde(default)]
    pub discussed: Vec<Text>,
    /// After the meeting: what comes next.
    #[serde(default)]
    pub next_steps: Vec<Text>,
    /// After the meeting: who chaired it and who writes its minutes [default: those of the brief].
    pub minutes: Option<Officers>,
    /// Overrides for single papers of this meeting, by the paper's id.
    #[serde(default)]
    pub papers: BTreeMap<String, OwnRequisites>,
    /// The audiences that see the meeting and all that belongs to it, as tags of your own choice [default:
    /// all].
    #[serde(default)]
    #[schemars(skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
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

/// The class of a visit (State Protocol of the Republic of Kazakhstan, decree 201 of 12 October 2006,
/// chapter 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum VisitClass {
    /// A state visit.
    #[serde(rename = "state-visit")]
    State,
    /// An official visit.
    #[serde(rename = "official-visit")]
    Official,
    /// A working visit.
    #[serde(rename = "working-visit")]
    Working,
    /// A private visit.
    #[serde(rename = "private-visit")]
    Private,
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
