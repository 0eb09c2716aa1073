use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1251};

use crate::report::{Place, Problem, SourceText};

/// The text of a CSV file: UTF-8 or, with a byte order mark, UTF-16. Anything else is decoded as
/// Windows-1251 and accepted only if the result is Russian letters and punctuation.
///
/// # Errors
/// If the text is in another encoding or contains control characters.
pub fn decode(name: &str, bytes: &[u8]) -> Result<String, Problem> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf_16(name, UTF_16LE, rest)?,
        [0xFE, 0xFF, rest @ ..] => utf_16(name, UTF_16BE, rest)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => std::str::from_utf8(rest)
            .map(str::to_owned)
            .map_err(|error| damaged_utf_8(name, rest, error.valid_up_to()))?,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(error) => windows_1251(name, bytes, error.valid_up_to())?,
        },
    };
    match text.find(|character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t')) {
        Some(at) => Err(control(name, &text, at)),
        None => Ok(text),
    }
}

fn utf_16(name: &str, encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Problem> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or_else(|| damaged_utf_16(name))
}

/// The bytes of a file that is not UTF-8 from `invalid` on.
fn windows_1251(name: &str, bytes: &[u8], invalid: usize) -> Result<String, Problem> {
    if !bytes[..invalid].is_ascii() {
        // Valid UTF-8 letters come before this: it is damaged UTF-8.
        return Err(damaged_utf_8(name, bytes, invalid));
    }
    let text = WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned();
    match foreign(&text) {
        None => Ok(text),
        Some(at) => {
            let shown =
                |byte: &u8| if byte.is_ascii() { char::from(*byte) } else { char::REPLACEMENT_CHARACTER };
            let before: String = bytes[..at].iter().map(shown).collect();
            let start = before.len();
            let text = before + &bytes[at..].iter().map(shown).collect::<String>();
            Err(not_utf_8(bytes[at], place(name, text, start)))
        }
    }
}

/// The index of the first character that shows the text is not Windows-1251: one that Russian does not use,
/// the result of decoding other Cyrillic encodings (Kazakh included), or a capital within a word, that of
/// KOI8-R.
fn foreign(text: &str) -> Option<usize> {
    let mut before = ' ';
    text.chars().position(|character| {
        let risen =
            cyrillic(before) && before.is_lowercase() && cyrillic(character) && character.is_uppercase();
        before = character;
        risen || !russian(character)
    })
}

fn russian(character: char) -> bool {
    const SIGNS: &str = "«»„“”‘’–—…№\u{A0}";
    character.is_ascii() || cyrillic(character) || SIGNS.contains(character)
}

fn cyrillic(letter: char) -> bool {
    matches!(letter, 'А'..='я' | 'Ё' | 'ё')
}

/// A place in the text shown for bytes that are not text.
fn place(name: &str, text: String, start: usize) -> Place {
    let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
    Place { source: SourceText::new(name, text).into(), range: start..end }
}

fn not_utf_8(byte: u8, place: Place) -> Problem {
    let name = place.source.name.clone();
    Problem::error(format!("`{name}` is neither UTF-8 nor Russian in Windows-1251 (byte 0x{byte:02X})"))
        .at(place)
        .hint("save the table as “CSV UTF-8”, or as .xlsx or .ods")
}

fn damaged_utf_8(name: &str, bytes: &[u8], invalid: usize) -> Problem {
    let text = String::from_utf8_lossy(bytes).into_owned();
    Problem::error(format!("`{name}` is damaged: invalid UTF-8 (byte 0x{:02X})", bytes[invalid]))
        .at(place(name, text, invalid))
        .hint("save the table again as “CSV UTF-8”, or as .xlsx or .ods")
}

fn damaged_utf_16(name: &str) -> Problem {
    Problem::error(format!("`{name}` begins as UTF-16, but is not valid UTF-16"))
        .hint("save the table as “CSV UTF-8”, or as .xlsx or .ods")
}

fn control(name: &str, text: &str, at: usize) -> Problem {
    let code = text[at..].chars().next().map_or(0, u32::from);
    let start = visible(&text[..at]).len();
    Problem::error(format!("`{name}` contains a control character (U+{code:04X})"))
        .at(place(name, visible(text), start))
        .hint("check that it is a table; save it as “CSV UTF-8”, or as .xlsx or .ods")
}

/// A text with control characters replaced by their pictures, which are safe on a terminal.
fn visible(text: &str) -> String {
    let picture = |character: char| match character {
        '\n' | '\r' | '\t' => character,
        '\0'..='\x1F' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('␦'),
        _ if character.is_control() => '␦',
        _ => character,
    };
    text.chars().map(picture).collect()
}
