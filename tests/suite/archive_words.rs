//! The search finds words in every inflected form, and no others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use regex::Regex;
use spravka::internals::archive::id::Id;
use spravka::internals::archive::index::{Filter, Index};
use spravka::internals::language::Language;

use crate::archive_shelf::{Archive, record};
use crate::harness::project;

/// The keys of a sample that become one record each.
const PARTS: [&str; 10] = [
    "objectives assessed discussed next_steps expected_outcomes",
    "background press_line",
    "centre",
    "sides",
    "agenda programme",
    "points",
    "expected_positions if_raised",
    "agreements statements illustrations annexes sources",
    "outcomes agreed actions positions",
    "meeting prepared_by approvals distribution",
];

/// The lowest precision and recall.
const FLOOR: f64 = 0.95;

/// The text of a record in one language.
struct Text {
    record: Id,
    text: String,
}

/// The samples as records.
fn samples() -> (Archive, Vec<Text>) {
    let archive = Archive::new();
    let mut all = Vec::new();
    for (sample, parts) in [("full", &PARTS[..]), ("escap-almaty", &[""])] {
        let text = fs::read_to_string(project().join(format!("briefs/{sample}.toml"))).expect("a sample");
        let brief: toml::Table = text.parse().expect("a brief");
        for part in parts {
            let is_in = |key: &str| part.is_empty() || part.split(' ').any(|wanted| wanted == key);
            let mut texts = BTreeMap::new();
            for (_, value) in brief.iter().filter(|(key, _)| is_in(key)) {
                collect(value, "ru", &mut texts);
            }
            let languages: Vec<&str> = texts.keys().map(String::as_str).collect();
            let record = record("memo", "2026-03-10", "—", &languages);
            let papers: Vec<_> =
                texts.iter().map(|(language, text)| (language.as_str(), text.as_str())).collect();
            archive.file(&record, &papers);
            all.extend(texts.into_values().map(|text| Text { record: record.id, text }));
        }
    }
    (archive, all)
}

/// Collects every text in a value of a brief, by language.
fn collect(value: &toml::Value, language: &str, texts: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::String(text) => {
            let all = texts.entry(language.to_owned()).or_default();
            all.push_str(text);
            all.push_str(".\n");
        }
        toml::Value::Array(values) => values.iter().for_each(|value| collect(value, language, texts)),
        toml::Value::Table(table) => {
            for (key, value) in table {
                let is_language = Language::from_code(key).is_some();
                collect(value, if is_language { key } else { language }, texts);
            }
        }
        _ => {}
    }
}

/// The records with a text that has all these forms.
fn expected(forms: &str, texts: &[Text]) -> BTreeSet<Id> {
    if forms == "-" {
        return BTreeSet::new();
    }
    let forms: Vec<_> =
        forms.split(" & ").map(|form| Regex::new(form).expect("a regular expression")).collect();
    let folded = |text: &str| text.to_lowercase().replace('ё', "е");
    let has_all = |text: &&Text| forms.iter().all(|form| form.is_match(&folded(&text.text)));
    texts.iter().filter(has_all).map(|text| text.record).collect()
}

#[test]
fn words_are_found_in_every_form_and_others_are_not() {
    let (archive, texts) = samples();
    let mut index = Index::open(&archive.index(), archive.store()).expect("an index");
    index.refresh(&mut |_, _| ()).expect("an index that is up to date");
    let table = fs::read_to_string(project().join("tests/search/pairs.txt")).expect("the table");
    let pairs: Vec<_> = table.lines().filter_map(|line| line.split_once(" | ")).collect();
    assert!(pairs.len() >= 60, "there are at least 60 pairs");
    let (mut right, mut found_in_all, mut expected_in_all, mut failing) = (0, 0, 0, Vec::new());
    for (query, forms) in pairs {
        let expected = expected(forms, &texts);
        let hits = index.search(query, &Filter::default(), 100).expect("hits");
        let found: BTreeSet<_> = hits.iter().map(|hit| hit.entry.id).collect();
        assert!(forms == "-" || !expected.is_empty(), "the table expects nothing of `{query}`");
        if found != expected {
            let (missing, extra) = (expected.difference(&found).count(), found.difference(&expected).count());
            failing.push(format!("`{query}`: {missing} missing, {extra} too many"));
        }
        right += found.intersection(&expected).count();
        found_in_all += found.len();
        expected_in_all += expected.len();
    }
    let share = |all: usize| right as f64 / all as f64;
    let (precision, recall) = (share(found_in_all), share(expected_in_all));
    println!("precision {precision:.4}, recall {recall:.4}\n{}", failing.join("\n"));
    assert!(
        precision >= FLOOR && recall >= FLOOR,
        "precision {precision:.4}, recall {recall:.4}\n{failing:#?}"
    );
}
