use serde_json::{Map, Value};

use super::wording::{Role, Wording};
use crate::key_path::KeyPath;
use crate::language::{Language, Script};
use crate::load::Draft;
use crate::report::Problem;

/// Which of the brief's languages are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Wanted {
    /// The brief's first.
    #[default]
    Default,
    /// All of the brief's.
    All,
    /// These.
    These(Vec<Language>),
}

/// The languages wanted, as far as the brief offers them.
pub fn choose(draft: &Draft, wanted: &Wanted, problems: &mut Vec<Problem>) -> Vec<Language> {
    let offered = &draft.brief.languages;
    if offered.is_empty() {
        problems.push(no_language(draft));
    }
    match wanted {
        Wanted::Default => offered.first().copied().into_iter().collect(),
        Wanted::All => offered.clone(),
        Wanted::These(languages) => {
            let missing = languages.iter().filter(|language| !offered.contains(language));
            problems.extend(missing.map(|language| not_offered(draft, *language, offered)));
            languages.clone()
        }
    }
}

/// Every text that has a wording per language has one in each language wanted, and none in a language not offered.
pub fn check(draft: &Draft, languages: &[Language], texts: &[Wording<'_>]) -> Vec<Problem> {
    let mut problems = twice(draft);
    let shared = texts.iter().filter(|wording| wording.role == Role::Text && wording.language.is_none());
    problems.extend(shared.filter_map(|wording| same_text_in_every_language(draft, wording, languages)));
    walk(draft, &draft.values, &KeyPath::root(), languages, &mut problems);
    problems
}

fn twice(draft: &Draft) -> Vec<Problem> {
    let languages = &draft.brief.languages;
    let repeated =
        languages.iter().enumerate().filter(|(index, language)| languages[..*index].contains(language));
    repeated.map(|(index, language)| language_twice(draft, index, *language)).collect()
}

fn walk(draft: &Draft, value: &Value, path: &KeyPath, languages: &[Language], problems: &mut Vec<Problem>) {
    match value {
        Value::Object(table) if is_text(table) => check_text(draft, table, path, languages, problems),
        Value::Object(table) => {
            for (key, value) in table {
                walk(draft, value, &path.key(key), languages, problems);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(draft, item, &path.index(index), languages, problems);
            }
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A table with a language for a key is a text: no other table of a brief has such keys.
fn is_text(table: &Map<String, Value>) -> bool {
    table.keys().any(|key| Language::from_code(key).is_some())
}

fn check_text(
    draft: &Draft,
    table: &Map<String, Value>,
    path: &KeyPath,
    languages: &[Language],
    problems: &mut Vec<Problem>,
) {
    let missing = languages.iter().filter(|language| !table.contains_key(language.code()));
    problems.extend(missing.map(|language| missing_wording(draft, path, *language)));
    let unused = table.keys().filter(|key| {
        Language::from_code(key).is_some_and(|language| !draft.brief.languages.contains(&language))
    });
    problems.extend(unused.map(|key| unused_wording(draft, &path.key(key), key)));
}

/// One text in Cyrillic for papers in several languages would put one language into another's paper.
fn same_text_in_every_language(
    draft: &Draft,
    wording: &Wording<'_>,
    languages: &[Language],
) -> Option<Problem> {
    let in_latin = languages.iter().find(|language| language.file().script == Script::Latin)?;
    let cyrillic =
        |letter: char| unicode_script::UnicodeScript::script(&letter) == unicode_script::Script::Cyrillic;
    wording.text.chars().any(cyrillic).then(|| one_wording(draft, &wording.path, *in_latin))
}

fn no_language(draft: &Draft) -> Problem {
    Problem::error("the brief offers no language")
        .at(draft.place(&KeyPath::root().key("languages")))
        .hint("write the languages that it is written in: `languages = [\"ru\"]`")
}

fn not_offered(draft: &Draft, language: Language, offered: &[Language]) -> Problem {
    let offered: Vec<_> = offered.iter().map(|language| format!("`{language}`")).collect();
    Problem::error(format!("the brief does not offer the language `{language}`, only {}", offered.join(", ")))
        .at(draft.place(&KeyPath::root().key("languages")))
        .hint(format!(
            "add `{language}` to `languages` and give the texts in it, or ask for another language"
        ))
}

fn language_twice(draft: &Draft, index: usize, language: Language) -> Problem {
    Problem::error(format!("the language `{language}` is named twice"))
        .at(draft.place(&KeyPath::root().key("languages").index(index)))
        .hint("leave it once")
}

fn missing_wording(draft: &Draft, path: &KeyPath, language: Language) -> Problem {
    Problem::error(format!("`{path}` has no text in `{language}`"))
        .at(draft.place(path))
        .hint(format!("add `{language} = \"…\"`"))
}

fn unused_wording(draft: &Draft, path: &KeyPath, language: &str) -> Problem {
    Problem::warning(format!(
        "this text in `{language}` is never printed: the brief does not offer that language"
    ))
    .at(draft.place(path))
    .hint(format!("add `{language}` to `languages`, or leave the text out"))
}

fn one_wording(draft: &Draft, path: &KeyPath, language: Language) -> Problem {
    let name = language.english_name();
    let example: Vec<_> =
        draft.brief.languages.iter().map(|language| format!("{language} = \"…\"")).collect();
    Problem::warning(format!("`{path}` puts this Cyrillic text into the {name} paper as well"))
        .at(draft.place(path))
        .hint(format!("give it in each language: `{{ {} }}`", example.join(", ")))
}
