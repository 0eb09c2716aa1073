//! The Markdown subset: paragraphs, emphasis, strong, lists, links, tables. Anything else is passed on as
//! written.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Block, Inline};
use crate::letters::is_letter_or_digit;
use crate::limits::PROSE_DEPTH;

/// Parses a long text.
pub fn parse(markdown: &str) -> Vec<Block> {
    let markdown = literal_stars(&literal_definitions(markdown));
    let parser = Parser::new_ext(&markdown, Options::ENABLE_TABLES).into_offset_iter();
    Events { source: &markdown, parser, depth: 0 }.blocks()
}

/// A link definition (`[name]: address`) is not in the subset and would vanish, so its bracket is escaped.
fn literal_definitions(markdown: &str) -> String {
    let escape = |line: &str| match line.trim_start() {
        text if text.starts_with('[') && text.contains("]:") => line.replacen('[', "\\[", 1),
        _ => line.to_owned(),
    };
    markdown.lines().map(escape).collect::<Vec<_>>().join("\n")
}

/// A star between two letters or digits is not markup but a multiplication sign: 2*3*4.
fn literal_stars(markdown: &str) -> String {
    let mut literal = String::with_capacity(markdown.len());
    let mut before = None;
    let mut rest = markdown.chars().peekable();
    while let Some(character) = rest.next() {
        let within_word = before.is_some_and(is_letter_or_digit)
            && rest.peek().is_some_and(|next| is_letter_or_digit(*next));
        if character == '*' && within_word {
            literal.push('\\');
        }
        literal.push(character);
        before = Some(character);
    }
    literal
}

struct Events<'a> {
    source: &'a str,
    parser: pulldown_cmark::OffsetIter<'a, pulldown_cmark::DefaultBrokenLinkCallback>,
    depth: usize,
}

impl Events<'_> {
    /// The blocks up to the end of their parent.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut loose = Vec::new();
        while let Some((event, range)) = self.parser.next() {
            let block = match event {
                Event::End(_) => break,
                Event::Start(Tag::Paragraph) => {
                    Block::Paragraph { inlines: self.inlines(&Inline::default()) }
                }
                Event::Start(Tag::List(start)) if self.depth < PROSE_DEPTH => {
                    let items = self.deeper(Self::items);
                    Block::List { ordered: start.is_some(), start: start.unwrap_or(1), items }
                }
                Event::Start(Tag::Table(_)) if self.depth == 0 => self.table(),
                Event::Start(tag) if is_inline(&tag) => {
                    self.inline(Event::Start(tag), range, &Inline::default(), &mut loose);
                    continue;
                }
                Event::Start(_) => {
                    self.skip();
                    self.literal(range)
                }
                Event::Rule | Event::Html(_) => self.literal(range),
                other => {
                    self.inline(other, range, &Inline::default(), &mut loose);
                    continue;
                }
            };
            flush(&mut loose, &mut blocks);
            blocks.push(block);
        }
        flush(&mut loose, &mut blocks);
        blocks
    }

    fn items(&mut self) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), _)) = self.parser.next() {
            items.push(self.blocks());
        }
        items
    }

    /// The rows of a table, its header first.
    fn table(&mut self) -> Block {
        let mut rows = Vec::new();
        while let Some((Event::Start(_), _)) = self.parser.next() {
            let mut cells = Vec::new();
            while let Some((Event::Start(_), _)) = self.parser.next() {
                cells.push(self.inlines(&Inline::default()));
            }
            rows.push(cells);
        }
        let header = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        Block::Table { header, rows }
    }

    /// The inlines up to the end of their parent, each in at least this style.
    fn inlines(&mut self, style: &Inline) -> Vec<Inline> {
        let mut inlines = Vec::new();
        while let Some((event, range)) = self.parser.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            self.inline(event, range, style, &mut inlines);
        }
        inlines
    }

    fn inline(&mut self, event: Event<'_>, range: Range<usize>, style: &Inline, inlines: &mut Vec<Inline>) {
        let with = |text: &str| Inline { text: text.to_owned(), ..style.clone() };
        match event {
            Event::Start(tag) => match styled(&tag, style).filter(|_| self.depth < PROSE_DEPTH) {
                Some(style) => inlines.extend(self.deeper(|events| events.inlines(&style))),
                None => {
                    self.skip();
                    inlines.push(with(&self.source[range]));
                }
            },
            Event::SoftBreak => inlines.push(with(" ")),
            Event::HardBreak => inlines.push(with("\n")),
            // An escaped character comes without its backslash; an entity such as `&amp;` is printed as
            // written.
            Event::Text(text) if !self.source[range.clone()].starts_with('&') => inlines.push(with(&text)),
            _ => inlines.push(with(&self.source[range])),
        }
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let inner = read(self);
        self.depth -= 1;
        inner
    }

    /// Skips everything up to the end of the element that has just started.
    fn skip(&mut self) {
        let mut depth = 1;
        while depth > 0 {
            match self.parser.next() {
                Some((Event::Start(_), _)) => depth += 1,
                Some((Event::End(_), _)) => depth -= 1,
                Some(_) => {}
                None => break,
            }
        }
    }

    /// A block outside the subset, as written.
    fn literal(&self, range: Range<usize>) -> Block {
        let text = self.source[range].lines().map(str::trim).collect::<Vec<_>>().join("\n");
        Block::Paragraph { inlines: vec![Inline { text: text.trim().to_owned(), ..Inline::default() }] }
    }
}

/// The style inside `tag`, or `None` if the tag is outside the subset.
fn styled(tag: &Tag<'_>, around: &Inline) -> Option<Inline> {
    let style = around.clone();
    match tag {
        Tag::Emphasis => Some(Inline { emphasis: true, ..style }),
        Tag::Strong => Some(Inline { strong: true, ..style }),
        Tag::Link { dest_url, .. } if is_address(dest_url) => {
            Some(Inline { link: Some(dest_url.to_string()), ..style })
        }
        _ => None,
    }
}

/// Moves inlines that stand in a list item without a paragraph into one.
fn flush(loose: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    if !loose.is_empty() {
        blocks.push(Block::Paragraph { inlines: std::mem::take(loose) });
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag.to_end(), TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image)
}

fn is_address(address: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme))
}
