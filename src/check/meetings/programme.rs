use crate::brief::{MeetingOfVisit, ProgrammeDay, ProgrammeEvent};
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::meeting::{day, start};
use crate::report::Problem;

/// Checks that the events of the programme agree with the meetings.
pub fn check(draft: &Draft, meetings: &[MeetingOfVisit]) -> Vec<Problem> {
    let list = KeyPath::root().key("programme");
    let days = draft.brief().programme.iter().enumerate();
    let events = days.flat_map(|(index, day)| {
        let path = list.index(index).key("events");
        day.events.iter().enumerate().map(move |(event, slot)| (path.index(event), day, slot))
    });
    let stated = |meeting: &&MeetingOfVisit| {
        let mut events = draft.brief().programme.iter().flat_map(|day| &day.events);
        events.any(|event| is_it(event, meeting))
    };
    let unstated: Vec<_> = meetings.iter().filter(|meeting| !stated(meeting)).collect();
    let mut problems = Vec::new();
    for (path, of_day, event) in events {
        if let Some(meeting) = meetings.iter().find(|meeting| is_it(event, meeting)) {
            problems.extend(disagrees(draft, &path, of_day, event, meeting));
        } else if event.meeting.is_none() {
            let same = |meeting: &&&MeetingOfVisit| {
                day(meeting) == Some(of_day.date) && event.start.is_some() && start(meeting) == event.start
            };
            problems.extend(unstated.iter().find(same).map(|meeting| twice(draft, &path, meeting)));
        }
    }
    problems
}

fn is_it(event: &ProgrammeEvent, meeting: &MeetingOfVisit) -> bool {
    event.meeting.as_ref().is_some_and(|named| named.is_to(Some(&meeting.id)))
}

fn disagrees(
    draft: &Draft,
    path: &KeyPath,
    of_day: &ProgrammeDay,
    event: &ProgrammeEvent,
    meeting: &MeetingOfVisit,
) -> Option<Problem> {
    let other_day = day(meeting).is_some_and(|day| day != of_day.date);
    let starts = event.start.zip(start(meeting));
    if other_day {
        Some(other_time(draft, &path.key("meeting"), meeting, "is on another day"))
    } else if starts.is_some_and(|(one, other)| one != other) {
        Some(other_time(draft, &path.key("start"), meeting, "starts at another time"))
    } else {
        None
    }
}

fn other_time(draft: &Draft, path: &KeyPath, meeting: &MeetingOfVisit, how: &str) -> Problem {
    Problem::error(format!("the meeting `{}` {how} than this event of the programme", meeting.id))
        .at(draft.place(path))
        .related(draft.place(&super::path_of(draft, meeting)), "the meeting is here")
        .hint("correct one of the two; without a `start`, the event has that of the meeting")
}

fn twice(draft: &Draft, path: &KeyPath, meeting: &MeetingOfVisit) -> Problem {
    Problem::warning(format!(
        "the programme has the meeting `{}` by itself, at the time of this event",
        meeting.id
    ))
    .at(draft.place(path))
    .hint(format!("if they are the same, add `meeting = \"{}\"` to the event", meeting.id))
}
