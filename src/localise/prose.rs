//! Long texts: the Markdown subset as blocks. What is not in the subset is printed as it was written; nothing is lost.

mod markdown;

use std::collections::BTreeMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::typography;
use super::view::Source;
use crate::language::LanguageFile;

/// A part of a long text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its stretches of text.
        inlines: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// The number of the first item.
        start: u64,
        /// The blocks of each item.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table {
        /// The cells of its header.
        header: Vec<Vec<Inline>>,
        /// The cells of each row; there are as many in each as in the header.
        rows: Vec<Vec<Vec<Inline>>>,
    },
}

/// A stretch of text in one style.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Inline {
    /// The text; a line break is `\n`.
    pub text: String,
    /// Whether it is emphasised.
    pub emphasis: bool,
    /// Whether it is strong.
    pub strong: bool,
    /// Whether no word in it is divided: a number with the word that belongs to it.
    pub whole: bool,
    /// The address that it leads to.
    pub link: Option<String>,
    /// The source that a footnote at this place names; the stretch has no text then.
    pub footnote: Option<Source>,
}

impl Inline {
    /// Whether two stretches differ only in their text.
    fn has_style_of(&self, other: &Self) -> bool {
        let style = |inline: &Self| Self { text: String::new(), ..inline.clone() };
        style(self) == style(other)
    }
}

/// A text without any markup as one paragraph.
pub fn plain(text: String) -> Vec<Block> {
    vec![Block::Paragraph { inlines: vec![Inline { text, ..Inline::default() }] }]
}

/// The footnotes that a text may refer to as `[^id]`, by the id of the source; `None` for one that this reader may not see.
pub type Notes = BTreeMap<String, Option<Source>>;

/// Parses a long text and sets it by the rules of the language.
pub fn blocks(markdown: &str, language: &LanguageFile, notes: &Notes) -> Vec<Block> {
    let mut blocks = markdown::parse(&markdown.nfc().collect::<String>());
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

/// Sets stretches as a whole: quotes open in one and close in another.
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

/// Stretches of one style that follow one another, as one.
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

/// A stretch as it is set: cut where a footnote is called, and where a number stands with the word that belongs to it.
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

/// The first `[^id]` in a text that calls a footnote: where it stands, and the note.
fn call<'a>(text: &str, notes: &'a Notes) -> Option<(usize, usize, &'a Option<Source>)> {
    text.match_indices("[^").find_map(|(start, opening)| {
        let id = text[start + opening.len()..].split(']').next()?;
        let end = start + opening.len() + id.len() + 1;
        Some((start, end, notes.get(id)?)).filter(|_| end <= text.len())
    })
}
