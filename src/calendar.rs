//! The programme of a visit as a calendar (iCalendar, RFC 5545) for Outlook, Thunderbird and phones.

mod zone;

pub use zone::{Zone, definition, is_zone, named, names};

use std::collections::HashMap;

use chrono::NaiveDateTime;
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike, Property};

use crate::brief::{Brief, Date, Known, Meeting, ProgrammeEvent, Text, Time};
use crate::digest::sha256;
use crate::language::Language;
use crate::meeting::whole_visit;

/// Options of a calendar.
#[derive(Debug)]
pub struct Order {
    /// The language of its events.
    pub language: Language,
    /// The time zone; without one, times are floating.
    pub zone: Option<Zone>,
    /// Whether it includes transport and responsible persons.
    pub organisers: bool,
    /// The date for a brief that has none.
    pub fallback_date: Date,
}

/// One entry of a calendar.
struct CalendarEntry {
    /// What identifies it in every export: the id of a meeting, or its words in the first language of the
    /// brief.
    words: String,
    day: Date,
    start: Option<Time>,
    end: Option<Time>,
    summary: String,
    place: Option<String>,
    description: Option<String>,
}

/// The programme as a calendar, with an entry for each of several meetings; without a programme, the meeting
/// as its only entry. `None` if neither has a date.
pub fn calendar(brief: &Brief, order: &Order) -> Option<String> {
    let brief = &*whole_visit(brief);
    let entries = entries(brief, order);
    let (first, last) =
        (entries.iter().map(|entry| entry.day).min()?, entries.iter().map(|entry| entry.day).max()?);
    let title = brief.title.get(order.language).map(plain).unwrap_or_default();
    let stamp = brief.date.as_ref().and_then(Known::value).unwrap_or(&order.fallback_date);
    let stamp = stamp.0.format("%Y%m%dT000000Z").to_string();
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", concat!("-//spravka//", env!("CARGO_PKG_VERSION"), "//EN")),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.append_property(Property::new("X-WR-CALNAME", title).append_parameter(("VALUE", "TEXT")).done());
    let mut ids = EventIds::of(brief);
    for entry in &entries {
        let mut event = event(entry, order.zone.as_ref());
        event.uid(&ids.next(entry)).add_property("DTSTAMP", &stamp);
        calendar.push(event.done());
    }
    let text = calendar.to_string();
    let Some(zone) = &order.zone else { return Some(text) };
    // Written by hand: the calendar library adds properties to the zone that RFC 5545, 3.6.5 does not allow.
    let before = text.find("BEGIN:VEVENT").unwrap_or(text.len());
    let (head, events) = text.split_at(before);
    Some(format!("{head}{}{events}", zone::definition(zone, first, last)))
}

/// The ids of the entries of a visit: the same in every export, so that a later one updates an earlier one,
/// and different for every other visit.
struct EventIds {
    visit: String,
    given: HashMap<String, usize>,
}

impl EventIds {
    fn of(brief: &Brief) -> Self {
        let title = brief.title.get(*brief.languages.first());
        let meeting = brief.meeting.as_ref().and_then(|meeting| meeting.date.as_ref()).and_then(Known::value);
        let first = meeting.copied().or_else(|| brief.programme.first().map(|day| day.date));
        let day = first.map(|date| date.0.to_string()).unwrap_or_default();
        Self { visit: format!("{}\n{day}", title.unwrap_or_default()), given: HashMap::new() }
    }

    fn next(&mut self, entry: &CalendarEntry) -> String {
        let what = format!("{}\n{}\n{}", self.visit, entry.day.0, entry.words);
        let times = self.given.entry(what.clone()).or_default();
        *times += 1;
        format!("{}@spravka", &sha256(format!("{what}\n{times}").as_bytes())[..32])
    }
}

fn entries(brief: &Brief, order: &Order) -> Vec<CalendarEntry> {
    let events = brief.programme.iter().flat_map(|day| day.events.iter().map(move |event| (day.date, event)));
    let first = *brief.languages.first();
    let entries: Vec<_> = events.map(|(day, event)| of_event(day, event, order, first)).collect();
    match (&brief.meeting, entries.is_empty()) {
        (Some(meeting), true) => of_meeting(brief, meeting, order),
        _ => entries,
    }
}

fn of_event(day: Date, event: &ProgrammeEvent, order: &Order, first: Language) -> CalendarEntry {
    let words = |text: &Text| text.get(order.language).map(plain);
    let known = |text: &Option<Known<Text>>| text.as_ref().and_then(Known::value).and_then(words);
    let meeting = event.meeting.as_deref();
    let notes = [&event.transport, &event.responsible].into_iter().flatten().filter_map(words);
    let notes = notes.filter(|_| order.organisers).collect::<Vec<_>>().join("\n");
    CalendarEntry {
        words: meeting.or_else(|| event.event.get(first)).unwrap_or_default().to_owned(),
        day,
        start: event.start,
        end: event.end,
        summary: words(&event.event).unwrap_or_default(),
        place: known(&event.place),
        description: Some(notes).filter(|notes| !notes.is_empty()),
    }
}

/// A text with `\n` for every line break.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The meeting: on the day of the talks, or once for each day of the visit.
fn of_meeting(brief: &Brief, meeting: &Meeting, order: &Order) -> Vec<CalendarEntry> {
    let words = |text: &Text| text.get(order.language).map(plain);
    let known = |text: &Option<Known<Text>>| text.as_ref().and_then(Known::value).and_then(words);
    let Some(first) = meeting.date.as_ref().and_then(Known::value).copied() else { return Vec::new() };
    let time = |time: &Option<Known<Time>>| time.as_ref().and_then(Known::value).copied();
    let place: Vec<_> = [known(&meeting.venue), known(&meeting.city)].into_iter().flatten().collect();
    let entry = |day| CalendarEntry {
        words: String::new(),
        day,
        start: time(&meeting.start),
        end: time(&meeting.end),
        summary: words(&brief.title).unwrap_or_default(),
        place: Some(place.join(", ")).filter(|place| !place.is_empty()),
        description: known(&meeting.topic),
    };
    if let Some(day) = meeting.day {
        return vec![entry(day)];
    }
    let last = meeting.end_date.unwrap_or(first);
    first.0.iter_days().take_while(|day| *day <= last.0).map(|day| entry(Date(day))).collect()
}

fn event(entry: &CalendarEntry, zone: Option<&Zone>) -> Event {
    let mut event = Event::new();
    event.summary(&entry.summary);
    let at = |time: Time| moment(entry.day.0.and_time(time.0), zone);
    if let Some(start) = entry.start {
        event.starts(at(start));
    } else {
        event.starts(entry.day.0);
    }
    if let Some(end) = entry.end.filter(|_| entry.start.is_some()) {
        event.ends(at(end));
    }
    if let Some(place) = &entry.place {
        event.location(place);
    }
    if let Some(description) = &entry.description {
        event.description(description);
    }
    event
}

fn moment(date_time: NaiveDateTime, zone: Option<&Zone>) -> DatePerhapsTime {
    match zone {
        Some(zone) => CalendarDateTime::WithTimezone { date_time, tzid: zone.name().to_owned() }.into(),
        None => CalendarDateTime::Floating(date_time).into(),
    }
}
