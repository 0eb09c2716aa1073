use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1251};

use crate::report::{Place, Problem, SourceText};

/// The text of a CSV file. It is UTF-8 or, with a byte order mark, UTF-16; what is neither can only be Windows-1251, which is
/// taken for it when nothing in it but Russian letters and their punctuation comes out.
///
/// # Errors
/// When the text is in another encoding, or has characters in it that no text has.
pub fn decode(name: &str, bytes: &[u8]) -> Result<String, Problem> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf_16(name, UTF_16LE, rest)?,
        [0xFE, 0xFF, rest @ ..] => utf_16(name, UTF_16BE, rest)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            std::str::from_utf8(rest).map_err(|error| not_utf_8(name, rest, error.valid_up_to()))?.to_owned()
        }
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(error) => windows_1251(name, bytes, error.valid_up_to())?,
        },
    };
    match text.find(|character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t')) {
        Some(at) => Err(control(name, text, at)),
        None => Ok(text),
    }
}

fn utf_16(name: &str, encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Problem> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or_else(|| damaged_utf_16(name))
}

fn windows_1251(name: &str, bytes: &[u8], invalid: usize) -> Result<String, Problem> {
    let text = WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned();
    match foreign(&text) {
        Some(_) => Err(not_utf_8(name, bytes, invalid)),
        None => Ok(text),
    }
}

/// The first sign that a text was not written in Windows-1251: a character that Russian does not use, as comes out of the other
/// Cyrillic encodings, that of Kazakh among them, or capitals at the end of words, as come out of KOI8-R.
fn foreign(text: &str) -> Option<char> {
    let russian = |character: &char| {
        character.is_ascii()
            || matches!(
                character,
                'А'..='я'
                    | 'Ё'
                    | 'ё'
                    | '«'
                    | '»'
                    | '„'
                    | '“'
                    | '”'
                    | '‘'
                    | '’'
                    | '–'
                    | '—'
                    | '…'
                    | '№'
                    | '\u{A0}'
            )
    };
    let mut pairs = text.chars().zip(text.chars().skip(1));
    let risen = pairs.find(|(before, after)| {
        cyrillic(*before) && before.is_lowercase() && cyrillic(*after) && after.is_uppercase()
    });
    text.chars().find(|character| !russian(character)).or(risen.map(|(_, after)| after))
}

fn cyrillic(letter: char) -> bool {
    matches!(letter, 'А'..='я' | 'Ё' | 'ё')
}

/// A place in a text that stands for bytes which are none.
fn place(name: &str, text: String, start: usize) -> Place {
    let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
    Place { source: SourceText::new(name, text).into(), range: start..end }
}

fn not_utf_8(name: &str, bytes: &[u8], invalid: usize) -> Problem {
    let byte = bytes[invalid];
    let text = String::from_utf8_lossy(bytes).into_owned();
    Problem::error(format!("`{name}` is neither UTF-8 nor Russian in Windows-1251 (byte 0x{byte:02X})"))
        .at(place(name, text, invalid))
        .hint("save the table as “CSV UTF-8”, or as .xlsx or .ods")
}

fn damaged_utf_16(name: &str) -> Problem {
    Problem::error(format!("`{name}` begins as UTF-16, but is not"))
        .hint("save the table as “CSV UTF-8”, or as .xlsx or .ods")
}

fn control(name: &str, text: String, at: usize) -> Problem {
    let character = text[at..].chars().next().unwrap_or_default();
    let code = u32::from(character);
    Problem::error(format!("`{name}` has a character in it that no text has (U+{code:04X})"))
        .at(place(name, text, at))
        .hint("check that it is a table; save it as “CSV UTF-8”, or as .xlsx or .ods")
}
