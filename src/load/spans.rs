use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::key_path::KeyPath;
use crate::report::{Place, SourceText};

/// The place of every value, in the text of its file or of the included file that it comes from.
#[derive(Debug)]
pub struct Spans {
    source: Arc<SourceText>,
    spans: HashMap<KeyPath, Span>,
}

/// The place of one value.
#[derive(Debug, Clone)]
pub struct Span {
    /// Its key, unless it is an item of a list.
    pub key: Option<Place>,
    /// The value itself.
    pub value: Place,
    /// The values that it overrides, the nearest first.
    pub overrides: Vec<Place>,
}

impl Spans {
    /// The places of the values of a file.
    pub fn new(source: Arc<SourceText>, spans: HashMap<KeyPath, Span>) -> Self {
        Self { source, spans }
    }

    /// The name of the file itself.
    pub fn name(&self) -> &str {
        &self.source.name
    }

    /// The whole text of the file itself.
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// The place of the value at `path`, and of what it overrides; `None` when there is no such value.
    pub fn get(&self, path: &KeyPath) -> Option<&Span> {
        self.spans.get(path)
    }

    /// The place of the value at `path`, or of its nearest parent.
    pub fn value(&self, path: &KeyPath) -> Place {
        self.nearest(path, |span| &span.value)
    }

    /// The place of the key at `path`; for an item of a list, that of the item.
    pub fn key(&self, path: &KeyPath) -> Place {
        self.nearest(path, |span| span.key.as_ref().unwrap_or(&span.value))
    }

    /// The place of the first `character` in the text at `path`, or of the whole text where it is escaped.
    pub fn character(&self, path: &KeyPath, character: char) -> Place {
        within(self.value(path), |text| Some((text.find(character)?, character.len_utf8())))
    }

    /// As [`Spans::character`], with the characters around it: for one that is invisible.
    pub fn around_character(&self, path: &KeyPath, character: char) -> Place {
        let place = self.character(path, character);
        let text = &place.source.text;
        let before = text[..place.range.start].chars().next_back().map_or(0, char::len_utf8);
        let after = text[place.range.end..].chars().next().map_or(0, char::len_utf8);
        let range = place.range.start - before..place.range.end + after;
        if self.value(path).range == place.range { place } else { Place { range, ..place } }
    }

    /// The place of the first `words` in the text at `path`, or of the whole text where they are escaped.
    pub fn words(&self, path: &KeyPath, words: &str) -> Place {
        within(self.value(path), |text| Some((text.find(words)?, words.len())))
    }

    fn nearest(&self, path: &KeyPath, pick: impl Fn(&Span) -> &Place) -> Place {
        let mut at = Some(path.clone());
        while let Some(path) = at {
            if let Some(span) = self.spans.get(&path) {
                return pick(span).clone();
            }
            at = path.parent();
        }
        start(&self.source)
    }
}

/// A part of a place, by its offset and length; the whole place where there is no such part.
fn within(place: Place, find: impl Fn(&str) -> Option<(usize, usize)>) -> Place {
    match find(&place.source.text[place.range.clone()]) {
        Some((offset, length)) => {
            let start = place.range.start + offset;
            let range: Range<usize> = start..start + length;
            Place { range, ..place }
        }
        None => place,
    }
}

/// The start of a text.
pub fn start(source: &Arc<SourceText>) -> Place {
    Place { source: Arc::clone(source), range: 0..0 }
}
