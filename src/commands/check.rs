mod disclosed;
mod explain;
mod well;

use std::num::NonZeroUsize;

use super::build::fallback_date;
use super::discover::discover;
use super::source::BriefSource;
use super::trial::Tried;
use super::{drop_repeated, guarded, print_line, trial};
use crate::brief::Date;
use crate::check::{Checked, Wanted, check};
use crate::cli::Check;
use crate::load::rows;
use crate::localise::{Paper, localise};
use crate::papers::{Content, PlannedPaper, Prepared, misdated, possible};
use crate::parallel::{self, processors};
use crate::report::{MessageFormat, Problem};
use crate::template::Template;
use crate::typeset::{Design, Profile, typeset};
use disclosed::disclosed;
use explain::explain;
use well::{has_people, tell};

pub use well::well;

/// Finds every problem in the briefs, in all their languages, or explains where a value comes from.
pub fn run(options: &Check, format: MessageFormat) -> Vec<Problem> {
    checks(options, format).unwrap_or_else(|problems| problems)
}

fn checks(options: &Check, format: MessageFormat) -> Result<Vec<Problem>, Vec<Problem>> {
    let rows = options.each.as_deref().map(|table| rows(table, options.sheet.as_deref())).transpose()?;
    let (rows, warnings) = rows.unzip();
    let papers = Prepared::read(&options.templates)?;
    let sources = BriefSource::all(&options.briefs, &discover(&options.briefs)?, rows)?;
    let fallback_date = fallback_date()?;
    let mut problems = warnings.unwrap_or_default();
    let tried = trial::source_of_this_process();
    if tried.is_some() {
        trial::limit_this_process();
    }
    for (number, source) in
        sources.iter().enumerate().filter(|(number, _)| tried.is_none_or(|one| one == *number))
    {
        let of_brief = guarded(|| match &options.explain {
            Some(path) => {
                let draft = source.load(&options.set);
                draft
                    .and_then(|draft| explain(&draft, &source.input, path))
                    .unwrap_or_else(|problems| problems)
            }
            None => check_one(source, number, options, &papers, fallback_date, format),
        });
        problems.extend(of_brief.into_iter().map(|problem| problem.about(source.name())));
    }
    Ok(problems)
}

/// Checks a brief and lays out the papers asked for. On a terminal, says so if there is no error.
fn check_one(
    source: &BriefSource,
    number: usize,
    options: &Check,
    papers: &Prepared,
    fallback_date: Date,
    format: MessageFormat,
) -> Vec<Problem> {
    let draft = match source.load(&options.set) {
        Ok(draft) => draft,
        Err(problems) => return problems,
    };
    if let Some(problem) = source.left_out(draft.brief()) {
        return vec![problem];
    }
    let tried = Tried::new(number, &source.input, &draft);
    let checked = check(draft, &Wanted::All);
    let mut checked = match checked {
        Ok(checked) => checked,
        Err(problems) => return problems,
    };
    let mut problems = std::mem::take(&mut checked.warnings);
    let (names_papers, to_people) = (!papers.templates.is_empty(), has_people(format));
    let mut content = Content::of(&checked, fallback_date);
    if !names_papers {
        problems.extend(misdated(&checked, &mut content));
    }
    if !names_papers && !to_people && !options.readers {
        return problems;
    }
    let (able, refusals) = papers.able(&source.input.name(), source.is_found, &checked, None, &mut content);
    problems.extend(refusals);
    match trial::passes(&tried, &able) {
        Ok(()) => problems.extend(typeset_all(&checked, &able, fallback_date)),
        Err(problem) => problems.push(problem),
    }
    drop_repeated(&mut problems, format);
    if !problems.iter().any(Problem::is_error) {
        let mut ids: Vec<_> = able.iter().map(|paper| paper.prepared.template.id.as_str()).collect();
        ids.dedup();
        let ids = if names_papers { ids } else { possible(&checked, &mut content) };
        if to_people {
            tell(&well(&source.name(), problems.len(), &ids, checked.languages()));
        }
        if options.readers || to_people && checked.brief().marking.is_some() {
            problems.extend(list_readers(&checked, &able, &ids));
        }
    }
    problems
}

/// Prints which texts others than the own side read in the papers with these ids.
fn list_readers(checked: &Checked, able: &[PlannedPaper<'_>], ids: &[&str]) -> Vec<Problem> {
    let template = |id: &&str| match able.iter().find(|paper| paper.prepared.template.id == *id) {
        Some(paper) => Some(paper.prepared.template.clone()),
        None => Template::built_in(id).ok(),
    };
    let templates: Vec<_> = ids.iter().filter_map(template).collect();
    match disclosed(checked, &templates) {
        Ok(lines) => lines.iter().flat_map(|line| print_line(line)).collect(),
        Err(problem) => vec![problem],
    }
}

/// Lays out papers of a brief in all its languages, as `build` does, and returns only the warnings and
/// errors.
fn typeset_all(checked: &Checked, papers: &[PlannedPaper<'_>], fallback_date: Date) -> Vec<Problem> {
    let mut problems = Vec::new();
    let languages = checked.languages();
    let each = papers.iter().flat_map(|paper| languages.iter().map(move |&language| (paper, language)));
    parallel::each(
        &each.collect::<Vec<_>>(),
        // A trial run says which paper it is about, one after another.
        if trial::source_of_this_process().is_some() { NonZeroUsize::MIN } else { processors() },
        |&(PlannedPaper { prepared, meeting }, language)| {
            let kind = prepared.template.manifest.kind();
            let printed = checked.printed_about(meeting.as_deref(), &prepared.template, None)?;
            let view = localise(&printed, Paper { kind, language, fallback_date });
            if trial::source_of_this_process().is_some() {
                trial::announce(&prepared.template.id, language.code());
            }
            let (style, images) = (checked.style(), checked.images());
            let design = Design { template: &prepared.parsed, style, images };
            typeset(design, &view, &[], &Profile::usual())
        },
        |_, made| {
            problems.extend(made.map_or_else(|problems| problems, |made| made.pages.warnings));
            true
        },
    );
    problems
}
