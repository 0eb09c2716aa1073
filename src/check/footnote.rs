use super::ids::Ids;
use crate::brief::{Referable, to};
use crate::fields::WrittenText;
use crate::load::Draft;
use crate::report::Problem;
use crate::suggest::did_you_mean;

/// Checks that every footnote names an existing source. Any other reference is printed literally.
pub fn check(draft: &Draft, texts: &[WrittenText<'_>]) -> Vec<Problem> {
    let ids = Ids::of(texts);
    let sources: Vec<_> = ids.in_tables(to::Source::TABLES).collect();
    let printed = texts.iter().filter(|wording| wording.kind.is_text());
    let calls = printed.flat_map(|wording| calls(wording.text).map(move |id| (wording, id)));
    let unknown = calls.filter(|(_, id)| !sources.contains(id));
    unknown.map(|(wording, id)| no_such_source(draft, wording, id, &sources)).collect()
}

/// The names in `[^name]`.
fn calls(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split("[^").skip(1);
    after.filter_map(|rest| rest.split_once(']').map(|(id, _)| id)).filter(|id| {
        !id.is_empty() && id.chars().all(|letter| letter.is_alphanumeric() || "-_".contains(letter))
    })
}

fn no_such_source(draft: &Draft, wording: &WrittenText<'_>, id: &str, sources: &[&str]) -> Problem {
    let call = format!("[^{id}]");
    Problem::warning(format!("`{call}` is printed literally: no source has the id `{id}`"))
        .at(draft.spans().words(&wording.path, &call))
        .hint(did_you_mean(id, sources))
}
