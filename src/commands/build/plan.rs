use std::env;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::Path;

use chrono::{DateTime, NaiveDate};

use super::target::Target;
use crate::brief::Date;
use crate::check::Wanted;
use crate::cli::Build;
use crate::commands::discover::discover;
use crate::commands::source::BriefSource;
use crate::load::{Input, Override, Row, rows};
use crate::naming::{Flaw, Pattern};
use crate::papers::{Prepared, PreparedTemplate};
use crate::parallel::processors;
use crate::report::{MessageFormat, Problem};
use crate::template::Origin;
use crate::theme::Theme;
use crate::typeset::Profile;

/// The options of `build`, validated.
pub struct Plan {
    /// The sources to build: each brief once, or once per row of the table; only those of the share.
    pub sources: Vec<BriefSource>,
    /// The sources of all shares.
    pub all_sources: Vec<BriefSource>,
    /// The warnings about the table.
    pub warnings: Vec<Problem>,
    /// The papers to build.
    pub papers: Prepared,
    /// Where the papers go.
    pub target: Target,
    /// The pattern of their names, if the command line gives one.
    pub name: Option<Pattern>,
    /// The languages.
    pub wanted: Wanted,
    /// The only meeting to build papers of, by its id.
    pub meeting: Option<String>,
    /// The audience.
    pub audience: Option<String>,
    /// The number of numbered copies of each paper.
    pub copies: Option<NonZeroU32>,
    /// The theme, if the command line gives one.
    pub theme: Option<Theme>,
    /// The PDF standards.
    pub profile: Profile,
    /// Whether to attach their sources to the papers.
    pub with_source: bool,
    /// The date of a paper whose brief has none.
    pub fallback_date: Date,
    /// The number of threads.
    pub jobs: NonZeroUsize,
    /// The overrides of the command line.
    pub overrides: Vec<Override>,
    /// Whether to omit the paths of the papers.
    pub quiet: bool,
    /// Whether to report each paper as a JSON object.
    pub as_json: bool,
    /// Whether to build papers that are up to date.
    pub force: bool,
    /// Whether to stop at the first brief with an error.
    pub fail_fast: bool,
}

impl Plan {
    /// Validates the options of `build`.
    ///
    /// # Errors
    /// If options contradict each other, or name something that does not exist.
    pub fn read(options: &Build, format: MessageFormat) -> Result<Self, Vec<Problem>> {
        let rows = options.each.as_deref().map(|table| rows(table, options.sheet.as_deref())).transpose()?;
        let (rows, warnings) = rows.unzip();
        Self::with_rows(options, format, rows, warnings.unwrap_or_default()).map_err(|problem| vec![problem])
    }

    fn with_rows(
        options: &Build,
        format: MessageFormat,
        rows: Option<Vec<Row>>,
        warnings: Vec<Problem>,
    ) -> Result<Self, Problem> {
        let papers = Prepared::read(&options.templates)?;
        let target = Target::from_option(options.output.as_deref())?;
        let name = options.name.as_deref().map(str::parse).transpose().map_err(wrong_name)?;
        if let Some(name) = name.as_ref().filter(|_| target.takes_one()) {
            return Err(two_names(name));
        }
        let all_sources = BriefSource::all(&options.briefs, &discover(&options.briefs)?, rows)?;
        let is_ours = |source: &&BriefSource| options.shard.is_none_or(|shard| source.is_in(shard));
        let sources: Vec<_> = all_sources.iter().filter(is_ours).cloned().collect();
        let several = sources.len() > 1
            || (papers.templates.len() > 1 && !papers.all_papers)
            || options.copies.is_some_and(|n| n.get() > 1);
        if target.takes_one() && several {
            return Err(several_papers_in_one_place());
        }
        if target == Target::BesideBrief && options.briefs.contains(&Input::Stdin) {
            return Err(nowhere_to_put_it());
        }
        let profile = profile(options, &papers.templates)?;
        Ok(Self {
            sources,
            all_sources,
            warnings,
            papers,
            target,
            name,
            wanted: options.languages.clone().unwrap_or_default(),
            meeting: options.meeting.clone(),
            audience: options.audience.clone(),
            copies: options.copies,
            theme: options.theme,
            profile,
            with_source: options.with_source,
            fallback_date: fallback_date()?,
            jobs: options.jobs.unwrap_or_else(processors),
            overrides: options.set.clone(),
            quiet: options.quiet,
            as_json: format == MessageFormat::Json,
            force: options.force,
            fail_fast: options.fail_fast,
        })
    }
}

impl Plan {
    /// The number of each copy of a paper; `None` without numbered copies, as of a paper that has none.
    pub fn copy_numbers(&self, is_numbered: bool) -> impl Iterator<Item = Option<NonZeroU32>> + use<> {
        let copies = self.copies.filter(|_| is_numbered);
        let numbered = copies.into_iter().flat_map(|last| (1..=last.get()).map(NonZeroU32::new));
        numbered.chain(copies.is_none().then_some(None))
    }
}

/// The PDF standards asked for. If papers have attachments, the standards have to allow them.
fn profile(options: &Build, templates: &[PreparedTemplate]) -> Result<Profile, Problem> {
    if !options.with_source {
        return Ok(options.pdf_standard.clone().unwrap_or_else(Profile::usual));
    }
    if let Some(prepared) = templates.iter().find(|prepared| prepared.template.origin == Origin::Folder) {
        return Err(not_remade_elsewhere(&prepared.template.id));
    }
    let profile = options.pdf_standard.clone().unwrap_or_else(Profile::archival);
    if profile.takes_files() { Ok(profile) } else { Err(takes_no_files(&profile)) }
}

/// The date of a PDF whose brief has none: from `SOURCE_DATE_EPOCH`, or the first day of Unix time. Never the
/// clock, so that the same brief always gives the same bytes.
///
/// # Errors
/// If `SOURCE_DATE_EPOCH` is not a number of seconds.
pub fn fallback_date() -> Result<Date, Problem> {
    let epoch = NaiveDate::default();
    match env::var("SOURCE_DATE_EPOCH") {
        Err(_) => Ok(Date(epoch)),
        Ok(empty) if empty.is_empty() => Ok(Date(epoch)),
        Ok(seconds) => seconds
            .trim()
            .parse()
            .ok()
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
            .map(|moment| moment.date_naive())
            .filter(|date| (0..=9999).contains(&chrono::Datelike::year(date)))
            .map(Date)
            .ok_or_else(|| bad_epoch(&seconds)),
    }
}

/// One file holds one paper.
pub fn several_papers_in_one_place() -> Problem {
    Problem::usage("several papers cannot go into one file")
        .hint("name a folder with `-o`, or build one brief, one paper of one meeting and one language")
}

fn wrong_name(flaw: Flaw) -> Problem {
    Problem::usage(flaw.message).hint(flaw.hint)
}

fn two_names(name: &Pattern) -> Problem {
    Problem::usage(format!("`-o` names the one paper, and `--name {name}` names it differently"))
        .hint("omit one of the two, or name a folder with `-o`")
}

fn nowhere_to_put_it() -> Problem {
    Problem::usage("a brief from standard input has no folder for its papers")
        .hint("name one with `-o DIR`, or write to standard output with `-o -`")
}

/// A paper never replaces a brief.
pub fn would_replace_brief(path: &Path) -> Problem {
    Problem::usage(format!("the paper would overwrite its own brief, `{}`", path.display()))
        .hint("name another file with `-o`")
}

fn bad_epoch(seconds: &str) -> Problem {
    Problem::usage(format!("`SOURCE_DATE_EPOCH` is not a number of seconds (`{seconds}`)"))
        .hint("give the whole seconds since 1970-01-01, or unset it")
}

fn takes_no_files(profile: &Profile) -> Problem {
    Problem::usage(format!("`{}` does not allow attachments", profile.name()))
        .hint("omit `--pdf-standard`, or name one that allows them: `a-3a,ua-1`, `a-3b`, `a-4f`")
}

fn not_remade_elsewhere(id: &str) -> Problem {
    Problem::usage(format!(
        "`--with-source` needs a template that comes with spravka, and `{id}` is your own"
    ))
    .hint("the paper could not be rebuilt without your template")
}
