use super::{day, end, meetings, start};
use crate::brief::{Brief, Date, MeetingOfVisit, ProgrammeDay, ProgrammeEvent};

/// The programme of a brief with its meetings in order of time. A meeting that is stated as an event is not
/// added; the event has from it what it does not say itself.
pub fn programme(brief: &Brief) -> Vec<ProgrammeDay> {
    let mut days = brief.programme.clone();
    for meeting in meetings(brief) {
        let mut events = days.iter_mut().flat_map(|day| &mut day.events);
        match events.find(|event| is_it(event, &meeting)) {
            Some(event) => complete(event, &meeting),
            None => {
                if let Some(date) = day(&meeting) {
                    add(&mut days, date, &meeting);
                }
            }
        }
    }
    days
}

/// Whether an event says nothing but what its meeting says.
pub fn repeats_meeting(brief: &Brief, event: &ProgrammeEvent) -> bool {
    let meeting = brief.meetings.iter().find(|meeting| is_it(event, meeting));
    meeting.is_some_and(|meeting| {
        event.event == meeting.title
            && event.place == meeting.venue
            && event.transport.is_none()
            && event.responsible.is_none()
    })
}

fn is_it(event: &ProgrammeEvent, meeting: &MeetingOfVisit) -> bool {
    event.meeting.as_ref().is_some_and(|named| named.is_to(Some(&meeting.id)))
}

fn complete(event: &mut ProgrammeEvent, meeting: &MeetingOfVisit) {
    if event.start.is_none() {
        (event.start, event.end) = (start(meeting), end(meeting));
    }
    if event.place.is_none() {
        event.place.clone_from(&meeting.venue);
    }
}

fn add(days: &mut Vec<ProgrammeDay>, date: Date, meeting: &MeetingOfVisit) {
    let index = days.iter().position(|day| day.date >= date).unwrap_or(days.len());
    if days.get(index).is_none_or(|day| day.date != date) {
        days.insert(index, ProgrammeDay { date, events: Vec::new() });
    }
    let event = ProgrammeEvent {
        start: start(meeting),
        // Without a start, an end alone says nothing.
        end: end(meeting).filter(|_| start(meeting).is_some()),
        meeting: Some(meeting.id.clone().into()),
        event: meeting.title.clone(),
        place: meeting.venue.clone(),
        transport: None,
        responsible: None,
        audience: meeting.audience.clone(),
    };
    let events = &mut days[index].events;
    let later = |other: &ProgrammeEvent| event.start.is_some() && other.start > event.start;
    let place = events.iter().position(later).unwrap_or(events.len());
    events.insert(place, event);
}
