//! Characters and spaces, in any text.

use std::borrow::Cow;

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

/// A text that cannot control a terminal: control characters but line breaks and tabs, direction marks and
/// line separators are written as `\u{1b}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, controls)
}

/// As [`visible`], on one line: line breaks and tabs are escaped as well.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    escaped(text, |character| controls(character) || character.is_control())
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_escaped(character) {
            escaped.extend(character.escape_unicode());
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// Whether a character moves the cursor, begins a command of the terminal, or turns the order of the letters
/// around.
fn controls(character: char) -> bool {
    let is_layout = matches!(character, '\n' | '\t');
    let turns = matches!(
        character,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    );
    turns || character.is_control() && !is_layout
}
