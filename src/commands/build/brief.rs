use std::collections::BTreeSet;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};

use super::artifact::Artifact;
use super::job::{self, Job};
use super::names::Names;
use super::plan::{Plan, several_papers_in_one_place};
use crate::audience;
use crate::check::{Checked, PrintedBrief, check};
use crate::commands::source::BriefSource;
use crate::commands::trial::{self, Tried};
use crate::files::write::OutputFile;
use crate::language::Language;
use crate::load::Input;
use crate::localise::{Paper, localise};
use crate::meeting::has_meeting;
use crate::naming::Which;
use crate::papers::{Content, PlannedPaper, PreparedTemplate};
use crate::provenance::attach::attach;
use crate::provenance::collect::{ProjectFiles, collect};
use crate::provenance::recipe::Recipe;
use crate::provenance::sources::SourceFiles;
use crate::report::Problem;
use crate::suggest::nearest;
use crate::view::{Attachment, View};

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
    let Read { mut checked, sources, mut files, tried } = match read(source, plan) {
        Ok(read) => read,
        Err(problems) => return problems.into(),
    };
    let mut problems = std::mem::take(&mut checked.warnings);
    if let Some(audience) = &plan.audience {
        problems.extend(unknown_tag(&checked, input, audience));
        checked = checked.for_audience(audience);
    }
    let meeting = plan.meeting.as_deref();
    if let Err(problem) = has_meeting(&input.name(), checked.brief(), meeting) {
        problems.push(problem);
        return problems.into();
    }
    let mut content = Content::of(&checked, plan.fallback_date);
    let (papers, refusals) =
        plan.papers.able(&input.name(), source.is_found, &checked, meeting, &mut content);
    problems.extend(refusals);
    problems.extend(unnumbered(&checked, &papers, plan));
    let jobs = match jobs(source, &checked, &papers, plan, sources.as_ref()) {
        Ok(jobs) => jobs,
        Err(problem) => return vec![problem].into(),
    };
    if plan.target.takes_one() && jobs.len() > 1 {
        return vec![several_papers_in_one_place()].into();
    }
    if trial::source_of_this_process().is_some() {
        job::try_all(&jobs, &plan.profile);
        return problems.into();
    }
    if let Err(problem) = trial::passes(&tried, &papers) {
        problems.push(problem);
        return problems.into();
    }
    problems.extend(job::run_all(&jobs, source, &plan.profile, workers, made));
    files.extend(checked.images().files().map(Path::to_owned));
    BuiltBrief { files, problems }
}

/// A checked brief with its sources.
struct Read {
    checked: Checked,
    /// The files to attach to the papers, with `--with-source`.
    sources: Option<ProjectFiles>,
    /// The other files that the brief depends on.
    files: Vec<PathBuf>,
    /// What a trial run of it needs.
    tried: Tried,
}

fn read(source: &BriefSource, plan: &Plan) -> Result<Read, Vec<Problem>> {
    let mut draft = source.load(&plan.overrides)?.in_theme(plan.theme);
    if let Some(problem) = source.left_out(draft.brief()) {
        return Err(vec![problem]);
    }
    let sources = plan.with_source.then(|| collect(&draft));
    let files = std::mem::take(&mut draft.files);
    let number = plan.sources.iter().position(|one| std::ptr::eq(one, source)).unwrap_or_default();
    let tried = Tried::new(number, &source.input, &draft);
    let checked = check(draft, &plan.wanted)?;
    Ok(Read { checked, sources: sources.transpose()?, files, tried })
}

/// A job for each paper, language and copy.
fn jobs<'a>(
    source: &'a BriefSource,
    checked: &'a Checked,
    papers: &'a [PlannedPaper<'a>],
    plan: &'a Plan,
    sources: Option<&ProjectFiles>,
) -> Result<Vec<Job<'a>>, Problem> {
    let pattern = plan.name.as_ref().or(checked.naming()).cloned().unwrap_or_default();
    let mut names = plan.target.folder(&source.input).map(|folder| Names::new(source, pattern, folder));
    let mut jobs = Vec::new();
    for planned in papers {
        let PlannedPaper { prepared, meeting } = planned;
        let (paper, meeting) = (&prepared.template.id, meeting.as_deref());
        let is_numbered = checked.numbers_copies(meeting, &prepared.template);
        let copies: Result<Vec<_>, _> =
            plan.copy_numbers(is_numbered).map(|copy| Copy::of(checked, planned, copy, sources)).collect();
        let copies = copies?;
        for &language in checked.languages() {
            for copy in &copies {
                let (audience, row) = (plan.audience.as_deref(), source.row_label.as_deref());
                let which = Which { paper, meeting, language, audience, copy: copy.printed.copy(), row };
                let file = match &mut names {
                    Some(names) => Some(names.file(checked.brief(), which)?),
                    None => plan.target.only_file().map(OutputFile::Named),
                };
                let (view, attachments) =
                    (copy.view(prepared, language, plan), copy.attachments(which, plan)?);
                jobs.push(Job { checked, prepared, which, view, attachments, file });
            }
        }
    }
    Ok(jobs)
}

/// What one paper prints, in all languages, and its sources: the same, with nothing else.
struct Copy<'a> {
    checked: &'a Checked,
    printed: PrintedBrief<'a>,
    sources: Option<SourceFiles>,
}

impl<'a> Copy<'a> {
    fn of(
        checked: &'a Checked,
        planned: &PlannedPaper<'_>,
        number: Option<NonZeroU32>,
        sources: Option<&ProjectFiles>,
    ) -> Result<Self, Problem> {
        let template = &planned.prepared.template;
        let printed = checked.printed_about(planned.meeting.as_deref(), template, number)?;
        let sources = sources.map(|files| files.of_paper(&printed)).transpose()?;
        Ok(Self { checked, printed, sources })
    }

    fn view(&self, prepared: &PreparedTemplate, language: Language, plan: &Plan) -> View {
        let (kind, fallback_date) = (prepared.template.manifest.kind(), plan.fallback_date);
        localise(&self.printed, Paper { kind, language, fallback_date })
    }

    fn attachments(&self, which: Which<'_>, plan: &Plan) -> Result<Vec<Attachment>, Problem> {
        let Some(sources) = &self.sources else { return Ok(Vec::new()) };
        let (theme, profile, date) = (self.checked.style().theme, plan.profile.name(), plan.fallback_date);
        attach(&Recipe::new(which.paper, which.language, theme, profile, date, which.copy), sources)
    }
}

/// A warning for each paper whose copies are not numbered although numbered copies were asked for.
fn unnumbered(checked: &Checked, papers: &[PlannedPaper<'_>], plan: &Plan) -> Vec<Problem> {
    let is_unnumbered = |paper: &&PlannedPaper<'_>| {
        plan.copies.is_some() && !checked.numbers_copies(paper.meeting.as_deref(), &paper.prepared.template)
    };
    let ids: BTreeSet<_> =
        papers.iter().filter(is_unnumbered).map(|paper| &paper.prepared.template.id).collect();
    ids.into_iter().map(|id| no_copies(id)).collect()
}

fn no_copies(paper: &str) -> Problem {
    Problem::warning(format!("the copies of `{paper}` are not numbered, because it may bear no marking"))
        .hint(format!("if they are to be, write `[papers.{paper}]` with `marking = true`"))
}

/// A warning for an audience that matches no tag but is nearly one: a typo would hold back what was to be
/// shown.
pub fn unknown_tag(checked: &Checked, input: &Input, audience: &str) -> Option<Problem> {
    let tags: Vec<_> = audience::tags(checked.brief()).into_iter().collect();
    let tag = nearest(audience, &tags).filter(|_| tags.iter().all(|known| known != audience))?;
    let problem = Problem::warning(format!("nothing in `{}` is tagged `{audience}`", input.name()));
    Some(problem.hint(format!("did you mean `{tag}`? everything tagged was held back")))
}
