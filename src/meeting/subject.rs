use super::ids;
use crate::brief::Brief;
use crate::report::Problem;
use crate::suggest::did_you_mean;
use crate::template::{About, Template};

/// What the papers of a template are about: one meeting each, by its id, or the whole visit. If a meeting of
/// several is wanted, every paper is about it.
pub fn subjects(template: &Template, brief: &Brief, wanted: Option<&str>) -> Vec<Option<String>> {
    let all = super::meetings(brief);
    match wanted {
        _ if all.is_empty() => vec![None],
        Some(id) => vec![Some(id.to_owned())],
        None if template.manifest.about == About::Meeting => {
            all.into_iter().map(|meeting| Some(meeting.id.to_string())).collect()
        }
        None => vec![None],
    }
}

/// Checks that a brief has the wanted meeting. `name` is the name of the brief.
///
/// # Errors
/// If it has not.
pub fn has_meeting(name: &str, brief: &Brief, wanted: Option<&str>) -> Result<(), Problem> {
    let Some(wanted) = wanted else { return Ok(()) };
    let only = brief.meeting.as_ref().and_then(|meeting| meeting.id.as_deref());
    let known: Vec<_> = if brief.meetings.is_empty() { only.into_iter().collect() } else { ids(brief) };
    if known.contains(&wanted) { Ok(()) } else { Err(no_such_meeting(name, wanted, &known)) }
}

fn no_such_meeting(name: &str, wanted: &str, known: &[&str]) -> Problem {
    let problem = Problem::usage(format!("`{name}` has no meeting `{wanted}`"));
    match known {
        [] => {
            problem.hint("it is about one meeting: omit `--meeting`, or list its meetings in `[[meetings]]`")
        }
        known => problem.hint(did_you_mean(wanted, known)),
    }
}
