//! Turns a draft into a checked brief: applies every rule across fields and reports all problems at once.
//!
//! No later stage repeats these checks.

mod completeness;
mod delegation;
mod placeholders;
mod footnote;
mod ids;
mod images;
mod language;
mod length;
mod letter;
mod meetings;
mod characters;
mod other_language;
mod outcome;
mod paper_dates;
mod papers;
mod printed;
mod reference;
mod schedule;
mod seating;
mod settings;
mod weekday;

pub use images::pictures_named;
pub use language::Wanted;
pub use outcome::{Subject, is_from_several_files};
pub use printed::PrintedBrief;

use std::collections::HashSet;
use std::sync::Arc;

use crate::audience;
use crate::brief::{self, Brief, Id, Image};
use crate::fields::written;
use crate::files::rights::Access;
use crate::images::Images;
use crate::language::Language;
use crate::load::{Draft, Spans};
use crate::naming::Pattern;
use crate::report::{self, Problem, Severity};
use crate::settings::{Letterhead, PrivateFiles};
use crate::template::Template;
use crate::theme::Style;
use completeness::Gap;
use paper_dates::PaperDates;

/// A brief that has passed every check for the requested languages.
#[derive(Debug)]
pub struct Checked {
    brief: Brief,
    style: Style,
    logo: Option<Image>,
    letterhead: Option<Letterhead>,
    private: PrivateFiles,
    naming: Option<Pattern>,
    images: Images,
    languages: Vec<Language>,
    /// What looks wrong but may be intended.
    pub warnings: Vec<Problem>,
    /// What the papers issued after the meeting lack: errors in a final brief. Empty if `warnings` has them
    /// already.
    unrecorded: Vec<Gap>,
    /// What is wrong with the dates of papers that are issued after the meeting.
    dates: PaperDates,
    is_closed: bool,
}

impl Checked {
    /// The brief.
    pub fn brief(&self) -> &Brief {
        &self.brief
    }

    /// Removes everything that is not for this audience.
    #[must_use]
    pub fn for_audience(self, audience: &str) -> Self {
        let brief = completeness::without_gaps(audience::keep(self.brief, audience));
        Self { brief, ..self }
    }

    /// The style of its papers.
    pub fn style(&self) -> &Style {
        &self.style
    }

    /// The logo at the head of the first page.
    pub fn logo(&self) -> Option<&Image> {
        self.logo.as_ref()
    }

    /// Every image of the papers.
    pub fn images(&self) -> &Images {
        &self.images
    }

    /// The letterhead of the papers.
    pub fn letterhead(&self) -> Option<&Letterhead> {
        self.letterhead.as_ref()
    }

    /// Who may read a new file with the whole brief.
    pub fn access(&self) -> Access {
        self.private.access(self.brief.marking.is_some())
    }

    /// Who may read the paper of this template, about one meeting or the whole visit.
    pub fn access_of_paper(&self, template: &str, meeting: Option<&str>) -> Access {
        self.private.access(self.about(meeting).for_paper(template).marking.is_some())
    }

    /// What is wrong with the date of this paper, which is issued after the meeting.
    pub fn misdated(&self, template: &Template, meeting: Option<&str>) -> Option<&Problem> {
        self.dates.problem(&template.id, meeting).filter(|_| template.manifest.after_meeting)
    }

    /// What the papers issued after this meeting of several lack, or after all of them: errors in a final
    /// brief. Nothing that `warnings` has already.
    pub fn unrecorded(&self, meeting: Option<&str>) -> impl Iterator<Item = &Problem> {
        let gaps = self.unrecorded.iter();
        let concerns = move |of: &Option<Id>| match (meeting, of) {
            (Some(meeting), Some(of)) => **of == *meeting,
            _ => true,
        };
        gaps.filter(move |(of, _)| concerns(of)).map(|(_, problem)| problem)
    }

    /// Whether anything has been recorded after the meeting.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// The project's pattern for the names of output files, if it has one.
    pub fn naming(&self) -> Option<&Pattern> {
        self.naming.as_ref()
    }

    /// The requested languages, each of them offered and complete.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }
}

/// Checks a draft for the requested languages.
///
/// # Errors
/// Every problem, warnings included, in file order.
pub fn check(draft: Draft, wanted: &Wanted) -> Result<Checked, Vec<Problem>> {
    let checked = check_with(draft, wanted, Extent::Whole)?;
    Ok(Checked { brief: completeness::with_every_outcome(checked.brief), ..checked })
}

/// Checks a part of a checked brief, so that what is missing is not reported.
///
/// # Errors
/// As [`check`].
pub fn check_part(draft: Draft, wanted: &Wanted) -> Result<Checked, Vec<Problem>> {
    check_with(draft, wanted, Extent::Part)
}

/// How much of a brief there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All of it.
    Whole,
    /// What one paper prints, or an audience sees.
    Part,
}

/// Runs every check.
fn check_with(draft: Draft, wanted: &Wanted, extent: Extent) -> Result<Checked, Vec<Problem>> {
    let mut problems = Vec::new();
    let languages = language::choose(&draft, wanted, &mut problems);
    let written = written(brief::fields(), &draft.parsed.values);
    let texts = &written.texts;
    let rules: [&dyn Fn() -> Vec<Problem>; 16] = [
        &|| delegation::check(&draft, extent),
        &|| ids::check(&draft, texts),
        &|| reference::check(&draft, texts),
        &|| schedule::check(&draft, extent),
        &|| meetings::check(&draft),
        &|| seating::check(&draft),
        &|| language::check(&draft, &languages, &written),
        &|| other_language::check(draft.spans(), texts, &languages, &draft.brief().languages),
        &|| length::check(draft.spans(), texts),
        &|| characters::check(draft.spans(), texts, draft.theme().fonts()),
        &|| weekday::check(&draft, texts),
        &|| outcome::check(&draft),
        &|| papers::check(&draft),
        &|| letter::check(&draft),
        &|| placeholders::check(&draft, texts, extent),
        &|| footnote::check(&draft, texts),
    ];
    problems.extend(rules.iter().flat_map(|rule| rule()));
    let gaps = match extent {
        Extent::Whole => completeness::check(&draft, &languages),
        Extent::Part => Vec::new(),
    };
    let is_closed = completeness::is_closed(draft.brief());
    let is_recorded = |gap: &Gap| completeness::is_recorded(draft.brief(), gap.0.as_ref());
    let (recorded, unrecorded): (Vec<_>, Vec<_>) = gaps.into_iter().partition(is_recorded);
    problems.extend(recorded.into_iter().map(|(_, problem)| problem));
    let (images, of_brief, of_project) = images::read(&draft, texts);
    problems.extend(of_brief);
    let mut found = project(&draft, &languages, of_project);
    found.extend(in_file_order(draft.spans(), draft.parsed.problems.clone(), problems));
    let problems = found;
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(problems);
    }
    let dates = match extent {
        Extent::Whole => PaperDates::of(&draft),
        Extent::Part => PaperDates::default(),
    };
    let (style, private) = (settings::style(&draft), draft.private());
    let naming = draft.project.settings.as_ref().and_then(settings::pattern).and_then(Result::ok);
    let settings = draft.project.settings.map(|settings| settings.model).unwrap_or_default();
    let (logo, letterhead) = (settings.logo, settings.letterhead);
    Ok(Checked {
        brief: draft.parsed.model,
        style,
        logo,
        letterhead,
        private,
        naming,
        images,
        languages,
        warnings: problems,
        unrecorded,
        dates,
        is_closed,
    })
}

/// Every problem of the project's settings, in file order.
fn project(draft: &Draft, languages: &[Language], mut problems: Vec<Problem>) -> Vec<Problem> {
    let Some(settings) = &draft.project.settings else { return draft.project.problems.clone() };
    problems.extend(settings::check(draft, settings, languages));
    in_file_order(&settings.spans, settings.problems.clone(), problems)
}

/// Joins schema errors with the problems that rules found. A problem at the place of a schema error is
/// dropped as a consequence of it.
fn in_file_order(spans: &Spans, schema_errors: Vec<Problem>, found: Vec<Problem>) -> Vec<Problem> {
    let at = |problem: &Problem| {
        problem.place.as_ref().map(|place| (Arc::as_ptr(&place.source), place.range.clone()))
    };
    // A warning does not hide an error at the same place.
    let known: HashSet<_> =
        schema_errors.iter().filter(|problem| problem.is_error()).filter_map(at).collect();
    let new = found.into_iter().filter(|problem| at(problem).is_none_or(|place| !known.contains(&place)));
    let mut problems: Vec<_> = new.collect();
    problems.extend(schema_errors);
    report::in_order(problems, spans.name())
}
