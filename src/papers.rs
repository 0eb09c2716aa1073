//! The templates of the papers asked for, and which of them a brief has content for.

use std::collections::BTreeSet;

use crate::check::Checked;
use crate::report::{Problem, Severity};
use crate::template::{Manifest, Template};
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

    /// The templates that have content, and the problems of the others. `name` is the name of the brief,
    /// `filled` the keys for which its view has content. Of a brief that was found in a folder, not named, a
    /// letter without a recipient is left out, which is no error.
    pub fn able(
        &self,
        name: &str,
        is_found: bool,
        checked: &Checked,
        filled: &BTreeSet<String>,
    ) -> (Vec<&PreparedTemplate>, Vec<Problem>) {
        let (able, lacking): (Vec<_>, Vec<_>) =
            self.templates.iter().partition(|prepared| has_something(&prepared.template.manifest, filled));
        let named = lacking.into_iter().filter(|_| !self.all_papers);
        let refusal = |prepared: &PreparedTemplate| match prepared.template.manifest.needs.as_slice() {
            [only] if only == RECIPIENT && is_found => no_letter(name, &prepared.template),
            _ => nothing_to_print(name, &prepared.template),
        };
        let mut problems: Vec<_> = named.map(refusal).collect();
        let is_after = |prepared: &&PreparedTemplate| prepared.template.manifest.after_meeting;
        let (after, mut able): (Vec<_>, Vec<_>) = able.into_iter().partition(is_after);
        if !checked.unrecorded.is_empty() && !after.is_empty() && !self.all_papers {
            problems.extend(checked.unrecorded.clone());
        }
        // Nothing is recorded yet, so `all` does not include the after-meeting papers.
        let refused = checked.unrecorded.iter().any(|problem| problem.severity == Severity::Error);
        let left_out = refused || self.all_papers && !checked.unrecorded.is_empty();
        for prepared in after.into_iter().filter(|_| !left_out) {
            match checked.misdated(&prepared.template) {
                Some(problem) => problems.push(problem.clone()),
                None => able.push(prepared),
            }
        }
        // In the order in which they were asked for.
        let place = |one: &&PreparedTemplate| self.templates.iter().position(|two| std::ptr::eq(*one, two));
        able.sort_by_key(place);
        (able, problems)
    }
}

/// The ids of the papers that come with spravka and can be built from a brief, as `-t all` does.
pub fn possible(checked: &Checked, filled: &BTreeSet<String>) -> Vec<&'static str> {
    let can_be_made = |id: &&str| {
        Template::built_in(id).is_ok_and(|template| {
            let is_too_early = template.manifest.after_meeting && !checked.unrecorded.is_empty();
            let is_misdated = checked.misdated(&template).is_some();
            has_something(&template.manifest, filled) && !is_too_early && !is_misdated
        })
    };
    Template::ids().into_iter().filter(can_be_made).collect()
}

/// What is wrong with the dates of the papers of after the meeting that come with spravka, if something is
/// recorded to print in them. `filled` is asked for only if there may be a problem.
pub fn misdated(checked: &Checked, filled: impl FnOnce() -> BTreeSet<String>) -> Vec<Problem> {
    let templates = Template::ids().into_iter().filter_map(|id| Template::built_in(id).ok());
    let misdated: Vec<_> = templates.filter(|template| checked.misdated(template).is_some()).collect();
    if misdated.is_empty() || !checked.is_closed() {
        return Vec::new();
    }
    let filled = filled();
    let printed = misdated.iter().filter(|template| has_something(&template.manifest, &filled));
    printed.filter_map(|template| checked.misdated(template).cloned()).collect()
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

/// Whether a paper has content: it needs nothing, or one of what it needs is there.
fn has_something(manifest: &Manifest, filled: &BTreeSet<String>) -> bool {
    manifest.needs.is_empty() || manifest.needs.iter().any(|key| filled.contains(key))
}

fn nothing_to_print(name: &str, template: &Template) -> Problem {
    let asks_for = template.manifest.asks_for.clone().unwrap_or_else(|| {
        let keys: Vec<_> = template.manifest.needs.iter().map(|key| format!("`{key}`")).collect();
        keys.join(" or ")
    });
    Problem::error(format!("`{}` has nothing for the paper `{}`: it needs {asks_for}", name, template.id))
        .hint("add it to the brief, or omit the paper from `-t`; `-t all` builds only papers with content")
}

fn no_letter(name: &str, template: &Template) -> Problem {
    Problem::warning(format!("`{name}` has no recipient: no paper `{}` was made of it", template.id))
        .hint("add `[recipient]`, or build it with a table of guests, `--each guests.xlsx`")
}

fn two_templates_of_same_name(id: &str) -> Problem {
    Problem::usage(format!("two templates have the id `{id}`: their papers would have the same name"))
        .hint("name each template once, or rename the folder of one")
}
