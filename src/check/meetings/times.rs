use super::path_of;
use crate::brief::{Known, MeetingOfVisit, Member, Side, Time};
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::meeting::{day, end, start, takes_part};
use crate::report::Problem;

/// Checks that each meeting is within the visit and ends after it starts, and that nobody is at two at once.
pub fn check(draft: &Draft, meetings: &[MeetingOfVisit]) -> Vec<Problem> {
    let mut problems: Vec<_> = meetings.iter().flat_map(|meeting| of_one(draft, meeting)).collect();
    for (index, later) in meetings.iter().enumerate() {
        let earlier = &meetings[..index];
        problems.extend(earlier.iter().filter_map(|earlier| of_two(draft, earlier, later)));
    }
    problems
}

fn of_one(draft: &Draft, meeting: &MeetingOfVisit) -> Vec<Problem> {
    let path = path_of(draft, meeting);
    // `schedule` checks the times of `[meeting]`.
    if path.last_key() == Some("meeting") {
        return Vec::new();
    }
    let mut problems = Vec::new();
    if let (Some(start), Some(end)) = (start(meeting), end(meeting))
        && end <= start
    {
        problems.push(backwards(draft, &path));
    }
    if meeting.end.is_some() && !draft.parsed.is_written(&path.key("start")) {
        problems.push(no_start(draft, &path));
    }
    let Some(visit) = &draft.brief().meeting else { return problems };
    let Some(first) = visit.date.as_ref().and_then(Known::value).copied() else { return problems };
    let last = visit.end_date.unwrap_or(first);
    match day(meeting) {
        Some(day) if day < first || day > last => {
            let hint = format!("the visit is from {} to {}; correct one of the dates", first.0, last.0);
            problems.push(outside_visit(draft, &path, meeting, hint));
        }
        None if meeting.date.is_none() && last != first => problems.push(no_date(draft, &path, meeting)),
        _ => {}
    }
    problems
}

/// Checks that nobody takes part in two meetings at once.
fn of_two(draft: &Draft, earlier: &MeetingOfVisit, later: &MeetingOfVisit) -> Option<Problem> {
    let same_day = day(earlier)? == day(later)?;
    let (first, second) = (start(earlier)?, start(later)?);
    let at_once = same_day && (first == second || end(earlier).is_some_and(|end| second < end));
    let everyone =
        draft.brief().sides.iter().flat_map(|side| side.members.iter().map(move |one| (side, one)));
    let is_at = |meeting, (side, member): (&Side, &Member)| takes_part(meeting, side, member);
    let mut both = everyone.filter(|&one| at_once && is_at(earlier, one) && is_at(later, one));
    let (_, member) = both.next()?;
    let name = member.name.get(*draft.brief().languages.first()).unwrap_or_default().to_owned();
    Some(at_two(draft, &name, both.count(), earlier, later))
}

fn backwards(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::error(format!("`{path}` ends before it starts"))
        .at(draft.place(&path.key("end")))
        .related(draft.place(&path.key("start")), "it starts here")
        .hint("correct one of the two")
}

fn no_start(draft: &Draft, path: &KeyPath) -> Problem {
    Problem::error(format!("`{path}` has an end but no start"))
        .at(draft.place(&path.key("end")))
        .hint("add `start`")
}

fn outside_visit(draft: &Draft, path: &KeyPath, meeting: &MeetingOfVisit, hint: String) -> Problem {
    Problem::warning(format!("the date of the meeting `{}` is outside the visit", meeting.id))
        .at(draft.place(&path.key("date")))
        .hint(hint)
}

fn no_date(draft: &Draft, path: &KeyPath, meeting: &MeetingOfVisit) -> Problem {
    Problem::error(format!("the meeting `{}` has no date, and the visit lasts several days", meeting.id))
        .at(draft.place(path))
        .hint("add `date`; until it is known, `date = { unknown = true }`")
}

fn at_two(
    draft: &Draft,
    name: &str,
    others: usize,
    earlier: &MeetingOfVisit,
    later: &MeetingOfVisit,
) -> Problem {
    let (first, second) = (path_of(draft, earlier), path_of(draft, later));
    let more = match others {
        0 => String::new(),
        1 => " and 1 other".to_owned(),
        more => format!(" and {more} others"),
    };
    let (times, other_times) = (in_words(later), in_words(earlier));
    Problem::error(format!(
        "{name}{more} cannot be at two meetings at once: `{}` and `{}`",
        earlier.id, later.id
    ))
    .at(draft.place(&second.key("start")))
    .related(
        draft.place(&first.key("start")),
        format!("`{}` is {other_times}, `{}` {times}", earlier.id, later.id),
    )
    .hint("correct one of the times, or list in `sides` or `members` who takes part in each")
}

fn in_words(meeting: &MeetingOfVisit) -> String {
    let time = |time: Time| time.0.format("%H:%M").to_string();
    let from = start(meeting).map(time).unwrap_or_default();
    end(meeting).map_or(format!("from {from}"), |end| format!("from {from} to {}", time(end)))
}
