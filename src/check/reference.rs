use super::ids::Ids;
use crate::brief::{AgendaItem, Brief, Known, Officers, Outcome, Position, Seating, Statement};
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;
use crate::suggest::did_you_mean;

/// What a reference may be to.
#[derive(Clone, Copy)]
enum Target {
    Participant,
    Side,
    Party,
    AgendaItem,
    Source,
}

impl Target {
    fn in_words(self) -> &'static str {
        match self {
            Self::Participant => "participant",
            Self::Side => "side",
            Self::Party => "side or participant",
            Self::AgendaItem => "agenda item",
            Self::Source => "source",
        }
    }

    /// The ids that it may have.
    fn ids<'a>(self, ids: &'a Ids<'a>) -> impl Iterator<Item = &'a str> {
        let none: &[(&str, KeyPath)] = &[];
        let (first, second): (&[_], &[_]) = match self {
            Self::Participant => (&ids.members, none),
            Self::Side => (&ids.sides, none),
            Self::Party => (&ids.members, &ids.sides),
            Self::AgendaItem => (&ids.agenda, none),
            Self::Source => (&ids.sources, none),
        };
        first.iter().chain(second).map(|(id, _)| *id)
    }
}

/// One place at which a brief names a part of itself.
struct Reference<'a> {
    path: KeyPath,
    id: &'a str,
    to: Target,
}

/// Everything that is referred to by an id exists.
pub fn check(draft: &Draft) -> Vec<Problem> {
    let ids = Ids::of(draft);
    let unknown = references(draft.brief()).into_iter().filter_map(|Reference { path, id, to }| {
        // What stands under a misspelt key may be what is meant: one slip is one problem.
        let is_known = to.ids(&ids).any(|name| name == id) || draft.parsed.is_under_unknown_key(id);
        let is_slip = draft.parsed.is_written(&path) && !is_known;
        is_slip.then(|| unknown_reference(draft, &path, id, to, &to.ids(&ids).collect::<Vec<_>>()))
    });
    unknown.collect()
}

/// Every reference of a brief.
fn references(brief: &Brief) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    each("agenda", &brief.agenda, &mut found, of_item);
    each("points", &brief.points, &mut found, |point, at, found| {
        one(at.key("agenda"), point.agenda.as_deref(), Target::AgendaItem, found);
    });
    each("expected_positions", &brief.expected_positions, &mut found, of_position);
    each("positions", &brief.positions, &mut found, of_position);
    each("statements", &brief.statements, &mut found, of_statement);
    each("outcomes", &brief.outcomes, &mut found, of_outcome);
    each("signatures", &brief.signatures, &mut found, |signature, at, found| {
        one(at.key("by"), Some(&signature.by), Target::Participant, found);
    });
    each("illustrations", &brief.illustrations, &mut found, |illustration, at, found| {
        one(at.key("source"), illustration.source.as_deref(), Target::Source, found);
    });
    if let Some(minutes) = &brief.minutes {
        of_minutes(minutes, &KeyPath::root().key("minutes"), &mut found);
    }
    if let Some(seating) = &brief.seating {
        of_seating(seating, &KeyPath::root().key("seating"), &mut found);
    }
    found
}

fn each<'a, T>(
    list: &str,
    items: &'a [T],
    found: &mut Vec<Reference<'a>>,
    of: impl Fn(&'a T, &KeyPath, &mut Vec<Reference<'a>>),
) {
    for (index, item) in items.iter().enumerate() {
        of(item, &KeyPath::root().key(list).index(index), found);
    }
}

fn one<'a>(path: KeyPath, id: Option<&'a str>, to: Target, found: &mut Vec<Reference<'a>>) {
    found.extend(id.map(|id| Reference { path, id, to }));
}

fn many<'a>(path: &KeyPath, ids: &'a [String], to: Target, found: &mut Vec<Reference<'a>>) {
    found.extend(ids.iter().enumerate().map(|(index, id)| Reference { path: path.index(index), id, to }));
}

fn of_item<'a>(item: &'a AgendaItem, at: &KeyPath, found: &mut Vec<Reference<'a>>) {
    let speaker = item.speaker.as_ref().and_then(Known::value).map(String::as_str);
    one(at.key("speaker"), speaker, Target::Participant, found);
}

fn of_position<'a>(position: &'a Position, at: &KeyPath, found: &mut Vec<Reference<'a>>) {
    one(at.key("by"), position.by.as_deref(), Target::Party, found);
    one(at.key("agenda"), position.agenda.as_deref(), Target::AgendaItem, found);
}

fn of_statement<'a>(statement: &'a Statement, at: &KeyPath, found: &mut Vec<Reference<'a>>) {
    many(&at.key("by"), &statement.by, Target::Party, found);
    one(at.key("source"), statement.source.as_deref(), Target::Source, found);
}

fn of_outcome<'a>(outcome: &'a Outcome, at: &KeyPath, found: &mut Vec<Reference<'a>>) {
    one(at.key("agenda"), outcome.agenda.as_deref(), Target::AgendaItem, found);
    many(&at.key("heard"), &outcome.heard, Target::Participant, found);
    for (index, speech) in outcome.spoke.iter().enumerate() {
        many(&at.key("spoke").index(index).key("by"), &speech.by, Target::Party, found);
    }
}

fn of_minutes<'a>(minutes: &'a Officers, at: &KeyPath, found: &mut Vec<Reference<'a>>) {
    for (key, officer) in [("chair", &minutes.chair), ("secretary", &minutes.secretary)] {
        let id = officer.as_ref().and_then(Known::value).map(String::as_str);
        one(at.key(key), id, Target::Participant, found);
    }
}

fn of_seating<'a>(seating: &'a Seating, at: &KeyPath, found: &mut Vec<Reference<'a>>) {
    one(at.key("facing_door"), seating.facing_door.as_deref(), Target::Side, found);
    many(&at.key("without"), &seating.without, Target::Participant, found);
}

fn unknown_reference(draft: &Draft, path: &KeyPath, id: &str, to: Target, known: &[&str]) -> Problem {
    Problem::error(format!("`{path}` names `{id}`, but no {} has this id", to.in_words()))
        .at(draft.place(path))
        .hint(did_you_mean(id, known))
}
