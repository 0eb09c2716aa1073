use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::is_invisible;

/// How many characters of a word count. No word of any language is as long.
const LONGEST: usize = 100;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its range in the text, in bytes.
    pub range: Range<usize>,
    /// The same for every spelling: composed, in lower case, with `е` for `ё`, without invisible characters.
    pub folded: String,
}

/// The words of a text. A number such as `01-15/123` is several words in a row.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match start {
            None if is_of_word(character) => start = Some(at),
            Some(from) if !is_of_word(character) => {
                found.extend(word(text, from..at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Characters that cannot be seen may stand inside a word.
fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character) || is_invisible(character)
}

fn word(text: &str, range: Range<usize>) -> Option<Word> {
    let folded = fold(&text[range.clone()]);
    let is_possessive = || {
        let mut before = text[..range.start].chars().rev();
        let is_apostrophe = before.next().is_some_and(|character| matches!(character, '\'' | '’' | 'ʼ'));
        is_apostrophe && before.next().is_some_and(char::is_alphabetic)
    };
    // The `s` of `the Council’s` would separate the words of a phrase.
    let is_word = match folded.as_str() {
        "" => false,
        "s" => !is_possessive(),
        _ => true,
    };
    is_word.then_some(Word { range, folded })
}

fn fold(word: &str) -> String {
    let visible = word.chars().filter(|character| !is_invisible(*character));
    // An acute accent that remains after composing only marks the stress.
    let composed = visible.nfc().filter(|character| *character != '\u{301}');
    let lower = composed.flat_map(char::to_lowercase);
    lower.map(|character| if character == 'ё' { 'е' } else { character }).take(LONGEST).collect()
}
