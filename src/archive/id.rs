use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use chrono::{DateTime, Datelike};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::{Uuid, Version};

/// The id of a record or an event: a UUID of version 7 (RFC 9562, 5.7), which begins with its creation time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Id(Uuid);

impl Id {
    /// A new id, greater than every earlier one of this process.
    pub fn new() -> Self {
        Self(Uuid::now_v7())
    }

    /// The year of its creation (UTC), which names the folder of its bag.
    pub fn year(self) -> i32 {
        let seconds = self.0.get_timestamp().map_or(0, |time| time.to_unix().0);
        let moment = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        moment.unwrap_or_default().year()
    }
}

impl Default for Id {
    fn default() -> Self {
        Self::new()
    }
}

impl Display for Id {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.hyphenated())
    }
}

impl FromStr for Id {
    type Err = String;

    /// Parses an id as it is printed: lower case, with hyphens. Another spelling would give a record two
    /// names.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uuid = Uuid::try_parse(text).ok().filter(|uuid| uuid.get_version() == Some(Version::SortRand));
        let id = uuid.map(Self).filter(|id| id.to_string() == text);
        id.ok_or_else(|| "it is not a record id as `spravka archive list` prints it".to_owned())
    }
}

impl TryFrom<String> for Id {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.to_string()
    }
}

impl From<Id> for u128 {
    fn from(id: Id) -> Self {
        id.0.as_u128()
    }
}

impl From<u128> for Id {
    fn from(number: u128) -> Self {
        Self(Uuid::from_u128(number))
    }
}
