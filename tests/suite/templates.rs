//! The templates as source: what their functions say about themselves, where their constants are, and the
//! view that they read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use regex::Regex;
use serde_json::Value;

use crate::harness::{checked_with_pictures, folder_with, json, project, run, samples, view};

/// Every Typst file of the program, with its text.
fn sources() -> Vec<(PathBuf, String)> {
    let folders = fs::read_dir(project().join("templates")).expect("the templates").flatten();
    let files = folders.filter_map(|folder| fs::read_dir(folder.path()).ok()).flatten().flatten();
    let paths = files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|is| is == "typ"));
    let sources: Vec<_> =
        paths.map(|path| (path.clone(), fs::read_to_string(path).expect("a text"))).collect();
    assert!(sources.len() > 15, "{sources:?}");
    sources
}

/// A line without its comment and its strings, which may say anything.
fn code(line: &str) -> String {
    let strings = Regex::new(r#""(\\.|[^"\\])*""#).expect("a pattern");
    let line = strings.replace_all(line, "\"\"").into_owned();
    line.split("//").next().unwrap_or_default().to_owned()
}

#[test]
fn every_function_of_a_template_says_what_it_takes_and_gives() {
    let function = Regex::new(r"^#let ([a-z-]+)\((.*?)\) = ").expect("a pattern");
    let default = Regex::new(r":.*$").expect("a pattern");
    let parameter = Regex::new(r"^/// - ([a-z-]+) \(([a-z, ]+)\): \S").expect("a pattern");
    let mut functions = 0;
    for (path, text) in sources() {
        let lines: Vec<_> = text.lines().collect();
        for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with("#let ")) {
            let Some(found) = function.captures(line) else { continue };
            functions += 1;
            let place = format!("{}: `{}`", path.display(), &found[1]);
            let about: Vec<_> =
                lines[..index].iter().rev().take_while(|line| line.starts_with("///")).collect();
            assert!(
                about.first().is_some_and(|last| last.starts_with("/// -> ")),
                "{place} does not say what it gives"
            );
            assert!(!about.last().expect("a line").starts_with("/// -"), "{place} does not say what it does");
            let described: Vec<_> =
                about.iter().rev().filter_map(|line| Some(parameter.captures(line)?[1].to_owned())).collect();
            let taken: Vec<_> = found[2].split(", ").filter(|name| !name.is_empty()).collect();
            let taken: Vec<_> = taken.iter().map(|name| default.replace(name, "").into_owned()).collect();
            assert_eq!(described, taken, "{place}");
        }
    }
    assert!(functions > 90, "{functions}");
}

#[test]
fn every_constant_of_the_templates_is_in_the_theme() {
    let constant = Regex::new(
        r"\b\d+(\.\d+)?(pt|mm|cm|in|em|fr|%|deg)|\b\d+\.\d+\b|\b(rgb|luma|cmyk|oklch)\(|\b(white|black|red|gray)\b",
    )
    .expect("a pattern");
    // Nothing, all of it, an equal share, a unit, and turns of a quarter and a half.
    let neutral = ["0pt", "0fr", "100%", "1fr", "1mm", "1deg", "0deg", "90deg", "180deg", "1.0"];
    for (path, text) in sources().into_iter().filter(|(path, _)| !path.ends_with("lib/theme.typ")) {
        for (line, number) in text.lines().zip(1..) {
            let code = code(line);
            let found = constant.find_iter(&code).find(|found| !neutral.contains(&found.as_str()));
            assert!(found.is_none(), "{}:{number}: {found:?}", path.display());
        }
    }
}

#[test]
fn no_template_asks_whether_a_key_of_the_view_is_there() {
    let asked = Regex::new(r#"at\(("|key|column)[^)]*default:|" (not )?in [a-z]+\b"#).expect("a pattern");
    // Which kind of a part it is that `characters` counts, only its keys tell.
    let by_keys = ["footnote", "inlines", "items", "rows"].map(|key| format!("\"{key}\" in part"));
    for (path, text) in sources() {
        for (line, number) in text.lines().zip(1..) {
            // What a template says of itself is no part of the view.
            let of_template = line.contains("template.at(") || line.contains("known.at(");
            let asks = asked.is_match(line)
                && !of_template
                && !by_keys.iter().any(|test| line.contains(test.as_str()));
            assert!(!asks, "{}:{number}: {line}", path.display());
        }
    }
}

/// A template that holds by itself, if what it asserts is true.
const COUNTS: &str = r##"
#import "/lib/section.typ": characters
#let word(text, footnote: none) = (
  (text: text, emphasis: true, strong: false, whole: false, link: "https://example.org", footnote: footnote)
)
#let paragraph(..words) = (kind: "paragraph", inlines: words.pos())
#let long = paragraph(word("Құ\u{ad}жат"), word(" №\u{a0}1"))
#assert.eq(characters("Құжат"), 5)
#assert.eq(characters((none, ("а", "бв"), ())), 3)
#assert.eq(characters((task: "Найти", deadline: "5 мая", state: none)), 10)
#assert.eq(characters((long,)), 9)
#assert.eq(characters((by: "Ко", text: (long, long))), 20)
#assert.eq(characters(((kind: "list", ordered: true, start: 7, items: ((long,), (long, long))),)), 27)
#assert.eq(characters(((kind: "table", header: ((word("а"),),), rows: (((word("бв"),),),)),)), 3)
#let noted = word("", footnote: (text: "Закон", url: "https://example.org"))
#assert.eq(characters((paragraph(word("а"), noted),)), 25)
#set document(title: "Т", date: datetime(year: 2026, month: 1, day: 1))
#set text(font: "Noto Serif", lang: "ru")
#title()
"##;

#[test]
fn what_stays_on_a_page_is_counted_in_the_characters_that_it_prints() {
    let folder = folder_with("visit.toml", "title = \"Т\"\n[[sides]]\nname = \"А\"\n");
    let template = folder.path().join("counts");
    fs::create_dir(&template).expect("a folder");
    fs::write(template.join("template.toml"), "label = \"memo\"\ndescription = \"Counts\"\n")
        .expect("a file");
    fs::write(template.join("main.typ"), COUNTS).expect("a file");
    let ran = run(folder.path(), &["build", "visit.toml", "-t", "./counts"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
}

/// The keys of every table of a view, by the place of the table. Blocks differ by their kind.
fn tables(value: &Value, place: &str, found: &mut BTreeMap<String, BTreeSet<Vec<String>>>) {
    match value {
        Value::Object(table) => {
            let kind =
                table.get("kind").and_then(Value::as_str).filter(|_| !place.is_empty()).unwrap_or_default();
            let place = format!("{place}{kind}");
            found.entry(place.clone()).or_default().insert(table.keys().cloned().collect());
            for (key, value) in table {
                tables(value, &format!("{place}.{key}"), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| tables(item, &format!("{place}[]"), found)),
        _ => {}
    }
}

#[test]
fn every_key_of_the_view_is_there_in_every_paper_of_every_brief() {
    let mut found = BTreeMap::new();
    for sample in samples() {
        let brief = fs::read_to_string(&sample).expect("a brief");
        let checked = checked_with_pictures(&brief).unwrap_or_else(|problems| panic!("{problems:?}"));
        for &language in checked.languages() {
            for id in ["memo", "minutes", "invitation"] {
                tables(&json(&view(&checked, id, language)), "", &mut found);
            }
        }
    }
    assert!(found.len() > 40, "{:?}", found.keys());
    for (place, keys) in found {
        assert_eq!(keys.len(), 1, "the tables at `{place}` differ: {keys:?}");
    }
}
