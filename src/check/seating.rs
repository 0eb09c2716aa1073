use crate::brief::{Seating, Side, TableShape};
use crate::key_path::KeyPath;
use crate::limits::SEATS;
use crate::load::Draft;
use crate::meeting::{ids, narrow};
use crate::report::Problem;

/// Checks that the seating suits the sides, of each meeting if there are several.
pub fn check(draft: &Draft) -> Vec<Problem> {
    let brief = draft.brief();
    let of_all = KeyPath::root().key("seating");
    let ids = ids(brief);
    if ids.is_empty() {
        return brief
            .seating
            .iter()
            .flat_map(|seating| of_one(draft, seating, &of_all, &brief.sides))
            .collect();
    }
    let mut problems: Vec<Problem> = Vec::new();
    for narrowed in ids.iter().filter_map(|id| narrow(brief, id)) {
        let id = narrowed.meeting.as_ref().and_then(|meeting| meeting.id.clone());
        let own =
            brief.meetings.iter().position(|known| Some(&known.id) == id.as_ref() && known.seating.is_some());
        let path = own.map(|index| KeyPath::root().key("meetings").index(index).key("seating"));
        let Some(seating) = &narrowed.seating else { continue };
        for problem in of_one(draft, seating, path.as_ref().unwrap_or(&of_all), &narrowed.sides) {
            // What holds for several meetings is said once.
            let is_same = |known: &Problem| known.message == problem.message && known.place == problem.place;
            if !problems.iter().any(is_same) {
                problems.push(problem);
            }
        }
    }
    problems
}

fn of_one(draft: &Draft, seating: &Seating, path: &KeyPath, sides: &[Side]) -> Vec<Problem> {
    let seated: Vec<_> = sides.iter().filter(|side| !seating.seated(side).is_empty()).collect();
    let people: usize = seated.iter().map(|side| seating.seated(side).len()).sum();
    let mut problems = Vec::new();
    if seated.len() < 2 {
        problems.push(too_few_sides(draft, path));
    } else {
        problems.extend(table(draft, seating, path, seated.len()));
    }
    problems.extend(facing_door(draft, seating, path, &seated));
    if seating.chair() > seating.place() {
        problems.push(chairs_overlap(draft, seating, path));
    }
    if people > SEATS {
        problems.push(too_many(draft, path, people));
    }
    problems
}

fn table(draft: &Draft, seating: &Seating, path: &KeyPath, sides: usize) -> Option<Problem> {
    match seating.shape(sides) {
        TableShape::Rectangular if sides > 2 => Some(too_many_sides(draft, &path.key("table"), sides)),
        TableShape::Round if seating.table_width.is_some() => {
            Some(width_of_round(draft, &path.key("table_width")))
        }
        _ => None,
    }
}

/// Checks that the side that faces the door has members at the table. `reference` reports an unknown side.
fn facing_door(draft: &Draft, seating: &Seating, path: &KeyPath, seated: &[&Side]) -> Option<Problem> {
    let id = seating.facing_door.as_ref()?;
    let is_it = |side: &&Side| id.is_to(side.id.as_ref());
    let empty = draft.brief().sides.iter().any(|side| is_it(&side)) && !seated.iter().any(is_it);
    (empty && seated.len() >= 2).then(|| empty_side_faces_door(draft, &path.key("facing_door"), id))
}

fn too_few_sides(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::warning("there is no seating plan: fewer than two sides have members at the table")
        .at(draft.place(path))
        .hint("add a `[[sides.members]]` table for each person, or omit `[seating]`")
}

fn too_many_sides(draft: &Draft, path: &KeyPath, sides: usize) -> Problem {
    Problem::error(format!("a rectangular table seats two sides, not {sides}"))
        .at(draft.place(path))
        .hint("use `\"round\"` or `\"hollow-square\"`, or omit `table`")
}

fn width_of_round(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::warning("`table_width` is ignored: the width of a round table follows from its places")
        .at(draft.place(path))
        .hint("omit it, or set `place_width`")
}

fn empty_side_faces_door(draft: &Draft, path: &KeyPath, id: &str) -> Problem {
    Problem::error(format!("the side `{id}` cannot face the door: none of its members sits at the table"))
        .at(draft.place(path))
        .hint("name another side, or add members to this one")
}

fn chairs_overlap(draft: &Draft, seating: &Seating, path: &KeyPath) -> Problem {
    let (chair, place) = (path.key("chair_size"), path.key("place_width"));
    let (at, other) = if draft.parsed.is_written(&chair) { (&chair, &place) } else { (&place, &chair) };
    let message = format!("a chair of {} mm does not fit a place of {} mm", seating.chair(), seating.place());
    let problem = Problem::error(message).at(draft.place(at));
    let both = draft.parsed.is_written(&chair) && draft.parsed.is_written(&place);
    let problem =
        if both { problem.related(draft.place(other), "this is the other length") } else { problem };
    problem.hint("make the places wider or the chairs smaller")
}

fn too_many(draft: &Draft, path: &KeyPath, people: usize) -> Problem {
    Problem::warning(format!("a plan for {people} people is hardly legible on one sheet"))
        .at(draft.place(path))
        .hint("list those who do not sit at the table in `without`")
}
