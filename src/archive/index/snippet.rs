use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use super::analysis::words::{Word, words};
use super::query::Marks;
use crate::text::squeezed;

/// How long a snippet is, in bytes of the text: about 25 words in Cyrillic letters.
const LENGTH: usize = 400;
/// How much of it stands before the first word that was found, in bytes.
const BEFORE: usize = 80;

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stretch {
    /// What it says, on one line.
    pub text: String,
    /// Whether it is what was looked for.
    pub is_match: bool,
}

/// A part of a text around what was found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The part, in stretches.
    pub stretches: Vec<Stretch>,
    /// How many of the words that were looked for are in it.
    pub found: usize,
}

/// The part of a text with most of the words that are looked for, and among such parts the first.
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

/// Where the best part begins, as the number of a word, and how many different words are found in it.
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

/// The bytes of a part, from whole word to whole word.
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
