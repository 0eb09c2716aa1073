//! From a text to its search terms: words, folded to one spelling and stemmed. Stemmers exist for Russian,
//! Kazakh and English; in any other language a word matches only its written form.

/// The stems of Kazakh words.
pub mod kazakh;
/// The words of a text.
pub mod words;

use frostem::{Algorithm, Stemmer};

/// The stemming of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Analysis {
    /// By Russian endings.
    Russian,
    /// By Kazakh endings.
    Kazakh,
    /// By English endings.
    English,
    /// None: a language without rules.
    Plain,
}

impl Analysis {
    /// Every stemming.
    pub const ALL: [Self; 4] = [Self::Russian, Self::Kazakh, Self::English, Self::Plain];

    /// The stemming for a language code.
    pub fn of(language: &str) -> Self {
        match language {
            "ru" => Self::Russian,
            "kk" => Self::Kazakh,
            "en" => Self::English,
            _ => Self::Plain,
        }
    }

    /// Its name in the index.
    pub fn name(self) -> &'static str {
        match self {
            Self::Russian => "ru",
            Self::Kazakh => "kk",
            Self::English => "en",
            Self::Plain => "other",
        }
    }

    /// The stem of a word that was folded by [`words`](words::words). Words with digits stay as they are.
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

/// Snowball mistakes the end of `Казахстан`, `визит` or `Самруков` for an ending and cuts it off, but not in
/// their inflected forms `Казахстаном`, `визита`. A stem that may itself be an uninflected word is therefore
/// stemmed again.
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
