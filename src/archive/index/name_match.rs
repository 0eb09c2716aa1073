//! The search for names: in any language and inflected form, with initials for words.

use std::collections::BTreeSet;

use super::analysis::Analysis;
use super::analysis::words::words;

/// Sets of forms; a name that has all forms of one set matches.
pub type FormSets = BTreeSet<BTreeSet<String>>;

/// Every form of a name: the stem of each word in each language, and its initial (`н.`).
pub fn forms(name: &str) -> BTreeSet<String> {
    let mut forms = BTreeSet::new();
    for word in words(name) {
        forms.extend(Analysis::ALL.map(|analysis| analysis.stem(&word.folded)));
        forms.extend(initial(&word.folded).map(|letter| format!("{letter}.")));
    }
    forms
}

/// The sets of forms that match the name of a person.
///
/// `Н. Самруков` matches every Самруков whose other name begins with Н. `Нурлан Самруков` also matches `Н.
/// Самруков`.
pub fn of_person(query: &str) -> FormSets {
    let words = folded(query);
    let mut sets = of_words(&words, |word, analysis| match initial(word).filter(|_| is_initial(word)) {
        Some(letter) => format!("{letter}."),
        None => analysis.stem(word),
    });
    let full = words.iter().enumerate().filter(|(_, word)| !is_initial(word) && words.len() > 1);
    for ((at, word), analysis) in full.flat_map(|full| Analysis::ALL.map(|analysis| (full, analysis))) {
        let others = words.iter().enumerate().filter(|(other, _)| *other != at);
        let initials = others.filter_map(|(_, word)| initial(word)).map(String::from);
        sets.insert(initials.chain([analysis.stem(word)]).collect());
    }
    sets
}

/// The sets of forms that match the name of a side.
pub fn of_side(query: &str) -> FormSets {
    of_words(&folded(query), |word, analysis| analysis.stem(word))
}

fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.folded).collect()
}

fn of_words(words: &[String], form: impl Fn(&str, Analysis) -> String) -> FormSets {
    let set = |analysis| words.iter().map(|word| form(word, analysis)).collect::<BTreeSet<_>>();
    Analysis::ALL.into_iter().map(set).filter(|set| !set.is_empty()).collect()
}

fn initial(word: &str) -> Option<char> {
    word.chars().next().filter(|letter| letter.is_alphabetic())
}

fn is_initial(word: &str) -> bool {
    word.chars().nth(1).is_none() && initial(word).is_some()
}
