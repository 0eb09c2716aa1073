//! The documents say what the program has: every field, every key of the view, every label, every paper.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use spravka::internals::assets::closing_words;
use spravka::internals::brief::Date;
use spravka::internals::language::Language;
use spravka::internals::localise::{Paper, localise};
use spravka::internals::template::{KindOfPaper, Template};
use spravka::internals::view::AttachmentInfo;
use spravka::internals::{brief, settings};

use crate::harness::{checked_with_pictures, json, project};

fn document(path: &str) -> String {
    fs::read_to_string(project().join(path)).expect("a document")
}

/// What a reference leads to, and what the items of a list are.
fn resolved<'a>(schema: &'a Value, property: &'a Value) -> &'a Value {
    let branches = ["anyOf", "oneOf"].iter().filter_map(|key| property[*key].as_array()).flatten();
    let inner = property.get("items").into_iter().chain(property.get("additionalProperties")).chain(branches);
    let target = property["$ref"].as_str().and_then(|reference| schema.pointer(&reference[1..]));
    target.into_iter().chain(inner.filter(|inner| inner.is_object())).next().map_or(property, |next| {
        if property["properties"].is_object() { property } else { resolved(schema, next) }
    })
}

/// Every table of a schema with its keys, by the path to it: `sides.members`.
fn tables(schema: &Value, table: &Value, path: &str, found: &mut BTreeMap<String, BTreeSet<String>>) {
    let Some(properties) = table["properties"].as_object() else { return };
    if properties.keys().all(|key| Language::from_code(key).is_some() || key == "unknown") {
        return;
    }
    found.insert(path.to_owned(), properties.keys().cloned().collect());
    for (key, property) in properties {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        tables(schema, resolved(schema, property), &path, found);
    }
}

fn tables_of(schema: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    tables(schema, schema, "", &mut found);
    found
}

#[test]
fn no_key_is_the_code_of_a_language() {
    let schemas =
        [brief::written_schema(), brief::people_schema(), brief::organisations_schema(), settings::schema()];
    let keys: BTreeSet<_> =
        schemas.iter().flat_map(|schema| tables_of(schema).into_values().flatten()).collect();
    // Indonesian: a table with such a key would be taken for a text in that language.
    assert!(keys.contains("id"));
    let codes: Vec<_> = Language::all().map(Language::code).filter(|code| keys.contains(*code)).collect();
    assert!(codes.is_empty(), "{codes:?}: see “A new language” in templates/README.md");
}

/// Whether a path of keys leads to something in these tables; a condition names a key of its table:
/// `outcomes[!goal].text`.
fn is_in(tables: &BTreeMap<String, BTreeSet<String>>, path: &str) -> bool {
    let mut table = String::new();
    path.split('.').all(|step| {
        let (key, condition) = step.split_once('[').unwrap_or((step, ""));
        let is_key = tables.get(&table).is_some_and(|keys| keys.contains(key));
        table = if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") };
        let condition = condition.trim_matches(['!', ']']);
        is_key && (condition.is_empty() || tables.get(&table).is_some_and(|keys| keys.contains(condition)))
    })
}

#[test]
fn every_key_that_a_template_prints_is_one_of_the_brief_or_of_the_letterhead() {
    let (brief, settings) = (tables_of(&brief::schema()), tables_of(&settings::schema()));
    for id in Template::ids() {
        let paths = Template::built_in(id).expect("a template").paths.expect("what it prints");
        let paths: Vec<_> = paths.iter().map(ToString::to_string).collect();
        assert!(!paths.is_empty(), "`{id}` does not say what it prints");
        let unknown: Vec<_> = paths
            .iter()
            .filter(|path| !is_in(&brief, path) && (path.as_str() != "letterhead" || !is_in(&settings, path)))
            .collect();
        assert!(unknown.is_empty(), "`{id}` prints what no brief has: {unknown:?}");
    }
    assert!(["sides.names", "outcomes[!gaol].text", "title[ru]"].iter().all(|path| !is_in(&brief, path)));
}

/// The section whose heading names a table of a brief.
fn section<'a>(readme: &'a str, table: &str) -> &'a str {
    let names = [format!("`[{table}]`"), format!("`[[{table}]]`"), format!("`[{table}.ID]`")];
    let is_named = |heading: &str| match table {
        "" => heading.starts_with("The brief itself"),
        _ => names.iter().any(|name| heading.contains(name)),
    };
    let mut sections = readme.split("\n### ");
    sections.find(|section| is_named(section.lines().next().unwrap_or_default())).unwrap_or_default()
}

#[test]
fn every_field_of_a_brief_is_described_under_its_table() {
    let readme = document("briefs/README.md").replace("\n## ", "\n### ");
    let tables = tables_of(&brief::schema());
    assert!(tables.len() > 25, "{tables:?}");
    for (table, keys) in &tables {
        let section = section(&readme, table);
        let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        let described: BTreeSet<_> = rows.map(str::to_owned).collect();
        let elsewhere = |key: &String| tables.contains_key(&key[..]) && table.is_empty();
        let missing: Vec<_> =
            keys.difference(&described).filter(|key| !elsewhere(key) && *key != "papers").collect();
        assert!(missing.is_empty(), "`{table}`: {missing:?} is not described");
        let unknown: Vec<_> = described.difference(keys).collect();
        assert!(unknown.is_empty(), "`{table}` has no {unknown:?}");
    }
}

#[test]
fn every_key_of_the_settings_is_described() {
    let readme = document("briefs/README.md");
    for (table, keys) in tables_of(&settings::schema()) {
        // A picture is described apart.
        for key in keys.iter().filter(|_| table != "logo") {
            let row = if table.is_empty() { key.clone() } else { format!("{table}.{key}") };
            let described =
                readme.contains(&format!("\n| `{row}` |")) || readme.contains(&format!("| `{row}."));
            assert!(described, "`{row}` is not described");
        }
    }
}

/// The keys of a view, however deep; its labels are described apart.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(table) => {
            for (key, value) in table.iter().filter(|(key, _)| *key != "labels") {
                found.insert(key.clone());
                keys(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

#[test]
fn every_key_of_the_view_is_described() {
    let readme = document("templates/README.md");
    let view = readme.split("\n## ").find(|part| part.starts_with("The view")).expect("the view");
    let full = document("briefs/full.toml");
    let checked = checked_with_pictures(&full).unwrap_or_else(|problems| panic!("{problems:?}"));
    let paper = Paper {
        kind: KindOfPaper::Label("memo"),
        language: Language::RUSSIAN,
        fallback_date: Date(chrono::NaiveDate::default()),
    };
    let mut made = localise(&checked.whole(), paper);
    made.attached.push(AttachmentInfo {
        name: String::new(),
        file: String::new(),
        mime_type: "",
        relationship: "",
        description: "",
    });
    let mut found = BTreeSet::new();
    keys(&json(&made), &mut found);
    assert!(found.len() > 100, "{found:?}");
    for key in found {
        let ways = [format!("`{key}`"), format!("`{key}."), format!(".{key}`")];
        assert!(ways.iter().any(|way| view.contains(way)), "`{key}` is not described");
    }
}

#[test]
fn every_label_is_described_with_the_words_that_it_has() {
    let readme = document("templates/README.md");
    let (russian, kazakh) = (Language::RUSSIAN, Language::from_code("kk").expect("Kazakh"));
    let mut described = BTreeMap::new();
    for line in readme.lines() {
        let cells: Vec<_> = line.trim_matches(['|', ' ']).split(" | ").collect();
        let (Some(key), Some(words)) =
            (cells[0].strip_prefix('`').and_then(|key| key.strip_suffix('`')), cells.get(1))
        else {
            continue;
        };
        let Some(label) = russian.file().labels.get(key).filter(|label| label == words) else { continue };
        described.insert(key, label);
        // A word to be confirmed is the word that is printed.
        let used = cells
            .get(2)
            .filter(|_| readme.split("\n## Kazakh").nth(1).is_some_and(|part| part.contains(line)));
        assert!(
            used.is_none_or(|used| *used == kazakh.file().label(key)),
            "`{key}` is another word in Kazakh: {line}"
        );
    }
    let missing: Vec<_> =
        russian.file().labels.keys().filter(|key| !described.contains_key(key.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_paper_is_in_the_lists_of_papers() {
    for id in Template::ids() {
        for readme in ["README.md", "README.ru.md"] {
            assert!(document(readme).contains(&format!("\n| `{id}` |")), "{readme} lacks `{id}`");
        }
        assert!(
            document("templates/README.md").contains(&format!("\n| `{id}/` |")),
            "`{id}` is not described"
        );
    }
}

#[test]
fn both_readmes_have_the_same_commands_and_sections() {
    let shape = |readme: &str| {
        let text = document(readme);
        let levels: Vec<_> =
            text.lines().filter(|line| line.starts_with('#')).map(|line| line.matches('#').count()).collect();
        let blocks = text.split("```sh\n").skip(1).filter_map(|block| block.split("```").next());
        let commands =
            blocks.flat_map(str::lines).map(|line| line.split("  #").next().unwrap_or_default().trim_end());
        (levels, commands.map(str::to_owned).collect::<Vec<_>>())
    };
    assert_eq!(shape("README.md"), shape("README.ru.md"));
}

#[test]
fn what_close_writes_as_an_example_is_toml_with_fields_of_a_brief() {
    let tables = tables_of(&brief::schema());
    for language in Language::all() {
        let words = closing_words(language.code()).expect("words");
        let examples = words.lines().skip_while(|line| !line.starts_with("# next_steps"));
        let toml: Vec<_> = examples.map(|line| line.trim_start_matches('#').trim_start()).collect();
        let table: toml::Table = toml.join("\n").parse().expect("TOML");
        assert!(table.len() > 5, "{language} has examples");
        for (key, value) in &table {
            assert!(tables[""].contains(key), "{language}: {key}");
            let first = value.as_array().and_then(|list| list.first()).unwrap_or(value);
            for inner in
                first.as_table().into_iter().flat_map(|table| table.keys()).filter(|_| key != "papers")
            {
                assert!(tables[key].contains(inner), "{language}: {key}.{inner}");
            }
        }
    }
}
