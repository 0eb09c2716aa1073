//! Reduces a checked brief to the part that an audience may read. Anything held back is removed before the
//! next stage, so it cannot reach the text, the metadata or the name of a paper.

use std::collections::BTreeSet;

use crate::brief::{Audience, Brief, NonEmpty, Part, ProgrammeEvent, Reference, Tag, to};
use crate::meeting::retain_agenda;

/// Removes everything that `audience` may not read: what has tags but not this one, and what is about an
/// agenda item that is held back.
pub fn keep(mut brief: Brief, audience: &str) -> Brief {
    keep_parts(&mut brief, audience);
    release_sources(&mut brief, audience);
    release_meetings(&mut brief, audience);
    retain_agenda(&mut brief, &|item| may_read(&item.audience, audience));
    retain(&mut brief, &mut |seen_by| may_read(seen_by, audience));
    brief
}

/// Every tag in a brief.
pub fn tags(brief: &Brief) -> BTreeSet<String> {
    let of_parts = brief.restricted.iter().flat_map(|restriction| &restriction.audience);
    let mut found: BTreeSet<_> = of_parts.map(ToString::to_string).collect();
    retain(&mut brief.clone(), &mut |seen_by| {
        found.extend(seen_by.tags().iter().map(ToString::to_string));
        true
    });
    found
}

/// Retains the taggable items whose tags `keep` accepts.
fn retain(brief: &mut Brief, keep: &mut dyn FnMut(&Audience) -> bool) {
    keep_events(brief, &mut |event| keep(&event.audience));
    brief.meetings.retain(|meeting| keep(&meeting.audience));
    brief.agenda.retain(|item| keep(&item.audience));
    brief.sources.retain(|source| keep(&source.audience));
    brief.points.retain(|point| keep(&point.audience));
    brief.expected_positions.retain(|position| keep(&position.audience));
    brief.positions.retain(|position| keep(&position.audience));
    brief.if_raised.retain(|item| keep(&item.audience));
    brief.statements.retain(|statement| keep(&statement.audience));
    brief.agreements.retain(|agreement| keep(&agreement.audience));
    brief.illustrations.retain(|illustration| keep(&illustration.audience));
    brief.annexes.retain(|annex| keep(&annex.audience));
    brief.outcomes.retain(|outcome| keep(&outcome.audience));
    brief.agreed.retain(|agreed| keep(&agreed.audience));
    brief.actions.retain(|action| keep(&action.audience));
}

/// Retains events of the programme. A day without events would show that some were held back.
fn keep_events(brief: &mut Brief, keep: &mut dyn FnMut(&ProgrammeEvent) -> bool) {
    brief.programme.retain_mut(|day| {
        let was_empty = day.events.is_empty();
        day.events.retain(&mut *keep);
        was_empty || !day.events.is_empty()
    });
}

fn may_read(seen_by: &Audience, audience: &str) -> bool {
    match seen_by {
        Audience::Everybody => true,
        Audience::Only(tags) => has_tag(tags, audience),
    }
}

fn has_tag(tags: &NonEmpty<Tag>, audience: &str) -> bool {
    tags.iter().any(|tag| **tag == *audience)
}

fn keep_parts(brief: &mut Brief, audience: &str) {
    for restriction in std::mem::take(&mut brief.restricted) {
        if !has_tag(&restriction.audience, audience) {
            hold_back(brief, restriction.part);
        }
    }
}

fn hold_back(brief: &mut Brief, part: Part) {
    match part {
        Part::Objectives => brief.objectives.clear(),
        Part::Assessed => brief.assessed.clear(),
        Part::Discussed => brief.discussed.clear(),
        Part::ExpectedOutcomes => brief.expected_outcomes.clear(),
        Part::NextSteps => brief.next_steps.clear(),
        Part::Distribution => remove_distribution(brief),
        Part::Background => brief.background = None,
        Part::PressLine => brief.press_line = None,
        Part::PreparedBy => brief.prepared_by = None,
        Part::Recipient => brief.recipient = None,
        Part::Invitation => brief.invitation = None,
        Part::Biographies => {
            for member in brief.sides.iter_mut().flat_map(|side| &mut side.members) {
                member.biography = None;
                member.photo = None;
            }
        }
    }
}

/// Removes the distribution list of the brief and those of its papers.
fn remove_distribution(brief: &mut Brief) {
    brief.distribution.clear();
    let of_meetings = brief.meetings.iter_mut().flat_map(|meeting| meeting.papers.values_mut());
    brief.papers.values_mut().chain(of_meetings).for_each(|paper| paper.distribution = None);
}

/// Removes references to sources that are held back.
fn release_sources(brief: &mut Brief, audience: &str) {
    let held = brief.sources.iter().filter(|source| !may_read(&source.audience, audience));
    brief.withheld_sources = held.filter_map(|source| source.id.clone()).collect();
    let statements = brief.statements.iter_mut().map(|statement| &mut statement.source);
    let illustrations = brief.illustrations.iter_mut().map(|illustration| &mut illustration.source);
    for source in statements.chain(illustrations) {
        source.take_if(|source| brief.withheld_sources.iter().any(|id| source.is_to(Some(id))));
    }
}

/// Removes everything about meetings that are held back.
fn release_meetings(brief: &mut Brief, audience: &str) {
    let (held, seen): (Vec<_>, Vec<_>) = std::mem::take(&mut brief.meetings)
        .into_iter()
        .partition(|meeting| !may_read(&meeting.audience, audience));
    brief.meetings = seen;
    let is_held = |named: &Option<Reference<to::Meeting>>| {
        named.as_ref().is_some_and(|named| held.iter().any(|meeting| named.is_to(Some(&meeting.id))))
    };
    retain_agenda(brief, &|item| !is_held(&item.meeting));
    brief.points.retain(|point| !is_held(&point.meeting));
    brief.expected_positions.retain(|position| !is_held(&position.meeting));
    brief.positions.retain(|position| !is_held(&position.meeting));
    brief.if_raised.retain(|item| !is_held(&item.meeting));
    brief.statements.retain(|statement| !is_held(&statement.meeting));
    brief.outcomes.retain(|outcome| !is_held(&outcome.meeting));
    brief.agreed.retain(|agreed| !is_held(&agreed.meeting));
    brief.actions.retain(|action| !is_held(&action.meeting));
    keep_events(brief, &mut |event| !is_held(&event.meeting));
}
