//! Every constraint of every schema holds for every file: a file that breaks only one of them is refused,
//! with a message at the place.

mod breaker;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use spravka::internals::brief::{organisations_schema, people_schema, written_schema};
use spravka::internals::check::{Wanted, check};
use spravka::internals::load::{Input, load};
use spravka::internals::report::Problem;
use spravka::internals::settings;
use tempfile::TempDir;

use self::breaker::{Breaker, Broken, constraints_of};
use crate::harness::{assert_reference, copy_pictures, folder, run};

/// The files of a project that uses every way of naming one file in another.
const COMMON: &str = "place = \"Астана\"\n";
const PEOPLE: &str = include_str!("constraints/people.toml");
const ORGANISATIONS: &str = "[mfa]\nname = \"МИД\"\n[other]\nname = { ru = \"Иное\" }\n";
const GUESTS: &str = "Имя\nАнна\n";
const SETTINGS: &str = include_str!("constraints/spravka.toml");

/// A brief that has every field, from every kind of file.
fn brief() -> Value {
    let mut brief = values(include_str!("every_field.toml"));
    brief["include"] = json!(["common.toml"]);
    let sides = brief["sides"].as_array_mut().expect("sides");
    sides[1]["members_from"] = json!("guests.csv");
    sides[1]["name"] = json!({ "id": "mfa" });
    let members = sides[1]["members"].as_array_mut().expect("members");
    members.push(json!({ "person": "anna", "organisation": { "id": "mfa" } }));
    brief
}

/// A project with these files, and what is not changed.
fn project(files: &[(&str, String)]) -> TempDir {
    let folder = folder();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    let usual = [
        ("common.toml", COMMON),
        ("people.toml", PEOPLE),
        ("organisations.toml", ORGANISATIONS),
        ("guests.csv", GUESTS),
        ("spravka.toml", SETTINGS),
        ("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'><path d='M0 0h2v1z'/></svg>"),
    ];
    usual.iter().for_each(|(name, text)| write(name, text));
    files.iter().for_each(|(name, text)| write(name, text));
    fs::create_dir(folder.path().join("briefs")).expect("a folder");
    copy_pictures(&folder.path().join("briefs"));
    folder
}

/// What `spravka check` says about the brief of a project.
fn problems(folder: &Path) -> Vec<Problem> {
    let input = Input::File(folder.join("visit.toml"));
    match load(&input).and_then(|draft| check(draft, &Wanted::All)) {
        Ok(checked) => checked.warnings,
        Err(problems) => problems,
    }
}

/// The values of a TOML file, dates as texts.
fn values(text: &str) -> Value {
    fn of(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(datetime) => json!(datetime.to_string()),
            toml::Value::Array(items) => items.into_iter().map(of).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, of(value))).collect(),
            plain => serde_json::to_value(plain).expect("a value"),
        }
    }
    of(toml::Value::Table(toml::from_str(text).expect("TOML")))
}

fn toml(value: &Value) -> String {
    let table = toml::Table::try_from(value).expect("values that TOML has");
    toml::to_string(&table).expect("TOML")
}

/// A kind of file with a schema, and one that fits.
struct Kind {
    file: &'static str,
    schema: Value,
    good: Value,
    project: TempDir,
}

impl Kind {
    /// What is said about a file with these values.
    fn said(&self, values: &Value) -> (String, Vec<Problem>) {
        let text = toml(values);
        fs::write(self.project.path().join(self.file), &text).expect("a file");
        (text, problems(self.project.path()))
    }
}

/// A path as messages write it.
fn written(path: &[Value]) -> String {
    path.iter().fold(String::new(), |path, step| match step.as_str() {
        Some(key) if path.is_empty() => key.to_owned(),
        Some(key) => format!("{path}.{key}"),
        None => format!("{path}[{step}]"),
    })
}

/// Breaks every constraint of a file, one at a time.
fn every_constraint_holds(kind: &Kind) -> BTreeSet<String> {
    let (_, good) = kind.said(&kind.good);
    assert_eq!(good.iter().filter(|problem| problem.is_error()).collect::<Vec<_>>(), Vec::<&Problem>::new());
    let breaker = Breaker::of(&kind.schema, &kind.good);
    let validator =
        jsonschema::options().should_validate_formats(true).build(&kind.schema).expect("a schema");
    let mut tried = BTreeSet::new();
    let mut accepted = Vec::new();
    for Broken { path, constraint, value, file: values } in &breaker.found {
        if !values.is_object() || validator.is_valid(values) || !tried.insert(values.to_string()) {
            continue;
        }
        let (text, problems) = kind.said(values);
        let key = path.last().map(|key| format!("`{}`", key.as_str().unwrap_or_default()));
        let path = written(path);
        let ours = problems.iter().any(|problem| problem.message.contains("schema accepts"));
        let is_there = |problem: &&Problem| {
            let Some(place) = &problem.place else { return false };
            let words = text.get(place.range.clone()).unwrap_or_default();
            problem.is_error()
                && place.source.name.ends_with(kind.file)
                && (problem.message.contains(&path)
                    || key.as_ref().is_some_and(|key| problem.message.contains(key))
                    || words.contains(&toml_value(value)))
        };
        if ours || !problems.iter().any(|problem| is_there(&problem)) {
            let said: Vec<_> = problems.iter().map(|problem| &problem.message).collect();
            accepted.push(format!("{path} = {value} breaks `{constraint}`: {said:?}"));
        }
    }
    assert!(accepted.is_empty(), "{} of {}:\n{}", accepted.len(), tried.len(), accepted.join("\n"));
    assert!(tried.len() > 10, "{}", tried.len());
    breaker.seen
}

fn toml_value(value: &Value) -> String {
    toml::Value::try_from(value).map(|value| value.to_string()).unwrap_or_default()
}

fn hold(file: &'static str, schema: Value, good: Value) {
    let project = project(&[("visit.toml", toml(&brief()))]);
    let kind = Kind { file, schema, good, project };
    let seen = every_constraint_holds(&kind);
    let mut all = BTreeSet::new();
    constraints_of(&kind.schema, &mut all);
    if file == "visit.toml" {
        assert_eq!(seen, all);
    }
}

#[test]
fn a_brief_that_breaks_one_constraint_of_its_schema_is_refused_at_the_place() {
    hold("visit.toml", written_schema(), brief());
}

#[test]
fn settings_that_break_one_constraint_of_their_schema_are_refused_at_the_place() {
    hold("spravka.toml", settings::schema(), values(SETTINGS));
}

#[test]
fn a_register_of_people_that_breaks_one_constraint_of_its_schema_is_refused_at_the_place() {
    hold("people.toml", people_schema(), values(PEOPLE));
}

#[test]
fn a_register_of_organisations_that_breaks_one_constraint_of_its_schema_is_refused_at_the_place() {
    hold("organisations.toml", organisations_schema(), values(ORGANISATIONS));
}

#[test]
fn what_would_show_a_part_to_everybody_or_make_a_program_of_a_link_is_refused() {
    let brief = "title = \"Т\"\nrestricted = [{ part = \"background\", audience = [] }]\nsides = [{ name = \"А\" }]\n\
        points = [{ text = \"Тайна\", audience = [] }]\nstatements = [{ by = [], text = \"Слова\" }]\n\
        prepared_by = [\"Имя\", \"Отдел\", \"1\"]\nbackground = [true]\nmarking = { text = \"ДСП\", copy = 5000000000 }\n\
        sources = [{ title = \"И\", url = \"javascript:alert(1)\" }]\n";
    let folder = project(&[("visit.toml", brief.to_owned()), ("spravka.toml", String::new())]);
    let ran = run(folder.path(), &["check", "visit.toml"]);
    assert_eq!(ran.code, Some(1));
    assert_reference("bad/constraints.stderr", &ran.stderr);
}
