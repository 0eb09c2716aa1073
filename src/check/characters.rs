use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};

use crate::fields::{Kind, WrittenText};
use crate::fonts::FontSet;
use crate::load::{Spans, empty_text};
use crate::report::Problem;
use crate::text::is_invisible;

/// Pairs of letters that look alike: Latin and Cyrillic.
const LOOKALIKES: [(char, char); 34] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'һ'),
    ('i', 'і'),
    ('j', 'ј'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('t', 'т'),
    ('v', 'ѵ'),
    ('x', 'х'),
    ('y', 'у'),
    ('ə', 'ә'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('S', 'Ѕ'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'Ү'),
    ('Ə', 'Ә'),
    ('ɵ', 'ө'),
    ('Ɵ', 'Ө'),
    ('n', 'п'),
];

/// Checks that no string is empty, that fonts have every printed character, and that no word mixes scripts.
/// Addresses may mix them.
pub fn check(spans: &Spans, texts: &[WrittenText<'_>], fonts: &FontSet) -> Vec<Problem> {
    let unprintable = unprintable(texts, fonts);
    texts.iter().flat_map(|wording| check_one(spans, wording, &unprintable)).collect()
}

/// The characters of printed texts that cannot be printed. Each is looked up once: a brief has thousands of
/// letters, but few different ones.
fn unprintable(texts: &[WrittenText<'_>], fonts: &FontSet) -> BTreeSet<char> {
    let printed = texts.iter().filter(|wording| wording.kind.is_printed());
    let characters: BTreeSet<char> = printed.flat_map(|wording| wording.text.nfc()).collect();
    let layout = |character: &char| matches!(character, '\n' | '\t' | '\r' | '\u{AD}');
    let fine =
        |character: &char| layout(character) || (!invisible(*character) && fonts.can_print(*character));
    characters.into_iter().filter(|character| !fine(character)).collect()
}

fn check_one(spans: &Spans, wording: &WrittenText<'_>, unprintable: &BTreeSet<char>) -> Vec<Problem> {
    if wording.text.trim().is_empty() {
        // `completeness` reports entries that are not filled in.
        return if *wording.kind == Kind::Entry {
            Vec::new()
        } else {
            vec![empty_text(&wording.path).at(spans.value(&wording.path))]
        };
    }
    let mut problems = Vec::new();
    if wording.kind.is_printed() && !unprintable.is_empty() {
        let normal: BTreeSet<char> = wording.text.nfc().collect();
        problems.extend(normal.intersection(unprintable).map(|&character| match invisible(character) {
            true => invisible_character(spans, wording, character),
            false => no_glyph(spans, wording, character),
        }));
    }
    if !wording.kind.is_address() {
        problems.extend(words(wording.text).filter_map(|word| mixed(spans, wording, word)));
    }
    problems
}

/// Whether it is a control character or an invisible mark.
fn invisible(character: char) -> bool {
    character.is_control() || is_invisible(character)
}

/// The words of a text: runs of letters. A hyphen ends a word, so `IT-технологии` is two words.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty())
}

fn mixed(spans: &Spans, wording: &WrittenText<'_>, word: &str) -> Option<Problem> {
    let of = |script: Script| word.chars().filter(move |letter| script_of(*letter) == script);
    let (latin, cyrillic) = (of(Script::Latin).count(), of(Script::Cyrillic).count());
    if latin == 0 || cyrillic == 0 {
        return None;
    }
    let (script, foreign) =
        if latin <= cyrillic { ("Latin", Script::Latin) } else { ("Cyrillic", Script::Cyrillic) };
    let foreign: Vec<_> = of(foreign).collect();
    Some(mixed_scripts(spans, wording, word, script, &foreign))
}

/// The script of a letter. Nearly all letters of a brief are in two blocks, which need no lookup in the large
/// Unicode table.
fn script_of(letter: char) -> Script {
    match letter {
        'A'..='Z' | 'a'..='z' => Script::Latin,
        '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' => Script::Cyrillic,
        other => other.script(),
    }
}

fn lookalike(letter: char) -> Option<char> {
    LOOKALIKES.iter().find_map(|&(latin, cyrillic)| match letter {
        _ if letter == latin => Some(cyrillic),
        _ if letter == cyrillic => Some(latin),
        _ => None,
    })
}

fn no_glyph(spans: &Spans, wording: &WrittenText<'_>, character: char) -> Problem {
    Problem::error(format!("no available font can print `{character}` ({})", code_point(character)))
        .at(spans.character(&wording.path, character))
        .hint("write it in other letters, or leave it out")
}

fn invisible_character(spans: &Spans, wording: &WrittenText<'_>, character: char) -> Problem {
    Problem::error(format!("`{}` contains an invisible character ({})", wording.path, code_point(character)))
        .at(spans.around_character(&wording.path, character))
        .hint("delete it: such characters come with copied text and break searches for names")
}

fn mixed_scripts(
    spans: &Spans,
    wording: &WrittenText<'_>,
    word: &str,
    script: &str,
    foreign: &[char],
) -> Problem {
    let named: Vec<_> =
        foreign.iter().map(|letter| format!("`{letter}` ({})", code_point(*letter))).collect();
    let problem = Problem::warning(format!(
        "the word `{word}` mixes Latin and Cyrillic letters: {script} {}",
        named.join(", ")
    ))
    .at(spans.words(&wording.path, word));
    let other = if script == "Latin" { "Cyrillic" } else { "Latin" };
    let replacements: Option<String> = foreign.iter().map(|letter| lookalike(*letter)).collect();
    match replacements {
        Some(replacements) => {
            let replacements: Vec<_> =
                replacements.chars().map(|letter| format!("`{letter}` ({})", code_point(letter))).collect();
            problem.hint(format!("type the {other} {}", replacements.join(", ")))
        }
        None => problem.hint("type the whole word in one script"),
    }
}

fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}
