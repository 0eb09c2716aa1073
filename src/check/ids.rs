use std::collections::HashMap;

use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;

/// Everything that a brief names by an id, with the place of the id. Ids are one namespace.
pub struct Ids<'a> {
    /// Members of the sides.
    pub members: Vec<(&'a str, KeyPath)>,
    /// Sides.
    pub sides: Vec<(&'a str, KeyPath)>,
    /// Agenda items.
    pub agenda: Vec<(&'a str, KeyPath)>,
    /// Sources.
    pub sources: Vec<(&'a str, KeyPath)>,
}

impl<'a> Ids<'a> {
    /// Collects the ids of a draft.
    pub fn of(draft: &'a Draft) -> Self {
        let brief = draft.brief();
        let root = KeyPath::root();
        let sides = brief.sides.iter().enumerate();
        let members = sides.clone().flat_map(|(index, side)| {
            let path = KeyPath::root().key("sides").index(index).key("members");
            let ids = side.members.iter().map(|member| member.id.as_deref());
            named(&path, ids).collect::<Vec<_>>()
        });
        Self {
            members: members.collect(),
            sides: named(&root.key("sides"), brief.sides.iter().map(|side| side.id.as_deref())).collect(),
            agenda: named(&root.key("agenda"), brief.agenda.iter().map(|item| item.id.as_deref())).collect(),
            sources: named(&root.key("sources"), brief.sources.iter().map(|source| source.id.as_deref()))
                .collect(),
        }
    }
}

fn named<'a>(
    list: &KeyPath,
    ids: impl Iterator<Item = Option<&'a str>>,
) -> impl Iterator<Item = (&'a str, KeyPath)> {
    ids.enumerate().filter_map(|(index, id)| Some((id?, list.index(index).key("id"))))
}

/// No id is given twice.
pub fn check(draft: &Draft) -> Vec<Problem> {
    let ids = Ids::of(draft);
    let mut all: Vec<_> = [ids.members, ids.sides, ids.agenda, ids.sources].concat();
    all.sort_by_cached_key(|(_, path)| draft.place(path).order(draft.spans().name()));
    let mut first: HashMap<&str, KeyPath> = HashMap::new();
    let mut problems = Vec::new();
    for (id, path) in all {
        match first.get(id) {
            Some(before) => problems.push(duplicate(draft, id, before, &path)),
            None => {
                first.insert(id, path);
            }
        }
    }
    problems
}

fn duplicate(draft: &Draft, id: &str, first: &KeyPath, second: &KeyPath) -> Problem {
    Problem::error(format!("the id `{id}` is given twice"))
        .at(draft.place(second))
        .related(draft.place(first), "it is first given here")
        .hint("ids are the names by which a brief refers to its own parts: give each part its own")
}
