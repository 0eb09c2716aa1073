//! The typographic rules of a language, applied to the texts of a brief: quotation marks, apostrophes, and the spaces
//! at which a line may not break. Letters are never changed.

use unicode_normalization::UnicodeNormalization;

use crate::language::LanguageFile;

/// A space at which a line does not break.
const NO_BREAK_SPACE: char = '\u{A0}';

/// A short text, on one line: line breaks and repeated spaces become one space.
pub fn text(text: &str, language: &LanguageFile) -> String {
    let normal = quoted(&text.nfc().collect::<String>(), language);
    bind(&normal.split_whitespace_keeping_no_break().join(" "), language)
}

/// A long text, whose line breaks mean something.
pub fn prose(text: &str, language: &LanguageFile) -> String {
    let normal = quoted(&text.nfc().collect::<String>(), language);
    normal.lines().map(|line| bind(line, language)).collect::<Vec<_>>().join("\n")
}

/// A quotation: the text in quotation marks, those within it turned into inner ones.
pub fn quotation(text: &str, language: &LanguageFile) -> String {
    let [open, close] = &language.quotes.outer;
    let [inner_open, inner_close] = &language.quotes.inner;
    let within = text.replace(open.as_str(), inner_open).replace(close.as_str(), inner_close);
    format!("{open}{within}{close}")
}

trait SplitBreakable {
    fn split_whitespace_keeping_no_break(&self) -> Vec<&str>;
}

impl SplitBreakable for str {
    fn split_whitespace_keeping_no_break(&self) -> Vec<&str> {
        let breakable = |space: char| space.is_whitespace() && !matches!(space, NO_BREAK_SPACE | '\u{202F}');
        self.split(breakable).filter(|word| !word.is_empty()).collect()
    }
}

/// Turns straight quotes into those of the language, where they come in pairs that open before a word and close after one.
fn quoted(text: &str, language: &LanguageFile) -> String {
    let mut set = String::with_capacity(text.len());
    let mut depth = 0_usize;
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let opens = before
            .is_none_or(|before: char| before.is_whitespace() || "([{«„“—–-\"*".contains(before))
            && rest.peek().is_some_and(|next| !next.is_whitespace());
        let within_word =
            before.is_some_and(char::is_alphabetic) && rest.peek().is_some_and(|next| next.is_alphabetic());
        match character {
            '"' if opens => {
                set.push_str(&pair(language, depth)[0]);
                depth += 1;
            }
            '"' if depth > 0 => {
                depth -= 1;
                set.push_str(&pair(language, depth)[1]);
            }
            '"' => return text.to_owned(),
            '\'' if within_word => set.push_str(&language.quotes.apostrophe),
            other => set.push(other),
        }
        before = Some(character);
    }
    if depth == 0 { set } else { text.to_owned() }
}

fn pair(language: &LanguageFile, depth: usize) -> &[String; 2] {
    if depth == 0 { &language.quotes.outer } else { &language.quotes.inner }
}

/// Replaces the spaces of a line at which it may not break.
fn bind(line: &str, language: &LanguageFile) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let mut bound = String::with_capacity(line.len());
    for (index, word) in words.iter().enumerate() {
        bound.push_str(word);
        if let Some(next) = words.get(index + 1) {
            bound.push(if bind_together(word, next, language) { NO_BREAK_SPACE } else { ' ' });
        }
    }
    bound
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

/// Whether a word is in a list, in whatever case.
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
        && word.chars().all(|letter| letter.is_alphabetic() || letter == '-')
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

/// The groups of three digits of a long number.
fn thousands(word: &str, next: &str) -> bool {
    let digits = |text: &str| text.chars().all(|character| character.is_ascii_digit());
    digits(word)
        && word.len() <= 3
        && digits(next.split(',').next().unwrap_or(next))
        && next.split(',').next().is_some_and(|group| group.len() == 3)
}
