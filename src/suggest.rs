//! "did you mean": the nearest of the names that exist.

use crate::limits::{COMPARED_LETTERS, LISTED_NAMES};

/// The similarity, from 0 to 1, from which a wrong name counts as a typo.
const SIMILAR: f64 = 0.6;

/// A hint for an unknown name: the most similar name, or all names.
pub fn did_you_mean<S: AsRef<str>>(unknown: &str, names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match nearest(unknown, &names) {
        Some(name) => format!("did you mean `{name}`?"),
        None if names.is_empty() => "there are none in this brief".to_owned(),
        None => format!("there is {}", list(&names)),
    }
}

/// The most similar name, if it is similar enough to be a typo. Of many or long names only the first are
/// compared.
pub fn nearest<'a, S: AsRef<str>>(unknown: &str, names: &'a [S]) -> Option<&'a str> {
    let unknown = unknown.to_lowercase();
    let length = unknown.chars().count();
    let mut left = COMPARED_LETTERS;
    let mut nearest: Option<(f64, &str)> = None;
    for name in names.iter().map(AsRef::as_ref) {
        let lower = name.to_lowercase();
        let (shorter, longer) = in_order(length, lower.chars().count());
        // Each letter that only the longer name has is a difference.
        if (shorter as f64) < SIMILAR * longer as f64 {
            continue;
        }
        let Some(after) = left.checked_sub(shorter * longer) else { break };
        left = after;
        let similarity = strsim::normalized_damerau_levenshtein(&unknown, &lower);
        if similarity >= SIMILAR && nearest.is_none_or(|(best, _)| similarity >= best) {
            nearest = Some((similarity, name));
        }
    }
    nearest.map(|(_, name)| name)
}

fn in_order(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

/// Names in backticks, separated by commas; of many, the first.
pub fn list<S: AsRef<str>>(names: &[S]) -> String {
    let listed = names
        .iter()
        .take(LISTED_NAMES)
        .map(|name| format!("`{}`", name.as_ref()))
        .collect::<Vec<_>>()
        .join(", ");
    match names.len().saturating_sub(LISTED_NAMES) {
        0 => listed,
        more => format!("{listed} and {more} more"),
    }
}
