use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::built::Built;
use super::request::Request;
use super::{Made, build};
use crate::commands::print_line;
use crate::commands::progress::Progress;
use crate::load::Input;
use crate::output::{self, Target};
use crate::recipe::{SPRAVKA, typst};
use crate::report::{Problem, Severity};
use crate::template::{language_files, theme_files};
use crate::workers;

/// For how many briefs of each thread the engine remembers what it has not used again. What every paper has is used again and again
/// and so is kept; what only one brief has is needed until all its papers are made, while other threads finish theirs. Measured
/// with 200 memos of five pages on two processors: with 1, 2, 4, 8 and 16 briefs for two threads 125, 135, 137, 166 and 206 MB
/// for the same time; with 1, 4, 8, 16 and 32 for eight threads 244, 256, 285, 310 and 400 MB, and a quarter more time with 1.
const REMEMBERED: usize = 2;

/// What came of one brief of many.
struct Done {
    papers: Vec<PathBuf>,
    problems: Vec<Problem>,
}

/// Makes the papers of many briefs, each brief on one thread. A brief with an error does not keep the others from being made. The
/// paths are printed in the order of the briefs, those of papers that are up to date included; on a terminal only their number.
pub fn batch(request: &Request) -> Vec<Problem> {
    let built = match &request.target {
        Target::Folder(folder) => Some(Built::read(folder, &same_for_all(request))),
        _ => None,
    };
    let folders: BTreeSet<_> =
        request.briefs.iter().filter_map(|input| request.target.folder(input)).collect();
    folders.iter().for_each(|folder| output::tidy(folder));
    // On a terminal a bar tells how far it is; everybody else gets a line for each paper.
    let to_people = io::stdout().is_terminal();
    let progress = (to_people && !request.quiet).then(|| Progress::new("making papers"));
    let lines = !request.quiet && !to_people;
    let (mut problems, mut done, mut papers) = (Vec::new(), 0, 0);
    let total = request.briefs.len() as u64;
    workers::each(
        &request.briefs,
        request.jobs,
        |input| make(input, request, built.as_ref()),
        |input, made| {
            done += 1;
            papers += made.papers.len();
            progress.iter().for_each(|progress| progress.show_named(done, total, &input.name()));
            for path in made.papers.iter().filter(|_| lines) {
                problems.extend(print_line(&path.display().to_string()));
            }
            let failed = made.problems.iter().any(|problem| problem.severity == Severity::Error);
            problems.extend(made.problems);
            !(failed && request.fail_fast)
        },
    );
    built.iter().for_each(Built::tidy);
    if progress.is_some() {
        drop(progress);
        problems.extend(print_line(&format!("{papers} papers of {done} briefs")));
    }
    problems
}

/// Makes the papers of one brief, unless they are up to date.
fn make(input: &Input, request: &Request, built: Option<&Built>) -> Done {
    let up_to_date = built.filter(|_| !request.force).and_then(|built| built.up_to_date(input));
    if let Some(papers) = up_to_date {
        return Done { papers, problems: Vec::new() };
    }
    let mut papers = Vec::new();
    let Made { pictures, mut problems } =
        build(input, request, NonZeroUsize::MIN, &mut |path| papers.push(path.to_owned()));
    // What was said about a brief is to be said again, so only one without a word is passed over next time.
    if let Some(built) = built.filter(|_| problems.is_empty()) {
        problems.extend(built.remember(input, &pictures, &papers).err());
    }
    typst::comemo::evict(REMEMBERED * request.jobs.get());
    Done { papers, problems }
}

/// All that is the same for every brief of a run and changes the papers: options, templates, languages, themes, versions.
fn same_for_all(request: &Request) -> Vec<String> {
    let mut parts = vec![
        SPRAVKA.to_owned(),
        typst().to_owned(),
        format!(
            "{:?}",
            (&request.wanted, &request.audience, request.copies, request.theme, request.with_source)
        ),
        format!("{} {}", request.profile.name(), request.fallback_date.0),
    ];
    for desk in &request.desks {
        parts.push(desk.template.id.clone());
        let files = desk.template.files.iter();
        parts.extend(files.map(|(path, file)| format!("{path} {}", crate::recipe::sha256(&file.data))));
    }
    parts.extend(language_files().chain(theme_files()).map(|(name, text)| format!("{name} {text}")));
    parts
}
