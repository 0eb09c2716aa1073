use unicode_normalization::UnicodeNormalization;

use crate::limits::NAME_BYTES;
use crate::text::is_invisible;

/// The characters that Windows does not allow in names; `/` is not allowed on Linux and macOS either.
const FORBIDDEN: &str = "<>:\"/\\|?*";

/// The names that Windows reserves for devices, in capitals, with any extension or none (Naming Files,
/// Paths, and Namespaces).
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// Whether any system forbids this character in names.
pub fn is_forbidden(letter: char) -> bool {
    FORBIDDEN.contains(letter) || letter.is_control()
}

/// A value with `-` for every forbidden character, plain spaces, and no invisible characters.
pub fn value(written: &str) -> String {
    let kept = written.chars().filter_map(|letter| match letter {
        space if space.is_whitespace() => Some(' '),
        hidden if hidden.is_control() || is_invisible(hidden) => None,
        forbidden if is_forbidden(forbidden) => Some('-'),
        plain => Some(plain),
    });
    kept.collect::<String>().trim().nfc().collect()
}

/// A tag with `-` for everything but letters and digits: it is the user's own word.
pub fn tag(written: &str) -> String {
    let plain = |letter: char| if letter.is_alphanumeric() { letter } else { '-' };
    written.nfc().map(plain).collect()
}

/// One part of a path, between slashes, valid on every system; `None` if it comes out empty.
pub fn part(written: &str) -> Option<String> {
    let written: String = written.nfc().collect();
    // Windows ignores dots and spaces at the end, so two names could become one.
    let trimmed = written.trim_start_matches(' ').trim_end_matches([' ', '.']);
    let end = trimmed.find('.').unwrap_or(trimmed.len());
    let (first, ending) = trimmed.split_at(end);
    let safe = if is_device(first) { format!("{}_{ending}", first.trim_end()) } else { trimmed.to_owned() };
    (!safe.is_empty()).then_some(safe)
}

/// Whether one part of a path can be the name of a file or folder on every system as it is written.
pub fn is_portable(part: &str) -> bool {
    let first = part.split('.').next().unwrap_or_default();
    let is_trimmed = !part.is_empty() && !part.ends_with([' ', '.']) && !part.starts_with(' ');
    is_trimmed && !part.contains(is_forbidden) && !is_device(first) && !is_too_long(part)
}

/// Whether a part is too long for a file system.
pub fn is_too_long(part: &str) -> bool {
    part.len() > NAME_BYTES
}

/// A path with case and Unicode composition folded: equal for two names that cannot coexist in one folder
/// on every system.
pub fn folded(path: &str) -> String {
    path.nfd().collect::<String>().to_uppercase().to_lowercase().nfd().collect()
}

/// Whether Windows reserves this name, that is the part before the first dot, for a device.
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
