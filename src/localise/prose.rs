//! Long texts: the Markdown subset as blocks. Anything outside the subset is printed as written; nothing is
//! lost.

mod markdown;

use std::collections::BTreeMap;

use super::typography;
use crate::language::LanguageFile;
use crate::letters::nfc;
use crate::view::{Block, Inline, Source};

/// A text without markup as one paragraph.
pub fn plain(text: String) -> Vec<Block> {
    vec![Block::Paragraph { inlines: vec![Inline { text, ..Inline::default() }] }]
}

/// The footnotes that a text may refer to as `[^id]`, by the id of the source; `None` for one that this
/// reader may not see.
pub type Notes = BTreeMap<String, Option<Source>>;

/// Parses a long text and applies the typography of the language.
pub fn blocks(markdown: &str, language: &LanguageFile, notes: &Notes) -> Vec<Block> {
    let mut blocks = markdown::parse(&nfc(markdown));
    blocks.iter_mut().for_each(|block| set(block, language, notes));
    blocks
}

/// Applies the typography of the language to a block.
fn set(block: &mut Block, language: &LanguageFile, notes: &Notes) {
    match block {
        Block::Paragraph { inlines } => set_line(inlines, language, notes),
        Block::List { items, .. } => {
            items.iter_mut().flatten().for_each(|block| set(block, language, notes));
        }
        Block::Table { header, rows } => {
            let cells = header.iter_mut().chain(rows.iter_mut().flatten());
            cells.for_each(|cell| set_line(cell, language, notes));
        }
    }
}

/// Applies the typography to all stretches at once, as quotation marks can open in one and close in another.
fn set_line(inlines: &mut Vec<Inline>, language: &LanguageFile, notes: &Notes) {
    let stretches = joined(std::mem::take(inlines));
    let whole: String = stretches.iter().map(|inline| inline.text.as_str()).collect();
    let set = typography::set(&whole, language);
    let mut rest = set.chars();
    for inline in stretches {
        let text: String = rest.by_ref().take(inline.text.chars().count()).collect();
        inlines.extend(parts(&inline, &text, language, notes));
    }
}

/// Consecutive stretches of one style, joined.
fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match joined.last_mut().filter(|last| last.has_style_of(&inline)) {
            Some(last) => last.text.push_str(&inline.text),
            None => joined.push(inline),
        }
    }
    joined
}

/// A stretch split for typesetting: at footnote references, and around a number with the word that belongs
/// to it.
fn parts(inline: &Inline, text: &str, language: &LanguageFile, notes: &Notes) -> Vec<Inline> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((start, end, note)) = call(rest, notes) {
        parts.extend(numbers(inline, &rest[..start], language));
        let footnote = note.clone();
        parts.extend(footnote.map(|footnote| Inline { footnote: Some(footnote), ..Inline::default() }));
        rest = &rest[end..];
    }
    parts.extend(numbers(inline, rest, language));
    parts
}

fn numbers<'a>(
    inline: &'a Inline,
    text: &'a str,
    language: &'a LanguageFile,
) -> impl Iterator<Item = Inline> + 'a {
    let part = move |(text, whole): (&str, bool)| Inline {
        text: typography::breakable(text, language),
        whole,
        ..inline.clone()
    };
    typography::numbers(text).into_iter().map(part)
}

/// The first `[^id]` in a text that refers to a footnote: its start and end, and the note.
fn call<'a>(text: &str, notes: &'a Notes) -> Option<(usize, usize, &'a Option<Source>)> {
    text.match_indices("[^").find_map(|(start, opening)| {
        let id = text[start + opening.len()..].split(']').next()?;
        let end = start + opening.len() + id.len() + 1;
        Some((start, end, notes.get(id)?)).filter(|_| end <= text.len())
    })
}
