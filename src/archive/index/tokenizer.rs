use std::collections::HashMap;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::analysis::Analysis;
use super::analysis::words::{Word, words};
use super::name_match;

/// How many words, and how many names, are remembered with what was made of them: a few megabytes. Most come again.
const REMEMBERED: usize = 50_000;

/// What the tokenizer of names is called in the index.
pub const NAMES: &str = "names";

/// The tokenizers of the index: one for each language, and one for names.
pub fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    for analysis in Analysis::ALL {
        manager.register(analysis.name(), WordTokenizer { analysis, stems: HashMap::new() });
    }
    manager.register(NAMES, NameTokenizer::default());
    manager
}

/// Cuts a text into the stems of its words.
#[derive(Debug, Clone)]
struct WordTokenizer {
    analysis: Analysis,
    stems: HashMap<String, String>,
}

/// Makes of a name all forms that it is found by. They stand at one place, so that a phrase of forms at one place is found
/// where one name has them all.
#[derive(Debug, Clone, Default)]
struct NameTokenizer {
    forms: HashMap<String, Vec<String>>,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let token = |(position, word): (usize, Word)| Token {
            offset_from: word.range.start,
            offset_to: word.range.end,
            position,
            text: remembered(&mut self.stems, &word.folded, |word| self.analysis.stem(word)),
            position_length: 1,
        };
        Tokens::new(words(text).into_iter().enumerate().map(token).collect())
    }
}

impl Tokenizer for NameTokenizer {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let forms = remembered(&mut self.forms, text, |name| name_match::forms(name).into_iter().collect());
        let token = |form| Token { position: 0, text: form, ..Token::default() };
        Tokens::new(forms.into_iter().map(token).collect())
    }
}

fn remembered<T: Clone>(all: &mut HashMap<String, T>, word: &str, make: impl Fn(&str) -> T) -> T {
    if let Some(made) = all.get(word) {
        return made.clone();
    }
    if all.len() >= REMEMBERED {
        all.clear();
    }
    let made = make(word);
    all.insert(word.to_owned(), made.clone());
    made
}

/// Tokens that are already made.
#[derive(Debug)]
struct Tokens {
    coming: std::vec::IntoIter<Token>,
    now: Token,
}

impl Tokens {
    fn new(tokens: Vec<Token>) -> Self {
        Self { coming: tokens.into_iter(), now: Token::default() }
    }
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        let next = self.coming.next();
        let is_there = next.is_some();
        self.now = next.unwrap_or_default();
        is_there
    }

    fn token(&self) -> &Token {
        &self.now
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.now
    }
}
