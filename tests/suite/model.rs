//! The model and its schema say the same.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use spravka::internals::brief::{Brief, organisations_schema, people_schema, schema, written_schema};
use spravka::internals::check::NAMES;
use spravka::internals::language::Language;

use crate::harness::{checked, folder, run};

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
fn every_string_that_is_not_printed_is_known_to_the_check_by_its_key() {
    let schema = schema();
    let mut names = BTreeSet::new();
    each_property(&schema, &mut |key, property| {
        if Language::from_code(key).is_none() && holds_names(&schema, property) {
            names.insert(key.to_owned());
        }
    });
    assert_eq!(names.into_iter().collect::<Vec<_>>(), NAMES);
}

/// Whether a property is a string, or a list of strings, that is neither a text nor an address, date, time or rank.
fn holds_names(schema: &Value, property: &Value) -> bool {
    if let Some(reference) = property["$ref"].as_str() {
        let is_text = ["Text", "Prose", "Entry"].iter().any(|text| reference.ends_with(&format!("/{text}")));
        return !is_text && schema.pointer(&reference[1..]).is_some_and(|target| holds_names(schema, target));
    }
    let is_string = match &property["type"] {
        Value::String(one) => one == "string",
        Value::Array(types) => types.iter().any(|one| one == "string"),
        _ => false,
    };
    let plain = property["format"].is_null() && property["pattern"].is_null();
    let branches = ["anyOf", "oneOf"].iter().filter_map(|key| property[*key].as_array()).flatten();
    let within = branches.chain(property.get("items")).any(|inner| {
        let is_array = !inner["items"].is_null();
        !is_array && (holds_names(schema, inner) || inner["const"].is_string())
    });
    (is_string && plain) || within
}
