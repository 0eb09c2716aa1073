use crate::fields::{PerLanguage, Written, WrittenText};
use crate::key_path::KeyPath;
use crate::language::{Language, Script};
use crate::letters::script;
use crate::load::{Draft, Parsed, Spans};
use crate::report::Problem;
use crate::settings::Settings;

/// Which of the brief's languages are requested.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Wanted {
    /// The first language of the brief.
    #[default]
    Default,
    /// All languages of the brief.
    All,
    /// These.
    These(Vec<Language>),
}

/// Resolves the requested languages and reports those that the brief does not offer.
pub fn choose(draft: &Draft, wanted: &Wanted, problems: &mut Vec<Problem>) -> Vec<Language> {
    let offered = &draft.brief().languages;
    match wanted {
        Wanted::Default => vec![*offered.first()],
        Wanted::All => offered.to_vec(),
        Wanted::These(languages) => {
            let missing = languages.iter().filter(|language| !offered.contains(language));
            problems.extend(missing.map(|language| not_offered(draft, *language, offered)));
            languages.clone()
        }
    }
}

/// Checks that translated texts exist in each requested language, and in no language that is not offered.
pub fn check(draft: &Draft, languages: &[Language], written: &Written<'_>) -> Vec<Problem> {
    let offered = &draft.brief().languages;
    let mut problems = twice(draft);
    problems.extend(same_in_every_language(draft.spans(), &written.texts, languages, offered));
    for text in &written.per_language {
        problems.extend(missing(draft.spans(), text, languages));
        problems.extend(unused(draft, text));
    }
    problems
}

/// The same for the texts of a project's settings. They may have languages that this brief does not offer:
/// those are for other briefs.
pub fn check_settings(
    settings: &Parsed<Settings>,
    languages: &[Language],
    offered: &[Language],
    texts: &[WrittenText<'_>],
    per_language: &[PerLanguage],
) -> Vec<Problem> {
    let mut problems = same_in_every_language(&settings.spans, texts, languages, offered);
    problems.extend(per_language.iter().flat_map(|text| missing(&settings.spans, text, languages)));
    problems
}

fn twice(draft: &Draft) -> Vec<Problem> {
    let languages = &draft.brief().languages;
    let repeated =
        languages.iter().enumerate().filter(|(index, language)| languages[..*index].contains(language));
    repeated.map(|(index, language)| language_twice(draft, index, *language)).collect()
}

fn missing(spans: &Spans, text: &PerLanguage, languages: &[Language]) -> Vec<Problem> {
    let missing = languages.iter().filter(|language| !text.languages.contains(language));
    missing.map(|language| missing_wording(spans, &text.path, *language)).collect()
}

fn unused(draft: &Draft, text: &PerLanguage) -> Vec<Problem> {
    let unused = text.languages.iter().filter(|language| !draft.brief().languages.contains(language));
    unused.map(|language| unused_wording(draft, &text.path.key(language.code()), *language)).collect()
}

/// A Cyrillic text shared by all languages would appear in a Latin paper as well.
fn same_in_every_language(
    spans: &Spans,
    texts: &[WrittenText<'_>],
    languages: &[Language],
    offered: &[Language],
) -> Vec<Problem> {
    let in_latin = languages.iter().find(|language| language.file().script == Script::Latin);
    let Some(&in_latin) = in_latin else { return Vec::new() };
    let cyrillic = |letter: char| script(letter) == unicode_script::Script::Cyrillic;
    let shared = texts.iter().filter(|wording| wording.kind.is_text() && wording.language.is_none());
    let cyrillic = shared.filter(|wording| wording.text.chars().any(cyrillic));
    cyrillic.map(|wording| one_wording(spans, &wording.path, in_latin, offered)).collect()
}

fn not_offered(draft: &Draft, language: Language, offered: &[Language]) -> Problem {
    let offered: Vec<_> = offered.iter().map(|language| format!("`{language}`")).collect();
    Problem::error(format!("the brief does not offer the language `{language}`, only {}", offered.join(", ")))
        .at(draft.place(&KeyPath::root().key("languages")))
        .hint(format!(
            "add `{language}` to `languages` and write the texts in it, or ask for another language"
        ))
}

fn language_twice(draft: &Draft, index: usize, language: Language) -> Problem {
    Problem::error(format!("the language `{language}` is listed twice"))
        .at(draft.place(&KeyPath::root().key("languages").index(index)))
        .hint("delete one of them")
}

fn missing_wording(spans: &Spans, path: &KeyPath, language: Language) -> Problem {
    Problem::error(format!("`{path}` has no text in `{language}`"))
        .at(spans.value(path))
        .hint(format!("add `{language} = \"…\"`"))
}

fn unused_wording(draft: &Draft, path: &KeyPath, language: Language) -> Problem {
    Problem::warning(format!(
        "this text in `{language}` is never printed: the brief does not offer that language"
    ))
    .at(draft.place(path))
    .hint(format!("add `{language}` to `languages`, or delete the text"))
}

fn one_wording(spans: &Spans, path: &KeyPath, language: Language, offered: &[Language]) -> Problem {
    let name = language.english_name();
    let example: Vec<_> = offered.iter().map(|language| format!("{language} = \"…\"")).collect();
    Problem::warning(format!("`{path}` puts this Cyrillic text into the {name} paper as well"))
        .at(spans.value(path))
        .hint(format!("give it in each language: `{{ {} }}`", example.join(", ")))
}
