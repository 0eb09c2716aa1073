//! The templates of the papers that were asked for, and which of them a brief has something for.

use std::collections::BTreeSet;

use crate::check::Checked;
use crate::report::{Problem, Severity};
use crate::template::{Manifest, Template};
use crate::typeset::ParsedTemplate;

/// The name under which all papers that can be made are asked for.
const ALL: &str = "all";

/// A template, ready to be used.
pub struct PreparedTemplate {
    /// The template.
    pub template: Template,
    /// Its files, parsed.
    pub parsed: ParsedTemplate,
}

/// The templates that were asked for.
pub struct Prepared {
    /// The templates, each once.
    pub templates: Vec<PreparedTemplate>,
    /// Whether all papers were asked for, so that those with nothing to print are left out.
    pub all_papers: bool,
}

impl Prepared {
    /// The templates named, parsed; `all` stands for all that come with the program.
    ///
    /// # Errors
    /// When there is none of a name, or two are called the same.
    pub fn read(names: &[String]) -> Result<Self, Problem> {
        let all_papers = names.iter().any(|name| name == ALL);
        let mut templates: Vec<PreparedTemplate> = Vec::new();
        for name in with_all(names) {
            let template = Template::find(name)?;
            if templates.iter().any(|prepared| prepared.template.id == template.id) {
                return Err(two_templates_of_one_name(&template.id));
            }
            let parsed = ParsedTemplate::parse(&template)?;
            templates.push(PreparedTemplate { template, parsed });
        }
        Ok(Self { templates, all_papers })
    }

    /// The templates that have something to print, and what there is to say about the others. `name` is that
    /// of the brief, and `filled` what its view has something for.
    pub fn able(
        &self,
        name: &str,
        checked: &Checked,
        filled: &BTreeSet<String>,
    ) -> (Vec<&PreparedTemplate>, Vec<Problem>) {
        let (able, lacking): (Vec<_>, Vec<_>) =
            self.templates.iter().partition(|prepared| has_something(&prepared.template.manifest, filled));
        let named = lacking.into_iter().filter(|_| !self.all_papers);
        let mut problems: Vec<_> = named.map(|prepared| nothing_to_print(name, &prepared.template)).collect();
        let is_after = |prepared: &&PreparedTemplate| prepared.template.manifest.after_meeting;
        if checked.unrecorded.is_empty() || !able.iter().any(is_after) {
            return (able, problems);
        }
        let refused = checked.unrecorded.iter().any(|problem| problem.severity == Severity::Error);
        // Nothing is recorded yet: who asks for everything there is does not ask for the papers of after the
        // meeting.
        let left_out = refused || self.all_papers;
        if !self.all_papers {
            problems.extend(checked.unrecorded.clone());
        }
        (able.into_iter().filter(|prepared| !(left_out && is_after(prepared))).collect(), problems)
    }
}

/// The ids of the papers that come with the program and can be made of a brief, as `-t all` makes them.
pub fn possible(checked: &Checked, filled: &BTreeSet<String>) -> Vec<&'static str> {
    let can_be_made = |id: &&str| {
        Template::built_in(id).is_ok_and(|template| {
            let is_too_early = template.manifest.after_meeting && !checked.unrecorded.is_empty();
            has_something(&template.manifest, filled) && !is_too_early
        })
    };
    Template::ids().into_iter().filter(can_be_made).collect()
}

/// The names with those of all templates in place of `all`, but for those that are named besides.
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

/// Whether a paper has something to print: it needs nothing, or one of what it needs is there.
fn has_something(manifest: &Manifest, filled: &BTreeSet<String>) -> bool {
    manifest.needs.is_empty() || manifest.needs.iter().any(|key| filled.contains(key))
}

fn nothing_to_print(name: &str, template: &Template) -> Problem {
    let asks_for = template.manifest.asks_for.clone().unwrap_or_else(|| {
        let keys: Vec<_> = template.manifest.needs.iter().map(|key| format!("`{key}`")).collect();
        keys.join(" or ")
    });
    Problem::error(format!("`{}` has nothing for the paper `{}`: it needs {asks_for}", name, template.id))
        .hint("add it to the brief, or leave the paper out of `-t`; `-t all` makes only what can be made")
}

fn two_templates_of_one_name(id: &str) -> Problem {
    Problem::usage(format!("two templates are called `{id}`: their papers would have one name"))
        .hint("name each once, or give the folder of one another name")
}
