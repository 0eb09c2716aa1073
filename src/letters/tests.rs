//! The short cuts agree with the tables of Unicode.

use spravka::internals::letters::{is_letter, is_letter_or_digit, nfc, script};
use unicode_normalization::UnicodeNormalization;
use unicode_script::UnicodeScript;

#[test]
fn every_character_has_the_class_and_the_script_that_unicode_gives_it() {
    for character in '\0'..=char::MAX {
        let point = u32::from(character);
        assert_eq!(is_letter(character), character.is_alphabetic(), "U+{point:04X}");
        assert_eq!(is_letter_or_digit(character), character.is_alphanumeric(), "U+{point:04X}");
        if is_letter(character) {
            assert_eq!(script(character), character.script(), "U+{point:04X}");
        }
    }
}

#[test]
fn every_pair_of_a_letter_and_any_character_is_composed_as_unicode_says() {
    for first in ['e', 'и', '№', '\u{2013}'] {
        for second in '\0'..=char::MAX {
            let text = String::from_iter([first, second]);
            assert_eq!(nfc(&text), text.nfc().collect::<String>(), "{}", text.escape_unicode());
        }
    }
}
