//! The meetings of a visit: which there are, who takes part in each, and the brief of one of them alone.
//!
//! A brief without `[[meetings]]` is about one meeting, and none of this changes it.

mod agenda;
mod narrow;
mod programme;
mod subject;

pub use agenda::retain_agenda;
pub use narrow::{alone, forget, narrow, of_no_meeting};
pub use programme::{programme, repeats_meeting};
pub use subject::{has_meeting, subjects};

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crate::brief::{
    AgendaItem, Audience, Brief, Date, Id, Known, Meeting, MeetingOfVisit, Member, Reference, Side, Time, to,
};

/// The meetings of a visit in order of time, each with what it has from the visit. None if the brief is about
/// one meeting.
pub fn meetings(brief: &Brief) -> Vec<MeetingOfVisit> {
    let mut all = as_written(brief);
    all.iter_mut().for_each(|meeting| complete(meeting, brief.meeting.as_ref()));
    all
}

/// The meetings of a visit in order of time, each with what it says itself.
fn as_written(brief: &Brief) -> Vec<MeetingOfVisit> {
    if brief.meetings.is_empty() {
        return Vec::new();
    }
    let visit = brief.meeting.as_ref();
    let main = visit.and_then(|meeting| main_meeting(brief, meeting));
    let mut all: Vec<_> = main.into_iter().chain(brief.meetings.iter().cloned()).collect();
    // One whose time is not known comes last.
    all.sort_by_cached_key(|meeting| {
        let mut whole = meeting.clone();
        complete(&mut whole, visit);
        (day(&whole).is_none(), day(&whole), start(&whole).is_none(), start(&whole))
    });
    all
}

/// The ids of the meetings of a visit, as written. None if the brief is about one meeting.
pub fn ids(brief: &Brief) -> Vec<&str> {
    let main = brief.meeting.as_ref().and_then(|meeting| meeting.id.as_deref());
    let main = main.filter(|_| !brief.meetings.is_empty());
    main.into_iter().chain(brief.meetings.iter().map(|meeting| &*meeting.id)).collect()
}

/// `[meeting]` as one of the meetings, if it has an id.
fn main_meeting(brief: &Brief, meeting: &Meeting) -> Option<MeetingOfVisit> {
    let meeting = meeting.clone();
    Some(MeetingOfVisit {
        id: meeting.id?,
        title: meeting.title.unwrap_or_else(|| brief.title.clone()),
        topic: meeting.topic,
        date: meeting.day.map(Known::Value).or(meeting.date),
        start: meeting.start,
        end: meeting.end,
        venue: meeting.venue,
        city: meeting.city,
        format: meeting.format,
        working_languages: meeting.working_languages,
        sides: meeting.sides,
        members: meeting.members,
        objectives: Vec::new(),
        expected_outcomes: Vec::new(),
        seating: None,
        discussed: Vec::new(),
        next_steps: Vec::new(),
        minutes: None,
        papers: BTreeMap::new(),
        audience: Audience::Everybody,
    })
}

/// Gives a meeting what holds for the whole visit.
fn complete(meeting: &mut MeetingOfVisit, visit: Option<&Meeting>) {
    let Some(visit) = visit else { return };
    if meeting.date.is_none() && visit.end_date.is_none() {
        meeting.date.clone_from(&visit.date);
    }
    if meeting.city.is_none() {
        meeting.city.clone_from(&visit.city);
    }
    if meeting.working_languages.is_empty() {
        meeting.working_languages.clone_from(&visit.working_languages);
    }
}

/// The day of a meeting, if it is known.
pub fn day(meeting: &MeetingOfVisit) -> Option<Date> {
    meeting.date.as_ref().and_then(Known::value).copied()
}

/// The start of a meeting, if it is known.
pub fn start(meeting: &MeetingOfVisit) -> Option<Time> {
    meeting.start.as_ref().and_then(Known::value).copied()
}

/// The end of a meeting, if it is known.
pub fn end(meeting: &MeetingOfVisit) -> Option<Time> {
    meeting.end.as_ref().and_then(Known::value).copied()
}

/// Whether a side takes part in a meeting.
pub fn side_takes_part(meeting: &MeetingOfVisit, side: &Side) -> bool {
    if meeting.sides.is_empty() {
        meeting.members.is_empty() || lists_one_of(meeting, side)
    } else {
        meeting.sides.iter().any(|named| named.is_to(side.id.as_ref()))
    }
}

/// Whether a member of a side takes part in a meeting.
pub fn takes_part(meeting: &MeetingOfVisit, side: &Side, member: &Member) -> bool {
    side_takes_part(meeting, side) && (!lists_one_of(meeting, side) || lists(meeting, member))
}

fn lists_one_of(meeting: &MeetingOfVisit, side: &Side) -> bool {
    side.members.iter().any(|member| lists(meeting, member))
}

fn lists(meeting: &MeetingOfVisit, member: &Member) -> bool {
    meeting.members.iter().any(|named| named.is_to(member.id.as_ref()))
}

/// Whether the side or the member with this id takes part in a meeting.
pub fn party_takes_part(brief: &Brief, meeting: &MeetingOfVisit, id: &str) -> bool {
    brief.sides.iter().any(|side| {
        let is_it = side.id.as_deref() == Some(id) && side_takes_part(meeting, side);
        let mut members = side.members.iter().filter(|member| member.id.as_deref() == Some(id));
        is_it || members.any(|member| takes_part(meeting, side, member))
    })
}

/// The meeting of each agenda item with an id.
pub struct Belonging(HashMap<Id, Id>);

impl Belonging {
    /// The meetings of the agenda of a brief.
    pub fn of(brief: &Brief) -> Self {
        let meeting = |item: &AgendaItem| Some((item.id.clone()?, item.meeting.as_ref()?.id().clone()));
        Self(brief.agenda.iter().filter_map(meeting).collect())
    }

    /// The meeting that something belongs to: the one it names, or else that of its agenda item.
    pub fn meeting<'a>(
        &'a self,
        named: Option<&'a Reference<to::Meeting>>,
        agenda: Option<&Reference<to::AgendaItem>>,
    ) -> Option<&'a Id> {
        named.map(Reference::id).or_else(|| self.0.get(agenda?.id()))
    }
}

/// The brief of a whole visit as its papers need it: all its meetings in order of time, in the programme as
/// well, and `[meeting]` only the frame of the visit. A brief about one meeting stays as it is.
pub fn whole_visit(brief: &Brief) -> Cow<'_, Brief> {
    if brief.meetings.is_empty() {
        return Cow::Borrowed(brief);
    }
    let mut whole = Brief { programme: programme(brief), meetings: as_written(brief), ..brief.clone() };
    if let Some(visit) = whole.meeting.as_mut().filter(|visit| visit.id.is_some()) {
        *visit = Meeting {
            visit_class: visit.visit_class,
            purpose: visit.purpose.take(),
            date: visit.date.take(),
            end_date: visit.end_date,
            time_zone: visit.time_zone.take(),
            time_zone_id: visit.time_zone_id.take(),
            city: visit.city.take(),
            working_languages: std::mem::take(&mut visit.working_languages),
            ..Meeting::default()
        };
    }
    Cow::Owned(whole)
}
