use serde::Serialize;

use super::Source;

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
    /// Whether its words are kept undivided: a number with the word that belongs to it.
    pub whole: bool,
    /// The address that it links to.
    pub link: Option<String>,
    /// The source of a footnote at this point; the stretch then has no text.
    pub footnote: Option<Source>,
}

impl Inline {
    /// Whether two stretches differ only in their text.
    pub fn has_style_of(&self, other: &Self) -> bool {
        let style = |inline: &Self| Self { text: String::new(), ..inline.clone() };
        style(self) == style(other)
    }
}
