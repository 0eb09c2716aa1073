use std::num::NonZeroU32;

use crate::brief::{AgendaItem, Brief, Outcome, Reference, to};

/// Removes agenda items and everything about them. Outcomes that refer to an item by its number are
/// renumbered.
pub fn retain_agenda(brief: &mut Brief, keep: &dyn Fn(&AgendaItem) -> bool) {
    let gone: Vec<_> = brief.agenda.iter().map(|item| !keep(item)).collect();
    let is_gone = |index: usize| gone.get(index).copied().unwrap_or_default();
    let items = brief.agenda.iter().enumerate();
    let ids: Vec<_> =
        items.filter(|(index, _)| is_gone(*index)).filter_map(|(_, item)| item.id.clone()).collect();
    let about_gone = |agenda: &Option<Reference<to::AgendaItem>>| {
        agenda.as_ref().is_some_and(|agenda| ids.iter().any(|id| agenda.is_to(Some(id))))
    };
    brief.points.retain(|point| !about_gone(&point.agenda));
    brief.if_raised.retain(|item| !about_gone(&item.agenda));
    brief.expected_positions.retain(|position| !about_gone(&position.agenda));
    brief.positions.retain(|position| !about_gone(&position.agenda));
    let index = |outcome: &Outcome| outcome.item.and_then(|number| usize::try_from(number.get() - 1).ok());
    brief.outcomes.retain(|outcome| !about_gone(&outcome.agenda) && !index(outcome).is_some_and(is_gone));
    for outcome in &mut brief.outcomes {
        let before = index(outcome).unwrap_or_default();
        let fewer = u32::try_from((0..before).filter(|index| is_gone(*index)).count()).unwrap_or_default();
        outcome.item = outcome.item.and_then(|number| NonZeroU32::new(number.get() - fewer));
    }
    let mut gone = gone.into_iter();
    brief.agenda.retain(|_| !gone.next().unwrap_or_default());
}
