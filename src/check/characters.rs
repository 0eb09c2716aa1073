use std::collections::BTreeSet;

use unicode_script::Script;

use crate::fields::{Kind, WrittenText};
use crate::fonts::FontSet;
use crate::letters::{is_letter, nfc, script};
use crate::limits::PROBLEMS;
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
    texts.iter().flat_map(|wording| check_one(spans, wording, &unprintable)).take(PROBLEMS + 1).collect()
}

/// The characters of printed texts that cannot be printed. Each is looked up once: a brief has thousands of
/// letters, but few different ones.
fn unprintable(texts: &[WrittenText<'_>], fonts: &FontSet) -> BTreeSet<char> {
    let printed = texts.iter().filter(|wording| wording.kind.is_printed());
    let characters = different(printed.map(|wording| wording.text));
    let layout = |character: &char| matches!(character, '\n' | '\t' | '\r' | '\u{AD}');
    let fine =
        |character: &char| layout(character) || (!invisible(*character) && fonts.can_print(*character));
    characters.into_iter().filter(|character| !fine(character)).collect()
}

/// The different characters of composed texts.
fn different<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<char> {
    let mut different = BTreeSet::new();
    // Most characters are among those seen last: this costs less than to look each up in the set.
    let mut seen = [None; 256];
    for text in texts {
        for character in nfc(text).chars() {
            let slot = &mut seen[u32::from(character) as usize % 256];
            if *slot != Some(character) {
                *slot = Some(character);
                different.insert(character);
            }
        }
    }
    different
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
        let normal = different([wording.text]);
        let unprintable = normal.intersection(unprintable).take(PROBLEMS + 1);
        problems.extend(unprintable.map(|&character| match invisible(character) {
            true => invisible_character(spans, wording, character),
            false => no_glyph(spans, wording, character),
        }));
    }
    if !wording.kind.is_address() {
        problems
            .extend(words(wording.text).filter_map(|word| mixed(spans, wording, word)).take(PROBLEMS + 1));
    }
    problems
}

/// Whether it is a control character or an invisible mark.
fn invisible(character: char) -> bool {
    character.is_control() || is_invisible(character)
}

/// The words of a text: runs of letters. A hyphen ends a word, so `IT-технологии` is two words.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !is_letter(character)).filter(|word| !word.is_empty())
}

fn mixed(spans: &Spans, wording: &WrittenText<'_>, word: &str) -> Option<Problem> {
    let of = |wanted: Script| word.chars().filter(move |letter| script(*letter) == wanted);
    if of(Script::Latin).next().is_none() || of(Script::Cyrillic).next().is_none() {
        return None;
    }
    let (latin, cyrillic) = (of(Script::Latin).count(), of(Script::Cyrillic).count());
    let (script, foreign) =
        if latin <= cyrillic { ("Latin", Script::Latin) } else { ("Cyrillic", Script::Cyrillic) };
    let foreign: Vec<_> = of(foreign).collect();
    Some(mixed_scripts(spans, wording, word, script, &foreign))
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
