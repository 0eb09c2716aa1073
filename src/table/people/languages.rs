//! The languages of several columns for one thing: by their marks, or by the language of their headers.

use std::collections::BTreeSet;

use super::column::Column;
use crate::report::Problem;
use crate::table::header::Content;

/// Assigns a language to each of several columns for one thing; returns an error for each two of them whose
/// languages do not differ.
pub fn settle(columns: &mut [Column]) -> Vec<Problem> {
    let contents: BTreeSet<Content> = columns.iter().map(|column| column.content).collect();
    let mut problems = Vec::new();
    for content in contents {
        let of_content = |column: &&mut Column| column.content == content;
        if columns.iter_mut().filter(of_content).count() < 2 {
            continue;
        }
        for column in columns.iter_mut().filter(of_content) {
            if let (None, [only]) = (column.language, &column.written_in[..]) {
                column.language = Some(*only).filter(|_| content.has_languages());
            }
        }
        let of_content: Vec<_> = columns.iter().filter(|column| column.content == content).collect();
        problems.extend(pair(&of_content).map(|(first, second)| doubled(content, first, second)));
    }
    problems
}

/// Two columns whose languages do not differ.
fn pair<'a>(columns: &[&'a Column]) -> Option<(&'a Column, &'a Column)> {
    let twins = |index: usize| {
        let same = |other: &&&Column| other.language == columns[index].language || other.language.is_none();
        columns[..index].iter().find(same).map(|other| (*other, columns[index]))
    };
    let unmarked = |index: usize| {
        let other = usize::from(index == 0);
        columns[index].language.is_none().then_some((columns[other], columns[index]))
    };
    (0..columns.len()).find_map(|index| twins(index).or_else(|| unmarked(index)))
}

fn doubled(content: Content, first: &Column, second: &Column) -> Problem {
    let key = content.key();
    let problem = match second.language {
        Some(language) => {
            Problem::error(format!("there are two columns for `{key}` in {}", language.english_name()))
        }
        None => Problem::error(format!("there are two columns for `{key}`")),
    };
    let problem = problem.at(second.place.clone()).related(first.place.clone(), "the other column");
    if content.has_languages() {
        problem.hint("delete one of them, or name the language in each header: `… (каз.)`, `… (EN)`")
    } else {
        problem.hint("delete one of them")
    }
}
