//! The names of the papers of a run: each safe, and no two the same.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::plan::Plan;
use crate::brief::Brief;
use crate::check::Wanted;
use crate::commands::source::BriefSource;
use crate::language::Language;
use crate::load::{Input, naming_of, settings_of};
use crate::naming::{LONGEST, NameField, Pattern, Unnamed, Values, Which, folded};
use crate::parallel;
use crate::report::Problem;

/// The name of a paper of a brief. Without the brief, a pattern that does not ask it is filled in all the same.
fn named(
    which: &Which<'_>,
    pattern: &Pattern,
    source: &BriefSource,
    brief: Option<&Brief>,
) -> Result<String, Unnamed> {
    let stem = source.path().and_then(Path::file_stem).map_or("brief".into(), |stem| stem.to_string_lossy());
    pattern.fill(&Values {
        stem: &stem,
        date: brief.and_then(|brief| brief.date_of(which.paper)),
        number: brief.and_then(|brief| brief.number_of(which.paper)?.get(which.language)),
        which: *which,
    })
}

/// Which paper it is, in words.
fn in_words(which: &Which<'_>) -> String {
    let audience = which.audience.map(|audience| format!(" for `{audience}`")).unwrap_or_default();
    let copy = which.copy.map(|copy| format!(", copy {copy}")).unwrap_or_default();
    format!("`{}` in `{}`{audience}{copy}", which.paper, which.language)
}

/// The papers of one brief as they are called.
pub struct Names<'a> {
    source: &'a BriefSource,
    pattern: Pattern,
    folder: &'a Path,
    taken: HashMap<String, Which<'a>>,
}

impl<'a> Names<'a> {
    /// Names in this folder.
    pub fn new(source: &'a BriefSource, pattern: Pattern, folder: &'a Path) -> Self {
        Self { source, pattern, folder, taken: HashMap::new() }
    }

    /// The path of a paper.
    ///
    /// # Errors
    /// When it can have no name, or another paper of the brief has it.
    pub fn path(&mut self, brief: &Brief, which: Which<'a>) -> Result<PathBuf, Problem> {
        let name = named(&which, &self.pattern, self.source, Some(brief));
        let name = name.map_err(|unnamed| no_name(self.source, &which, &self.pattern, &unnamed))?;
        match self.taken.insert(folded(&name), which) {
            Some(before) => {
                let (one, other) = ((self.source, before), (self.source, which));
                Err(one_name(&self.folder.join(name), one, other, &self.pattern))
            }
            None => Ok(self.folder.join(name)),
        }
    }
}

/// Sees to it, before anything is made, that no two papers of all briefs have one name. Whatever share of them is made here.
///
/// # Errors
/// When two of them have.
pub fn check(plan: &Plan) -> Result<(), Problem> {
    if plan.target.takes_one() || plan.all_sources.len() < 2 {
        return Ok(());
    }
    let patterns = patterns(plan);
    // In most runs no brief has to be read: no two names are the same, whatever the language of each.
    let asks = plan
        .all_sources
        .iter()
        .zip(&patterns)
        .find(|(_, pattern)| pattern.as_ref().is_some_and(Pattern::asks_brief));
    if asks.is_none() && distinct(plan, &patterns, &|_| None).is_ok() {
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

/// The pattern for each brief: that of the command line, or else of its project; none where that is wrong, which is said when the
/// brief is checked.
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

/// Whether all names are different. `read` gives the brief with an index, or `None` in it where that cannot be read; `None` where
/// briefs are not read: then every language counts that one may be in.
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
            // What can have no name is said when the brief is built; the others are made all the same.
            let Ok(name) = named(&which, pattern, source, brief) else { continue };
            if let Some((before, other)) = taken.insert((same.clone(), folded(&name)), (index, which)) {
                let one = (&plan.all_sources[before], other);
                return Err(one_name(&folder.join(name), one, (source, which), pattern));
            }
        }
    }
    Ok(())
}

/// Every paper that is asked for, whether a brief has something for it or not.
fn papers<'a>(plan: &'a Plan, source: &'a BriefSource, brief: Option<&Brief>) -> Vec<Which<'a>> {
    let languages = match (&plan.wanted, brief) {
        (Wanted::These(languages), _) => languages.clone(),
        (Wanted::All, Some(brief)) => brief.languages.clone(),
        (Wanted::Default, Some(brief)) => brief.languages.first().copied().into_iter().collect(),
        (Wanted::All | Wanted::Default, None) => Language::all().collect(),
    };
    let mut papers = Vec::new();
    for prepared in &plan.papers.templates {
        for &language in &languages {
            let which = |copy| Which {
                paper: &prepared.template.id,
                language,
                audience: plan.audience.as_deref(),
                copy,
                row: source.row_label.as_deref(),
            };
            papers.extend(plan.copy_numbers().map(which));
        }
    }
    papers
}

/// Two papers would be one file.
fn one_name(
    path: &Path,
    one: (&BriefSource, Which<'_>),
    other: (&BriefSource, Which<'_>),
    pattern: &Pattern,
) -> Problem {
    let (of_one, of_other) = match one.0.name() == other.0.name() {
        true => (String::new(), String::new()),
        false => (format!(" of `{}`", one.0.name()), format!(" of `{}`", other.0.name())),
    };
    let (first, second) = (in_words(&one.1), in_words(&other.1));
    let problem = Problem::usage(format!(
        "two papers would have one name, `{}`: {first}{of_one} and {second}{of_other}",
        path.display()
    ));
    problem.hint(how_to_tell_apart(one, other, pattern))
}

/// What to do about two papers with one name: the first field in which they differ that the pattern lacks.
fn how_to_tell_apart(
    one: (&BriefSource, Which<'_>),
    other: (&BriefSource, Which<'_>),
    pattern: &Pattern,
) -> String {
    let stem = |source: &BriefSource| source.path().and_then(Path::file_stem).map(ToOwned::to_owned);
    let other_stem = stem(one.0) != stem(other.0);
    let differ = [
        (NameField::Stem, other_stem),
        (NameField::Paper, one.1.paper != other.1.paper),
        (NameField::Language, one.1.language != other.1.language),
        (NameField::Copy, one.1.copy != other.1.copy),
        (NameField::Row, one.1.row != other.1.row),
    ];
    let lacking = differ.into_iter().find(|(field, differ)| *differ && !pattern.has(*field));
    match lacking {
        Some((field, _)) => format!("add `{{{}}}` to the name `{pattern}`; nothing was made", field.name()),
        None if other_stem => "rename one of the briefs: not every system tells capitals from small letters, and what no system can have in a name is replaced; nothing was made".to_owned(),
        None => "rename one of the briefs, or build them into two folders with `-o`; nothing was made".to_owned(),
    }
}

fn no_name(source: &BriefSource, which: &Which<'_>, pattern: &Pattern, unnamed: &Unnamed) -> Problem {
    let (brief, paper) = (source.name(), which.paper);
    match unnamed {
        Unnamed::Lacks(field) => lacks(&brief, which, *field, pattern),
        Unnamed::Empty(name) => Problem::error(format!(
            "the name of the paper `{paper}` of `{brief}` has an empty part: `{name}`"
        ))
        .hint(format!("another name is asked for with `--name`; this is `{pattern}`")),
        Unnamed::TooLong(part) => {
            let message = format!(
                "the name of the paper `{paper}` of `{brief}` is too long: `{part}` has {} bytes, and a file system takes {LONGEST}",
                part.len()
            );
            Problem::error(message).hint(format!(
                "a Cyrillic letter is two bytes; rename the brief, or ask for a shorter name than `{pattern}`"
            ))
        }
    }
}

fn lacks(brief: &str, which: &Which<'_>, field: NameField, pattern: &Pattern) -> Problem {
    let (paper, name) = (which.paper, field.name());
    match field {
        NameField::Audience | NameField::Copy | NameField::Row => {
            Problem::usage(format!("the name `{pattern}` has `{{{name}}}`, and there is none without `--{}`", option(field)))
                .hint(format!("ask for it, or write `[-{{{name}}}]`: square brackets stand around what may be left out"))
        }
        _ => Problem::error(format!("the paper `{paper}` of `{brief}` has no {name}, and is to be called `{pattern}`")).hint(
            format!(
                "write `{name} = …` into the brief, or under `[papers.{paper}]`; or `[{{{name}}}-]` in the name: square brackets stand around what may be left out"
            ),
        ),
    }
}

/// The option of `build` without which there is no such field.
fn option(field: NameField) -> &'static str {
    match field {
        NameField::Copy => "copies",
        NameField::Row => "each",
        _ => "audience",
    }
}

fn reads_input_twice() -> Problem {
    Problem::usage("a brief from standard input is built alone under such a name")
        .hint("the other briefs have to be looked into first, so that no two papers have one name")
}
