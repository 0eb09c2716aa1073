//! Words of a text, found by hand: what a few patterns are made of. Capitals make no difference.

use unicode_normalization::char::is_combining_mark;

/// Whether a word begins or ends at a place in a text, as `\b` has it in regular expressions.
pub fn is_word_edge(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    before.chars().next_back().is_some_and(is_of_word) != after.chars().next().is_some_and(is_of_word)
}

/// Every place in a text at which a word begins or ends, but for its end.
pub fn word_edges(text: &str) -> Vec<usize> {
    let mut within = false;
    let edge = |(at, letter): (usize, char)| {
        let before = std::mem::replace(&mut within, is_of_word(letter));
        (before != within).then_some(at)
    };
    text.char_indices().filter_map(edge).collect()
}

/// A raised digit is not a part of the word that it follows.
fn is_of_word(character: char) -> bool {
    character.is_alphabetic()
        || character.is_ascii_digit()
        || character == '_'
        || is_combining_mark(character)
}

/// The bytes that `word`, in small letters, takes at the start of a text, whatever their capitals.
pub fn prefix_length(text: &str, word: &str) -> Option<usize> {
    let mut letters = text.chars();
    let is_next = |expected: char| letters.next().is_some_and(|letter| is_same(letter, expected));
    word.chars().all(is_next).then(|| text.len() - letters.as_str().len())
}

fn is_same(letter: char, small: char) -> bool {
    letter == small || letter.to_lowercase().eq([small])
}

/// The bytes of white space at the start of a text.
pub fn space_length(text: &str) -> usize {
    text.len() - text.trim_start().len()
}
