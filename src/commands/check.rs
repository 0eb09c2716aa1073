use crate::check::{Wanted, check};
use crate::cli::Check;
use crate::load::load;
use crate::report::Problem;

/// Finds every problem in the briefs, in all the languages that they offer.
pub fn run(options: &Check) -> Vec<Problem> {
    let problems = options.briefs.iter().flat_map(|input| {
        let checked = load(input).and_then(|draft| check(draft, &Wanted::All));
        let problems = checked.map_or_else(|problems| problems, |checked| checked.warnings);
        problems.into_iter().map(|problem| problem.about(input.name()))
    });
    problems.collect()
}
