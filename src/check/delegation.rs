use super::Extent;
use crate::brief::Side;
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;

/// Checks that a whole brief has sides unless it has a recipient, that a side has at most one head, that at
/// most one side is the host and at most one the author's own, and that the brief offers the language of
/// each.
pub fn check(draft: &Draft, extent: Extent) -> Vec<Problem> {
    let sides = &draft.brief().sides;
    let mut problems: Vec<_> =
        sides.iter().enumerate().filter_map(|(index, side)| two_heads(draft, index, side)).collect();
    let none = || draft.parsed.is_nothing(&KeyPath::root().key("sides"));
    if extent == Extent::Whole
        && none()
        && draft.brief().recipient.is_none()
        && !draft.parsed.has_unknown_key(&KeyPath::root())
    {
        problems.push(no_side(draft));
    }
    let hosts: Vec<_> = sides.iter().enumerate().filter(|(_, side)| side.host == Some(true)).collect();
    if let [(first, _), (second, _), ..] = hosts[..] {
        problems.push(two_hosts(draft, first, second));
    }
    let own: Vec<_> = sides.iter().enumerate().filter(|(_, side)| side.own == Some(true)).collect();
    if let [(first, _), (second, _), ..] = own[..] {
        problems.push(two_own(draft, first, second));
    }
    problems.extend(sides.iter().enumerate().filter_map(|(index, side)| unread(draft, index, side)));
    problems
}

/// A side whose language the brief does not offer gets plates in another language.
fn unread(draft: &Draft, index: usize, side: &Side) -> Option<Problem> {
    let language = side.language.filter(|language| !draft.brief().languages.contains(language))?;
    let problem = Problem::warning(format!(
        "no plate is printed in `{language}`, which this side reads: the brief does not offer that language"
    ))
    .at(draft.place(&KeyPath::root().key("sides").index(index).key("language")))
    .hint(format!("add `{language}` to `languages` and write the names in it, or omit it here"));
    Some(problem)
}

fn no_side(draft: &Draft) -> Problem {
    if draft.brief().invitation.is_some() {
        return Problem::error("the letter has no recipient")
            .at(draft.place(&KeyPath::root().key("recipient")))
            .hint("add `[recipient]`, or build it with a table of guests, `--each guests.xlsx`");
    }
    Problem::error("the brief has no sides")
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
        .hint("keep `head = true` only for the person who leads the delegation");
    Some(problem)
}

fn two_hosts(draft: &Draft, first: usize, second: usize) -> Problem {
    let place = |side| draft.place(&KeyPath::root().key("sides").index(side).key("host"));
    Problem::error("two sides are hosts")
        .at(place(second))
        .related(place(first), "the first host is here")
        .hint("keep `host = true` only for the side that receives the other")
}

fn two_own(draft: &Draft, first: usize, second: usize) -> Problem {
    let place = |side| draft.place(&KeyPath::root().key("sides").index(side).key("own"));
    Problem::error("two sides are the author's own")
        .at(place(second))
        .related(place(first), "the first own side is here")
        .hint("keep `own = true` only for the side that issues the papers")
}
