use super::identity::Ids;
use crate::brief::Known;
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;
use crate::suggest::did_you_mean;

/// Everything that is referred to by an id exists.
pub fn check(draft: &Draft) -> Vec<Problem> {
    let ids = Ids::of(draft);
    let names = |list: &[(&'_ str, KeyPath)]| list.iter().map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>();
    let (members, sides) = (names(&ids.members), names(&ids.sides));
    let (agenda, sources) = (names(&ids.agenda), names(&ids.sources));
    let parties = [members.clone(), sides.clone()].concat();

    let mut problems = Vec::new();
    let mut refer = |path: KeyPath, id: Option<&str>, what: &str, known: &[String]| {
        // What stands under a misspelt key may be what is meant: one slip is one problem.
        let is_known = |id: &str| known.iter().any(|name| name == id) || draft.is_under_unknown_key(id);
        if let Some(id) = id.filter(|id| draft.is_written(&path) && !is_known(id)) {
            problems.push(unknown_reference(draft, &path, id, what, known));
        }
    };
    let brief = &draft.brief;
    let root = KeyPath::root();
    for (index, item) in brief.agenda.iter().enumerate() {
        let speaker = item.speaker.as_ref().and_then(Known::value).map(String::as_str);
        refer(root.key("agenda").index(index).key("speaker"), speaker, "participant", &members);
    }
    for (index, point) in brief.points.iter().enumerate() {
        refer(root.key("points").index(index).key("agenda"), point.agenda.as_deref(), "agenda item", &agenda);
    }
    let positions = [("expected_positions", &brief.expected_positions), ("positions", &brief.positions)];
    for (list, positions) in positions {
        for (index, position) in positions.iter().enumerate() {
            let at = root.key(list).index(index);
            refer(at.key("by"), position.by.as_deref(), "side or participant", &parties);
            refer(at.key("agenda"), position.agenda.as_deref(), "agenda item", &agenda);
        }
    }
    for (index, statement) in brief.statements.iter().enumerate() {
        let at = root.key("statements").index(index);
        for (speaker, by) in statement.by.iter().enumerate() {
            refer(at.key("by").index(speaker), Some(by), "side or participant", &parties);
        }
        refer(at.key("source"), statement.source.as_deref(), "source", &sources);
    }
    for (index, outcome) in brief.outcomes.iter().enumerate() {
        let at = root.key("outcomes").index(index);
        refer(at.key("agenda"), outcome.agenda.as_deref(), "agenda item", &agenda);
        for (place, id) in outcome.heard.iter().enumerate() {
            refer(at.key("heard").index(place), Some(id), "participant", &members);
        }
        for (place, speech) in outcome.spoke.iter().enumerate() {
            for (speaker, by) in speech.by.iter().enumerate() {
                let path = at.key("spoke").index(place).key("by").index(speaker);
                refer(path, Some(by), "side or participant", &parties);
            }
        }
    }
    for (index, signature) in brief.signatures.iter().enumerate() {
        refer(root.key("signatures").index(index).key("by"), Some(&signature.by), "participant", &members);
    }
    if let Some(minutes) = &brief.minutes {
        let at = root.key("minutes");
        for (key, officer) in [("chair", &minutes.chair), ("secretary", &minutes.secretary)] {
            let id = officer.as_ref().and_then(Known::value).map(String::as_str);
            refer(at.key(key), id, "participant", &members);
        }
    }
    if let Some(seating) = &brief.seating {
        let at = root.key("seating");
        refer(at.key("facing_door"), seating.facing_door.as_deref(), "side", &sides);
        for (index, member) in seating.without.iter().enumerate() {
            refer(at.key("without").index(index), Some(member), "participant", &members);
        }
    }
    for (index, illustration) in brief.illustrations.iter().enumerate() {
        let at = root.key("illustrations").index(index).key("source");
        refer(at, illustration.source.as_deref(), "source", &sources);
    }
    problems
}

fn unknown_reference(draft: &Draft, path: &KeyPath, id: &str, what: &str, known: &[String]) -> Problem {
    Problem::error(format!("`{path}` names `{id}`, but no {what} has this id"))
        .at(draft.place(path))
        .hint(did_you_mean(id, known))
}
