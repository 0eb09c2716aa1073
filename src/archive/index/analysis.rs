//! From a text to the words that it is found by: folded to one way of writing, and cut down to their stems.
//! Stems exist for Russian, Kazakh and English; in any other language a word is found only in the form in
//! which it is written.

/// The stems of Kazakh words.
pub mod kazakh;
/// The words of a text.
pub mod words;

use frostem::{Algorithm, Stemmer};

/// How the words of a language are brought to one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Analysis {
    /// By the endings of Russian.
    Russian,
    /// By the endings of Kazakh.
    Kazakh,
    /// By the endings of English.
    English,
    /// Not at all: a language that there are no rules for.
    Plain,
}

impl Analysis {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Russian, Self::Kazakh, Self::English, Self::Plain];

    /// The one for the language with this code.
    pub fn of(language: &str) -> Self {
        match language {
            "ru" => Self::Russian,
            "kk" => Self::Kazakh,
            "en" => Self::English,
            _ => Self::Plain,
        }
    }

    /// What it is called in the index.
    pub fn name(self) -> &'static str {
        match self {
            Self::Russian => "ru",
            Self::Kazakh => "kk",
            Self::English => "en",
            Self::Plain => "other",
        }
    }

    /// The stem of a word, which is written as [`words`](words::words) folds it. Numbers stay as they are.
    pub fn stem(self, word: &str) -> String {
        if word.chars().any(char::is_numeric) {
            return word.to_owned();
        }
        match self {
            Self::Russian => russian(word),
            Self::Kazakh => kazakh::stem(word),
            Self::English => Stemmer::new(Algorithm::English).stem(word).into_owned(),
            Self::Plain => word.to_owned(),
        }
    }
}

/// Snowball takes the end of `Казахстан`, `визит` or `Самруков` for the ending of a verb or a noun, but leaves it where a case
/// follows: `Казахстаном`, `визита`. A stem that may itself be a form without an ending is therefore cut as that form is.
fn russian(word: &str) -> String {
    let stemmer = Stemmer::new(Algorithm::Russian);
    let mut word = word.to_owned();
    loop {
        let stem = stemmer.stem(&word).into_owned();
        if stem == word || stem.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я']) {
            return stem;
        }
        word = stem;
    }
}
