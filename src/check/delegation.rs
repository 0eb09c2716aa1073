use crate::brief::Side;
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;

/// Every meeting has sides, unless it is only there for a letter; each side has at most one head; what a side reads is offered
/// by the brief.
pub fn check(draft: &Draft) -> Vec<Problem> {
    let sides = &draft.brief().sides;
    let mut problems: Vec<_> =
        sides.iter().enumerate().filter_map(|(index, side)| two_heads(draft, index, side)).collect();
    let none = || draft.parsed.is_nothing(&KeyPath::root().key("sides"));
    if none() && draft.brief().recipient.is_none() && !draft.parsed.has_unknown_key(&KeyPath::root()) {
        problems.push(no_side(draft));
    }
    let hosts: Vec<_> = sides.iter().enumerate().filter(|(_, side)| side.host == Some(true)).collect();
    if let [(first, _), (second, _), ..] = hosts[..] {
        problems.push(two_hosts(draft, first, second));
    }
    problems.extend(sides.iter().enumerate().filter_map(|(index, side)| unread(draft, index, side)));
    problems
}

/// A side that reads a language without a wording in the brief gets plates in another one.
fn unread(draft: &Draft, index: usize, side: &Side) -> Option<Problem> {
    let language = side.language.filter(|language| !draft.brief().languages.contains(language))?;
    let problem = Problem::warning(format!(
        "no plate will be in `{language}`, which this side reads: the brief does not offer that language"
    ))
    .at(draft.place(&KeyPath::root().key("sides").index(index).key("language")))
    .hint(format!("add `{language}` to `languages` and give the names in it, or leave it out here"));
    Some(problem)
}

fn no_side(draft: &Draft) -> Problem {
    Problem::error("the brief has no side: nobody meets anybody")
        .at(draft.place(&KeyPath::root().key("sides")))
        .hint("add a `[[sides]]` table with a `name`, and a `[[sides.members]]` table for each person")
}

fn two_heads(draft: &Draft, index: usize, side: &Side) -> Option<Problem> {
    let mut heads = side.members.iter().enumerate().filter(|(_, member)| member.head);
    let (first, second) = (heads.next()?.0, heads.next()?.0);
    let place = |member| {
        draft.place(&KeyPath::root().key("sides").index(index).key("members").index(member).key("head"))
    };
    let problem = Problem::error(format!("`sides[{index}]` has two heads"))
        .at(place(second))
        .related(place(first), "the first head is here")
        .hint("leave `head = true` with the one who leads the delegation");
    Some(problem)
}

fn two_hosts(draft: &Draft, first: usize, second: usize) -> Problem {
    let place = |side| draft.place(&KeyPath::root().key("sides").index(side).key("host"));
    Problem::error("two sides are hosts")
        .at(place(second))
        .related(place(first), "the first host is here")
        .hint("leave `host = true` with the side that receives the other")
}
