//! What the fuzz targets found, kept in `tests/fuzz/corpus`.

use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::PathBuf;

use serde_json::Value;
use spravka::internals::{brief, settings};

use crate::fuzz::TARGETS;
use crate::harness::{assert_reference, project};

/// The most bytes of a kept input.
const BYTES: usize = 64 * 1024;

fn names(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(project().join("tests/fuzz").join(folder)).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

fn corpus(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = project().join("tests/fuzz/corpus").join(target);
    let files = names(&format!("corpus/{target}")).into_iter().map(|name| folder.join(name));
    files.map(|path| (path.clone(), fs::read(path).expect("an input"))).collect()
}

#[test]
fn every_kept_input_is_answered_as_it_must_be() {
    let mut failed = Vec::new();
    for (target, holds) in TARGETS {
        for (path, data) in corpus(target) {
            if catch_unwind(|| holds(&data)).is_err() {
                failed.push(path);
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
#[cfg(all(feature = "archive", feature = "tables"))]
fn every_target_has_a_small_corpus_and_a_program() {
    let targets: BTreeSet<_> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names("corpus"), targets);
    let programs = targets.iter().map(|name| format!("{name}.rs")).collect();
    assert_eq!(names("fuzz_targets"), programs);
    for target in &targets {
        let files = corpus(target);
        assert!((10..=60).contains(&files.len()), "{target}: {} inputs", files.len());
        let large: Vec<_> =
            files.iter().filter(|(_, data)| data.len() > BYTES).map(|(path, _)| path).collect();
        assert!(large.is_empty(), "{large:?}");
    }
}

#[test]
fn the_dictionary_has_every_key_and_word_of_briefs_and_settings() {
    let mut words = BTreeSet::new();
    for schema in [brief::schema(), brief::people_schema(), brief::organisations_schema(), settings::schema()]
    {
        collect(&schema, &mut words);
    }
    let written = [
        "[[",
        "]]",
        " = ",
        " = { ",
        "\"\"\"\n",
        "true",
        "2026-03-15",
        "09:30",
        "[^",
        "- ",
        "1. ",
        "**",
        "#= ",
    ];
    words.extend(written.map(str::to_owned));
    assert_reference("fuzz/keys.dict", &words.iter().map(|word| entry(word)).collect::<String>());
}

/// The keys of a schema, and the words that a value may be.
fn collect(schema: &Value, words: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            let keys = object.get("properties").and_then(Value::as_object).into_iter().flatten();
            words.extend(keys.map(|(key, _)| key.clone()));
            let values = object.get("enum").and_then(Value::as_array).into_iter().flatten();
            words.extend(values.chain(object.get("const")).filter_map(Value::as_str).map(str::to_owned));
            object.values().for_each(|inner| collect(inner, words));
        }
        Value::Array(items) => items.iter().for_each(|inner| collect(inner, words)),
        _ => {}
    }
}

/// A line of a dictionary of libFuzzer.
fn entry(word: &str) -> String {
    let escaped = word.bytes().map(|byte| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    });
    format!("\"{}\"\n", escaped.collect::<String>())
}
