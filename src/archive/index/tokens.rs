use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::analysis::Analysis;
use super::analysis::words::words;
use super::name;

/// What the tokenizer of names is called in the index.
pub const NAMES: &str = "names";

/// The tokenizers of the index: one for each language, and one for names.
pub fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    for analysis in Analysis::ALL {
        manager.register(analysis.name(), Words(analysis));
    }
    manager.register(NAMES, Names);
    manager
}

/// Cuts a text into the stems of its words.
#[derive(Debug, Clone, Copy)]
struct Words(Analysis);

/// Makes of a name all forms that it is found by. They stand at one place, so that a phrase of forms at one place is found
/// where one name has them all.
#[derive(Debug, Clone, Copy)]
struct Names;

impl Tokenizer for Words {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let token = |(position, word): (usize, super::analysis::words::Word)| Token {
            offset_from: word.range.start,
            offset_to: word.range.end,
            position,
            text: self.0.stem(&word.folded),
            position_length: 1,
        };
        Tokens::new(words(text).into_iter().enumerate().map(token).collect())
    }
}

impl Tokenizer for Names {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let token = |form| Token { position: 0, text: form, ..Token::default() };
        Tokens::new(name::forms(text).into_iter().map(token).collect())
    }
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
