use std::collections::HashSet;

use super::ids::Ids;
use crate::brief::{Referable, footnotes, to};
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
    let calls = printed.flat_map(|wording| footnotes(wording.text).map(move |id| (wording, id)));
    let unknown = calls.filter(|(_, id)| !known.contains(id)).take(PROBLEMS + 1);
    unknown.map(|(wording, id)| no_such_source(draft, wording, id, &sources)).collect()
}

fn no_such_source(draft: &Draft, wording: &WrittenText<'_>, id: &str, sources: &[&str]) -> Problem {
    let call = format!("[^{id}]");
    Problem::warning(format!("`{call}` is printed literally: no source has the id `{id}`"))
        .at(draft.spans().words(&wording.path, &call))
        .hint(did_you_mean(id, sources))
}
