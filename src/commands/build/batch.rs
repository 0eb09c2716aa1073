use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;

use super::artifact::Artifact;
use super::brief::{BuiltBrief, build};
use super::cache::Cache;
use super::plan::Plan;
use super::run_key::RunKey;
use super::target::Target;
use crate::commands::print_line;
use crate::commands::progress::Progress;
use crate::commands::source::BriefSource;
use crate::files::refusal::cannot_express;
use crate::files::write;
use crate::panics::{Panic, caught};
use crate::parallel;
use crate::report::{Problem, Severity};

/// For how many briefs of each thread the engine keeps cached results that were not used again. What all
/// papers share is used again and again and so is kept; what belongs to one brief is needed until all its
/// papers are built, while other threads finish theirs. Measured with 200 memos of five pages on two
/// processors: with 1, 2, 4, 8 and 16 briefs for two threads 125, 135, 137, 166 and 206 MB in the same time;
/// with 1, 4, 8, 16 and 32 for eight threads 244, 256, 285, 310 and 400 MB, and a quarter more time with 1.
const REMEMBERED: usize = 2;

/// The result of one brief of a batch.
struct Done {
    papers: Vec<Artifact>,
    problems: Vec<Problem>,
}

impl Done {
    /// The result of a brief that made the program panic. The other briefs are built nonetheless.
    fn broken_down(panic: Panic) -> Self {
        Self { papers: Vec::new(), problems: vec![panic.problem("spravka")] }
    }
}

/// Builds the papers of many briefs, each brief on one thread. A brief with an error does not stop the
/// others. The papers are reported in the order of the briefs, those that are up to date included; on a
/// terminal only their number is.
pub fn batch(plan: &Plan) -> Vec<Problem> {
    let built = match &plan.target {
        Target::Folder(folder) => match RunKey::of(plan).hash() {
            Ok(run) => Some(Cache::read(folder, run)),
            Err(error) => return vec![cannot_express("the options of a run", &error)],
        },
        _ => None,
    };
    let folders: BTreeSet<_> =
        plan.sources.iter().filter_map(|source| plan.target.folder(&source.input)).collect();
    folders.iter().for_each(|folder| write::tidy(folder));
    // On a terminal, a progress bar; otherwise, a line for each paper.
    let to_people = io::stdout().is_terminal() && !plan.as_json;
    let progress = (to_people && !plan.quiet).then(|| Progress::new("making papers"));
    let lines = !plan.quiet && !to_people;
    let (mut problems, mut done, mut papers) = (Vec::new(), 0, 0);
    let total = plan.sources.len() as u64;
    parallel::each(
        &plan.sources,
        plan.jobs,
        |source| caught(|| make(source, plan, built.as_ref())).unwrap_or_else(Done::broken_down),
        |source, made| {
            done += 1;
            papers += made.papers.len();
            progress.iter().for_each(|progress| progress.show_named(done, total, &source.name()));
            for paper in made.papers.iter().filter(|_| lines) {
                problems.extend(print_line(&paper.line(plan.as_json)));
            }
            let failed = made.problems.iter().any(|problem| problem.severity == Severity::Error);
            problems.extend(made.problems.into_iter().map(|problem| problem.about(source.name())));
            !(failed && plan.fail_fast)
        },
    );
    built.iter().for_each(Cache::tidy);
    if progress.is_some() {
        drop(progress);
        problems.extend(print_line(&format!("{papers} papers of {done} briefs")));
    }
    problems
}

/// Builds the papers of one brief, unless they are up to date.
fn make(source: &BriefSource, plan: &Plan, built: Option<&Cache>) -> Done {
    let up_to_date = built.filter(|_| !plan.force).and_then(|built| built.up_to_date(source));
    if let Some(papers) = up_to_date {
        return Done { papers, problems: Vec::new() };
    }
    let mut papers = Vec::new();
    let BuiltBrief { files, mut problems } =
        build(source, plan, NonZeroUsize::MIN, &mut |paper| papers.push(paper));
    // Problems must be reported again in the next run, so only a brief without any is cached.
    if let Some(built) = built.filter(|_| problems.is_empty()) {
        problems.extend(built.remember(source, &files, &papers).err());
    }
    typst::comemo::evict(REMEMBERED * plan.jobs.get());
    Done { papers, problems }
}
