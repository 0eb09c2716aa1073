mod explain;

use crate::check::{Wanted, check};
use crate::cli::Check;
use crate::load::load_with;

use crate::report::Problem;
use explain::explain;

/// Finds every problem in the briefs, in all the languages that they offer; or says where a value of them comes from.
pub fn run(options: &Check) -> Vec<Problem> {
    let problems = options.briefs.iter().flat_map(|input| {
        let draft = load_with(input, &options.set);
        let said = match &options.explain {
            Some(path) => draft.and_then(|draft| explain(&draft, input, path)),
            None => draft.and_then(|draft| Ok(check(draft, &Wanted::All)?.warnings)),
        };
        let problems = said.unwrap_or_else(|problems| problems);
        problems.into_iter().map(|problem| problem.about(input.name()))
    });
    problems.collect()
}
