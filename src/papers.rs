//! The templates of the papers asked for, and which of them a brief has content for.

use std::collections::{BTreeSet, HashMap};

use crate::brief::Date;
use crate::check::Checked;
use crate::localise::{Paper, localise};
use crate::meeting::subjects;
use crate::report::{Problem, Severity};
use crate::template::{KindOfPaper, Template};
use crate::typeset::ParsedTemplate;

/// The name that stands for all papers that can be built.
const ALL: &str = "all";

/// The key that a letter needs.
const RECIPIENT: &str = "recipient";

/// A template with its parsed files.
pub struct PreparedTemplate {
    /// The template.
    pub template: Template,
    /// The parsed files.
    pub parsed: ParsedTemplate,
}

/// The templates asked for.
pub struct Prepared {
    /// The templates, each once.
    pub templates: Vec<PreparedTemplate>,
    /// Whether all papers were asked for, so that those without content are omitted.
    pub all_papers: bool,
}

impl Prepared {
    /// Finds and parses the named templates; `all` stands for every template that comes with spravka.
    ///
    /// # Errors
    /// If there is no template of a name, or two have the same id.
    pub fn read(names: &[String]) -> Result<Self, Problem> {
        let all_papers = names.iter().any(|name| name == ALL);
        let mut templates: Vec<PreparedTemplate> = Vec::new();
        for name in with_all(names) {
            let template = Template::find(name)?;
            if templates.iter().any(|prepared| prepared.template.id == template.id) {
                return Err(two_templates_of_same_name(&template.id));
            }
            let parsed = ParsedTemplate::parse(&template)?;
            templates.push(PreparedTemplate { template, parsed });
        }
        Ok(Self { templates, all_papers })
    }

    /// The papers that have content, and the problems of the others. `name` is the name of the brief, and
    /// `wanted` the only meeting to make papers of, if not all. Of a brief that was found in a folder, not
    /// named, a letter without a recipient is left out, which is no error.
    pub fn able<'a>(
        &'a self,
        name: &str,
        is_found: bool,
        checked: &Checked,
        wanted: Option<&str>,
        content: &mut Content<'_>,
    ) -> (Vec<PlannedPaper<'a>>, Vec<Problem>) {
        let (mut able, mut problems) = (Vec::new(), Vec::new());
        for prepared in &self.templates {
            let subjects = subjects(&prepared.template, checked.brief(), wanted);
            let (with, without): (Vec<_>, Vec<_>) = subjects
                .into_iter()
                .partition(|meeting| content.is_enough(&prepared.template, meeting.as_deref()));
            let template = &prepared.template;
            if !self.all_papers && with.is_empty() {
                problems.push(match template.manifest.needs.as_slice() {
                    [only] if only == RECIPIENT && is_found => no_letter(name, template),
                    _ => nothing_to_print(name, template),
                });
            } else if !self.all_papers {
                problems.extend(without.iter().flatten().map(|id| nothing_of_meeting(name, template, id)));
            }
            able.extend(with.into_iter().map(|meeting| PlannedPaper { prepared, meeting }));
        }
        if !self.all_papers {
            problems.extend(gaps(checked, &able));
        }
        able.retain(|paper| {
            let mut gaps = paper.gaps(checked);
            // Nothing is recorded yet, so `all` does not include the after-meeting papers.
            let is_left_out = |gap: &Problem| self.all_papers || gap.severity == Severity::Error;
            !gaps.any(is_left_out)
        });
        let misdated = |paper: &PlannedPaper<'_>| paper.misdated(checked).cloned();
        problems.extend(able.iter().filter_map(misdated));
        able.retain(|paper| misdated(paper).is_none());
        (able, problems)
    }
}

/// A paper to build.
pub struct PlannedPaper<'a> {
    /// Its template.
    pub prepared: &'a PreparedTemplate,
    /// The meeting that it is about, by its id, if it is not about the whole visit.
    pub meeting: Option<String>,
}

impl PlannedPaper<'_> {
    /// What is not recorded yet and should be in this paper, if it is issued after the meeting.
    fn gaps<'a>(&self, checked: &'a Checked) -> impl Iterator<Item = &'a Problem> {
        let is_after = self.prepared.template.manifest.after_meeting;
        checked.unrecorded(self.meeting.as_deref()).filter(move |_| is_after)
    }

    fn misdated<'a>(&self, checked: &'a Checked) -> Option<&'a Problem> {
        checked.misdated(&self.prepared.template, self.meeting.as_deref())
    }
}

/// What is not recorded yet and should be in one of these papers, each once.
fn gaps(checked: &Checked, papers: &[PlannedPaper<'_>]) -> Vec<Problem> {
    let mut gaps: Vec<Problem> = Vec::new();
    for gap in papers.iter().flat_map(|paper| paper.gaps(checked)) {
        if !gaps.iter().any(|known| known.place == gap.place && known.message == gap.message) {
            gaps.push(gap.clone());
        }
    }
    gaps
}

/// What a brief has content for: the keys of the view that are filled, for the whole visit and each meeting.
pub struct Content<'a> {
    checked: &'a Checked,
    fallback_date: Date,
    known: HashMap<Option<String>, BTreeSet<String>>,
}

impl<'a> Content<'a> {
    /// The content of a checked brief.
    pub fn of(checked: &'a Checked, fallback_date: Date) -> Self {
        Self { checked, fallback_date, known: HashMap::new() }
    }

    /// Whether a paper has content: it needs nothing, or one of what it needs is there.
    fn is_enough(&mut self, template: &Template, meeting: Option<&str>) -> bool {
        let needs = &template.manifest.needs;
        needs.is_empty() || needs.iter().any(|key| self.filled(meeting).contains(key))
    }

    /// The keys of the view that have content, which are the same in every language.
    fn filled(&mut self, meeting: Option<&str>) -> &BTreeSet<String> {
        let (checked, fallback_date) = (self.checked, self.fallback_date);
        self.known.entry(meeting.map(str::to_owned)).or_insert_with(|| {
            let first = checked.languages().first();
            let kind = KindOfPaper::Label("memo");
            let paper = first.map(|&language| Paper { kind, language, fallback_date });
            paper.map(|paper| localise(&checked.whole_about(meeting), paper).filled()).unwrap_or_default()
        })
    }
}

/// The ids of the papers that come with spravka and can be built from a brief, as `-t all` does.
pub fn possible(checked: &Checked, content: &mut Content<'_>) -> Vec<&'static str> {
    let mut can_be_made = |id: &&str| {
        Template::built_in(id).is_ok_and(|template| {
            let subjects = subjects(&template, checked.brief(), None);
            let is_made = |meeting: Option<&str>, content: &mut Content<'_>| {
                let mut gaps = checked.unrecorded(meeting);
                let is_too_early = template.manifest.after_meeting && gaps.next().is_some();
                let is_misdated = checked.misdated(&template, meeting).is_some();
                content.is_enough(&template, meeting) && !is_too_early && !is_misdated
            };
            subjects.iter().any(|one| is_made(one.as_deref(), content))
        })
    };
    Template::ids().into_iter().filter(|id| can_be_made(id)).collect()
}

/// What is wrong with the dates of the papers of after the meeting that come with spravka, if something is
/// recorded to print in them.
pub fn misdated(checked: &Checked, content: &mut Content<'_>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    if !checked.is_closed() {
        return problems;
    }
    for template in Template::ids().into_iter().filter_map(|id| Template::built_in(id).ok()) {
        for meeting in subjects(&template, checked.brief(), None) {
            let problem = checked.misdated(&template, meeting.as_deref()).cloned();
            problems.extend(problem.filter(|_| content.is_enough(&template, meeting.as_deref())));
        }
    }
    problems
}

/// The names with `all` replaced by the ids of all templates that are not named as well.
fn with_all(names: &[String]) -> Vec<&str> {
    let mut named: Vec<&str> = Vec::new();
    for name in names {
        if name == ALL {
            let more: Vec<_> = Template::ids().into_iter().filter(|id| !named.contains(id)).collect();
            named.extend(more);
        } else {
            named.push(name);
        }
    }
    named
}

fn nothing_to_print(name: &str, template: &Template) -> Problem {
    let asks_for = asks_for(template);
    Problem::error(format!("`{}` has nothing for the paper `{}`: it needs {asks_for}", name, template.id))
        .hint("add it to the brief, or omit the paper from `-t`; `-t all` builds only papers with content")
}

/// A letter that a run over a folder leaves out. Built by its name, a brief without a recipient is refused.
fn no_letter(name: &str, template: &Template) -> Problem {
    Problem::warning(format!("`{name}` has no recipient: no paper `{}` was made of it", template.id))
        .hint("add `[recipient]`, or build it with a table of guests, `--each guests.xlsx`")
}

fn nothing_of_meeting(name: &str, template: &Template, meeting: &str) -> Problem {
    let (paper, asks_for) = (&template.id, asks_for(template));
    Problem::warning(format!(
        "the meeting `{meeting}` of `{name}` has nothing for the paper `{paper}`: it needs {asks_for}"
    ))
    .hint(format!("write it with `meeting = \"{meeting}\"`; the paper of this meeting was left out"))
}

/// What a paper needs, in words.
fn asks_for(template: &Template) -> String {
    template.manifest.asks_for.clone().unwrap_or_else(|| {
        let keys: Vec<_> = template.manifest.needs.iter().map(|key| format!("`{key}`")).collect();
        keys.join(" or ")
    })
}

fn two_templates_of_same_name(id: &str) -> Problem {
    Problem::usage(format!("two templates have the id `{id}`: their papers would have the same name"))
        .hint("name each template once, or rename the folder of one")
}
