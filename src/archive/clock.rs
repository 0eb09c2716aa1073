use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat, Utc};

fn moment() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// The moment, as RFC 3339 has it, in UTC and whole seconds.
pub fn now() -> String {
    moment().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The day, in UTC: `2026-03-18`.
pub fn today() -> String {
    moment().date_naive().to_string()
}
