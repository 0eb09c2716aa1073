mod explain;

use super::source::BriefSource;
use crate::check::{Wanted, check};
use crate::cli::Check;
use crate::load::rows;
use crate::report::Problem;
use explain::explain;

/// Finds every problem in the briefs, in all the languages that they offer; or says where a value of them comes from.
pub fn run(options: &Check) -> Vec<Problem> {
    let rows = options.each.as_deref().map(|table| rows(table, options.sheet.as_deref())).transpose();
    let (rows, warnings) = match rows {
        Ok(rows) => rows.unzip(),
        Err(problems) => return problems,
    };
    let sources = match BriefSource::all(&options.briefs, rows) {
        Ok(sources) => sources,
        Err(problem) => return vec![problem],
    };
    let problems = sources.iter().flat_map(|source| {
        let draft = source.load(&options.set);
        let said = match &options.explain {
            Some(path) => draft.and_then(|draft| explain(&draft, &source.input, path)),
            None => draft.and_then(|draft| Ok(check(draft, &Wanted::All)?.warnings)),
        };
        let problems = said.unwrap_or_else(|problems| problems);
        problems.into_iter().map(|problem| problem.about(source.name()))
    });
    warnings.unwrap_or_default().into_iter().chain(problems).collect()
}
