use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat, Utc};

fn utc() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// The current time in UTC (RFC 3339), in whole seconds.
pub fn now() -> String {
    utc().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The current day in UTC: `2026-03-18`.
pub fn today() -> String {
    utc().date_naive().to_string()
}
