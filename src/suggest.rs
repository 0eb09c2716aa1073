//! "did you mean": the nearest of the names that exist.

/// How alike two names must be, from 0 to 1, to be taken for a slip of the hand.
const ALIKE: f64 = 0.6;

/// A hint for a name that does not exist: the one that was probably meant, or all there are.
pub fn did_you_mean<S: AsRef<str>>(written: &str, names: &[S]) -> String {
    let likeness =
        |name: &&str| strsim::normalized_damerau_levenshtein(&written.to_lowercase(), &name.to_lowercase());
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    let nearest = names.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match nearest {
        Some(name) if likeness(&name) >= ALIKE => format!("did you mean `{name}`?"),
        Some(_) => format!("there is {}", list(&names)),
        None => "there are none in this brief".to_owned(),
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
