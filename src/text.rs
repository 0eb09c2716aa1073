//! Characters and spaces, in any text.

/// The byte order mark, which some programs put before a text to mark it as UTF-8.
pub const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Whether a character changes a text invisibly: soft hyphens, zero-width characters, direction marks,
/// variation selectors and tags.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | BYTE_ORDER_MARK
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// A text on one line: single spaces between words and none at the ends.
#[cfg(feature = "archive")]
pub fn on_one_line(text: &str) -> String {
    squeezed(text).trim_matches(' ').to_owned()
}

/// A part of a text with a single space for each run of white space, and without control characters.
#[cfg(feature = "archive")]
pub fn squeezed(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            blank if blank.is_whitespace() && line.ends_with(' ') => {}
            blank if blank.is_whitespace() => line.push(' '),
            control if control.is_control() => {}
            other => line.push(other),
        }
    }
    line
}
