use std::collections::HashMap;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::analysis::Analysis;
use super::analysis::words::{Word, words};
use super::name_match;

/// How many words, and how many names, to cache with their tokens: a few megabytes. Most of them recur.
const CACHED: usize = 50_000;

/// The name of the tokenizer of names.
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

/// Splits a text into the stems of its words.
#[derive(Debug, Clone)]
struct WordTokenizer {
    analysis: Analysis,
    stems: HashMap<String, String>,
}

/// Turns a name into all its forms. They share one position, so that a phrase of forms at one position
/// matches only if one name has them all.
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
            text: cached(&mut self.stems, &word.folded, |word| self.analysis.stem(word)),
            position_length: 1,
        };
        Tokens::new(words(text).into_iter().enumerate().map(token).collect())
    }
}

impl Tokenizer for NameTokenizer {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let forms = cached(&mut self.forms, text, |name| name_match::forms(name).into_iter().collect());
        let token = |form| Token { position: 0, text: form, ..Token::default() };
        Tokens::new(forms.into_iter().map(token).collect())
    }
}

fn cached<T: Clone>(cache: &mut HashMap<String, T>, word: &str, compute: impl Fn(&str) -> T) -> T {
    if let Some(value) = cache.get(word) {
        return value.clone();
    }
    if cache.len() >= CACHED {
        cache.clear();
    }
    let value = compute(word);
    cache.insert(word.to_owned(), value.clone());
    value
}

/// A stream of precomputed tokens.
#[derive(Debug)]
struct Tokens {
    remaining: std::vec::IntoIter<Token>,
    current: Token,
}

impl Tokens {
    fn new(tokens: Vec<Token>) -> Self {
        Self { remaining: tokens.into_iter(), current: Token::default() }
    }
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        let next = self.remaining.next();
        let is_some = next.is_some();
        self.current = next.unwrap_or_default();
        is_some
    }

    fn token(&self) -> &Token {
        &self.current
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.current
    }
}
