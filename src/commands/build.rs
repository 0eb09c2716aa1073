use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate};

use super::print_line;
use crate::brief::Date;
use crate::check::{Checked, Wanted, check};
use crate::cli::Build;
use crate::compile::compile;
use crate::export::{Profile, pdf};
use crate::language::Language;
use crate::load::{self, Input, load};
use crate::localise::{Paper, localise};
use crate::output::{self, Target};
use crate::report::Problem;
use crate::template::Template;
use crate::theme::Theme;
use crate::world::{self, Stage};

/// Makes the papers of every brief. A brief with problems does not keep the others from being made.
pub fn run(options: &Build) -> Vec<Problem> {
    let (theme, first) = (options.theme, options.briefs.first().cloned());
    std::thread::spawn(move || {
        world::warm_up(theme.or_else(|| first.as_ref().map(load::theme_of)).unwrap_or(Theme::STANDARD))
    });
    let workshop = match Workshop::open(options) {
        Ok(workshop) => workshop,
        Err(problem) => return vec![problem],
    };
    workshop.briefs.iter().flat_map(|input| workshop.build(input, options)).collect()
}

/// What all papers of a run share.
struct Workshop {
    briefs: Vec<Input>,
    stages: Vec<(Template, Stage)>,
    target: Target,
    wanted: Wanted,
    fallback_date: Date,
}

impl Workshop {
    fn open(options: &Build) -> Result<Self, Problem> {
        let stage = |name: &String| {
            let template = Template::find(name)?;
            Stage::set(&template).map(|stage| (template, stage))
        };
        let stages = options.templates.iter().map(stage).collect::<Result<Vec<_>, _>>()?;
        if let Some(id) = shared_id(&stages) {
            return Err(two_templates_of_one_name(id));
        }
        let target = Target::from_option(options.output.as_deref())?;
        let briefs = each_once(&options.briefs);
        if target.takes_one() && (briefs.len() > 1 || stages.len() > 1) {
            return Err(several_papers_in_one_place());
        }
        if target == Target::BesideBrief && options.briefs.contains(&Input::Stdin) {
            return Err(nowhere_to_put_it());
        }
        if let Some(name) = shared_name(&briefs, &target).filter(|_| !target.takes_one()) {
            return Err(two_papers_of_one_name(&name));
        }
        let wanted = options.languages.clone().unwrap_or_default();
        Ok(Self { briefs, stages, target, wanted, fallback_date: fallback_date()? })
    }

    /// Makes the papers of one brief and answers with what there is to say about it.
    fn build(&self, input: &Input, options: &Build) -> Vec<Problem> {
        match load(input).and_then(|draft| check(draft.in_theme(options.theme), &self.wanted)) {
            Err(problems) => problems,
            Ok(checked) if self.target.takes_one() && checked.languages().len() > 1 => {
                vec![several_papers_in_one_place()]
            }
            Ok(checked) => {
                let papers = self.papers(input, &checked, &options.pdf_standard);
                checked.warnings.into_iter().chain(papers).collect()
            }
        }
    }

    fn papers(&self, input: &Input, checked: &Checked, profile: &Profile) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (template, stage) in &self.stages {
            for &language in checked.languages() {
                let paper =
                    Paper { label: &template.manifest.label, language, fallback_date: self.fallback_date };
                let path = self.target.path(input, &template.id, language);
                let made = make(stage, checked, paper, profile)
                    .and_then(|(pdf, warnings)| deliver(input, path.as_deref(), &pdf).map(|()| warnings));
                problems.extend(match made {
                    Ok(warnings) => warnings,
                    Err(problems) => problems,
                });
            }
        }
        problems
    }
}

/// The name that the papers of two different inputs would have.
fn shared_name(briefs: &[Input], target: &Target) -> Option<String> {
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    briefs.iter().find_map(|input| {
        let path = target.path(input, "memo", Language::RUSSIAN)?;
        let name = path.file_name()?.to_string_lossy().into_owned();
        (!seen.insert(path)).then_some(name)
    })
}

/// The inputs, each once, however it is written.
fn each_once(briefs: &[Input]) -> Vec<Input> {
    let mut seen = BTreeSet::new();
    let real =
        |input: &Input| input.path().map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()));
    briefs.iter().filter(|input| seen.insert(real(input))).cloned().collect()
}

/// The id that two templates have: their papers would have one name.
fn shared_id(stages: &[(Template, Stage)]) -> Option<&str> {
    let ids: Vec<&str> = stages.iter().map(|(template, _)| template.id.as_str()).collect();
    ids.iter().enumerate().find(|(index, id)| ids[..*index].contains(id)).map(|(_, id)| *id)
}

/// The PDF of one paper, with the warnings about it.
fn make(
    stage: &Stage,
    checked: &Checked,
    paper: Paper<'_>,
    profile: &Profile,
) -> Result<(Vec<u8>, Vec<Problem>), Vec<Problem>> {
    let view = localise(checked, paper).to_toml();
    let view = view.map_err(|error| vec![Problem::ours(format!("the view cannot be written ({error})"))])?;
    let world = stage.world(checked, view);
    let pages = compile(&world)?;
    let pdf = pdf(&world, &pages, profile)?;
    Ok((pdf, pages.warnings))
}

/// Writes a paper and prints its path.
fn deliver(input: &Input, path: Option<&Path>, pdf: &[u8]) -> Result<(), Vec<Problem>> {
    if let (Some(path), Some(brief)) = (path, input.path())
        && same_file(path, brief)
    {
        return Err(vec![would_replace_brief(path)]);
    }
    output::deliver(path, pdf).map_err(|problem| vec![problem])?;
    let printed = path.map(|path| print_line(&path.display().to_string())).unwrap_or_default();
    if printed.is_empty() { Ok(()) } else { Err(printed) }
}

/// Whether two paths lead to one file, by whatever links.
fn same_file(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// The date of a PDF whose brief has none: from `SOURCE_DATE_EPOCH`, or the first day of Unix time. Never the clock,
/// so that the same brief always gives the same bytes.
pub(super) fn fallback_date() -> Result<Date, Problem> {
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

fn several_papers_in_one_place() -> Problem {
    Problem::usage("several papers cannot go into one file")
        .hint("name a folder with `-o`, or ask for one brief, one paper and one language")
}

fn two_papers_of_one_name(name: &str) -> Problem {
    Problem::usage(format!("the papers of two briefs would have one name, as `{name}`"))
        .hint("rename one of the briefs, or build them into two folders with `-o`")
}

fn two_templates_of_one_name(id: &str) -> Problem {
    Problem::usage(format!("two templates are called `{id}`: their papers would have one name"))
        .hint("name each once, or give the folder of one another name")
}

fn nowhere_to_put_it() -> Problem {
    Problem::usage("a brief from standard input has no folder to put its paper in")
        .hint("name one with `-o DIR`, or write to standard output with `-o -`")
}

fn would_replace_brief(path: &Path) -> Problem {
    Problem::usage(format!("the paper would replace its own brief, `{}`", path.display()))
        .hint("name another file with `-o`")
}

fn bad_epoch(seconds: &str) -> Problem {
    Problem::usage(format!("`SOURCE_DATE_EPOCH` is not a number of seconds (`{seconds}`)"))
        .hint("it is the time since 1970-01-01 in whole seconds; unset it to do without")
}
