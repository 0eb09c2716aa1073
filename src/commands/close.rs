use std::fs;
use std::io;
use std::path::Path;

use super::print_line;
use crate::check::is_from_several_files;
use crate::cli::Close;
use crate::close::close;
use crate::files::write;
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
    let written = fs::read_to_string(path).map_err(|error| fail(unreadable(path, &error)))?;
    let text = written.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&written);
    let mark = &written[..written.len() - text.len()];
    let closed = close(text, draft.brief()).map_err(|error| {
        fail(Problem::ours(format!("a brief was parsed by one parser, but not by the other ({error})")))
    })?;
    if let Some(closed) = closed {
        rewrite(path, &format!("{mark}{closed}"))?;
    }
    Ok(print_line(&path.display().to_string()))
}

/// Replaces a brief atomically. Its permissions are kept, and a link to it stays a link.
fn rewrite(path: &Path, text: &str) -> Result<(), Problem> {
    let real = fs::canonicalize(path).map_err(|error| unreadable(path, &error))?;
    let rights = fs::metadata(&real).map_err(|error| unreadable(path, &error))?.permissions();
    if rights.readonly() {
        return Err(read_only(path));
    }
    write::replace(&real, text.as_bytes())?;
    fs::set_permissions(&real, rights).map_err(|error| unreadable(path, &error))
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

fn read_only(path: &Path) -> Problem {
    Problem::system(format!("`{}` is read-only", path.display())).hint("nothing was changed")
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    Problem::system(format!("cannot rewrite `{}` ({error})", path.display())).hint("nothing was changed")
}
