//! The typographic rules of a language, applied to the texts of a brief: quotation marks, apostrophes, and
//! where a line may break. Letters are never changed.

mod wrapping;

pub use wrapping::ColumnWidth;
use wrapping::{BREAK, NO_BREAK_SPACE, SOFT_HYPHEN};

use crate::language::LanguageFile;
use crate::letters::{is_letter, nfc};

/// A short text, on one line: line breaks and repeated spaces become one space.
pub fn text(text: &str, language: &LanguageFile) -> String {
    in_column(text, language, ColumnWidth::Wide)
}

/// A short text in a column of some width.
pub fn in_column(text: &str, language: &LanguageFile, column: ColumnWidth) -> String {
    let normal = nfc(text);
    let line: Vec<_> = normal.split(breaks).filter(|word| !word.is_empty()).collect();
    wrapping::breakable(&set(&line.join(" "), language), language, column)
}

/// A stretch of running text with break opportunities where a line could not end otherwise.
pub fn breakable(stretch: &str, language: &LanguageFile) -> String {
    wrapping::breakable(stretch, language, ColumnWidth::Wide)
}

/// A short text without break opportunities, for readers without lines, such as the properties of a PDF.
pub fn unbroken(text: &str) -> String {
    text.chars().filter(|character| !matches!(*character, BREAK | SOFT_HYPHEN)).collect()
}

/// Applies the typography to a stretch of running text. The number of characters stays the same.
pub fn set(text: &str, language: &LanguageFile) -> String {
    bind(&quoted(text, language), language)
}

/// A space at which a line may break.
fn breaks(character: char) -> bool {
    character.is_whitespace() && !matches!(character, NO_BREAK_SPACE | '\u{202F}')
}

/// The text in quotation marks, with those inside it turned into inner ones.
pub fn quotation(text: &str, language: &LanguageFile) -> String {
    let [open, close] = &language.quotes.outer;
    let [inner_open, inner_close] = &language.quotes.inner;
    let within = |character: char| match character {
        outer if outer == *open => *inner_open,
        outer if outer == *close => *inner_close,
        other => other,
    };
    format!("{open}{}{close}", text.chars().map(within).collect::<String>())
}

/// Turns straight quotes into those of the language, if they come in pairs that open before a word and
/// close after one. A web address is left unchanged.
fn quoted(text: &str, language: &LanguageFile) -> String {
    let [open, close] = &language.quotes.outer;
    let mut set = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for word in text.split_inclusive(breaks) {
        if word.contains("://") {
            set.push_str(word);
            continue;
        }
        let mut before = None;
        let mut rest = word.chars().peekable();
        while let Some(character) = rest.next() {
            let next = rest.peek().copied();
            let opens = || {
                before.is_none_or(|before| "([{«„“‘—–-\"".contains(before))
                    && next.is_some_and(|next| !breaks(next) && !")]}.,;:!?".contains(next))
            };
            let within_word = || before.is_some_and(is_letter) && next.is_some_and(is_letter);
            match character {
                '"' if opens() => {
                    set.push(pair(language, depth)[0]);
                    depth += 1;
                }
                '"' if depth > 0 => {
                    depth -= 1;
                    set.push(pair(language, depth)[1]);
                }
                '"' => return text.to_owned(),
                '\'' if within_word() => set.push(language.quotes.apostrophe),
                other => {
                    depth += usize::from(*open == other);
                    depth = depth.saturating_sub(usize::from(*close == other));
                    set.push(other);
                }
            }
            before = Some(character);
        }
    }
    if depth == 0 { set } else { text.to_owned() }
}

fn pair(language: &LanguageFile, depth: usize) -> [char; 2] {
    if depth == 0 { language.quotes.outer } else { language.quotes.inner }
}

/// Replaces the spaces that a line must not break at.
fn bind(line: &str, language: &LanguageFile) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let mut bound = String::with_capacity(line.len());
    for (index, word) in words.iter().enumerate() {
        let range = range(word, words.get(index + 1), language);
        bound.push_str(range.as_deref().unwrap_or(word));
        if let Some(next) = words.get(index + 1) {
            bound.push(if bind_together(word, next, language) { NO_BREAK_SPACE } else { ' ' });
        }
    }
    bound
}

/// A range of days, years or amounts with an en dash: `10-12 марта` becomes `10–12 марта`. A number with a
/// hyphen and no unit may be a name, a telephone number or a rank.
fn range(word: &str, next: Option<&&str>, language: &LanguageFile) -> Option<String> {
    let closed = next?.trim_end_matches([',', ';', ':', ')', '»', '”', '.', '!', '?']);
    let (from, to) = word.split_once('-')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(from.trim_start_matches('(')) && digits(to) && follows_number(closed, language))
        .then(|| format!("{from}–{to}"))
}

fn bind_together(word: &str, next: &str, language: &LanguageFile) -> bool {
    let opened = word.trim_start_matches(['(', '«', '„', '“', '‘', '[', '*', '"']);
    let closed = next.trim_end_matches([',', ';', ':', ')', '»', '”', '“', '.', '!', '?', '*', '"']);
    let rules = &language.typesetting;
    if opened.is_empty() || next.is_empty() {
        return false;
    }
    contains(&rules.bind_to_next, opened)
        || contains(&rules.bind_to_previous, closed)
        || matches!(next, "—" | "–")
        || initials(opened)
        || (capitalised(opened) && initials(next.trim_end_matches([',', ';', ')'])))
        || (is_number(opened) && (follows_number(closed, language) || thousands(opened, closed)))
}

/// Whether a word is in a list, ignoring case.
fn contains(words: &[String], word: &str) -> bool {
    let lower = |word: &str| word.chars().flat_map(char::to_lowercase).collect::<Vec<_>>();
    let same = |known: &String| known == word || (known.len() == word.len() && lower(known) == lower(word));
    words.iter().any(same)
}

/// `Е.` or `Е.К.`
fn initials(word: &str) -> bool {
    let parts: Vec<_> = word.split_terminator('.').collect();
    let one_letter = |part: &&str| part.chars().count() == 1 && part.chars().all(char::is_uppercase);
    word.ends_with('.') && parts.len() <= 3 && parts.iter().all(one_letter)
}

fn capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        && word.chars().all(|letter| is_letter(letter) || letter == '-')
}

/// The parts of a text, each with whether it is a number bound to a word, such as `5 февраля`: that word is
/// not divided.
pub fn numbers(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((start, end)) = number_with_word(rest) {
        parts.push((&rest[..start], false));
        parts.push((&rest[start..end], true));
        rest = &rest[end..];
    }
    parts.push((rest, false));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

/// The range from the first digit to the last letter of the first number that is bound to a word.
fn number_with_word(text: &str) -> Option<(usize, usize)> {
    let held = |(space, _): &(usize, &str)| {
        let (before, after) = (&text[..*space], &text[space + NO_BREAK_SPACE.len_utf8()..]);
        before.ends_with(|last: char| last.is_ascii_digit()) && after.starts_with(is_letter)
    };
    let (space, _) = text.match_indices(NO_BREAK_SPACE).find(held)?;
    let digits = text[..space].trim_end_matches(|character: char| character.is_ascii_digit()).len();
    let word = space + NO_BREAK_SPACE.len_utf8();
    let letters = text[word..].find(|character: char| !is_letter(character));
    Some((digits, letters.map_or(text.len(), |length| word + length)))
}

/// `22`, `1,5`, `22–24`
fn is_number(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
        && word.ends_with(|last: char| last.is_ascii_digit())
        && word
            .chars()
            .all(|character| character.is_ascii_digit() || matches!(character, ',' | '.' | '–' | '-'))
}

fn follows_number(word: &str, language: &LanguageFile) -> bool {
    contains(&language.typesetting.units, word) || language.dates.months.iter().any(|month| month == word)
}

/// Whether two words are groups of three digits of one long number.
fn thousands(word: &str, next: &str) -> bool {
    let digits = |text: &str| text.chars().all(|character| character.is_ascii_digit());
    digits(word)
        && word.len() <= 3
        && digits(next.split(',').next().unwrap_or(next))
        && next.split(',').next().is_some_and(|group| group.len() == 3)
}
