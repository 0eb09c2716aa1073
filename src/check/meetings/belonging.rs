use crate::brief::{Brief, MeetingOfVisit, Reference, to};
use crate::check::outcome::Subject;
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::meeting::ids;
use crate::report::Problem;
use crate::template::{About, Template};

type Meeting<'a> = Option<&'a Reference<to::Meeting>>;

/// Checks that what is about an agenda item belongs to its meeting, and that papers of a meeting print what
/// came of it.
pub fn check(draft: &Draft, meetings: &[MeetingOfVisit]) -> Vec<Problem> {
    let brief = draft.brief();
    let about = about_items(brief);
    let mut problems: Vec<_> =
        about.iter().filter_map(|(path, own, of_item)| contrary(draft, path, *own, *of_item)).collect();
    problems.extend(of_no_meeting(brief).iter().map(|path| in_no_paper(draft, path)));
    problems.extend(shared_numbers(draft, meetings));
    problems
}

/// Each path of something about an agenda item, with its meeting and that of the item.
fn about_items(brief: &Brief) -> Vec<(KeyPath, Meeting<'_>, Meeting<'_>)> {
    let of_item = |agenda: &Option<Reference<to::AgendaItem>>| {
        let named = agenda.as_ref()?;
        Some(brief.agenda.iter().find(|item| named.is_to(item.id.as_ref()))?.meeting.as_ref())
    };
    let list = |key: &str, index: usize| KeyPath::root().key(key).index(index);
    let points = brief.points.iter().enumerate();
    let points = points.filter_map(|(index, point)| {
        Some((list("points", index), point.meeting.as_ref(), of_item(&point.agenda)?))
    });
    let if_raised = brief.if_raised.iter().enumerate();
    let if_raised = if_raised.filter_map(|(index, item)| {
        Some((list("if_raised", index), item.meeting.as_ref(), of_item(&item.agenda)?))
    });
    let positions = [("expected_positions", &brief.expected_positions), ("positions", &brief.positions)];
    let positions = positions.into_iter().flat_map(|(key, positions)| {
        positions.iter().enumerate().filter_map(move |(index, position)| {
            Some((list(key, index), position.meeting.as_ref(), of_item(&position.agenda)?))
        })
    });
    let outcomes = brief.outcomes.iter().enumerate().filter_map(|(index, outcome)| {
        let Subject::Item(item) = Subject::of(outcome, brief)? else { return None };
        Some((list("outcomes", index), outcome.meeting.as_ref(), brief.agenda.get(item)?.meeting.as_ref()))
    });
    points.chain(if_raised).chain(positions).chain(outcomes).collect()
}

fn contrary(draft: &Draft, path: &KeyPath, own: Meeting<'_>, of_item: Meeting<'_>) -> Option<Problem> {
    let own = own.filter(|own| of_item.is_none_or(|item| item.id() != own.id()))?;
    Some(other_meeting(draft, &path.key("meeting"), own, of_item))
}

/// The paths of what no paper of a meeting prints, because it belongs to none.
fn of_no_meeting(brief: &Brief) -> Vec<KeyPath> {
    let list = |key: &'static str, without: Vec<bool>| {
        let indexes = without.into_iter().enumerate().filter(|(_, without)| *without);
        indexes.map(move |(index, _)| KeyPath::root().key(key).index(index)).collect::<Vec<_>>()
    };
    let agenda = list("agenda", brief.agenda.iter().map(|item| item.meeting.is_none()).collect());
    let outcomes = brief.outcomes.iter().map(|outcome| outcome.goal.is_some() && outcome.meeting.is_none());
    let positions = brief.positions.iter();
    let positions = positions.map(|position| position.meeting.is_none() && position.agenda.is_none());
    let agreed = brief.agreed.iter().map(|agreed| agreed.meeting.is_none());
    let actions = brief.actions.iter().map(|action| action.meeting.is_none());
    let next_steps = brief.next_steps.iter().map(|_| true);
    let found = [
        agenda,
        list("outcomes", outcomes.collect()),
        list("positions", positions.collect()),
        list("agreed", agreed.collect()),
        list("actions", actions.collect()),
        list("next_steps", next_steps.collect()),
    ];
    found.concat()
}

/// A registration number that the papers of several meetings would have.
fn shared_numbers(draft: &Draft, meetings: &[MeetingOfVisit]) -> Vec<Problem> {
    let about_meeting =
        |id: &&String| Template::built_in(id).is_ok_and(|template| template.manifest.about == About::Meeting);
    let papers = draft
        .brief()
        .papers
        .iter()
        .filter(|(_, own)| own.number.as_ref().is_some_and(|number| number.value().is_some()));
    let shared = papers.map(|(id, _)| id).filter(about_meeting).filter(|id| {
        let own = |meeting: &&MeetingOfVisit| meeting.papers.get(*id).is_some_and(|own| own.number.is_some());
        meetings.iter().filter(|meeting| !own(meeting)).count() > 1
    });
    shared.map(|id| one_number(draft, id)).collect()
}

fn other_meeting(draft: &Draft, path: &KeyPath, own: &str, of_item: Meeting<'_>) -> Problem {
    let item = match of_item {
        Some(item) => format!("its agenda item to `{item}`"),
        None => "its agenda item to none".to_owned(),
    };
    Problem::error(format!("`{path}` says that it belongs to the meeting `{own}`, but {item}"))
        .at(draft.place(path))
        .hint("omit `meeting` here, and give it to the agenda item")
}

fn in_no_paper(draft: &Draft, path: &KeyPath) -> Problem {
    let ids = ids(draft.brief());
    let first = ids.first().copied().unwrap_or_default();
    let problem =
        Problem::warning(format!("`{path}` belongs to no meeting: no paper of a meeting prints it"));
    let problem = problem.at(draft.place(path));
    match path.steps().first().map(ToString::to_string).as_deref() {
        Some("next_steps") => problem.hint("move it to the `next_steps` of a `[[meetings]]` table"),
        _ => problem.hint(format!("add `meeting = \"{first}\"`, or another of {}", in_quotes(&ids))),
    }
}

fn in_quotes(ids: &[&str]) -> String {
    ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
}

fn one_number(draft: &Draft, paper: &str) -> Problem {
    let path = KeyPath::root().key("papers").key(paper).key("number");
    Problem::warning(format!("the papers `{paper}` of several meetings have the same number"))
        .at(draft.place(&path))
        .hint(format!("give each a number of its own, under `[meetings.papers.{paper}]`"))
}
