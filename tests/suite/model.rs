//! The model and its schema say the same.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use spravka::internals::brief::{Brief, fields, organisations_schema, people_schema, schema, written_schema};
use spravka::internals::fields::{Kind, written};
use spravka::internals::language::Language;
use spravka::internals::settings;

use crate::harness::{checked, folder, project, run};

#[test]
fn the_schema_is_printed_and_every_key_in_it_is_described() {
    let ran = run(folder().path(), &["schema"]);
    assert_eq!(ran.code, Some(0));
    let printed: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(printed, written_schema());
    let mut described = 0;
    each_property(&printed, &mut |key, property| {
        let inner = property["$ref"].as_str().map(|reference| &reference[1..]);
        let target = inner.and_then(|pointer| printed.pointer(pointer)).unwrap_or(&Value::Null);
        let has_words = property["description"].is_string() || target["description"].is_string();
        assert!(has_words || key == "unknown", "`{key}` has no description");
        described += 1;
    });
    assert!(described > 80, "the schema has the keys of the model");
}

#[test]
fn every_schema_is_a_json_schema() {
    let always = ["brief", "people", "organisations", "settings", "paper"].into_iter();
    for of in always.chain(cfg!(feature = "archive").then_some("record")) {
        let ran = run(folder().path(), &["schema", "--of", of]);
        let schema: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        assert!(
            jsonschema::meta::validate(&schema).is_ok(),
            "{of}: {:?}",
            jsonschema::meta::validate(&schema)
        );
    }
}

#[test]
fn what_stands_in_another_file_need_not_stand_in_the_brief() {
    let validator =
        |schema: &Value| jsonschema::options().should_validate_formats(true).build(schema).expect("a schema");
    let (brief, people) = (validator(&written_schema()), validator(&people_schema()));
    let taken_in = json!({ "include": ["common.toml"], "sides": [{ "id": "hosts", "name": { "id": "mfa" },
        "members_from": "a.xlsx", "members": [{ "person": "p" }, { "name": "А", "organisation": { "id": "mfa" } }] }] });
    assert!(brief.is_valid(&taken_in));
    for wrong in [json!({ "sides": [] }), json!({ "title": "Т", "sides": [{ "members": [{ "rank": 1 }] }] })]
    {
        assert!(!brief.is_valid(&wrong), "{wrong}");
    }
    assert!(people.is_valid(&json!({ "p": { "name": "А", "organisation": { "id": "mfa" } } })));
    assert!(!people.is_valid(&json!({ "p": { "position": "Посол" } })));
    assert!(validator(&organisations_schema()).is_valid(&json!({ "mfa": { "name": { "ru": "М" } } })));
}

fn each_property(schema: &Value, visit: &mut impl FnMut(&str, &Value)) {
    match schema {
        Value::Object(object) => {
            for (key, property) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
                visit(key, property);
            }
            object.values().for_each(|value| each_property(value, visit));
        }
        Value::Array(items) => items.iter().for_each(|value| each_property(value, visit)),
        _ => {}
    }
}

#[test]
fn the_model_accepts_nothing_that_its_schema_refuses() {
    let validator = jsonschema::options().should_validate_formats(true).build(&schema()).expect("a schema");
    let side = json!([{ "name": "A" }]);
    let with = |key: &str, value: Value| json!({ "title": "T", "sides": side, key: value });
    let cases = [
        json!({ "title": "T", "sides": side }),
        json!({ "sides": side }),
        with("titel", json!("T")),
        with("date", json!("2026-03-15")),
        with("date", json!("2026-02-30")),
        with("date", json!("2026-3-5")),
        with("date", json!("+12026-03-05")),
        with("date", json!({ "unknown": true })),
        with("date", json!({ "unknown": false })),
        with("meeting", json!({ "start": "10:00" })),
        with("meeting", json!({ "start": "10:00:30" })),
        with("meeting", json!({ "start": "24:00" })),
        with("meeting", json!({ "start": "9:00" })),
        with("meeting", json!({ "start": "10:00:60" })),
        with("meeting", json!({ "start": "10:00:00.5" })),
        with("agenda", json!([{ "topic": "T", "duration": 0 }])),
        with("agenda", json!([{ "topic": "T", "duration": 1440 }])),
        with("agenda", json!([{ "topic": "T", "duration": 1441 }])),
        with("agenda", json!([{ "topic": { "ru": "T" }, "speaker": { "unknown": true } }])),
        with("languages", json!(["ru", "kk", "en"])),
        with("languages", json!(["de"])),
        with("marking", json!({ "text": "T", "copy": 0 })),
        with("marking", json!({ "text": "T", "copy": 1 })),
        with("marking", json!({ "text": { "de": "T" } })),
        with("sides", json!([{ "name": "A", "members": [{ "name": "B", "rank": "10-1" }] }])),
        with("sides", json!([{ "name": "A", "members": [{ "name": "B", "rank": "10-" }] }])),
        with("sides", json!([{ "name": "A", "members": [{ "name": "B", "rank": "+1" }] }])),
        with("sides", json!([{ "name": "A", "members": [{ "name": "B", "rank": -1 }] }])),
        with("sides", json!([{ "name": "A", "members": [{ "name": "B", "role": "note-taker" }] }])),
        with("sides", json!([{ "name": "A", "members": [{ "name": "B", "role": "guest" }] }])),
        with("statements", json!([{ "text": "T", "by": ["x"] }])),
        with("statements", json!([{ "text": "T" }])),
        with("background", json!({ "ru": "T", "kk": "T" })),
        with("background", json!(["T"])),
    ];
    let mut accepted = 0;
    for case in &cases {
        let (model, schema) =
            (serde_json::from_value::<Brief>(case.clone()).is_ok(), validator.is_valid(case));
        assert_eq!(model, schema, "the model and the schema differ on {case}");
        accepted += usize::from(model);
    }
    assert!(accepted > 10 && accepted < cases.len() - 10);
}

#[test]
fn unknown_absent_and_stated_are_three_things() {
    let brief = |city: &str| format!("title = \"T\"\n[meeting]\n{city}\n[[sides]]\nname = \"A\"\n");
    let city = |text: &str| {
        let checked = checked(&brief(text)).expect("a good brief");
        checked.brief().meeting.as_ref().expect("a meeting").city.as_ref().map(|city| city.value().cloned())
    };
    assert_eq!(city(""), None);
    assert_eq!(city("city = { unknown = true }"), Some(None));
    assert!(matches!(city("city = \"Алматы\""), Some(Some(_))));
}

#[test]
fn every_text_of_a_file_says_in_the_schema_what_it_is() {
    let mut seen = 0;
    for schema in [schema(), settings::schema()] {
        each_text(&schema, &mut |text| {
            let has_form = ["enum", "const"].iter().any(|form| !text[form].is_null());
            assert!(has_form || text["x-holds"].is_string(), "nobody knows what this holds: {text:#}");
            seen += 1;
        });
    }
    assert!(seen > 60, "the schemas have texts");
}

/// Visits every schema of a text. What is in a text per language is of the same kind.
fn each_text(schema: &Value, visit: &mut impl FnMut(&Value)) {
    match schema {
        Value::Object(object) => {
            let is = |types: &Value| {
                types == "string" || types.as_array().is_some_and(|all| all.contains(&json!("string")))
            };
            if schema["x-holds"].is_string() || is(&schema["type"]) {
                visit(schema);
            } else {
                object.values().for_each(|value| each_text(value, visit));
            }
        }
        Value::Array(items) => items.iter().for_each(|value| each_text(value, visit)),
        _ => {}
    }
}

/// Every field of a brief that a brief for itself can have, by its keys; `*` is the id of a paper.
fn every_field() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut elsewhere = Vec::new();
    fields().each(&mut |keys, shape| {
        let path = keys.join(".");
        if shape.is_replaced {
            elsewhere.push(format!("{path}."));
        }
        if !keys.is_empty() && keys.last() != Some(&"unknown") {
            found.insert(path);
        }
    });
    found.retain(|path| !elsewhere.iter().any(|other| format!("{path}.").starts_with(other)));
    assert!(found.len() > 150 && elsewhere.len() == 4, "{elsewhere:?}");
    found
}

/// The fields that a brief has.
fn fields_of(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    found.insert(path.to_owned());
    match value {
        Value::Object(table) => {
            for (key, value) in table {
                let key = if path.ends_with("papers") { "*" } else { key };
                let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
                fields_of(value, &path, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| fields_of(item, path, found)),
        _ => {}
    }
}

/// The fields that a file of the project lacks.
fn missing(file: &str) -> Vec<String> {
    let text = std::fs::read_to_string(project().join(file)).expect("a brief");
    let mut found = BTreeSet::new();
    fields_of(&toml::from_str(&text).expect("TOML"), "", &mut found);
    every_field().difference(&found).cloned().collect()
}

/// Whether only a brief about several meetings has a field.
fn is_of_several_meetings(path: &str) -> bool {
    let of_one = ["meeting.id", "meeting.title", "meeting.sides", "meeting.members"];
    path.starts_with("meetings") || path.ends_with(".meeting") || of_one.contains(&path)
}

#[test]
fn what_is_said_to_have_every_field_has_every_field() {
    assert_eq!(missing("tests/suite/every_field.toml"), Vec::<String>::new());
    // The full sample is for all readers, in the usual order, and names its agenda items by their ids.
    let of_other_briefs = |path: &String| {
        path.ends_with(".audience")
            || path.starts_with("restricted")
            || is_of_several_meetings(path)
            || ["order_of_sides", "outcomes.item", "papers.*.place"].contains(&path.as_str())
    };
    let missing: Vec<_> =
        missing("briefs/full.toml").into_iter().filter(|path| !of_other_briefs(path)).collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_reference_is_to_a_table_that_has_an_id() {
    let mut named = BTreeSet::new();
    let mut to = BTreeSet::new();
    fields().each(&mut |_, shape| {
        if let Some(table) = &shape.table
            && table.fields.values().any(|field| field.kind == Some(Kind::Id))
        {
            named.extend(table.name.clone());
        }
        if let Some(Kind::Reference(referent)) = &shape.kind {
            assert!(!referent.in_words.is_empty());
            to.extend(referent.tables.clone());
        }
    });
    assert_eq!(named, to);
}

#[test]
fn a_text_is_in_a_language_where_the_schema_says_so_and_nowhere_else() {
    // `en` is the code of a language: as the key of a paper it is none, and under a text it is one.
    let values =
        json!({ "title": { "en": "T" }, "papers": { "en": { "number": "1", "place": { "ru": "А" } } } });
    let found = written(fields(), &values);
    let texts: Vec<_> = found
        .texts
        .iter()
        .map(|text| (text.path.to_string(), text.language.map(Language::code), text.kind.clone()))
        .collect();
    let expected = [
        ("papers.en.number", None, Kind::Text),
        ("papers.en.place.ru", Some("ru"), Kind::Text),
        ("title.en", Some("en"), Kind::Text),
    ];
    assert_eq!(texts, expected.map(|(path, language, kind)| (path.to_owned(), language, kind)));
    let paths: Vec<_> = found.per_language.iter().map(|text| text.path.to_string()).collect();
    assert_eq!(paths, ["papers.en.place", "title"]);
}

#[test]
fn what_stands_under_a_misspelt_key_is_what_was_meant() {
    let values = json!({ "side": [{ "id": "hosts", "nmae": { "ru": "А" }, "x": "?" }], "agenda": [{ "speker": "a" }] });
    let found = written(fields(), &values);
    let kind = |path: &str| {
        let text = found.texts.iter().find(|text| text.path.to_string() == path).expect("a text");
        assert!(!text.is_known, "{path}");
        text.kind.clone()
    };
    assert_eq!(kind("side[0].id"), Kind::Id);
    assert_eq!(kind("side[0].nmae.ru"), Kind::Text);
    assert_eq!(kind("side[0].x"), Kind::Text);
    assert!(matches!(kind("agenda[0].speker"), Kind::Reference(to) if to.in_words == "participant"));
}
