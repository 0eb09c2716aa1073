//! Adds break opportunities where the engine alone would keep a text together.

use crate::language::LanguageFile;
use crate::letters::{is_letter, is_letter_or_digit};

/// The characters of an address that a line may break after.
const JOINTS: [char; 9] = ['/', '.', '-', '_', '&', '=', '?', '#', ','];
/// A break opportunity without a hyphen.
pub const BREAK: char = '\u{200B}';
/// A break opportunity with a hyphen.
pub const SOFT_HYPHEN: char = '\u{AD}';
/// A space without a break opportunity.
pub const NO_BREAK_SPACE: char = '\u{A0}';
/// The most punctuation characters that a word may have around it.
const SIGNS_AROUND: usize = 4;
/// The fewest letters of a divided word on a line.
const LEAST_PART: usize = 2;

/// The narrowest column that a text can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnWidth {
    /// Half of a page or more: no word of these languages is longer.
    Wide,
    /// A table column for a name, a day, a word or two.
    Narrow,
}

impl ColumnWidth {
    /// The longest word of letters alone that is left to the engine.
    fn longest_word(self) -> usize {
        match self {
            Self::Wide => 34,
            Self::Narrow => 14,
        }
    }

    /// The longest chain of words that is kept together: in a wide column, it fits beside the line of a
    /// signature.
    fn longest_chain(self) -> usize {
        match self {
            Self::Wide => 26,
            Self::Narrow => 16,
        }
    }

    /// The longest of any other word, such as an address, and the largest distance between its breaks.
    fn longest_other(self) -> usize {
        match self {
            Self::Wide => 18,
            Self::Narrow => 12,
        }
    }
}

/// A stretch of text with break opportunities wherever a line could not end otherwise, so that every line
/// fits the narrowest column.
pub fn breakable(stretch: &str, language: &LanguageFile, column: ColumnWidth) -> String {
    let mut broken = String::with_capacity(stretch.len());
    for (index, chain) in stretch.split(' ').enumerate() {
        if index > 0 {
            broken.push(' ');
            if holds_its_space(broken.trim_end_matches(' '), chain) {
                broken.push(BREAK);
            }
        }
        broken.push_str(&breakable_chain(chain, language, column));
    }
    broken
}

/// Whether the engine would not break at the space between two words: it keeps opening punctuation with
/// what follows, and closing punctuation with what precedes, even across a space (UAX #14, LB13 to LB17).
fn holds_its_space(before: &str, after: &str) -> bool {
    let opens = |last: char| "([{«„“‘".contains(last);
    let closes = |first: char| ")]}»”’!?;:,./".contains(first);
    before.ends_with(opens) || after.starts_with(closes)
}

/// Words joined by no-break spaces; a chain that is too long may break between its words as well.
fn breakable_chain(chain: &str, language: &LanguageFile, column: ColumnWidth) -> String {
    let words: Vec<_> =
        chain.split(NO_BREAK_SPACE).map(|word| breakable_word(word, language, column)).collect();
    // The engine itself breaks after a hyphen between letters.
    let pieces = if is_of_letters(words.last().map_or("", String::as_str)) { '-' } else { ' ' };
    let endless = chain.split(pieces).any(|piece| piece.chars().count() > column.longest_chain());
    let space = if endless { format!("{NO_BREAK_SPACE}{BREAK}") } else { NO_BREAK_SPACE.to_string() };
    words.join(&space)
}

fn breakable_word(word: &str, language: &LanguageFile, column: ColumnWidth) -> String {
    let letters = is_of_letters(word);
    let longest = if letters { column.longest_word() } else { column.longest_other() };
    // The engine itself breaks after a hyphen.
    let fits = |part: &str| part.chars().count() <= longest;
    match letters {
        _ if fits(word) || (letters && word.split('-').all(fits)) => word.to_owned(),
        true if column == ColumnWidth::Narrow => divided(word, language),
        true => apart(word, longest / 2, SOFT_HYPHEN),
        false => apart(word, longest / 2, BREAK),
    }
}

/// A word with a break opportunity at least every `every` characters.
fn apart(word: &str, every: usize, mark: char) -> String {
    let mut broken = String::with_capacity(word.len() * 2);
    let mut since = 0;
    for character in word.chars() {
        broken.push(character);
        since += 1;
        if since >= every || (since > 3 && JOINTS.contains(&character)) {
            broken.push(mark);
            since = 0;
        }
    }
    broken
}

/// A word with a soft hyphen between its syllables.
fn divided(word: &str, language: &LanguageFile) -> String {
    match language.hyphenation() {
        Some(patterns) => hypher::hyphenate(word, patterns).join(SOFT_HYPHEN.encode_utf8(&mut [0; 2])),
        None => by_syllables(word, &language.typesetting.vowels),
    }
}

/// Divides before a consonant that a vowel follows, as in Kazakh and other Turkic languages:
/// `ма-ман-да-ры-ның`. No part is a single letter, and none begins with a sign that belongs to the letter
/// before it.
fn by_syllables(word: &str, vowels: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let is_vowel = |letter: char| letter.to_lowercase().all(|letter| vowels.contains(letter));
    let begins_syllable = |index: usize| {
        let next = letters.get(index + 1).copied();
        is_letter(letters[index]) && !is_vowel(letters[index]) && next.is_some_and(is_vowel)
    };
    let mut divided = String::with_capacity(word.len() * 2);
    for (index, letter) in letters.iter().enumerate() {
        let inside = index >= LEAST_PART && letters.len() - index >= LEAST_PART;
        let vowel_before = letters[..index].iter().any(|letter| is_vowel(*letter));
        if inside && vowel_before && begins_syllable(index) {
            divided.push(SOFT_HYPHEN);
        }
        divided.push(*letter);
    }
    divided
}

/// Whether a word consists of letters, except for hyphens and some punctuation around it:
/// `(кибербезопасность),`
fn is_of_letters(word: &str) -> bool {
    let core = word.trim_matches(|character: char| !is_letter_or_digit(character));
    core.chars().all(|character| is_letter(character) || character == '-')
        && word.chars().count() - core.chars().count() <= SIGNS_AROUND
}
