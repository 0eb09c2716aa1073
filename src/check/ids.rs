use std::collections::HashMap;

use crate::fields::{Kind, WrittenText};
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;

/// Every id of a brief. All ids share one namespace.
pub struct Ids<'a>(Vec<&'a WrittenText<'a>>);

impl<'a> Ids<'a> {
    /// Finds the ids among the texts of a brief.
    pub fn of(texts: &'a [WrittenText<'_>]) -> Self {
        Self(texts.iter().filter(|text| *text.kind == Kind::Id && text.is_known).collect())
    }

    /// The ids of entries in these tables of the schema.
    pub fn in_tables<S: AsRef<str>>(&self, tables: &'a [S]) -> impl Iterator<Item = &'a str> {
        tables.iter().flat_map(|table| {
            let of_table = self.0.iter().filter(|id| id.table == Some(table.as_ref()));
            of_table.map(|id| id.text)
        })
    }
}

/// Checks that ids are unique.
pub fn check(draft: &Draft, texts: &[WrittenText<'_>]) -> Vec<Problem> {
    let mut all: Vec<_> = Ids::of(texts).0.into_iter().map(|id| (id.text, &id.path)).collect();
    all.sort_by_cached_key(|(_, path)| draft.place(path).order(draft.spans().name()));
    let mut first: HashMap<&str, &KeyPath> = HashMap::new();
    let mut problems = Vec::new();
    for (id, path) in all {
        match first.get(id) {
            Some(before) => problems.push(duplicate(draft, id, before, path)),
            None => {
                first.insert(id, path);
            }
        }
    }
    problems
}

fn duplicate(draft: &Draft, id: &str, first: &KeyPath, second: &KeyPath) -> Problem {
    Problem::error(format!("the id `{id}` is defined twice"))
        .at(draft.place(second))
        .related(draft.place(first), "first defined here")
        .hint("give each part of a brief a different id")
}
