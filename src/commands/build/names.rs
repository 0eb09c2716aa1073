//! The names of the papers of a run: all safe and all different, so that no paper replaces another.
//!
//! Two parts see to it, and each is needed. [`check`] compares the papers of all briefs before the first is
//! built: what is found later has already replaced a paper. It reads the briefs only where their names need
//! it, and so it skips a run of one brief, which may be standard input. [`Names`] compares the papers of one
//! brief when its jobs are made, which is before the first of them is run.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::plan::Plan;
use crate::brief::Brief;
use crate::check::Wanted;
use crate::commands::source::BriefSource;
use crate::files::write::OutputFile;
use crate::language::Language;
use crate::limits::NAME_BYTES;
use crate::load::{Input, naming_of, settings_of};
use crate::meeting::{self, narrow};
use crate::naming::{NameField, Pattern, Unnamed, Values, Which, folded};
use crate::papers::PreparedTemplate;
use crate::parallel;
use crate::redact::bears_marking;
use crate::report::Problem;
use crate::template::About;

/// The name of a paper. Without the brief, only a pattern that needs nothing from it can be filled in.
fn named(
    which: &Which<'_>,
    pattern: &Pattern,
    source: &BriefSource,
    brief: Option<&Brief>,
) -> Result<String, Unnamed> {
    let stem = source.path().and_then(Path::file_stem).map_or("brief".into(), |stem| stem.to_string_lossy());
    // A paper of a meeting may have a date and a number of its own.
    let narrowed = brief.zip(which.meeting).and_then(|(brief, meeting)| narrow(brief, meeting));
    let brief = narrowed.as_ref().or(brief);
    pattern.fill(&Values {
        stem: &stem,
        date: brief.and_then(|brief| brief.date_of(which.paper)),
        number: brief.and_then(|brief| brief.number_of(which.paper)?.get(which.language)),
        guest: source.guest(which.language).or_else(|| recipient(brief?, which.language)),
        which: *which,
    })
}

/// The name of the recipient of a brief.
fn recipient(brief: &Brief, language: Language) -> Option<&str> {
    brief.recipient.as_ref()?.name.as_ref()?.value()?.get(language)
}

/// A paper in words.
fn in_words(which: &Which<'_>) -> String {
    let audience = which.audience.map(|audience| format!(" for `{audience}`")).unwrap_or_default();
    let copy = which.copy.map(|copy| format!(", copy {copy}")).unwrap_or_default();
    let meeting = which.meeting.map(|meeting| format!(" of the meeting `{meeting}`")).unwrap_or_default();
    format!("`{}`{meeting} in `{}`{audience}{copy}", which.paper, which.language)
}

/// The names of the papers of one brief.
pub struct Names<'a> {
    source: &'a BriefSource,
    pattern: Pattern,
    folder: &'a Path,
    taken: HashMap<String, Which<'a>>,
}

impl<'a> Names<'a> {
    /// Names for papers in this folder.
    pub fn new(source: &'a BriefSource, pattern: Pattern, folder: &'a Path) -> Self {
        Self { source, pattern, folder, taken: HashMap::new() }
    }

    /// The file of a paper.
    ///
    /// # Errors
    /// If it cannot be named, or another paper of the brief has the same name.
    pub fn file(&mut self, brief: &Brief, which: Which<'a>) -> Result<OutputFile, Problem> {
        let name = named(&which, &self.pattern, self.source, Some(brief));
        let name = name.map_err(|unnamed| no_name(self.source, &which, &self.pattern, &unnamed))?;
        match self.taken.insert(folded(&name), which) {
            Some(before) => {
                let (one, other) = ((self.source, before), (self.source, which));
                Err(same_name(&self.folder.join(name), one, other, &self.pattern))
            }
            None => Ok(OutputFile::Made { folder: self.folder.to_owned(), path: self.folder.join(name) }),
        }
    }
}

/// Checks, before anything is built, that all papers of all briefs, in every share, have different names.
///
/// # Errors
/// If two papers have the same name.
pub fn check(plan: &Plan) -> Result<(), Problem> {
    if plan.target.takes_one() || plan.all_sources.len() < 2 {
        return Ok(());
    }
    let patterns = patterns(plan);
    // Usually no brief has to be read: the names differ whatever the language of each brief.
    let asks = plan
        .all_sources
        .iter()
        .zip(&patterns)
        .find(|(_, pattern)| pattern.as_ref().is_some_and(Pattern::asks_brief));
    if asks.is_none() && !may_be_another_meeting(plan) && distinct(plan, &patterns, &|_| None).is_ok() {
        return Ok(());
    }
    if plan.all_sources.iter().any(|source| source.input == Input::Stdin) {
        return Err(reads_input_twice());
    }
    let mut briefs = Vec::new();
    parallel::each(
        &plan.all_sources,
        plan.jobs,
        |source| source.load(&plan.overrides).ok().map(|draft| draft.parsed.model),
        |_, brief| {
            briefs.push(brief);
            true
        },
    );
    distinct(plan, &patterns, &|index| Some(briefs[index].as_ref()))
}

/// Whether the name of one brief begins with that of another and a dot, so that their papers may have the
/// same name if the second part is the id of a meeting.
fn may_be_another_meeting(plan: &Plan) -> bool {
    let stem = |source: &BriefSource| Some(folded(&source.path()?.file_stem()?.to_string_lossy()));
    let stems: HashSet<_> = plan.all_sources.iter().filter_map(stem).collect();
    let shorter = |stem: &String| stem.match_indices('.').any(|(dot, _)| stems.contains(&stem[..dot]));
    stems.iter().any(shorter)
}

/// The pattern for each brief: that of the command line, else that of its project. `None` if it is wrong,
/// which is reported when the brief is checked.
fn patterns(plan: &Plan) -> Vec<Option<Pattern>> {
    let mut known: HashMap<Option<PathBuf>, Option<Pattern>> = HashMap::new();
    let mut of = |input: &Input| {
        if let Some(pattern) = &plan.name {
            return Some(pattern.clone());
        }
        let of_project =
            || naming_of(input).map_or_else(|| Some(Pattern::default()), |name| name.parse().ok());
        known.entry(settings_of(input)).or_insert_with(of_project).clone()
    };
    plan.all_sources.iter().map(|source| of(&source.input)).collect()
}

/// Checks that all names differ. `read` returns the brief with an index; `Some(None)` if it cannot be read,
/// `None` if briefs are not read. Without the brief, every possible language counts.
fn distinct<'a>(
    plan: &'a Plan,
    patterns: &[Option<Pattern>],
    read: &dyn Fn(usize) -> Option<Option<&'a Brief>>,
) -> Result<(), Problem> {
    let mut taken: HashMap<(PathBuf, String), (usize, Which<'a>)> = HashMap::new();
    let mut real = HashMap::new();
    for (index, (source, pattern)) in plan.all_sources.iter().zip(patterns).enumerate() {
        let (Some(pattern), Some(folder)) = (pattern, plan.target.folder(&source.input)) else { continue };
        let brief = match read(index) {
            Some(None) => continue,
            Some(brief) => brief,
            None => None,
        };
        let same = real
            .entry(folder)
            .or_insert_with(|| fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned()));
        for which in papers(plan, source, brief) {
            // A paper that cannot be named is reported when its brief is built; the others are built
            // nonetheless.
            let Ok(name) = named(&which, pattern, source, brief) else { continue };
            if let Some((before, other)) = taken.insert((same.clone(), folded(&name)), (index, which)) {
                let one = (&plan.all_sources[before], other);
                return Err(same_name(&folder.join(name), one, (source, which), pattern));
            }
        }
    }
    Ok(())
}

/// Every paper asked for, whether the brief has content for it or not.
fn papers<'a>(plan: &'a Plan, source: &'a BriefSource, brief: Option<&'a Brief>) -> Vec<Which<'a>> {
    let languages = match (&plan.wanted, brief) {
        (Wanted::These(languages), _) => languages.clone(),
        (Wanted::All, Some(brief)) => brief.languages.to_vec(),
        (Wanted::Default, Some(brief)) => vec![*brief.languages.first()],
        (Wanted::All | Wanted::Default, None) => Language::all().collect(),
    };
    let mut papers = Vec::new();
    for prepared in &plan.papers.templates {
        let is_numbered = brief.is_none_or(|brief| bears_marking(brief, &prepared.template));
        for meeting in about(plan, prepared, brief) {
            for &language in &languages {
                let which = |copy| Which {
                    paper: &prepared.template.id,
                    meeting,
                    language,
                    audience: plan.audience.as_deref(),
                    copy,
                    row: source.row_label.as_deref(),
                };
                papers.extend(plan.copy_numbers(is_numbered).map(which));
            }
        }
    }
    papers
}

/// What a paper is about: the meetings of the brief by their ids, or the whole visit. Without the brief, its
/// meetings are not known.
fn about<'a>(plan: &'a Plan, prepared: &PreparedTemplate, brief: Option<&'a Brief>) -> Vec<Option<&'a str>> {
    let ids: Vec<_> = brief.map(meeting::ids).unwrap_or_default();
    match &plan.meeting {
        _ if brief.is_some() && ids.is_empty() => vec![None],
        Some(wanted) => vec![Some(wanted.as_str())],
        None if prepared.template.manifest.about == About::Meeting && brief.is_some() => {
            ids.into_iter().map(Some).collect()
        }
        None => vec![None],
    }
}

/// The error that two papers would be one file.
fn same_name(
    path: &Path,
    one: (&BriefSource, Which<'_>),
    other: (&BriefSource, Which<'_>),
    pattern: &Pattern,
) -> Problem {
    let (of_first, of_other) = match one.0.name() == other.0.name() {
        true => (String::new(), String::new()),
        false => (format!(" of `{}`", one.0.name()), format!(" of `{}`", other.0.name())),
    };
    let (first, second) = (in_words(&one.1), in_words(&other.1));
    let problem = Problem::usage(format!(
        "two papers would have the same name, `{}`: {first}{of_first} and {second}{of_other}",
        path.display()
    ));
    problem.hint(how_to_tell_apart(one, other, pattern))
}

/// How to tell two papers of the same name apart: the first field in which they differ that the pattern
/// lacks.
fn how_to_tell_apart(
    one: (&BriefSource, Which<'_>),
    other: (&BriefSource, Which<'_>),
    pattern: &Pattern,
) -> String {
    let stem = |source: &BriefSource| source.path().and_then(Path::file_stem).map(ToOwned::to_owned);
    let other_stem = stem(one.0) != stem(other.0);
    let differ = [
        (NameField::Stem, other_stem),
        (NameField::Meeting, one.1.meeting != other.1.meeting),
        (NameField::Paper, one.1.paper != other.1.paper),
        (NameField::Language, one.1.language != other.1.language),
        (NameField::Copy, one.1.copy != other.1.copy),
        (NameField::Row, one.1.row != other.1.row),
    ];
    let lacking = differ.into_iter().find(|(field, differ)| *differ && !pattern.has(*field));
    match lacking {
        Some((field, _)) => format!("add `{{{}}}` to the name `{pattern}`; nothing was built", field.name()),
        None if other_stem => {
            "rename one of the briefs: some systems ignore case, and characters not allowed in \
                               names are replaced; nothing was built"
                .to_owned()
        }
        None => "rename one of the briefs, or build into two folders with `-o`; nothing was built".to_owned(),
    }
}

fn no_name(source: &BriefSource, which: &Which<'_>, pattern: &Pattern, unnamed: &Unnamed) -> Problem {
    let (brief, paper) = (source.name(), which.paper);
    match unnamed {
        Unnamed::Lacks(field) => lacks(&brief, which, *field, pattern),
        Unnamed::Empty(name) => Problem::error(format!(
            "the name of the paper `{paper}` of `{brief}` has an empty part: `{name}`"
        ))
        .hint(format!("choose another name with `--name`; this one is `{pattern}`")),
        Unnamed::TooLong(part) => {
            let message = format!(
                "the name of the paper `{paper}` of `{brief}` is too long: `{part}` has {} bytes, \
                 and a file system allows {NAME_BYTES}",
                part.len()
            );
            Problem::error(message).hint(format!(
                "a Cyrillic letter takes two bytes; rename the brief, or shorten the name `{pattern}`"
            ))
        }
    }
}

fn lacks(brief: &str, which: &Which<'_>, field: NameField, pattern: &Pattern) -> Problem {
    let (paper, name) = (which.paper, field.name());
    match field {
        NameField::Meeting | NameField::Audience | NameField::Copy | NameField::Row => Problem::usage(
            format!("the name `{pattern}` has `{{{name}}}`, which needs the option `--{}`", option(field)),
        )
        .hint(format!(
            "add the option, or write `[-{{{name}}}]`: square brackets enclose what may be omitted"
        )),
        NameField::Name => Problem::error(format!(
            "the paper `{paper}` of `{brief}` has no name of a recipient, which its name `{pattern}` needs"
        ))
        .hint(
            "give the recipient a name, in the table of `--each` or under `[recipient]`; or write \
             `[{name}-]` in the name",
        ),
        _ => Problem::error(format!(
            "the paper `{paper}` of `{brief}` has no {name}, which its name `{pattern}` needs"
        ))
        .hint(format!(
            "write `{name} = …` into the brief, or under `[papers.{paper}]`; or `[{{{name}}}-]` in the name: \
             square brackets enclose what may be omitted"
        )),
    }
}

/// The option of `build` that fills in the field.
fn option(field: NameField) -> &'static str {
    match field {
        NameField::Meeting => "meeting",
        NameField::Copy => "copies",
        NameField::Row => "each",
        _ => "audience",
    }
}

fn reads_input_twice() -> Problem {
    Problem::usage("a brief from standard input cannot be built with others under this name")
        .hint("the briefs have to be read twice, to see that no two papers have the same name")
}
