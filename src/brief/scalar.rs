use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar day, written `2026-03-15`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub NaiveDate);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        if !has_shape(&text, "0000-00-00") {
            return Err(D::Error::custom("a date is written 2026-03-15"));
        }
        NaiveDate::parse_from_str(&text, "%Y-%m-%d").map(Self).map_err(D::Error::custom)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "A date: 2026-03-15.",
            "x-expects": "a date like `2026-03-15`",
            "type": "string",
            "format": "date",
            "x-holds": "date",
        })
    }
}

/// A local time of day, written `10:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(pub NaiveTime);

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let pattern = match &*text {
            minutes if has_shape(minutes, "00:00") => "%H:%M",
            // Leap seconds (`:60`) are rejected: no meeting starts in one.
            seconds if has_shape(seconds, "00:00:00") && !seconds.ends_with("60") => "%H:%M:%S",
            _ => return Err(D::Error::custom("a time is written 10:00")),
        };
        NaiveTime::parse_from_str(&text, pattern).map(Self).map_err(D::Error::custom)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl JsonSchema for Time {
    fn schema_name() -> Cow<'static, str> {
        "Time".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A time of day: 10:00.",
            "x-expects": "a time like `10:00`",
            "type": "string",
            "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$",
            "x-holds": "time",
        })
    }
}

/// Whether a text has this shape, where 0 stands for any digit.
fn has_shape(text: &str, shape: &str) -> bool {
    let fits = |(byte, shape): (u8, u8)| if shape == b'0' { byte.is_ascii_digit() } else { byte == shape };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}

/// A duration in whole minutes, from 1 to 1440 (a day).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Minutes(u16);

impl Minutes {
    /// The number of minutes.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Minutes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u16::deserialize(deserializer)? {
            minutes @ 1..=1440 => Ok(Self(minutes)),
            _ => Err(D::Error::custom("a length of time is 1 to 1440 minutes")),
        }
    }
}

impl JsonSchema for Minutes {
    fn schema_name() -> Cow<'static, str> {
        "Minutes".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "Whole minutes, 1 to 1440.",
            "x-expects": "a whole number of minutes from 1 to 1440",
            "type": "integer",
            "minimum": 1,
            "maximum": 1440,
        })
    }
}
