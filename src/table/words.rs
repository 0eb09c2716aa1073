use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::language::Language;

/// A header, normalised: without case, punctuation and spaces, ё as е.
pub fn header(written: &str) -> String {
    plain(written).filter(|character| character.is_alphanumeric() || matches!(character, '№' | '#')).collect()
}

/// A word of a cell, normalised: without case and repeated spaces, ё as е.
pub fn cell(written: &str) -> String {
    let plain: String = plain(written).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn plain(written: &str) -> impl Iterator<Item = char> {
    written.nfc().flat_map(char::to_lowercase).map(|character| if character == 'ё' { 'е' } else { character })
}

/// Whether a cell holds one of the words for this key in the language files.
pub fn means(written: &str, key: &str) -> bool {
    static WORDS: LazyLock<HashMap<&str, HashSet<String>>> = LazyLock::new(|| {
        let mut words: HashMap<&str, HashSet<String>> = HashMap::new();
        for (key, list) in Language::all().flat_map(|language| language.file().cells.iter()) {
            words.entry(key).or_default().extend(list.iter().map(|word| cell(word)));
        }
        words
    });
    WORDS.get(key).is_some_and(|words| words.contains(&cell(written)))
}

/// The first word for a key in each language file, in backticks for messages.
pub fn first(key: &str) -> Vec<String> {
    let lists = Language::all().filter_map(|language| language.file().cells.get(key)?.first());
    lists.map(|word| format!("`{word}`")).collect()
}
