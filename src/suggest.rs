//! "did you mean": the nearest of the names that exist.

/// How alike two names must be, from 0 to 1, to be taken for a slip of the hand.
const ALIKE: f64 = 0.6;

/// A hint for a name that does not exist: the one that was probably meant, or all there are.
pub fn did_you_mean<S: AsRef<str>>(written: &str, names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match nearest(written, &names) {
        Some(name) => format!("did you mean `{name}`?"),
        None if names.is_empty() => "there are none in this brief".to_owned(),
        None => format!("there is {}", list(&names)),
    }
}

/// The name that was probably meant, if any is alike.
pub fn nearest<'a, S: AsRef<str>>(written: &str, names: &'a [S]) -> Option<&'a str> {
    let likeness =
        |name: &str| strsim::normalized_damerau_levenshtein(&written.to_lowercase(), &name.to_lowercase());
    let names = names.iter().map(AsRef::as_ref);
    let nearest = names.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    nearest.filter(|name| likeness(name) >= ALIKE)
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
