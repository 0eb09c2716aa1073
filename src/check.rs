//! From a draft to a brief that can be printed: every rule across fields, every problem at once.
//!
//! What has passed here is not checked again by any later stage.

mod completeness;
mod delegation;
mod draft_mark;
mod identity;
mod language;
mod lettering;
mod outcome;
mod own_requisites;
mod reference;
mod schedule;
mod seating;
mod wording;
mod weekday;

pub use language::Wanted;
pub use outcome::Subject;
pub use wording::NAMES;
use wording::wordings;

use std::collections::HashSet;

use crate::audience;
use crate::brief::Brief;
use crate::language::Language;
use crate::load::Draft;
use crate::report::{Problem, Severity};

/// A brief that has passed every check for the languages asked for.
#[derive(Debug)]
pub struct Checked {
    brief: Brief,
    languages: Vec<Language>,
    /// What looks wrong, but may be meant.
    pub warnings: Vec<Problem>,
    /// What the papers of after the meeting lack: errors in a final brief. Empty where it is among the warnings already.
    pub unrecorded: Vec<Problem>,
}

impl Checked {
    /// The brief.
    pub fn brief(&self) -> &Brief {
        &self.brief
    }

    /// The brief as an audience may read it, with all else gone.
    pub fn for_audience(&self, audience: &str) -> Self {
        Self {
            brief: audience::keep(self.brief.clone(), audience),
            languages: self.languages.clone(),
            warnings: Vec::new(),
            unrecorded: self.unrecorded.clone(),
        }
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
    let rules: [&dyn Fn() -> Vec<Problem>; 11] = [
        &|| delegation::check(&draft),
        &|| identity::check(&draft),
        &|| reference::check(&draft),
        &|| schedule::check(&draft),
        &|| seating::check(&draft),
        &|| language::check(&draft, &languages, &texts),
        &|| lettering::check(&draft, &texts),
        &|| weekday::check(&draft, &texts),
        &|| outcome::check(&draft),
        &|| own_requisites::check(&draft),
        &|| draft_mark::check(&draft, &texts),
    ];
    problems.extend(rules.iter().flat_map(|rule| rule()));
    let mut unrecorded = completeness::check(&draft, &languages);
    if completeness::is_closed(&draft.brief) {
        problems.append(&mut unrecorded);
    }
    let problems = in_file_order(draft.problems, problems);
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(problems);
    }
    let brief = completeness::with_every_outcome(draft.brief);
    Ok(Checked { brief, languages, warnings: problems, unrecorded })
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
