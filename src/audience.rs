//! Reduces a checked brief to the part that an audience may read. Anything held back is removed before the
//! next stage, so it cannot reach the text, the metadata or the name of a paper.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use crate::brief::{Audience, Brief, NonEmpty, Outcome, Part, Reference, Tag, to};

/// Removes everything that `audience` may not read: what has tags but not this one, and what is about an
/// agenda item that is held back.
pub fn keep(mut brief: Brief, audience: &str) -> Brief {
    keep_parts(&mut brief, audience);
    release_sources(&mut brief, audience);
    release_agenda(&mut brief, audience);
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
    brief.programme.retain_mut(|day| {
        let was_empty = day.events.is_empty();
        day.events.retain(|event| keep(&event.audience));
        // A day without events would show that some were held back.
        was_empty || !day.events.is_empty()
    });
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
        Part::Distribution => brief.distribution.clear(),
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

/// Removes everything about agenda items that are held back. Outcomes that refer to an item by its number are
/// renumbered.
fn release_agenda(brief: &mut Brief, audience: &str) {
    let held: Vec<_> = brief.agenda.iter().map(|item| !may_read(&item.audience, audience)).collect();
    let is_held = |index: usize| held.get(index).copied().unwrap_or_default();
    let items = brief.agenda.iter().enumerate();
    let ids: Vec<_> =
        items.filter(|(index, _)| is_held(*index)).filter_map(|(_, item)| item.id.clone()).collect();
    let about_held = |agenda: &Option<Reference<to::AgendaItem>>| {
        agenda.as_ref().is_some_and(|agenda| ids.iter().any(|id| agenda.is_to(Some(id))))
    };
    brief.points.retain(|point| !about_held(&point.agenda));
    brief.expected_positions.retain(|position| !about_held(&position.agenda));
    brief.positions.retain(|position| !about_held(&position.agenda));
    let index = |outcome: &Outcome| outcome.item.and_then(|number| usize::try_from(number.get() - 1).ok());
    brief.outcomes.retain(|outcome| !about_held(&outcome.agenda) && !index(outcome).is_some_and(is_held));
    for outcome in &mut brief.outcomes {
        let before = index(outcome).unwrap_or_default();
        let gone = u32::try_from((0..before).filter(|index| is_held(*index)).count()).unwrap_or_default();
        outcome.item = outcome.item.and_then(|number| NonZeroU32::new(number.get() - gone));
    }
}
