use unicode_normalization::UnicodeNormalization;

use super::LONGEST;
use crate::text::is_invisible;

/// The characters that a name on Windows cannot have; `/` is that of Linux and macOS as well.
const FORBIDDEN: &str = "<>:\"/\\|?*";

/// The names that Windows keeps for devices, in capitals, with any ending or none (Naming Files, Paths, and Namespaces).
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// Whether a name on some system cannot have this character.
pub fn is_forbidden(letter: char) -> bool {
    FORBIDDEN.contains(letter) || letter.is_control()
}

/// A value with `-` in place of what a name cannot have, plain spaces, and nothing that cannot be seen.
pub fn value(written: &str) -> String {
    let kept = written.chars().filter_map(|letter| match letter {
        space if space.is_whitespace() => Some(' '),
        hidden if hidden.is_control() || is_invisible(hidden) => None,
        forbidden if is_forbidden(forbidden) => Some('-'),
        plain => Some(plain),
    });
    kept.collect::<String>().trim().nfc().collect()
}

/// A tag with `-` in place of all but letters and digits: it is in the user's own words.
pub fn tag(written: &str) -> String {
    let plain = |letter: char| if letter.is_alphanumeric() { letter } else { '-' };
    written.nfc().map(plain).collect()
}

/// One part of a path, between slashes, as every system can have it; `None` where nothing is left of it.
pub fn part(written: &str) -> Option<String> {
    let written: String = written.nfc().collect();
    // Windows passes over dots and spaces at the end, so that two names would be one.
    let trimmed = written.trim_start_matches(' ').trim_end_matches([' ', '.']);
    let end = trimmed.find('.').unwrap_or(trimmed.len());
    let (first, ending) = trimmed.split_at(end);
    let safe = if is_device(first) { format!("{}_{ending}", first.trim_end()) } else { trimmed.to_owned() };
    (!safe.is_empty()).then_some(safe)
}

/// Whether a part is too long for a file system.
pub fn is_too_long(part: &str) -> bool {
    part.len() > LONGEST
}

/// A path as a file system sees it that takes capitals and small letters, and letters with their marks apart or together, for the
/// same: equal for two names that cannot stand side by side on every system.
pub fn folded(path: &str) -> String {
    path.nfd().collect::<String>().to_uppercase().to_lowercase().nfd().collect()
}

/// Whether Windows keeps this name, that is the part before the first dot, for a device.
fn is_device(name: &str) -> bool {
    let name = name.trim_end().to_uppercase();
    let port = name.strip_prefix("COM").or_else(|| name.strip_prefix("LPT"));
    let numbered = port.is_some_and(|number| {
        let mut letters = number.chars();
        letters.next().is_some_and(|digit| matches!(digit, '0'..='9' | '¹' | '²' | '³'))
            && letters.next().is_none()
    });
    numbered || DEVICES.contains(&name.as_str())
}
