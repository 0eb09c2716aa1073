use std::ops::RangeInclusive;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Datelike, SecondsFormat, TimeDelta, Utc};

use crate::report::Problem;

/// The years that a clock can show: nothing was filed before the first version of this program, and a clock
/// that is a century ahead would keep every later entry from being in order.
const YEARS: RangeInclusive<i32> = 2025..=2125;

/// The time of the system, if it can be written as a date.
fn utc() -> Option<DateTime<Utc>> {
    let time = SystemTime::now();
    let seconds = match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).ok()?,
        Err(before) => -i64::try_from(before.duration().as_secs()).ok()?.checked_add(1)?,
    };
    DateTime::from_timestamp(seconds, 0)
}

/// Ensures that the clock is not obviously wrong: ids, records and entries of the ledger bear its time for
/// ever.
///
/// # Errors
/// When it is.
pub fn check() -> Result<(), Problem> {
    let now = utc();
    let is_right = now.is_some_and(|now| YEARS.contains(&now.year()));
    if is_right { Ok(()) } else { Err(wrong(now)) }
}

/// The current time in UTC (RFC 3339), in whole seconds. The clock has been checked.
pub fn now() -> String {
    utc().unwrap_or_default().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The current day in UTC: `2026-03-18`. The clock has been checked.
pub fn today() -> String {
    utc().unwrap_or_default().date_naive().to_string()
}

/// How much the clocks of computers may differ before it is said: five minutes, as in Kerberos (RFC 4120).
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// Whether a time (RFC 3339) is before another one by more than clocks differ.
pub fn is_before(time: &str, other: &str) -> bool {
    let parse = |time: &str| DateTime::parse_from_rfc3339(time).ok();
    matches!((parse(time), parse(other)), (Some(time), Some(other)) if other - time > SKEW)
}

fn wrong(now: Option<DateTime<Utc>>) -> Problem {
    let now = now.map_or("a time that cannot be written".to_owned(), |now| now.date_naive().to_string());
    Problem::system(format!("the clock of this computer is wrong: it says {now}"))
        .hint("set it and try again: records bear its time for ever; nothing was changed")
}
