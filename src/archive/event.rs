use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::id::Id;

/// What happened to a paper after it was filed: `event.toml`, in a bag of its own beside the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// The version of this description.
    pub format: u32,
    /// The id of the event.
    pub id: Id,
    /// The record that it is about.
    pub about: Id,
    /// When it happened, as RFC 3339 has it.
    pub at: String,
    /// What happened.
    #[serde(flatten)]
    pub change: Change,
}

/// What happens to a paper after it was filed.
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
        /// Its day.
        #[serde(skip_serializing_if = "Option::is_none")]
        date: Option<String>,
        /// Why.
        reason: String,
    },
    /// It no longer holds.
    Annulled {
        /// Why.
        reason: String,
    },
    /// A detached signature was put beside it.
    Signed {
        /// The paper that is signed, as `record.toml` names it.
        paper: String,
        /// The file of the signature, beside `event.toml`.
        signature: String,
    },
}

/// What a record counts as now.
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
