//! Text of another language in a paper: Kazakh in a Russian one, Russian in a Kazakh one.
//!
//! A language file names the letters and the words that show a text of its language. Letters decide: Russian
//! has no «қ». Words decide only in a text without such letters, and are those that no text of the other
//! languages has: «для», «или», «туралы». Names are not looked at, and neither is what stands in quotation
//! marks.

use crate::fields::WrittenText;
use crate::language::{Language, LanguageFile};
use crate::letters::is_letter;
use crate::limits::PROBLEMS;
use crate::load::Spans;
use crate::report::Problem;

/// Warns of each text that is in another language than a paper that prints it.
pub fn check(
    spans: &Spans,
    texts: &[WrittenText<'_>],
    languages: &[Language],
    offered: &[Language],
) -> Vec<Problem> {
    let printed = texts.iter().filter(|text| text.kind.is_text() && !text.is_name);
    printed.filter_map(|text| check_one(spans, text, languages, offered)).take(PROBLEMS + 1).collect()
}

fn check_one(
    spans: &Spans,
    text: &WrittenText<'_>,
    languages: &[Language],
    offered: &[Language],
) -> Option<Problem> {
    let papers = languages.iter().filter(|paper| text.language.is_none_or(|own| own == **paper));
    papers.into_iter().find_map(|&paper| {
        let (other, word) = foreign_word(text.text, paper)?;
        Some(match text.language {
            Some(_) => in_other_language(spans, text, other, paper, word),
            None if offered.len() > 1 => for_one_language(spans, text, other, paper, word, offered),
            None => in_other_language(spans, text, other, paper, word),
        })
    })
}

/// A word that shows another language than that of the paper, and this language.
fn foreign_word(text: &str, paper: Language) -> Option<(Language, &str)> {
    let own = paper.file();
    let others = Language::all().filter(|other| *other != paper && other.file().script == own.script);
    let words = words_outside_quotes(text, own);
    others.into_iter().find_map(|other| Some((other, shows(&words, other.file(), own)?)))
}

/// The first of the words that shows the other language, unless a letter shows that of the paper.
fn shows<'a>(words: &[&'a str], other: &LanguageFile, own: &LanguageFile) -> Option<&'a str> {
    let has = |word: &str, letters: &str, but: &str| {
        word.chars()
            .flat_map(char::to_lowercase)
            .any(|letter| letters.contains(letter) && !but.contains(letter))
    };
    let by_letter = words.iter().find(|word| has(word, &other.telling.letters, &own.telling.letters));
    let is_own = || words.iter().any(|word| has(word, &own.telling.letters, &other.telling.letters));
    let by_word = || {
        // One or two letters may be initials: «И.».
        let lower = |word: &str| if word.chars().count() > 2 { word.to_lowercase() } else { word.to_owned() };
        let listed = |word: &&&str| other.telling.words.contains(&lower(word));
        words.iter().find(listed).filter(|_| !is_own())
    };
    by_letter.or_else(by_word).copied()
}

/// The words of a text outside quotation marks. A hyphen is part of a word.
fn words_outside_quotes<'a>(text: &'a str, file: &LanguageFile) -> Vec<&'a str> {
    let [open, close] = file.quotes.outer;
    let mut depth = 0_usize;
    let mut straight = false;
    let is_word = |character: char| is_letter(character) || character == '-';
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_word(character) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take().filter(|_| depth == 0 && !straight) {
            words.push(&text[from..at]);
        }
        match character {
            '"' => straight = !straight,
            _ if character == open || character == '„' => depth += 1,
            _ if character == close || character == '“' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    words
}

fn in_other_language(
    spans: &Spans,
    text: &WrittenText<'_>,
    other: Language,
    paper: Language,
    word: &str,
) -> Problem {
    let (other, paper) = (other.english_name(), paper.english_name());
    Problem::warning(format!("`{}` has {other} words in the {paper} paper: `{word}`", text.path))
        .at(spans.words(&text.path, word))
        .hint(format!("write it in {paper}; put a name that stays as it is in quotation marks"))
}

fn for_one_language(
    spans: &Spans,
    text: &WrittenText<'_>,
    other: Language,
    paper: Language,
    word: &str,
    offered: &[Language],
) -> Problem {
    let (other, paper) = (other.english_name(), paper.english_name());
    let example: Vec<_> = offered.iter().map(|language| format!("{language} = \"…\"")).collect();
    Problem::warning(format!("`{}` puts this {other} text into the {paper} paper as well", text.path))
        .at(spans.words(&text.path, word))
        .hint(format!("give it in each language: `{{ {} }}`", example.join(", ")))
}
