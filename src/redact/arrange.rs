use std::num::NonZeroU32;

use crate::brief::{Brief, Distribution, Member, OrderOfSides, Rank, Side};
use crate::precedence::{in_protocol_order, own_side};

/// The brief with everything in the order in which papers print it, so that the order does not depend on
/// values that they do not print.
pub fn arranged(mut brief: Brief) -> Brief {
    brief.sides.iter_mut().for_each(arrange_members);
    let own = own_side(&brief.sides);
    for (index, side) in brief.sides.iter_mut().enumerate() {
        let is_own = own == Some(index);
        // A host that is not the author's own would count as one.
        side.own = (is_own || side.host == Some(true)).then_some(is_own);
    }
    if brief.order_of_sides == OrderOfSides::Auto {
        let by_alphabet = brief.sides.len() > 2;
        brief.order_of_sides = if by_alphabet { OrderOfSides::Alphabetical } else { OrderOfSides::AsWritten };
    }
    brief.restricted.clear();
    brief.papers.clear();
    brief.meetings.iter_mut().for_each(|meeting| meeting.papers.clear());
    brief
}

/// Puts the members in protocol order. They keep a rank only where they would not stay in it without one,
/// and then only their place.
fn arrange_members(side: &mut Side) {
    let mut members: Vec<Member> = in_protocol_order(&side.members).into_iter().cloned().collect();
    for member in &mut members {
        (member.rank, member.appointed_on) = (None, None);
    }
    let stays = in_protocol_order(&members).into_iter().zip(&members).all(|(a, b)| std::ptr::eq(a, b));
    if !stays {
        for (place, member) in (1..).zip(&mut members) {
            member.rank = Some(Rank::of_place(place));
        }
    }
    side.members = members;
}

/// The brief of a letter: one with a text of its own repeats at most the time and the place of the meeting.
pub fn of_letter(mut brief: Brief) -> Brief {
    let Some(invitation) = brief.invitation.as_ref().filter(|invitation| invitation.text.is_some()) else {
        return brief;
    };
    if !invitation.facts {
        brief.meeting = None;
    } else if let Some(meeting) = &mut brief.meeting {
        (meeting.topic, meeting.format) = (None, None);
        meeting.working_languages.clear();
    }
    brief
}

/// The brief of a seating plan, which shows only those who have a seat.
pub fn of_seating(mut brief: Brief) -> Brief {
    if let Some(seating) = &mut brief.seating {
        for side in &mut brief.sides {
            side.members.retain(|member| seating.seats(member));
        }
        seating.without.clear();
    }
    brief
}

/// The brief with only the addressee of this copy in its distribution list.
pub fn addressed(mut brief: Brief, copy: Option<NonZeroU32>) -> Brief {
    let list = std::mem::take(&mut brief.distribution);
    let addressee = copy.and_then(|copy| {
        let recipient = addressee(&list, copy)?.recipient.clone();
        Some(Distribution { copy: Some(copy), recipient })
    });
    brief.distribution.extend(addressee);
    brief
}

/// The brief without a time zone that explains no time.
pub fn without_idle_zone(mut brief: Brief) -> Brief {
    let mut events = brief.programme.iter().flat_map(|day| &day.events);
    let has_times = events.any(|event| event.start.is_some())
        || brief.agenda.iter().any(|item| item.start.is_some())
        || brief.meetings.iter().any(|meeting| meeting.start.is_some());
    if let Some(meeting) = &mut brief.meeting {
        meeting.time_zone.take_if(|_| meeting.start.is_none() && !has_times);
    }
    brief
}

/// The addressee of a copy: the one with its number, or else the one at its position in the list.
pub fn addressee(list: &[Distribution], copy: NonZeroU32) -> Option<&Distribution> {
    let numbered = list.iter().find(|entry| entry.copy == Some(copy));
    let position = usize::try_from(copy.get() - 1).ok()?;
    numbered.or_else(|| list.get(position).filter(|entry| entry.copy.is_none()))
}
