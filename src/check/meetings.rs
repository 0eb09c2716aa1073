//! Checks of a visit with several meetings: when they are, who is there, and what belongs to which.

mod belonging;
mod programme;
mod times;
mod who;

use crate::brief::{Meeting, MeetingOfVisit};
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::meeting::meetings;
use crate::report::Problem;

/// Checks the meetings of a visit with several.
pub fn check(draft: &Draft) -> Vec<Problem> {
    let brief = draft.brief();
    let path = KeyPath::root().key("meeting");
    if brief.meetings.is_empty() {
        return of_several(draft, &path);
    }
    let meetings: Vec<_> = meetings(brief);
    let mut problems: Vec<_> = brief.meeting.iter().flat_map(|visit| of_visit(draft, &path, visit)).collect();
    problems.extend(times::check(draft, &meetings));
    problems.extend(who::check(draft, &meetings));
    problems.extend(belonging::check(draft, &meetings));
    problems.extend(programme::check(draft, &meetings));
    problems
}

/// The path of a meeting: `[meeting]` or its place in `[[meetings]]`.
fn path_of(draft: &Draft, meeting: &MeetingOfVisit) -> KeyPath {
    let index = draft.brief().meetings.iter().position(|known| known.id == meeting.id);
    match index {
        Some(index) => KeyPath::root().key("meetings").index(index),
        None => KeyPath::root().key("meeting"),
    }
}

/// What `[meeting]` says that is only for one of several meetings.
fn of_several(draft: &Draft, path: &KeyPath) -> Vec<Problem> {
    let keys = ["title", "sides", "members"].map(|key| path.key(key));
    keys.iter().filter(|key| draft.parsed.is_written(key)).map(|key| only_meeting(draft, key)).collect()
}

/// What `[meeting]` may not say of the whole visit.
fn of_visit(draft: &Draft, path: &KeyPath, visit: &Meeting) -> Vec<Problem> {
    if visit.id.is_some() {
        return Vec::new();
    }
    let of_one =
        ["title", "day", "start", "end", "venue", "format", "sides", "members"].map(|key| path.key(key));
    of_one.iter().filter(|key| draft.parsed.is_written(key)).map(|key| of_one_meeting(draft, key)).collect()
}

fn only_meeting(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::warning(format!("`{path}` is not printed: the brief is about one meeting"))
        .at(draft.place(path))
        .hint("omit it, or add `[[meetings]]` tables for the other meetings of the visit")
}

fn of_one_meeting(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::error(format!(
        "`{path}` belongs to no meeting: beside `[[meetings]]`, `[meeting]` is the whole visit"
    ))
    .at(draft.place(path))
    .hint(
        "move it to a `[[meetings]]` table; or give `[meeting]` an `id`, which makes it one of the meetings",
    )
}
