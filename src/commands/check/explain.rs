use serde_json::Value;

use crate::brief;
use crate::commands::print_line;
use crate::fields::Shape;
use crate::key_path::KeyPath;
use crate::load::{Draft, Input, Span, is_wording};
use crate::report::{Place, Problem};
use crate::suggest::did_you_mean;

/// Prints every value at a path, where it is stated and what it overrides.
///
/// # Errors
/// If nothing is stated there.
pub fn explain(draft: &Draft, input: &Input, path: &KeyPath) -> Result<Vec<Problem>, Vec<Problem>> {
    if !draft.parsed.is_written(path) {
        return Err(vec![nothing_there(draft, input, path)]);
    }
    let lines = stated(draft.parsed.value(path), path, brief::fields().at(path)).into_iter().flat_map(
        |(path, value)| {
            let first = format!("{path} = {}", toml_of(value));
            std::iter::once(first).chain(draft.spans().get(&path).map(origin).unwrap_or_default())
        },
    );
    let unprinted: Vec<_> = lines.flat_map(|line| print_line(&line)).collect();
    // The value may be here only because an override of it is wrong.
    Ok(draft.parsed.problems.iter().cloned().chain(unprinted).collect())
}

/// The values within a value that are stated as one: a text in several languages is one, a table is not.
fn stated<'a>(value: &'a Value, path: &KeyPath, shape: Option<&Shape>) -> Vec<(KeyPath, &'a Value)> {
    match value {
        Value::Object(table) if !table.keys().all(|key| is_wording(key, shape)) => {
            let field = |key: &str| shape.and_then(|shape| shape.field(key));
            table.iter().flat_map(|(key, value)| stated(value, &path.key(key), field(key))).collect()
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            let items = items.iter().enumerate();
            let shape = shape.and_then(Shape::item);
            items.flat_map(|(index, item)| stated(item, &path.index(index), shape)).collect()
        }
        single => vec![(path.clone(), single)],
    }
}

/// Where a value is stated and what it overrides, a line for each.
fn origin(span: &Span) -> Vec<String> {
    let overridden = span.overrides.iter();
    let overridden = overridden.map(|place| format!("  overrides {}: {}", start(place), words(place)));
    std::iter::once(format!("  stated in {}", start(&span.value))).chain(overridden).collect()
}

/// The start of a place: file, line and column, counted from 1.
fn start(place: &Place) -> String {
    let before = &place.source.text[..place.range.start];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let cell = place.cell().map_or_else(String::new, |cell| format!(": cell {cell}"));
    format!("{}:{line}:{column}{cell}", place.source.name)
}

/// The text of a place, on one line.
fn words(place: &Place) -> String {
    place.source.text[place.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value as it is written in a brief, on one line.
fn toml_of(value: &Value) -> String {
    toml::Value::try_from(value).map_or_else(|_| value.to_string(), |value| value.to_string())
}

fn nothing_there(draft: &Draft, input: &Input, path: &KeyPath) -> Problem {
    let problem = Problem::error(format!("`{}` states nothing at `{path}`", input.name()));
    let steps = path.steps();
    let known = (0..steps.len()).rev().find_map(|length| {
        let known: KeyPath = steps[..length].iter().cloned().collect();
        draft.parsed.is_written(&known).then(|| (draft.parsed.value(&known), known.clone(), &steps[length]))
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
