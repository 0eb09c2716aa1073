use std::collections::{HashMap, HashSet};

use super::ids::Ids;
use crate::fields::{Kind, Referent, WrittenText};
use crate::limits::PROBLEMS;
use crate::load::Draft;
use crate::report::Problem;
use crate::suggest::did_you_mean;

/// Checks that every reference is to an existing id.
pub fn check(draft: &Draft, texts: &[WrittenText<'_>]) -> Vec<Problem> {
    let ids = Ids::of(texts);
    let mut known = HashMap::new();
    let references = texts.iter().filter(|text| text.is_known).filter_map(|text| match text.kind {
        Kind::Reference(to) => Some((text, to)),
        _ => None,
    });
    let unknown = references.filter_map(|(reference, to)| {
        let known: &HashSet<&str> =
            known.entry(&to.tables).or_insert_with(|| ids.in_tables(&to.tables).collect());
        // The id may be under a misspelt key, which is reported already: one slip is one problem.
        let is_known = known.contains(reference.text) || draft.parsed.is_under_unknown_key(reference.text);
        let in_order = || ids.in_tables(&to.tables).collect::<Vec<_>>();
        (!is_known).then(|| unknown_reference(draft, reference, to, &in_order()))
    });
    unknown.take(PROBLEMS + 1).collect()
}

fn unknown_reference(draft: &Draft, reference: &WrittenText<'_>, to: &Referent, known: &[&str]) -> Problem {
    let (path, id) = (&reference.path, reference.text);
    Problem::error(format!("`{path}` names `{id}`, but no {} has this id", to.in_words))
        .at(draft.place(path))
        .hint(did_you_mean(id, known))
}
