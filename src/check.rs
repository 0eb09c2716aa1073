//! From a draft to a brief that can be printed: every rule across fields, every problem at once.
//!
//! What has passed here is not checked again by any later stage.

mod delegation;
mod identity;
mod language;
mod lettering;
mod reference;
mod schedule;
mod wording;
mod weekday;

pub use language::Wanted;
pub use wording::NAMES;
use wording::wordings;

use std::collections::HashSet;

use crate::brief::Brief;
use crate::language::Language;
use crate::load::Draft;
use crate::report::{Problem, Severity};
use crate::theme::Style;

/// A brief that has passed every check for the languages asked for.
#[derive(Debug)]
pub struct Checked {
    brief: Brief,
    style: Style,
    languages: Vec<Language>,
    /// What looks wrong, but may be meant.
    pub warnings: Vec<Problem>,
}

impl Checked {
    /// The brief.
    pub fn brief(&self) -> &Brief {
        &self.brief
    }

    /// How its papers look.
    pub fn style(&self) -> &Style {
        &self.style
    }

    /// The languages asked for, each of them offered and complete.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }
}

/// Checks a draft for the languages wanted.
///
/// # Errors
/// Every problem, warnings included, in the order of the file.
pub fn check(draft: Draft, wanted: &Wanted) -> Result<Checked, Vec<Problem>> {
    let mut problems = Vec::new();
    let languages = language::choose(&draft, wanted, &mut problems);
    let texts = wordings(&draft.values);
    let rules: [&dyn Fn() -> Vec<Problem>; 7] = [
        &|| delegation::check(&draft),
        &|| identity::check(&draft),
        &|| reference::check(&draft),
        &|| schedule::check(&draft),
        &|| language::check(&draft, &languages, &texts),
        &|| lettering::check(&draft, &texts),
        &|| weekday::check(&draft, &texts),
    ];
    problems.extend(rules.iter().flat_map(|rule| rule()));
    let problems = in_file_order(draft.problems, problems);
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(problems);
    }
    Ok(Checked { brief: draft.brief, style: draft.style, languages, warnings: problems })
}

/// Joins the misfits with what the rules found. A rule that stumbles over a misfit says nothing new.
fn in_file_order(misfits: Vec<Problem>, found: Vec<Problem>) -> Vec<Problem> {
    let known: HashSet<_> =
        misfits.iter().filter_map(|problem| Some(problem.place.as_ref()?.range.clone())).collect();
    let news = found
        .into_iter()
        .filter(|problem| problem.place.as_ref().is_none_or(|place| !known.contains(&place.range)));
    let mut problems: Vec<_> = news.collect();
    problems.extend(misfits);
    problems.sort_by_key(|problem| problem.place.as_ref().map(|place| place.range.start));
    problems.dedup();
    problems
}
