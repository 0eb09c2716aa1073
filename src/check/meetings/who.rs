use std::collections::HashMap;

use super::path_of;
use crate::brief::{Brief, Known, MeetingOfVisit, Officers};
use crate::check::outcome::Subject;
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::meeting::{Belonging, party_takes_part, side_takes_part};
use crate::report::Problem;

/// Checks that everybody who is named in a meeting takes part in it. `reference` reports unknown ids.
pub fn check(draft: &Draft, meetings: &[MeetingOfVisit]) -> Vec<Problem> {
    let brief = draft.brief();
    let by_id: HashMap<&str, _> = meetings.iter().map(|meeting| (&*meeting.id, meeting)).collect();
    let absent = |(path, meeting, party): &(KeyPath, String, String)| {
        let meeting = by_id.get(meeting.as_str()).copied()?;
        let is_absent = is_known(brief, party) && !party_takes_part(brief, meeting, party);
        is_absent.then(|| not_there(draft, path, party, &meeting.id))
    };
    let mut problems: Vec<_> = named(brief).iter().filter_map(absent).collect();
    for meeting in meetings {
        let path = path_of(draft, meeting);
        problems.extend(officers(draft, &path, meeting));
        problems.extend(listed(draft, &path, meeting));
    }
    problems
}

fn is_known(brief: &Brief, id: &str) -> bool {
    let mut sides = brief.sides.iter();
    sides.any(|side| {
        side.id.as_deref() == Some(id) || side.members.iter().any(|member| member.id.as_deref() == Some(id))
    })
}

/// Each path at which a meeting names a party, with the ids of both.
fn named(brief: &Brief) -> Vec<(KeyPath, String, String)> {
    let belonging = Belonging::of(brief);
    let list = |key: &str, index: usize| KeyPath::root().key(key).index(index);
    let mut found = Vec::new();
    for (index, item) in brief.agenda.iter().enumerate() {
        let speaker = item.speaker.as_ref().and_then(Known::value);
        let both = item.meeting.as_ref().zip(speaker);
        found.extend(
            both.map(|(meeting, by)| (list("agenda", index).key("speaker"), text(meeting), text(by))),
        );
    }
    for (key, positions) in
        [("expected_positions", &brief.expected_positions), ("positions", &brief.positions)]
    {
        for (index, position) in positions.iter().enumerate() {
            let meeting = belonging.meeting(position.meeting.as_ref(), position.agenda.as_ref());
            let both = meeting.zip(position.by.as_ref());
            found.extend(both.map(|(meeting, by)| (list(key, index).key("by"), text(meeting), text(by))));
        }
    }
    for (index, statement) in brief.statements.iter().enumerate() {
        let Some(meeting) = &statement.meeting else { continue };
        let path = list("statements", index).key("by");
        found.extend(parties(&path, &text(meeting), &statement.by));
    }
    found.extend(of_outcomes(brief));
    found
}

/// Who was heard and who spoke.
fn of_outcomes(brief: &Brief) -> Vec<(KeyPath, String, String)> {
    let mut found = Vec::new();
    for (index, outcome) in brief.outcomes.iter().enumerate() {
        let of_item = match Subject::of(outcome, brief) {
            Some(Subject::Item(item)) => brief.agenda.get(item).and_then(|item| item.meeting.as_ref()),
            _ => None,
        };
        let Some(meeting) = outcome.meeting.as_ref().or(of_item).map(text) else { continue };
        let path = KeyPath::root().key("outcomes").index(index);
        found.extend(parties(&path.key("heard"), &meeting, &outcome.heard));
        for (speech, spoke) in outcome.spoke.iter().enumerate() {
            found.extend(parties(&path.key("spoke").index(speech).key("by"), &meeting, &spoke.by));
        }
    }
    found
}

fn parties<T: ToString>(path: &KeyPath, meeting: &str, by: &[T]) -> Vec<(KeyPath, String, String)> {
    let by = by.iter().enumerate();
    by.map(|(index, party)| (path.index(index), meeting.to_owned(), party.to_string())).collect()
}

fn text(id: impl ToString) -> String {
    id.to_string()
}

/// The chair and the secretary of a meeting: its own, or those of the brief.
fn officers(draft: &Draft, path: &KeyPath, meeting: &MeetingOfVisit) -> Vec<Problem> {
    let brief = draft.brief();
    let (officers, path) = match (&meeting.minutes, &brief.minutes) {
        (Some(own), _) => (own, path.key("minutes")),
        (None, Some(of_all)) => (of_all, KeyPath::root().key("minutes")),
        (None, None) => return Vec::new(),
    };
    let Officers { chair, secretary } = officers;
    let named = [("chair", chair), ("secretary", secretary)].into_iter();
    let named = named.filter_map(|(key, field)| Some((path.key(key), field.as_ref()?.value()?)));
    let absent = named.filter(|(_, id)| is_known(brief, id) && !party_takes_part(brief, meeting, id));
    absent.map(|(path, id)| not_there(draft, &path, id, &meeting.id)).collect()
}

/// Checks that each listed member is of a side that takes part.
fn listed(draft: &Draft, path: &KeyPath, meeting: &MeetingOfVisit) -> Vec<Problem> {
    let brief = draft.brief();
    let absent = meeting.members.iter().enumerate().filter(|(_, named)| {
        let mut sides = brief.sides.iter();
        let side = sides.find(|side| side.members.iter().any(|member| named.is_to(member.id.as_ref())));
        side.is_some_and(|side| !side_takes_part(meeting, side))
    });
    absent
        .map(|(index, named)| side_is_not_there(draft, &path.key("members").index(index), named, meeting))
        .collect()
}

fn not_there(draft: &Draft, path: &KeyPath, party: &str, meeting: &str) -> Problem {
    Problem::error(format!("`{path}` names `{party}`, who does not take part in the meeting `{meeting}`"))
        .at(draft.place(path))
        .hint("name somebody who takes part, or add them to the `sides` or `members` of the meeting")
}

fn side_is_not_there(draft: &Draft, path: &KeyPath, member: &str, meeting: &MeetingOfVisit) -> Problem {
    Problem::error(format!("`{member}` takes part in the meeting `{}`, but not their side", meeting.id))
        .at(draft.place(path))
        .hint("add the side to `sides` of the meeting, or omit `sides`")
}
