use std::io;
use std::path::Path;

use super::print_line;
use crate::check::is_from_several_files;
use crate::cli::Close;
use crate::close::close;
use crate::files::rights::Access;
use crate::files::{open, write};
use crate::limits::BRIEF_BYTES;
use crate::load::{Input, load};
use crate::report::{Problem, Severity};
use crate::text::BYTE_ORDER_MARK;

/// Adds the after-meeting part to each brief and prints its path.
pub fn run(options: &Close) -> Vec<Problem> {
    let close = |path| close_one(path).unwrap_or_else(|problems| problems);
    options.briefs.iter().flat_map(|path| close(path)).collect()
}

fn close_one(path: &Path) -> Result<Vec<Problem>, Vec<Problem>> {
    let fail = |problem| vec![problem];
    let draft = load(&Input::File(path.to_owned()))?;
    if draft.parsed.problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(draft.parsed.problems);
    }
    if draft.brief().agenda.is_empty()
        && draft.brief().centre.as_ref().is_none_or(|centre| centre.goals.is_empty())
    {
        return Err(vec![nothing_to_carry_forward(path)]);
    }
    if is_from_several_files(&draft) && draft.brief().agenda.iter().any(|item| item.id.is_none()) {
        return Err(vec![items_without_id(path)]);
    }
    let written = open::read_text(path, BRIEF_BYTES).map_err(|error| fail(unreadable(path, &error)))?;
    let text = written.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&written);
    let mark = &written[..written.len() - text.len()];
    let closed = close(text, draft.brief()).map_err(|error| {
        fail(Problem::ours(format!("a brief was parsed by one parser, but not by the other ({error})")))
    })?;
    if let Some(closed) = closed {
        write::replace_named(path, format!("{mark}{closed}").as_bytes(), Access::Usual)?;
    }
    Ok(print_line(&path.display().to_string()))
}

fn nothing_to_carry_forward(path: &Path) -> Problem {
    Problem::error(format!(
        "`{}` has neither an agenda nor goals: no outcome can be recorded",
        path.display()
    ))
    .hint("add `[[agenda]]` tables first; agreements and tasks need none: `[[agreed]]`, `[[actions]]`")
}

fn items_without_id(path: &Path) -> Problem {
    Problem::error(format!(
        "the agenda of `{}` comes from several files, and an item has no `id`",
        path.display()
    ))
    .hint("give each item an `id`: its number changes when any of the files does")
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    Problem::system(format!("cannot rewrite `{}` ({error})", path.display())).hint("nothing was changed")
}
