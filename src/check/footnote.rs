use std::collections::HashSet;

use super::ids::Ids;
use crate::brief::{Referable, to};
use crate::fields::WrittenText;
use crate::limits::PROBLEMS;
use crate::load::Draft;
use crate::report::Problem;
use crate::suggest::did_you_mean;

/// Checks that every footnote names an existing source. Any other reference is printed literally.
pub fn check(draft: &Draft, texts: &[WrittenText<'_>]) -> Vec<Problem> {
    let ids = Ids::of(texts);
    let sources: Vec<_> = ids.in_tables(to::Source::TABLES).collect();
    let known: HashSet<_> = sources.iter().copied().collect();
    let printed = texts.iter().filter(|wording| wording.kind.is_text());
    let calls = printed.flat_map(|wording| calls(wording.text).map(move |id| (wording, id)));
    let unknown = calls.filter(|(_, id)| !known.contains(id)).take(PROBLEMS + 1);
    unknown.map(|(wording, id)| no_such_source(draft, wording, id, &sources)).collect()
}

/// The names in `[^name]`.
fn calls(text: &str) -> impl Iterator<Item = &str> {
    let is_of_id = |letter: char| letter.is_alphanumeric() || "-_".contains(letter);
    text.split("[^").skip(1).filter_map(move |rest| {
        let (id, after) = rest.split_at(rest.find(|letter| !is_of_id(letter))?);
        (!id.is_empty() && after.starts_with(']')).then_some(id)
    })
}

fn no_such_source(draft: &Draft, wording: &WrittenText<'_>, id: &str, sources: &[&str]) -> Problem {
    let call = format!("[^{id}]");
    Problem::warning(format!("`{call}` is printed literally: no source has the id `{id}`"))
        .at(draft.spans().words(&wording.path, &call))
        .hint(did_you_mean(id, sources))
}
