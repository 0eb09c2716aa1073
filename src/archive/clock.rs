use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

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

/// How much the clocks of computers may differ before it is said: five minutes, as in Kerberos (RFC 4120).
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// Whether a time (RFC 3339) is before another one by more than clocks differ.
pub fn is_before(time: &str, other: &str) -> bool {
    let parse = |time: &str| DateTime::parse_from_rfc3339(time).ok();
    matches!((parse(time), parse(other)), (Some(time), Some(other)) if other - time > SKEW)
}
