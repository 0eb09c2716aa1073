use std::sync::Arc;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::limits::{TOML_BRANCHES, TOML_TOKENS};
use crate::report::{Place, Problem, SourceText};

/// Checks that a text is small enough to be parsed. A tree of TOML takes up to a hundred times the memory of
/// its text, so the signs of the text are counted before there is a tree.
///
/// # Errors
/// The place at which the text exceeds a limit.
pub fn check(source: &Arc<SourceText>) -> Result<(), Problem> {
    let (mut tokens, mut branches) = (0, 0);
    for token in Source::new(&source.text).lex() {
        tokens += 1;
        branches += usize::from(is_branch(token.kind()));
        let why = match () {
            () if branches > TOML_BRANCHES => format!("{TOML_BRANCHES} brackets and dots"),
            () if tokens > TOML_TOKENS => format!("{TOML_TOKENS} words and signs"),
            () => continue,
        };
        let range = token.span().start()..token.span().end();
        return Err(too_much(&why).at(Place { source: Arc::clone(source), range }));
    }
    Ok(())
}

/// Whether a token can begin a table or a list.
fn is_branch(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Dot | TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket)
}

fn too_much(limit: &str) -> Problem {
    Problem::error(format!("the file has more than {limit} outside of texts"))
        .hint("check that it is meant for spravka; split a very large one into several files")
}
