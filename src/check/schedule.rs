use std::collections::BTreeSet;

use super::Extent;
use crate::brief::{Date, Known, Meeting, Reference, Time};
use crate::calendar;
use crate::key_path::KeyPath;
use crate::limits::MEETING_DAYS;
use crate::load::Draft;
use crate::report::Problem;
use crate::suggest::nearest;

/// A time slot of the agenda or programme.
struct Slot {
    path: KeyPath,
    start: Option<Time>,
    end: Option<Time>,
}

/// Checks that the meeting, the agenda and the programme are in order of time. In a part of a brief, hours
/// may lack their day: briefs of earlier versions had none.
pub fn check(draft: &Draft, extent: Extent) -> Vec<Problem> {
    let mut problems = meeting(draft);
    if extent == Extent::Whole {
        problems.extend(hours_of_no_day(draft));
    }
    problems.extend(agenda(draft));
    problems.extend(programme(draft));
    problems
}

fn meeting(draft: &Draft) -> Vec<Problem> {
    let Some(meeting) = &draft.brief().meeting else { return Vec::new() };
    let path = KeyPath::root().key("meeting");
    let mut problems = Vec::new();
    let first = meeting.date.as_ref().and_then(Known::value);
    match (first, &meeting.end_date) {
        (Some(first), Some(last)) if last < first => {
            problems.push(backwards(
                draft,
                &path.key("end_date"),
                &path.key("date"),
                "the meeting ends before it starts",
            ));
        }
        (Some(first), Some(last)) if (last.0 - first.0).num_days() > MEETING_DAYS => {
            problems.push(too_long(draft, &path));
        }
        (None, Some(_)) if meeting.date.is_some() || !draft.parsed.is_written(&path.key("date")) => {
            problems.push(no_first_day(draft, &path.key("end_date")));
        }
        _ => {}
    }
    let time = |field: &Option<Known<Time>>| field.as_ref().and_then(Known::value).copied();
    problems.extend(day(draft, meeting, &path));
    if meeting.time_zone.is_some() && !has_any_hours(draft) {
        problems.push(zone_without_time(draft, &path.key("time_zone")));
    }
    if let Some(id) = meeting.time_zone_id.as_ref().filter(|id| !calendar::is_zone(id)) {
        problems.push(no_such_zone(draft, &path.key("time_zone_id"), id));
    }
    let one_day = meeting.day.is_some() || meeting.end_date.is_none() || meeting.end_date.as_ref() == first;
    if !draft.parsed.is_written(&path.key("start")) && time(&meeting.end).is_some() {
        problems.push(no_start(draft, &path));
    }
    if let (Some(start), Some(end), true) = (time(&meeting.start), time(&meeting.end), one_day)
        && end <= start
    {
        problems.push(backwards(
            draft,
            &path.key("end"),
            &path.key("start"),
            "the meeting ends before it starts",
        ));
    }
    problems
}

/// The day of the talks is a day of the visit.
fn day(draft: &Draft, meeting: &Meeting, path: &KeyPath) -> Option<Problem> {
    let (first, last) = meeting.days()?;
    meeting.day.filter(|day| *day < first || *day > last)?;
    Some(talks_outside_visit(draft, &path.key("day"), first, last))
}

/// Whether the brief has a time that its time zone explains.
fn has_any_hours(draft: &Draft) -> bool {
    let brief = draft.brief();
    let mut events = brief.programme.iter().flat_map(|day| &day.events);
    draft.parsed.is_written(&KeyPath::root().key("meeting").key("start"))
        || brief.meetings.iter().any(|meeting| meeting.start.is_some())
        || brief.agenda.iter().any(|item| item.start.is_some())
        || events.any(|event| event.start.is_some())
}

/// Hours in a visit of several days that do not say their day: those of the meeting, or else those of the
/// agenda.
fn hours_of_no_day(draft: &Draft) -> Option<Problem> {
    let brief = draft.brief();
    let meeting = brief.meeting.as_ref().filter(|one| one.day.is_none() && one.lasts_several_days())?;
    if draft.parsed.is_written(&KeyPath::root().key("meeting").key("day")) {
        return None;
    }
    let path = KeyPath::root().key("meeting");
    let start = meeting.start.as_ref().and_then(Known::value).map(|_| path.key("start"));
    let end = meeting.has_hours().then(|| path.key("end"));
    let item = brief.agenda.iter().position(|item| item.start.is_some());
    let item = item.map(|index| KeyPath::root().key("agenda").index(index).key("start"));
    let (first, _) = meeting.days()?;
    Some(no_day(draft, &start.or(end).or(item)?, first))
}

fn agenda(draft: &Draft) -> Vec<Problem> {
    let list = KeyPath::root().key("agenda");
    let items = || draft.brief().agenda.iter().enumerate();
    let meetings: BTreeSet<_> = items().map(|(_, item)| item.meeting.as_ref().map(Reference::id)).collect();
    // The agendas of several meetings are independent of each other.
    let in_order = meetings.into_iter().flat_map(|meeting| {
        let of_meeting = items().filter(|(_, item)| item.meeting.as_ref().map(Reference::id) == meeting);
        let slots = of_meeting.map(|(index, item)| Slot {
            path: list.index(index),
            start: item.start,
            end: item.ends(),
        });
        in_order(draft, &slots.collect::<Vec<_>>())
    });
    let twice = items()
        .filter(|(_, item)| item.end.is_some() && item.duration.is_some())
        .map(|(index, _)| end_and_duration(draft, &list.index(index)));
    let past_midnight = items()
        .filter(|(_, item)| item.start.is_some() && item.duration.is_some() && item.ends().is_none())
        .map(|(index, _)| past_midnight(draft, &list.index(index)));
    twice.chain(past_midnight).chain(in_order).collect()
}

fn programme(draft: &Draft) -> Vec<Problem> {
    let list = KeyPath::root().key("programme");
    let days = &draft.brief().programme;
    let mut problems = Vec::new();
    for (index, day) in days.iter().enumerate() {
        let path = list.index(index);
        if let Some(before) = index.checked_sub(1).filter(|before| day.date <= days[*before].date) {
            problems.push(day_out_of_order(draft, &path.key("date"), &list.index(before).key("date")));
        }
        if day.events.is_empty() && !draft.parsed.is_written(&path.key("events")) {
            problems.push(empty_day(draft, &path));
        }
        if let Some((first, last)) =
            visit(draft).filter(|(first, last)| day.date < *first || day.date > *last)
        {
            problems.push(day_outside_visit(draft, &path.key("date"), first, last));
        }
        let events = day.events.iter().enumerate();
        let slots: Vec<_> = events
            .map(|(event, slot)| Slot {
                path: path.key("events").index(event),
                start: slot.start,
                end: slot.end,
            })
            .collect();
        problems.extend(in_order(draft, &slots));
    }
    problems
}

/// The first and last day of the visit.
fn visit(draft: &Draft) -> Option<(Date, Date)> {
    draft.brief().meeting.as_ref()?.days()
}

/// Checks that each slot ends after it starts and starts no earlier than the previous one ends.
fn in_order(draft: &Draft, slots: &[Slot]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut before: Option<&Slot> = None;
    for slot in slots {
        if let (Some(start), Some(end)) = (slot.start, slot.end)
            && end <= start
        {
            let message = format!("`{}` ends before it starts", slot.path);
            problems.push(backwards(draft, &slot.path.key("end"), &slot.path.key("start"), &message));
        }
        if slot.end.is_some() && !draft.parsed.is_written(&slot.path.key("start")) {
            problems.push(no_start(draft, &slot.path));
        }
        let Some(start) = slot.start else { continue };
        if let Some(before) = before {
            if before.start.is_some_and(|earlier| start < earlier) {
                problems.push(out_of_order(draft, slot, before));
            } else if before.end.is_some_and(|end| start < end) {
                problems.push(overlap(draft, slot, before));
            }
        }
        before = Some(slot);
    }
    problems
}

fn backwards(draft: &Draft, end: &KeyPath, start: &KeyPath, message: &str) -> Problem {
    Problem::error(message)
        .at(draft.place(end))
        .related(draft.place(start), "it starts here")
        .hint("correct one of the two; an event past midnight continues on the next day")
}

fn too_long(draft: &Draft, meeting: &KeyPath) -> Problem {
    Problem::error("the meeting lasts longer than a year")
        .at(draft.place(&meeting.key("end_date")))
        .related(draft.place(&meeting.key("date")), "it starts here")
        .hint("correct the year of one of the two")
}

fn no_start(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::error(format!("`{path}` has an end but no start"))
        .at(draft.place(&path.key("end")))
        .hint("add `start`")
}

fn no_first_day(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::error("the meeting has an `end_date` but no `date`")
        .at(draft.place(path))
        .hint("add `date`, the first day")
}

fn talks_outside_visit(draft: &Draft, day: &KeyPath, first: Date, last: Date) -> Problem {
    Problem::error(format!("the day of the talks is outside the visit, {} to {}", first.0, last.0))
        .at(draft.place(day))
        .hint("correct it, or the `date` and `end_date` of the meeting")
}

fn no_day(draft: &Draft, hours: &KeyPath, first: Date) -> Problem {
    let meeting = KeyPath::root().key("meeting");
    Problem::error(format!("the visit lasts several days, and `{hours}` does not say of which it is"))
        .at(draft.place(hours))
        .related(draft.place(&meeting.key("end_date")), "the last day")
        .hint(format!(
            "add the day of the talks to `[meeting]`, such as `day = {}`, or leave hours to `[[programme]]`",
            first.0
        ))
}

fn past_midnight(draft: &Draft, item: &KeyPath) -> Problem {
    Problem::error(format!("`{item}` lasts past midnight"))
        .at(draft.place(&item.key("duration")))
        .related(draft.place(&item.key("start")), "it starts here")
        .hint("correct one of the two, or leave out `start`")
}

fn no_such_zone(draft: &Draft, path: &KeyPath, id: &str) -> Problem {
    let problem = Problem::error(format!("there is no time zone `{id}`")).at(draft.place(path));
    problem.hint(match nearest(id, &calendar::names()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "use an IANA name such as `Asia/Almaty`".to_owned(),
    })
}

fn zone_without_time(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::warning("the time zone is not printed: no time is stated")
        .at(draft.place(path))
        .hint("add `start`, or omit the time zone")
}

fn end_and_duration(draft: &Draft, item: &KeyPath) -> Problem {
    Problem::error(format!("`{item}` has both an end and a duration"))
        .at(draft.place(&item.key("duration")))
        .related(draft.place(&item.key("end")), "it ends here")
        .hint("omit one of the two")
}

fn out_of_order(draft: &Draft, slot: &Slot, before: &Slot) -> Problem {
    Problem::error(format!("`{}` starts before `{}`, which is listed above it", slot.path, before.path))
        .at(draft.place(&slot.path.key("start")))
        .related(draft.place(&before.path.key("start")), "this starts later")
        .hint("sort them by time, or correct one of the times")
}

fn overlap(draft: &Draft, slot: &Slot, before: &Slot) -> Problem {
    let end = before.end.map(|end| end.0.format("%H:%M").to_string()).unwrap_or_default();
    Problem::error(format!("`{}` starts before `{}` ends at {end}", slot.path, before.path))
        .at(draft.place(&slot.path.key("start")))
        .related(draft.place(&before.path), format!("this lasts until {end}"))
        .hint("correct one of the times")
}

fn day_out_of_order(draft: &Draft, day: &KeyPath, before: &KeyPath) -> Problem {
    Problem::error("the days of the programme are out of order or repeated")
        .at(draft.place(day))
        .related(draft.place(before), "this day is listed above it")
        .hint("sort the days; put all events of a day in one `[[programme]]` table")
}

fn empty_day(draft: &Draft, day: &KeyPath) -> Problem {
    Problem::warning(format!("`{day}` has no events: only its heading is printed"))
        .at(draft.place(day))
        .hint("add a `[[programme.events]]` table, or delete the day")
}

fn day_outside_visit(draft: &Draft, day: &KeyPath, first: Date, last: Date) -> Problem {
    Problem::warning(format!("this day is outside the visit, {} to {}", first.0, last.0))
        .at(draft.place(day))
        .hint("correct it, or the `date` and `end_date` of the meeting")
}
