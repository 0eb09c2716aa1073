use std::num::NonZeroU32;
use std::sync::Arc;

use crate::brief::{Brief, Outcome};
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;

/// The subject of an outcome. Items sort before goals, each by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An agenda item, by index.
    Item(usize),
    /// A goal of the centre, by index.
    Goal(usize),
}

impl Subject {
    /// The subject of `outcome`, if the brief has it.
    pub fn of(outcome: &Outcome, brief: &Brief) -> Option<Self> {
        let by_id = outcome.agenda.as_ref().and_then(|id| {
            let mut items = brief.agenda.iter();
            items.position(|item| id.is_to(item.id.as_ref()))
        });
        let within = |number: Option<NonZeroU32>, length: usize| {
            number.and_then(|number| usize::try_from(number.get() - 1).ok()).filter(|index| *index < length)
        };
        let goals = brief.centre.as_ref().map_or(0, |centre| centre.goals.len());
        let item = by_id.or_else(|| within(outcome.item, brief.agenda.len()));
        item.map(Self::Item).or_else(|| within(outcome.goal, goals).map(Self::Goal))
    }

    /// The subjects without an outcome.
    pub fn missing(brief: &Brief) -> impl Iterator<Item = Self> + use<> {
        let recorded: Vec<_> = brief.outcomes.iter().map(|outcome| Self::of(outcome, brief)).collect();
        Self::all(brief).filter(move |subject| !recorded.contains(&Some(*subject)))
    }

    /// Every subject of a brief: the agenda, then the goals of the centre.
    fn all(brief: &Brief) -> impl Iterator<Item = Self> + use<> {
        let goals = brief.centre.as_ref().map_or(0, |centre| centre.goals.len());
        (0..brief.agenda.len()).map(Self::Item).chain((0..goals).map(Self::Goal))
    }
}

/// Checks that each outcome has one existing subject, and that no two outcomes share it.
pub fn check(draft: &Draft) -> Vec<Problem> {
    let brief = draft.brief();
    let list = KeyPath::root().key("outcomes");
    let mut seen: Vec<(Subject, KeyPath)> = Vec::new();
    let mut problems = Vec::new();
    for (index, outcome) in brief.outcomes.iter().enumerate() {
        let path = list.index(index);
        let named = [
            ("agenda", outcome.agenda.is_some()),
            ("item", outcome.item.is_some()),
            ("goal", outcome.goal.is_some()),
        ];
        let named: Vec<_> = named.into_iter().filter(|(_, named)| *named).map(|(key, _)| key).collect();
        match (&named[..], Subject::of(outcome, brief)) {
            ([], _) if draft.parsed.has_unknown_key(&path) => {}
            ([], _) => problems.push(about_nothing(draft, &path)),
            (["item"], Some(_)) if is_from_several_files(draft) => {
                problems.push(number_of_several_files(draft, &path.key("item")));
            }
            ([_], Some(subject)) => match seen.iter().find(|(known, _)| *known == subject) {
                Some((_, first)) => problems.push(about_the_same(draft, first, &path)),
                None => seen.push((subject, path)),
            },
            // `reference` reports an unknown id in `agenda`.
            (["agenda"], None) => {}
            ([key], None) => problems.push(out_of_range(draft, &path.key(*key), brief)),
            ([_, second, ..], _) => problems.push(about_two_things(draft, &path.key(*second))),
        }
    }
    problems
}

/// Whether the agenda comes from several files, so that the number of an item depends on all of them.
pub fn is_from_several_files(draft: &Draft) -> bool {
    let agenda = KeyPath::root().key("agenda");
    let mut files = (0..draft.brief().agenda.len()).map(|index| draft.place(&agenda.index(index)).source);
    let first = files.next();
    files.any(|file| first.as_ref().is_some_and(|first| !Arc::ptr_eq(first, &file)))
}

fn number_of_several_files(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::error("the agenda comes from several files: a change to any of them may renumber its items")
        .at(draft.place(path))
        .hint("give the item an `id`, and refer to it with `agenda = \"…\"`")
}

fn about_nothing(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::error(format!("`{path}` names neither an agenda item nor a goal")).at(draft.place(path)).hint(
        "name the agenda item (`agenda = \"its id\"` or `item = 1`) or the goal of the centre (`goal = 1`)",
    )
}

fn about_two_things(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::error("an outcome is about one thing: one agenda item or one goal")
        .at(draft.place(path))
        .hint("keep one of the keys, and add a second `[[outcomes]]` table for the other")
}

fn about_the_same(draft: &Draft, first: &KeyPath, second: &KeyPath) -> Problem {
    Problem::error(format!("`{second}` has the same subject as `{first}`"))
        .at(draft.place(second))
        .related(draft.place(first), "the first outcome is here")
        .hint("merge them into one")
}

fn out_of_range(draft: &Draft, path: &KeyPath, brief: &Brief) -> Problem {
    let (what, count) = match path.last_key() {
        Some("goal") => ("centre.goals", brief.centre.as_ref().map_or(0, |centre| centre.goals.len())),
        _ => ("agenda", brief.agenda.len()),
    };
    Problem::error(format!("`{path}` is out of range: `{what}` has {count}"))
        .at(draft.place(path))
        .hint("numbering starts at 1")
}
