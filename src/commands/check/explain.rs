use serde_json::Value;

use crate::commands::print_line;
use crate::key_path::KeyPath;
use crate::language::Language;
use crate::load::{Draft, Input, Span};
use crate::report::{Place, Problem};
use crate::suggest::did_you_mean;

/// Prints every value at a path, with where it is stated and in place of what.
///
/// # Errors
/// When nothing is stated there.
pub fn explain(draft: &Draft, input: &Input, path: &KeyPath) -> Result<Vec<Problem>, Vec<Problem>> {
    let Some(value) = value_at(&draft.values, path) else {
        return Err(vec![nothing_there(draft, input, path)]);
    };
    let lines = stated(value, path).into_iter().flat_map(|(path, value)| {
        let first = format!("{path} = {}", toml_of(value));
        std::iter::once(first).chain(draft.spans.get(&path).map(origin).unwrap_or_default())
    });
    let unprinted: Vec<_> = lines.flat_map(|line| print_line(&line)).collect();
    // A value may be there only because what should stand in its place is wrong.
    Ok(draft.problems.iter().cloned().chain(unprinted).collect())
}

/// The values within a value that are stated as one: a text in several languages is, a table of keys is not.
fn stated<'a>(value: &'a Value, path: &KeyPath) -> Vec<(KeyPath, &'a Value)> {
    let is_wording = |key: &String| key == "unknown" || Language::from_code(key).is_some();
    match value {
        Value::Object(table) if !table.keys().all(is_wording) => {
            table.iter().flat_map(|(key, value)| stated(value, &path.key(key))).collect()
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            let items = items.iter().enumerate();
            items.flat_map(|(index, item)| stated(item, &path.index(index))).collect()
        }
        one => vec![(path.clone(), one)],
    }
}

/// Where a value is stated, and in place of what, each on its line.
fn origin(span: &Span) -> Vec<String> {
    let replaced = span.instead_of.iter();
    let replaced = replaced.map(|place| format!("  in place of {}: {}", start(place), words(place)));
    std::iter::once(format!("  stated in {}", start(&span.value))).chain(replaced).collect()
}

/// Where a place begins: file, line and column, counted from 1.
fn start(place: &Place) -> String {
    let before = &place.source.text[..place.range.start];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let cell = place.cell().map_or_else(String::new, |cell| format!(": cell {cell}"));
    format!("{}:{line}:{column}{cell}", place.source.name)
}

/// What stands at a place, on one line.
fn words(place: &Place) -> String {
    place.source.text[place.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value as a brief would state it, on one line.
fn toml_of(value: &Value) -> String {
    toml::Value::try_from(value).map_or_else(|_| value.to_string(), |value| value.to_string())
}

fn value_at<'a>(values: &'a Value, path: &KeyPath) -> Option<&'a Value> {
    let pointer: String = path.steps().iter().map(|step| format!("/{step}")).collect();
    values.pointer(&pointer)
}

fn nothing_there(draft: &Draft, input: &Input, path: &KeyPath) -> Problem {
    let problem = Problem::error(format!("`{}` states nothing at `{path}`", input.name()));
    let steps = path.steps();
    let known = (0..steps.len()).rev().find_map(|length| {
        let known: KeyPath = steps[..length].iter().cloned().collect();
        Some((value_at(&draft.values, &known)?, known, &steps[length]))
    });
    match known {
        Some((Value::Object(table), _, step)) => {
            problem.hint(did_you_mean(&step.to_string(), &table.keys().collect::<Vec<_>>()))
        }
        Some((Value::Array(items), list, _)) => {
            problem.hint(format!("`{list}` has {} items, counted from 0", items.len()))
        }
        _ => problem,
    }
}
