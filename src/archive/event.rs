use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::id::Id;

/// An event in the life of a paper after filing: `event.toml`, in a sibling bag of the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// The version of this format.
    pub format: u32,
    /// The id of the event.
    pub id: Id,
    /// The id of the record it happened to.
    pub about: Id,
    /// When it happened (RFC 3339).
    pub at: String,
    /// Who recorded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// What happened.
    #[serde(flatten)]
    pub change: Change,
}

/// The kinds of event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Change {
    /// Another record replaces it.
    Superseded {
        /// The record that replaces it.
        by: Id,
        /// The registration number of that record.
        #[serde(skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        /// The date of that record.
        #[serde(skip_serializing_if = "Option::is_none")]
        date: Option<String>,
        /// Why.
        reason: String,
    },
    /// It is no longer valid.
    Annulled {
        /// Why.
        reason: String,
    },
    /// A detached signature was attached to it.
    Signed {
        /// The signed paper, by its path in `record.toml`.
        paper: String,
        /// The signature file, next to `event.toml`.
        signature: String,
    },
}

/// The current status of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum RecordStatus {
    /// Final, without a registration number.
    Approved,
    /// Final and registered.
    Registered,
    /// Replaced by another record.
    Superseded,
    /// No longer valid.
    Annulled,
}

impl RecordStatus {
    /// How it is written, in a list as on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Registered => "registered",
            Self::Superseded => "superseded",
            Self::Annulled => "annulled",
        }
    }
}
