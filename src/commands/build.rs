mod artifact;
mod batch;
mod brief;
mod cache;
mod job;
mod names;
mod plan;
mod run_key;
mod target;

pub use artifact::schema;

use std::num::NonZeroUsize;

use crate::cli::Build;
use crate::commands::print_line;
use crate::commands::source::BriefSource;
use crate::commands::trial;
use crate::load;
use crate::parallel;
use crate::report::{MessageFormat, Problem};
use crate::template::Template;
use crate::theme::Theme;
use crate::typeset::{self, ParsedTemplate};
use batch::batch;
use brief::build;
pub(super) use brief::unknown_tag;
use plan::Plan;
pub(super) use plan::fallback_date;

/// Builds the papers of every brief. A brief with errors does not stop the others.
pub fn run(options: &Build, format: MessageFormat) -> Vec<Problem> {
    warm_up(options);
    let mut plan = match Plan::read(options, format) {
        Ok(plan) => plan,
        Err(problems) => return problems,
    };
    if let Some(source) = trial::source_of_this_process() {
        trial::limit_this_process();
        plan.sources.get(source).map(|source| build(source, &plan, NonZeroUsize::MIN, &mut |_| ()));
        return Vec::new();
    }
    let mut problems = std::mem::take(&mut plan.warnings);
    problems.extend(match (names::check(&plan), plan.sources.len()) {
        (Err(problem), _) => vec![problem],
        (Ok(()), 0 | 1) => plan.sources.iter().flat_map(|source| build_one(source, &plan)).collect(),
        (Ok(()), _) => batch(&plan),
    });
    problems
}

/// Starts a thread that prepares what does not depend on the brief. If it cannot be started, the first paper
/// takes a little longer.
fn warm_up(options: &Build) {
    let (theme, first) = (options.theme, options.briefs.first().cloned());
    let templates = options.templates.clone();
    let _ = parallel::thread().spawn(move || {
        let theme = theme.or_else(|| first.as_ref().map(load::theme_of)).unwrap_or(Theme::STANDARD);
        typeset::warm_up(theme);
        let built_in = templates.iter().filter_map(|name| Template::built_in(name).ok());
        for parsed in built_in.filter_map(|template| ParsedTemplate::parse(&template).ok()) {
            typeset::warm_up_template(&parsed, theme);
        }
    });
}

/// Builds the papers of the only brief on all threads and reports each as soon as it is written.
fn build_one(source: &BriefSource, plan: &Plan) -> Vec<Problem> {
    let mut unprinted = Vec::new();
    let made = build(source, plan, plan.jobs, &mut |paper| {
        if !plan.quiet {
            unprinted.extend(print_line(&paper.line(plan.as_json)));
        }
    });
    let problems = made.problems.into_iter().map(|problem| problem.about(source.name()));
    unprinted.into_iter().chain(problems).collect()
}
