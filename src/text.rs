//! What holds for the characters of any text.

/// What some programs put before a text to say that it is UTF-8.
pub const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Whether a character changes a text without being seen: soft hyphens, characters without width, marks of
/// direction, variation selectors and tags.
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

/// A text on one line: one space between words and none around them.
pub fn on_one_line(text: &str) -> String {
    squeezed(text).trim_matches(' ').to_owned()
}

/// A stretch of a text with one space for whatever parts its lines and words, and no control characters.
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
