use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::language::{Cells, Language};

/// A list of words of a language file.
pub type List = fn(&'static Cells) -> &'static [String];

/// A header without all that makes no difference: capitals, points, spaces, brackets, ё.
pub fn header(written: &str) -> String {
    plain(written).filter(|character| character.is_alphanumeric() || matches!(character, '№' | '#')).collect()
}

/// A word of a cell without what makes no difference: capitals, several spaces, ё.
pub fn cell(written: &str) -> String {
    let plain: String = plain(written).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn plain(written: &str) -> impl Iterator<Item = char> {
    written.nfc().flat_map(char::to_lowercase).map(|character| if character == 'ё' { 'е' } else { character })
}

/// The words of lists in all language files, each with what it stands for.
pub fn meanings<T: Copy>(lists: &[(T, List)]) -> HashMap<String, T> {
    let words = lists.iter().flat_map(|(meaning, list)| {
        Language::all()
            .flat_map(move |language| list(&language.file().cells))
            .map(move |word| (cell(word), *meaning))
    });
    words.collect()
}

/// The first word of a list in each language file, as a message names them.
pub fn first(list: List) -> Vec<String> {
    let lists = Language::all().filter_map(move |language| list(&language.file().cells).first());
    lists.map(|word| format!("`{word}`")).collect()
}
