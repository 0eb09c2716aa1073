//! Names, and the words by which somebody looks for them: in any language and any inflected form, with initials for words.

use std::collections::BTreeSet;

use super::analysis::Analysis;
use super::analysis::words::words;

/// Sets of forms, each of which is enough to mean a name.
pub type Meant = BTreeSet<BTreeSet<String>>;

/// Every form that a name is found by: the stem of each word in each language, and its initial (`н.`).
pub fn forms(name: &str) -> BTreeSet<String> {
    let mut forms = BTreeSet::new();
    for word in words(name) {
        forms.extend(Analysis::ALL.map(|analysis| analysis.stem(&word.folded)));
        forms.extend(initial(&word.folded).map(|letter| format!("{letter}.")));
    }
    forms
}

/// The sets of forms that somebody means by the words of a person's name. A name that has all forms of one set is meant.
///
/// `Н. Самруков` means every Самруков whose other name begins with Н. `Нурлан Самруков` also means `Н. Самруков`.
pub fn of_person(written: &str) -> Meant {
    let words = folded(written);
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

/// The sets of forms that somebody means by words of what a side is called.
pub fn of_side(written: &str) -> Meant {
    of_words(&folded(written), |word, analysis| analysis.stem(word))
}

fn folded(written: &str) -> Vec<String> {
    words(written).into_iter().map(|word| word.folded).collect()
}

fn of_words(words: &[String], form: impl Fn(&str, Analysis) -> String) -> Meant {
    let set = |analysis| words.iter().map(|word| form(word, analysis)).collect::<BTreeSet<_>>();
    Analysis::ALL.into_iter().map(set).filter(|set| !set.is_empty()).collect()
}

/// Whether one of these sets means this name.
pub fn is_meant(sets: &Meant, name: &str) -> bool {
    let forms = forms(name);
    sets.iter().any(|set| set.is_subset(&forms))
}

fn initial(word: &str) -> Option<char> {
    word.chars().next().filter(|letter| letter.is_alphabetic())
}

fn is_initial(word: &str) -> bool {
    word.chars().nth(1).is_none() && initial(word).is_some()
}
