use std::borrow::Cow;

use super::agenda::retain_agenda;
use super::{Belonging, as_written, meetings, party_takes_part, side_takes_part, start, takes_part};
use crate::brief::{Brief, Id, Meeting, MeetingOfVisit, Reference, Seating, to};

/// The brief of one meeting of a visit alone: `[meeting]` is that meeting, and nothing that belongs to
/// another one is left, nor who takes no part in it. `None` if the visit has no such meeting.
///
/// What says of no meeting that it belongs to it is of the whole visit. What our side prepares is kept, since
/// it may be said at any meeting; what came of a meeting is not, since the other side reads it.
pub fn narrow(brief: &Brief, id: &str) -> Option<Brief> {
    let meeting = meetings(brief).into_iter().find(|meeting| *meeting.id == *id)?;
    let mut narrowed = brief.clone();
    prepared(&mut narrowed, brief, &meeting);
    recorded(&mut narrowed, brief, &meeting.id);
    let is_of_it = |named: &Option<Reference<to::Meeting>>| is_to(named.as_ref(), &meeting.id);
    retain_agenda(&mut narrowed, &|item| is_of_it(&item.meeting));
    participants(&mut narrowed, &meeting);
    forget(&mut narrowed);
    narrowed.programme.clear();
    papers(&mut narrowed, &meeting);
    narrowed.objectives.clone_from(&meeting.objectives);
    narrowed.expected_outcomes.clone_from(&meeting.expected_outcomes);
    narrowed.discussed.clone_from(&meeting.discussed);
    narrowed.next_steps.clone_from(&meeting.next_steps);
    narrowed.minutes = meeting.minutes.clone().or(narrowed.minutes);
    narrowed.meeting = Some(only(meeting, brief.meeting.as_ref()));
    Some(narrowed)
}

/// What belongs to one meeting of a visit and to no other: its brief without what may be said at any, and
/// without what it has from the visit.
pub fn alone(brief: &Brief, id: &str) -> Option<Brief> {
    let belonging = Belonging::of(brief);
    let mut own = brief.clone();
    own.points.retain(|point| belonging.meeting(point.meeting.as_ref(), point.agenda.as_ref()).is_some());
    own.if_raised.retain(|item| belonging.meeting(item.meeting.as_ref(), item.agenda.as_ref()).is_some());
    own.expected_positions
        .retain(|position| belonging.meeting(position.meeting.as_ref(), position.agenda.as_ref()).is_some());
    let mut narrowed = narrow(&own, id)?;
    let written = as_written(brief).into_iter().find(|meeting| *meeting.id == *id)?;
    if let Some(meeting) = &mut narrowed.meeting {
        (meeting.city, meeting.working_languages) = (written.city, written.working_languages);
    }
    Some(narrowed)
}

/// What belongs to the whole visit and to none of its meetings.
pub fn of_no_meeting(brief: &Brief) -> Cow<'_, Brief> {
    if brief.meetings.is_empty() {
        return Cow::Borrowed(brief);
    }
    let belonging = Belonging::of(brief);
    let mut rest = brief.clone();
    rest.points.retain(|point| belonging.meeting(point.meeting.as_ref(), point.agenda.as_ref()).is_none());
    rest.if_raised.retain(|item| belonging.meeting(item.meeting.as_ref(), item.agenda.as_ref()).is_none());
    rest.expected_positions
        .retain(|position| belonging.meeting(position.meeting.as_ref(), position.agenda.as_ref()).is_none());
    retain_agenda(&mut rest, &|item| item.meeting.is_none());
    Cow::Owned(rest)
}

fn is_to(named: Option<&Reference<to::Meeting>>, id: &Id) -> bool {
    named.is_some_and(|named| named.is_to(Some(id)))
}

/// Keeps what our side prepares for this meeting, and for any.
fn prepared(narrowed: &mut Brief, brief: &Brief, meeting: &MeetingOfVisit) {
    let belonging = Belonging::of(brief);
    let may_be = |found: Option<&Id>| found.is_none_or(|found| *found == meeting.id);
    narrowed.points.retain(|point| may_be(belonging.meeting(point.meeting.as_ref(), point.agenda.as_ref())));
    narrowed.if_raised.retain(|item| may_be(belonging.meeting(item.meeting.as_ref(), item.agenda.as_ref())));
    narrowed.expected_positions.retain(|position| {
        let is_there = position.by.as_ref().is_none_or(|by| party_takes_part(brief, meeting, by));
        is_there && may_be(belonging.meeting(position.meeting.as_ref(), position.agenda.as_ref()))
    });
}

/// Keeps what came of this meeting.
fn recorded(narrowed: &mut Brief, brief: &Brief, id: &Id) {
    let belonging = Belonging::of(brief);
    let is_it = |found: Option<&Id>| found == Some(id);
    narrowed
        .positions
        .retain(|position| is_it(belonging.meeting(position.meeting.as_ref(), position.agenda.as_ref())));
    narrowed.statements.retain(|statement| is_to(statement.meeting.as_ref(), id));
    narrowed.agreed.retain(|agreed| is_to(agreed.meeting.as_ref(), id));
    narrowed.actions.retain(|action| is_to(action.meeting.as_ref(), id));
    // Those of agenda items go with their items.
    narrowed.outcomes.retain(|outcome| outcome.goal.is_none() || is_to(outcome.meeting.as_ref(), id));
}

/// Keeps the sides and members who take part, and their seats and signatures.
fn participants(narrowed: &mut Brief, meeting: &MeetingOfVisit) {
    narrowed.sides.retain(|side| side_takes_part(meeting, side));
    for side in &mut narrowed.sides {
        let whole = side.clone();
        side.members.retain(|member| takes_part(meeting, &whole, member));
    }
    let sides = &narrowed.sides;
    let is_there = |named: &Reference<to::Member>| {
        sides.iter().flat_map(|side| &side.members).any(|member| named.is_to(member.id.as_ref()))
    };
    narrowed.signatures.retain(|signature| is_there(&signature.by));
    narrowed.seating = meeting.seating.clone().or_else(|| narrowed.seating.take());
    if let Some(Seating { without, facing_door, .. }) = &mut narrowed.seating {
        without.retain(is_there);
        facing_door.take_if(|named| !sides.iter().any(|side| named.is_to(side.id.as_ref())));
    }
}

/// Removes the meetings of a visit and everything that names one of them. What is left is about one meeting,
/// which keeps its id, or about the whole visit.
pub fn forget(brief: &mut Brief) {
    if let Some(visit) = &mut brief.meeting {
        visit.id.take_if(|_| !brief.meetings.is_empty());
        visit.title = None;
        (visit.sides, visit.members) = (Vec::new(), Vec::new());
    }
    brief.meetings.clear();
    let events = brief.programme.iter_mut().flat_map(|day| &mut day.events).map(|event| &mut event.meeting);
    let agenda = brief.agenda.iter_mut().map(|item| &mut item.meeting);
    let points = brief.points.iter_mut().map(|point| &mut point.meeting);
    let positions = brief.positions.iter_mut().chain(&mut brief.expected_positions);
    let positions = positions.map(|position| &mut position.meeting);
    let if_raised = brief.if_raised.iter_mut().map(|item| &mut item.meeting);
    let statements = brief.statements.iter_mut().map(|statement| &mut statement.meeting);
    let outcomes = brief.outcomes.iter_mut().map(|outcome| &mut outcome.meeting);
    let agreed = brief.agreed.iter_mut().map(|agreed| &mut agreed.meeting);
    let actions = brief.actions.iter_mut().map(|action| &mut action.meeting);
    let said = agenda.chain(points).chain(positions).chain(if_raised).chain(statements);
    said.chain(events).chain(outcomes).chain(agreed).chain(actions).for_each(|named| *named = None);
}

/// The headings and overrides of its papers. What the meeting says goes before what the brief says.
fn papers(narrowed: &mut Brief, meeting: &MeetingOfVisit) {
    narrowed.title = meeting.title.clone();
    for (id, own) in meeting.papers.clone() {
        let general = narrowed.papers.remove(&id).unwrap_or_default();
        narrowed.papers.insert(id, own.or(general));
    }
}

/// The only meeting of its brief.
fn only(meeting: MeetingOfVisit, visit: Option<&Meeting>) -> Meeting {
    let zone = visit.filter(|_| start(&meeting).is_some());
    Meeting {
        id: Some(meeting.id),
        title: None,
        visit_class: None,
        purpose: visit.and_then(|visit| visit.purpose.clone()),
        topic: meeting.topic,
        date: meeting.date,
        end_date: None,
        day: None,
        start: meeting.start,
        end: meeting.end,
        time_zone: zone.and_then(|visit| visit.time_zone.clone()),
        time_zone_id: zone.and_then(|visit| visit.time_zone_id.clone()),
        venue: meeting.venue,
        city: meeting.city,
        format: meeting.format,
        working_languages: meeting.working_languages,
        sides: Vec::new(),
        members: Vec::new(),
    }
}
