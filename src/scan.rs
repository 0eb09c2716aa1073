//! Matching of words in a text without regular expressions. Case is ignored.

use unicode_normalization::char::is_combining_mark;

use crate::letters::is_letter;

/// Whether a word begins or ends at `at`, as `\b` in regular expressions.
pub fn is_word_edge(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    before.chars().next_back().is_some_and(is_of_word) != after.chars().next().is_some_and(is_of_word)
}

/// Every position at which a word begins or ends, except the end of the text.
pub fn word_edges(text: &str) -> Vec<usize> {
    let mut within = false;
    let edge = |(at, letter): (usize, char)| {
        let before = std::mem::replace(&mut within, is_of_word(letter));
        (before != within).then_some(at)
    };
    text.char_indices().filter_map(edge).collect()
}

/// A superscript digit is not part of the word before it.
fn is_of_word(character: char) -> bool {
    is_letter(character) || character.is_ascii_digit() || character == '_' || is_combining_mark(character)
}

/// The length in bytes of `word` at the start of a text, ignoring case. `word` is in lower case.
pub fn prefix_length(text: &str, word: &str) -> Option<usize> {
    let mut letters = text.chars();
    let is_next = |expected: char| letters.next().is_some_and(|letter| is_same(letter, expected));
    word.chars().all(is_next).then(|| text.len() - letters.as_str().len())
}

fn is_same(letter: char, lower: char) -> bool {
    letter == lower || letter.to_lowercase().eq([lower])
}

/// The length in bytes of the white space at the start of a text.
pub fn space_length(text: &str) -> usize {
    text.len() - text.trim_start().len()
}
