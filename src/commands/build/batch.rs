use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;

use super::built::Built;
use super::finished::Finished;
use super::request::Request;
use super::source::Source;
use super::{Made, build};
use crate::commands::print_line;
use crate::commands::progress::Progress;
use crate::output::{self, Target};
use crate::recipe::{SPRAVKA, font_hashes, typst};
use crate::report::{Problem, Severity};
use crate::template::{language_files, theme_files};
use crate::theme::Theme;
use crate::workers;

/// For how many briefs of each thread the engine remembers what it has not used again. What every paper has is used again and again
/// and so is kept; what only one brief has is needed until all its papers are made, while other threads finish theirs. Measured
/// with 200 memos of five pages on two processors: with 1, 2, 4, 8 and 16 briefs for two threads 125, 135, 137, 166 and 206 MB
/// for the same time; with 1, 4, 8, 16 and 32 for eight threads 244, 256, 285, 310 and 400 MB, and a quarter more time with 1.
const REMEMBERED: usize = 2;

/// What came of one brief of many.
struct Done {
    papers: Vec<Finished>,
    problems: Vec<Problem>,
}

/// Makes the papers of many briefs, each brief on one thread. A brief with an error does not keep the others from being made. The
/// papers are told of in the order of the briefs, those that are up to date included; to people on a terminal only their number is.
pub fn batch(request: &Request) -> Vec<Problem> {
    let built = match &request.target {
        Target::Folder(folder) => Some(Built::read(folder, &same_for_all(request))),
        _ => None,
    };
    let folders: BTreeSet<_> =
        request.sources.iter().filter_map(|source| request.target.folder(&source.input)).collect();
    folders.iter().for_each(|folder| output::tidy(folder));
    // On a terminal a bar tells how far it is; everybody else gets a line for each paper.
    let to_people = io::stdout().is_terminal() && !request.as_json;
    let progress = (to_people && !request.quiet).then(|| Progress::new("making papers"));
    let lines = !request.quiet && !to_people;
    let (mut problems, mut done, mut papers) = (Vec::new(), 0, 0);
    let total = request.sources.len() as u64;
    workers::each(
        &request.sources,
        request.jobs,
        |source| make(source, request, built.as_ref()),
        |source, made| {
            done += 1;
            papers += made.papers.len();
            progress.iter().for_each(|progress| progress.show_named(done, total, &source.name()));
            for paper in made.papers.iter().filter(|_| lines) {
                problems.extend(print_line(&paper.line(request.as_json)));
            }
            let failed = made.problems.iter().any(|problem| problem.severity == Severity::Error);
            problems.extend(made.problems.into_iter().map(|problem| problem.about(source.name())));
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
fn make(source: &Source, request: &Request, built: Option<&Built>) -> Done {
    let up_to_date = built.filter(|_| !request.force).and_then(|built| built.up_to_date(source));
    if let Some(papers) = up_to_date {
        return Done { papers, problems: Vec::new() };
    }
    let mut papers = Vec::new();
    let Made { files, mut problems } =
        build(source, request, NonZeroUsize::MIN, &mut |paper| papers.push(paper));
    // What was said about a brief is to be said again, so only one without a word is passed over next time.
    if let Some(built) = built.filter(|_| problems.is_empty()) {
        problems.extend(built.remember(source, &files, &papers).err());
    }
    typst::comemo::evict(REMEMBERED * request.jobs.get());
    Done { papers, problems }
}

/// All that is the same for every brief of a run and changes the papers: options, templates, languages, themes, fonts, versions.
fn same_for_all(request: &Request) -> Vec<String> {
    let mut parts = vec![
        SPRAVKA.to_owned(),
        typst().to_owned(),
        format!(
            "{:?}",
            (&request.wanted, &request.audience, request.copies, request.theme, request.with_source)
        ),
        format!("{:?}", request.given.iter().map(|given| (&given.path, &given.value)).collect::<Vec<_>>()),
        format!("{} {}", request.profile.name(), request.fallback_date.0),
        format!("{:?}", request.name.as_ref().map(ToString::to_string)),
    ];
    for desk in &request.desks {
        parts.push(desk.template.id.clone());
        let files = desk.template.files.iter();
        parts.extend(files.map(|(path, file)| format!("{path} {}", crate::recipe::sha256(&file.data))));
    }
    parts.extend(language_files().chain(theme_files()).map(|(name, text)| format!("{name} {text}")));
    let fonts = Theme::all().flat_map(font_hashes);
    parts.extend(fonts.map(|(name, hash)| format!("{name} {hash}")));
    parts
}
