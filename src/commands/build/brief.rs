use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::artifact::Artifact;
use super::job::{self, Job};
use super::names::Names;
use super::plan::{Plan, several_papers_in_one_place};
use crate::audience;
use crate::check::{Checked, check};
use crate::commands::source::BriefSource;
use crate::files::write::OutputFile;
use crate::load::Input;
use crate::localise::{Paper, localise};
use crate::naming::Which;
use crate::papers::PreparedTemplate;
use crate::provenance::attach::attach;
use crate::provenance::collect::collect;
use crate::provenance::recipe::Recipe;
use crate::provenance::sources::SourceFiles;
use crate::report::Problem;
use crate::suggest::nearest;
use crate::view::View;

/// The result of a brief.
pub struct BuiltBrief {
    /// The files that its papers were built from, except the brief and the settings of its project.
    pub files: Vec<PathBuf>,
    /// The problems of the brief.
    pub problems: Vec<Problem>,
}

impl From<Vec<Problem>> for BuiltBrief {
    fn from(problems: Vec<Problem>) -> Self {
        Self { files: Vec::new(), problems }
    }
}

/// Builds the papers of one brief on `workers` threads and returns its problems. `made` is called with each
/// paper that was written.
pub fn build(
    source: &BriefSource,
    plan: &Plan,
    workers: NonZeroUsize,
    made: &mut dyn FnMut(Artifact),
) -> BuiltBrief {
    let input = &source.input;
    let Read { mut checked, mut sources, mut files } = match read(source, plan) {
        Ok(read) => read,
        Err(problems) => return problems.into(),
    };
    let mut problems = std::mem::take(&mut checked.warnings);
    if let Some(audience) = &plan.audience {
        problems.extend(unknown_tag(&checked, input, audience));
        checked = checked.for_audience(audience);
        let filtered = sources.map(|files| files.without_what_is_held_back(checked.brief())).transpose();
        sources = match filtered {
            Ok(filtered) => filtered,
            Err(problem) => return vec![problem].into(),
        };
    }
    let views = views(&checked, plan);
    // What has content is the same in every language and for every copy.
    let filled = views.first().map(|(_, view)| view.filled()).unwrap_or_default();
    let (templates, refusals) = plan.papers.able(&input.name(), &checked, &filled);
    problems.extend(refusals);
    let jobs = match jobs(source, &checked, &templates, &views, plan, sources.as_ref()) {
        Ok(jobs) => jobs,
        Err(problem) => return vec![problem].into(),
    };
    if plan.target.takes_one() && jobs.len() > 1 {
        return vec![several_papers_in_one_place()].into();
    }
    problems.extend(job::run_all(&jobs, source, &plan.profile, workers, made));
    files.extend(checked.images().files().map(Path::to_owned));
    BuiltBrief { files, problems }
}

/// A checked brief with its sources.
struct Read {
    checked: Checked,
    /// The files to attach to the papers, with `--with-source`.
    sources: Option<SourceFiles>,
    /// The other files that the brief depends on.
    files: Vec<PathBuf>,
}

fn read(source: &BriefSource, plan: &Plan) -> Result<Read, Vec<Problem>> {
    let mut draft = source.load(&plan.overrides)?.in_theme(plan.theme);
    let sources = plan.with_source.then(|| collect(&draft));
    let files = std::mem::take(&mut draft.files);
    let checked = check(draft, &plan.wanted)?;
    Ok(Read { checked, sources: sources.transpose()?, files })
}

/// The view of the brief in each language and for each copy.
fn views(checked: &Checked, plan: &Plan) -> Vec<(Paper<'static>, View)> {
    let papers = checked.languages().iter().flat_map(|&language| {
        let fallback_date = plan.fallback_date;
        plan.copy_numbers().map(move |copy| Paper { id: "", label: "memo", language, fallback_date, copy })
    });
    papers.map(|paper| (paper, localise(checked, paper))).collect()
}

/// A job for each paper, language and copy. Papers share a view, unless one has its own date or number.
fn jobs<'a>(
    source: &'a BriefSource,
    checked: &'a Checked,
    templates: &[&'a PreparedTemplate],
    views: &[(Paper<'_>, View)],
    plan: &'a Plan,
    sources: Option<&SourceFiles>,
) -> Result<Vec<Job<'a>>, Problem> {
    let pattern = plan.name.as_ref().or(checked.naming()).cloned().unwrap_or_default();
    let mut names = plan.target.folder(&source.input).map(|folder| Names::new(source, pattern, folder));
    let each =
        templates.iter().flat_map(|prepared| views.iter().map(move |(paper, view)| (*prepared, paper, view)));
    each.map(|(prepared, paper, view)| {
        let (language, copy, audience) = (paper.language, paper.copy, plan.audience.as_deref());
        let row = source.row_label.as_deref();
        let which = Which { paper: &prepared.template.id, language, audience, copy, row };
        let (id, label) = (prepared.template.id.as_str(), prepared.template.manifest.label.as_str());
        let view = match checked.brief().papers.contains_key(id) {
            true => localise(checked, Paper { id, label, ..*paper }),
            false => view.of_kind(label),
        };
        let (theme, date) = (checked.style().theme, plan.fallback_date);
        let recipe = || Recipe::new(id, paper.language, theme, plan.profile.name(), date, paper.copy);
        let attachments = sources.map(|files| attach(&recipe(), files)).transpose()?;
        let file = match &mut names {
            Some(names) => Some(OutputFile::Made(names.path(checked.brief(), which)?)),
            None => plan.target.only_file().map(OutputFile::Named),
        };
        Ok(Job { checked, prepared, which, view, attachments: attachments.unwrap_or_default(), file })
    })
    .collect()
}

/// A warning for an audience that matches no tag but is nearly one: a typo would hold back what was to be
/// shown.
pub fn unknown_tag(checked: &Checked, input: &Input, audience: &str) -> Option<Problem> {
    let tags: Vec<_> = audience::tags(checked.brief()).into_iter().collect();
    let tag = nearest(audience, &tags).filter(|_| tags.iter().all(|known| known != audience))?;
    let problem = Problem::warning(format!("nothing in `{}` is tagged `{audience}`", input.name()));
    Some(problem.hint(format!("did you mean `{tag}`? everything tagged was held back")))
}
