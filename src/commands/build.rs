mod batch;
mod built;
mod finished;
mod gather;
mod job;
mod names;
mod request;
mod source;

pub use finished::{Finished, schema};
pub use gather::Shard;
pub(super) use source::Source;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use crate::audience;
use crate::check::{Checked, check};
use crate::cli::Build;
use crate::commands::print_line;
use crate::load::{self, Input};
use crate::localise::{Paper, View, localise};
use crate::naming::Which;
use crate::recipe::{Ingredients, Recipe};
use crate::report::{MessageFormat, Problem, Severity};
use crate::suggest::nearest;
use crate::theme::Theme;
use crate::world;
use batch::batch;
use job::Job;
use names::Names;
pub(super) use request::fallback_date;
use request::{Desk, Request, several_papers_in_one_place};

/// Makes the papers of every brief. A brief with problems does not keep the others from being made.
pub fn run(options: &Build, format: MessageFormat) -> Vec<Problem> {
    let (theme, first) = (options.theme, options.briefs.first().cloned());
    std::thread::spawn(move || {
        world::warm_up(theme.or_else(|| first.as_ref().map(load::theme_of)).unwrap_or(Theme::STANDARD));
    });
    let mut request = match Request::read(options, format) {
        Ok(request) => request,
        Err(problems) => return problems,
    };
    let mut problems = std::mem::take(&mut request.warnings);
    problems.extend(match (names::check(&request), request.sources.len()) {
        (Err(problem), _) => vec![problem],
        (Ok(()), 0 | 1) => request.sources.iter().flat_map(|source| one(source, &request)).collect(),
        (Ok(()), _) => batch(&request),
    });
    problems
}

/// Makes the papers of the only brief, on all threads, and tells of each as soon as it is there.
fn one(source: &Source, request: &Request) -> Vec<Problem> {
    let mut unprinted = Vec::new();
    let made = build(source, request, request.jobs, &mut |paper| {
        if !request.quiet {
            unprinted.extend(print_line(&paper.line(request.as_json)));
        }
    });
    let problems = made.problems.into_iter().map(|problem| problem.about(source.name()));
    unprinted.into_iter().chain(problems).collect()
}

/// What came of a brief.
struct Made {
    /// The files that its papers were made from, besides the brief and the settings of its project.
    files: Vec<PathBuf>,
    /// What there is to say about it.
    problems: Vec<Problem>,
}

impl From<Vec<Problem>> for Made {
    fn from(problems: Vec<Problem>) -> Self {
        Self { files: Vec::new(), problems }
    }
}

/// Makes the papers of one brief on so many threads, and answers with what there is to say about it; `made` is told of
/// each paper that has become a file.
fn build(source: &Source, request: &Request, workers: NonZeroUsize, made: &mut dyn FnMut(Finished)) -> Made {
    let input = &source.input;
    let Read { mut checked, mut ingredients, mut files } = match read(source, request) {
        Ok(read) => read,
        Err(problems) => return problems.into(),
    };
    let mut problems = std::mem::take(&mut checked.warnings);
    if let Some(audience) = &request.audience {
        problems.extend(unknown_tag(&checked, input, audience));
        checked = checked.for_audience(audience);
        let filtered = ingredients.map(|files| files.without_what_is_held_back(checked.brief())).transpose();
        ingredients = match filtered {
            Ok(filtered) => filtered,
            Err(problem) => return vec![problem].into(),
        };
    }
    let views = views(&checked, request);
    let (desks, refusals) = desks(input, &checked, &views, request);
    problems.extend(refusals);
    let jobs = match jobs(source, &checked, &desks, &views, request, ingredients.as_ref()) {
        Ok(jobs) => jobs,
        Err(problem) => return vec![problem].into(),
    };
    if request.target.takes_one() && jobs.len() > 1 {
        return vec![several_papers_in_one_place()].into();
    }
    problems.extend(job::work_off(&jobs, source, &request.profile, workers, made));
    files.extend(checked.images().files().map(Path::to_owned));
    Made { files, problems }
}

/// A brief that was read.
struct Read {
    checked: Checked,
    /// Where they are to be attached, the files that it is made from.
    ingredients: Option<Ingredients>,
    /// The other files that it takes something from.
    files: Vec<PathBuf>,
}

fn read(source: &Source, request: &Request) -> Result<Read, Vec<Problem>> {
    let mut draft = source.load(&request.given)?.in_theme(request.theme);
    let ingredients = request.with_source.then(|| Ingredients::of(&draft));
    let files = std::mem::take(&mut draft.files);
    let checked = check(draft, &request.wanted)?;
    Ok(Read { checked, ingredients: ingredients.transpose()?, files })
}

/// The view of the brief in each language and for each copy.
fn views(checked: &Checked, request: &Request) -> Vec<(Paper<'static>, View)> {
    let papers = checked.languages().iter().flat_map(|&language| {
        let fallback_date = request.fallback_date;
        request.copy_numbers().map(move |copy| Paper { id: "", label: "memo", language, fallback_date, copy })
    });
    papers.map(|paper| (paper, localise(checked, paper))).collect()
}

/// The desks that have something to print, and what there is to say about the others.
fn desks<'a>(
    input: &Input,
    checked: &Checked,
    views: &[(Paper<'_>, View)],
    request: &'a Request,
) -> (Vec<&'a Desk>, Vec<Problem>) {
    // What there is to print is the same in every language and for every copy.
    let filled = views.first().map(|(_, view)| view.filled()).unwrap_or_default();
    let lacks = |desk: &&Desk| {
        let needs = &desk.template.manifest.needs;
        !needs.is_empty() && needs.iter().all(|key| !filled.contains(key))
    };
    let (lacking, able): (Vec<_>, Vec<_>) = request.desks.iter().partition(lacks);
    let named = lacking.into_iter().filter(|_| !request.all_papers);
    let mut problems: Vec<_> = named.map(|desk| nothing_to_print(input, desk)).collect();
    let is_after = |desk: &&Desk| desk.template.manifest.after_meeting;
    if checked.unrecorded.is_empty() || !able.iter().any(is_after) {
        return (able, problems);
    }
    let refused = checked.unrecorded.iter().any(|problem| problem.severity == Severity::Error);
    // Nothing is recorded yet: who asks for everything there is does not ask for the papers of after the meeting.
    let left_out = refused || request.all_papers;
    if !request.all_papers {
        problems.extend(checked.unrecorded.clone());
    }
    (able.into_iter().filter(|desk| !(left_out && is_after(desk))).collect(), problems)
}

/// A job for each paper, language and copy. The papers share a view, unless one has a date or number of its own.
fn jobs<'a>(
    source: &'a Source,
    checked: &'a Checked,
    desks: &[&'a Desk],
    views: &[(Paper<'_>, View)],
    request: &'a Request,
    ingredients: Option<&Ingredients>,
) -> Result<Vec<Job<'a>>, Problem> {
    let pattern = request.name.as_ref().or(checked.naming()).cloned().unwrap_or_default();
    let mut names = request.target.folder(&source.input).map(|folder| Names::new(source, pattern, folder));
    let each = desks.iter().flat_map(|desk| views.iter().map(move |(paper, view)| (*desk, paper, view)));
    each.map(|(desk, paper, view)| {
        let (language, copy, audience) = (paper.language, paper.copy, request.audience.as_deref());
        let row = source.row_label.as_deref();
        let which = Which { paper: &desk.template.id, language, audience, copy, row };
        let (id, label) = (desk.template.id.as_str(), desk.template.manifest.label.as_str());
        let view = match checked.brief().papers.contains_key(id) {
            true => localise(checked, Paper { id, label, ..*paper }),
            false => view.of_kind(label),
        };
        let (theme, date) = (checked.style().theme, request.fallback_date);
        let recipe = || Recipe::new(id, paper.language, theme, request.profile.name(), date, paper.copy);
        let attachments = ingredients.map(|files| recipe().attachments(files)).transpose()?;
        let path = match &mut names {
            Some(names) => Some(names.path(checked.brief(), which)?),
            None => request.target.only_file(),
        };
        Ok(Job { checked, desk, which, view, attachments: attachments.unwrap_or_default(), path })
    })
    .collect()
}

fn nothing_to_print(input: &Input, desk: &Desk) -> Problem {
    let Desk { template, .. } = desk;
    let asks_for = template.manifest.asks_for.clone().unwrap_or_else(|| {
        let keys: Vec<_> = template.manifest.needs.iter().map(|key| format!("`{key}`")).collect();
        keys.join(" or ")
    });
    Problem::error(format!(
        "`{}` has nothing for the paper `{}`: it needs {asks_for}",
        input.name(),
        template.id
    ))
    .hint("add it to the brief, or leave the paper out of `-t`; `-t all` makes only what can be made")
}

/// A tag that no part of the brief has, but that is nearly one of its tags, holds back what was meant to be shown.
pub(super) fn unknown_tag(checked: &Checked, input: &Input, audience: &str) -> Option<Problem> {
    let tags: Vec<_> = audience::tags(checked.brief()).into_iter().collect();
    let meant = nearest(audience, &tags).filter(|_| tags.iter().all(|tag| tag != audience))?;
    let problem = Problem::warning(format!("nothing in `{}` is tagged `{audience}`", input.name()));
    Some(problem.hint(format!("did you mean `{meant}`? all that is tagged was held back")))
}
