//! Properties of characters and the normal form of texts. Nearly every character of a brief is ASCII or
//! Cyrillic and is told by its block; only others are looked up in the large tables of Unicode.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};

/// Whether it is a letter, as [`char::is_alphabetic`] says.
pub fn is_letter(character: char) -> bool {
    match character {
        '\0'..='\u{7F}' => character.is_ascii_alphabetic(),
        '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' => true,
        '\u{2000}'..='\u{206F}' => false,
        other => other.is_alphabetic(),
    }
}

/// Whether it is a letter or a digit, as [`char::is_alphanumeric`] says.
pub fn is_letter_or_digit(character: char) -> bool {
    is_letter(character) || character.is_numeric()
}

/// The script of a letter.
pub fn script(letter: char) -> Script {
    match letter {
        'A'..='Z' | 'a'..='z' => Script::Latin,
        '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' => Script::Cyrillic,
        other => other.script(),
    }
}

/// A text in normal form C (UAX #15): one character for й and ё, whichever way a keyboard wrote them.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_composed) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether a text of such characters is in normal form C: none of them is a combining mark or has a
/// preferred form. The quick check of UAX #15 for the blocks that briefs are written in.
fn is_composed(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{2FF}' | '\u{400}'..='\u{482}' | '\u{48A}'..='\u{52F}' | '\u{2002}'..='\u{206F}' | '№'
    )
}
