//! "did you mean": the nearest of the names that exist.

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

/// The most similar name, if it is similar enough to be a typo.
pub fn nearest<'a, S: AsRef<str>>(unknown: &str, names: &'a [S]) -> Option<&'a str> {
    let similarity =
        |name: &str| strsim::normalized_damerau_levenshtein(&unknown.to_lowercase(), &name.to_lowercase());
    let names = names.iter().map(AsRef::as_ref);
    let nearest = names.max_by(|a, b| similarity(a).total_cmp(&similarity(b)));
    nearest.filter(|name| similarity(name) >= SIMILAR)
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
