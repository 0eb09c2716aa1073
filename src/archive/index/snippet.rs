use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use super::analysis::words::{Word, words};
use super::query::Marks;
use crate::text::squeezed;

/// The length of a snippet in bytes: about 25 words in Cyrillic.
const LENGTH: usize = 400;
/// How much of it precedes the first match, in bytes.
const BEFORE: usize = 80;

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stretch {
    /// Its text, on one line.
    pub text: String,
    /// Whether it matches the query.
    pub is_match: bool,
}

/// An excerpt of a text around its matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The pieces of the excerpt.
    pub stretches: Vec<Stretch>,
    /// How many words of the query it contains.
    pub found: usize,
}

/// The first excerpt of a text with the most words of the query.
pub fn snippet(text: &str, marks: &Marks) -> Snippet {
    let words = words(text);
    let hits: Vec<(usize, usize)> = words
        .iter()
        .enumerate()
        .filter_map(|(at, word)| marks.find(&word.folded).map(|which| (at, which)))
        .collect();
    let (first, found) = best(&words, &hits);
    let shown = around(&words, first);
    let marked = hits.iter().map(|(at, _)| &words[*at].range).filter(|range| shown.contains(&range.start));
    Snippet { stretches: stretches(text, &shown, marked), found }
}

/// The index of the first match in the best excerpt, and how many words of the query the excerpt contains.
fn best(words: &[Word], hits: &[(usize, usize)]) -> (usize, usize) {
    let mut best = (0, 0);
    for (number, (at, _)) in hits.iter().enumerate() {
        let end = words[*at].range.start + LENGTH - BEFORE;
        let near = hits[number..].iter().take_while(|(at, _)| words[*at].range.end <= end);
        let mut which: Vec<usize> = near.map(|(_, which)| *which).collect();
        which.sort_unstable();
        which.dedup();
        if which.len() > best.1 {
            best = (*at, which.len());
        }
    }
    best
}

/// The range of the excerpt around a word, in whole words.
fn around(words: &[Word], first: usize) -> Range<usize> {
    let Some(found) = words.get(first).map(|word| &word.range) else { return 0..0 };
    let earliest = found.start.saturating_sub(BEFORE);
    let start =
        words[..first].iter().rev().map(|word| word.range.start).take_while(|start| *start >= earliest);
    let start = start.last().unwrap_or(found.start);
    let end = words[first..].iter().map(|word| word.range.end).take_while(|end| *end <= start + LENGTH);
    start..end.last().unwrap_or(found.end)
}

fn stretches<'a>(
    text: &str,
    shown: &Range<usize>,
    marked: impl Iterator<Item = &'a Range<usize>>,
) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut at = shown.start;
    for range in marked {
        stretches.push(Stretch { text: squeezed(&text[at..range.start]), is_match: false });
        stretches.push(Stretch { text: squeezed(&text[range.clone()]), is_match: true });
        at = range.end;
    }
    stretches.push(Stretch { text: squeezed(&text[at..shown.end.max(at)]), is_match: false });
    stretches.retain(|stretch| !stretch.text.is_empty());
    stretches
}
