use std::collections::BTreeMap;

use crate::brief;
use crate::check::Checked;
use crate::fields::written;
use crate::files::refusal::cannot_express;
use crate::key_path::{KeyPath, Step};
use crate::meeting::subjects;
use crate::report::Problem;
use crate::template::{Readers, Template};

/// The texts of a brief that others than the own side read, a line for each paper: the keys, and how many
/// texts each has. Names of people and sides are not listed. No program can see whether a text is meant for
/// the own side only.
///
/// # Errors
/// When a paper cannot be made of the brief.
pub fn disclosed(checked: &Checked, papers: &[Template]) -> Result<Vec<String>, Problem> {
    let mut lines = Vec::new();
    for template in papers {
        let readers = match template.manifest.readers {
            Readers::Own => continue,
            Readers::Guests => "guests read",
            Readers::Both => "both sides read",
        };
        for meeting in subjects(template, checked.brief(), None) {
            let keys = texts(checked, template, meeting.as_deref())?;
            let about = meeting.map_or_else(String::new, |id| format!(" of the meeting `{id}`"));
            lines.push(format!("{readers} in `{}`{about}: {}", template.id, keys.join(", ")));
        }
    }
    Ok(lines)
}

/// The keys of the texts that a paper prints, without the numbers of items.
fn texts(checked: &Checked, template: &Template, meeting: Option<&str>) -> Result<Vec<String>, Problem> {
    let printed = checked.printed_about(meeting, template, None)?;
    let values = serde_json::to_value(printed.brief());
    let values = values.map_err(|error| cannot_express("the brief of a paper", &error))?;
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    let mut order = Vec::new();
    let mut last = None;
    let written = written(brief::fields(), &values);
    for text in written.texts.iter().filter(|text| text.kind.is_text() && !text.is_name) {
        let path = if text.language.is_some() { text.path.parent() } else { Some(text.path.clone()) };
        // A text in several languages is one.
        if path == last {
            continue;
        }
        let key = path.iter().flat_map(keys).collect::<Vec<_>>().join(".");
        *count.entry(key.clone()).or_insert_with(|| {
            order.push(key);
            0
        }) += 1;
        last = path;
    }
    Ok(order.iter().map(|key| in_words(key, count[key])).collect())
}

fn in_words(key: &str, count: usize) -> String {
    if count == 1 { format!("`{key}`") } else { format!("`{key}` ({count})") }
}

fn keys(path: &KeyPath) -> impl Iterator<Item = String> + use<'_> {
    path.steps().iter().filter_map(|step| match step {
        Step::Key(key) => Some(key.to_string()),
        Step::Index(_) => None,
    })
}
