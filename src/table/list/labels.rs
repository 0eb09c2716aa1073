//! The words by which rows are known that are not people.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::language::{Language, ListRows};
use crate::table::cell::Cell;
use crate::table::words;

/// Whether a cell begins a total.
pub fn is_total(cell: &Cell) -> bool {
    begins(&words::cell(&cell.value.shown()), &BEGINNINGS[0])
}

/// Whether a cell begins a signature or a note, or has a line to sign on.
pub fn is_note(cell: &Cell) -> bool {
    let text = words::cell(&cell.value.shown());
    begins(&text, &BEGINNINGS[1]) || text.contains("___")
}

/// How totals begin, and how notes do, normalised.
static BEGINNINGS: LazyLock<[Vec<String>; 2]> = LazyLock::new(|| {
    let all = |list: fn(&ListRows) -> &Vec<String>| {
        let of = |language: Language| list(&language.file().rows).iter().map(|word| words::cell(word));
        Language::all().flat_map(of).collect()
    };
    [all(|rows| &rows.total), all(|rows| &rows.note)]
});

/// Whether a text begins with one of these words.
fn begins(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| {
        let is_whole =
            |rest: &str| !word.ends_with(char::is_alphabetic) || !rest.starts_with(char::is_alphabetic);
        text.strip_prefix(word.as_str()).is_some_and(is_whole)
    })
}

/// Whether a text has a word of a title between people.
pub fn has_word_of_title(text: &str) -> bool {
    static TITLES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let words = |language: Language| language.file().rows.title.iter().map(|word| words::cell(word));
        Language::all().flat_map(words).collect()
    });
    text.split(|character: char| !character.is_alphabetic()).any(|word| TITLES.contains(word))
}
