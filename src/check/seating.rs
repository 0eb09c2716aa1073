use crate::brief::{Seating, Side, TableShape};
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;

/// How many people one sheet can show so that their numbers are read.
const MOST: usize = 100;

/// What is said about the seating fits the sides.
pub fn check(draft: &Draft) -> Vec<Problem> {
    let Some(seating) = &draft.brief().seating else { return Vec::new() };
    let path = KeyPath::root().key("seating");
    let seated: Vec<_> = draft.brief().sides.iter().filter(|side| !seating.seated(side).is_empty()).collect();
    let people: usize = seated.iter().map(|side| seating.seated(side).len()).sum();
    let mut problems = Vec::new();
    if seated.len() < 2 {
        problems.push(nobody_to_seat(draft, &path));
    } else {
        problems.extend(table(draft, seating, &path, seated.len()));
    }
    problems.extend(facing_door(draft, seating, &path, &seated));
    if seating.chair() > seating.place() {
        problems.push(chairs_overlap(draft, seating, &path));
    }
    if people > MOST {
        problems.push(too_many(draft, &path, people));
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

/// A side that faces the door has somebody who does. One that there is not is found among the references.
fn facing_door(draft: &Draft, seating: &Seating, path: &KeyPath, seated: &[&Side]) -> Option<Problem> {
    let id = seating.facing_door.as_ref()?;
    let is_it = |side: &&Side| id.is_to(side.id.as_ref());
    let empty = draft.brief().sides.iter().any(|side| is_it(&side)) && !seated.iter().any(is_it);
    (empty && seated.len() >= 2).then(|| nobody_faces_door(draft, &path.key("facing_door"), id))
}

fn nobody_to_seat(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::warning("there is nobody to seat: fewer than two sides have members at the table")
        .at(draft.place(path))
        .hint("add a `[[sides.members]]` table for each person, or leave `[seating]` out")
}

fn too_many_sides(draft: &Draft, path: &KeyPath, sides: usize) -> Problem {
    Problem::error(format!("a rectangular table has two sides, but {sides} sides are to sit at it"))
        .at(draft.place(path))
        .hint("take `\"round\"` or `\"hollow-square\"`, or leave `table` out")
}

fn width_of_round(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::warning("the width of the table is not used: a round table is as wide as its places need")
        .at(draft.place(path))
        .hint("leave it out, or set `place_width`")
}

fn nobody_faces_door(draft: &Draft, path: &KeyPath, id: &str) -> Problem {
    Problem::error(format!("nobody of the side `{id}` sits at the table, so that it cannot face the door"))
        .at(draft.place(path))
        .hint("name another side, or give this one members")
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
    Problem::warning(format!(
        "{people} people are to sit at one table: the plan can hardly be read on one sheet"
    ))
    .at(draft.place(path))
    .hint("name in `without` those who do not sit at the table")
}
