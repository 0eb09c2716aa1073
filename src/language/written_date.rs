//! Finds dates with weekdays in texts.

use std::ops::Range;

use super::date_pattern::{Part, Word, Words, WrittenDatePattern};
use super::file::DatePatterns;
use crate::scan::{is_word_edge, prefix_length, space_length, word_edges};

/// A date with its weekday in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenDate {
    /// Its range in the text.
    pub range: Range<usize>,
    /// The range of its day.
    pub day: Range<usize>,
    /// Its month, counted from 0.
    pub month: usize,
    /// The range of its year, if it has one.
    pub year: Option<Range<usize>>,
    /// Its weekday, counted from 0 for Monday.
    pub weekday: usize,
}

impl DatePatterns {
    /// The dates with a weekday in a text, in the order of the patterns.
    pub fn written_in(&self, text: &str) -> Vec<WrittenDate> {
        let words = self.words.get_or_init(|| Words::new(&self.months, &self.weekday_forms));
        let search = Search { text, words, edges: word_edges(text) };
        self.weekday_patterns.iter().flat_map(|pattern| search.all(pattern)).collect()
    }
}

/// A search of one text.
struct Search<'a> {
    text: &'a str,
    words: &'a Words,
    edges: Vec<usize>,
}

/// The parts of a date found so far.
#[derive(Clone, Default)]
struct Found {
    day: Option<Range<usize>>,
    month: Option<usize>,
    year: Option<Range<usize>>,
    weekday: Option<usize>,
}

/// The parts still expected, and those after them.
#[derive(Clone, Copy)]
struct Expected<'a> {
    parts: &'a [Part],
    then: Option<&'a Expected<'a>>,
}

impl Search<'_> {
    /// The dates of one pattern. They do not overlap.
    fn all(&self, pattern: &WrittenDatePattern) -> Vec<WrittenDate> {
        let expected = Expected { parts: &pattern.0, then: None };
        let mut dates: Vec<WrittenDate> = Vec::new();
        let mut free = 0;
        for &start in &self.edges {
            if start >= free
                && let Some((end, found)) = self.find(start, expected, Found::default())
                && let Found { day: Some(day), month: Some(month), year, weekday: Some(weekday) } = found
            {
                free = end;
                dates.push(WrittenDate { range: start..end, day, month, year, weekday });
            }
        }
        dates
    }

    /// Matches the expected parts at `at` and returns where they end. Alternatives are tried in order.
    fn find(&self, at: usize, expected: Expected<'_>, found: Found) -> Option<(usize, Found)> {
        let Some((part, rest)) = expected.parts.split_first() else {
            return match expected.then {
                Some(then) => self.find(at, *then, found),
                None => is_word_edge(self.text, at).then_some((at, found)),
            };
        };
        let text = &self.text[at..];
        let rest = Expected { parts: rest, then: expected.then };
        match part {
            Part::Letters(letters) => self.find(at + prefix_length(text, letters)?, rest, found),
            Part::Space => match space_length(text) {
                0 => None,
                length => self.find(at + length, rest, found),
            },
            Part::Year => {
                let year = digits(text, 4).map(|length| at..at + length)?;
                self.find(year.end, rest, Found { year: Some(year), ..found })
            }
            Part::Day => [2, 1].into_iter().filter_map(|count| digits(text, count)).find_map(|length| {
                let day = at..at + length;
                self.find(day.end, rest, Found { day: Some(day), ..found.clone() })
            }),
            Part::Month => words(text, &self.words.months).find_map(|(length, month)| {
                self.find(at + length, rest, Found { month: Some(month), ..found.clone() })
            }),
            Part::Weekday => words(text, &self.words.weekdays).find_map(|(length, weekday)| {
                self.find(at + length, rest, Found { weekday: Some(weekday), ..found.clone() })
            }),
            Part::OneOf(alternatives) => alternatives
                .iter()
                .find_map(|parts| self.find(at, Expected { parts, then: Some(&rest) }, found.clone())),
        }
    }
}

/// The length of `count` digits at the start of a text, if it begins with them.
fn digits(text: &str, count: usize) -> Option<usize> {
    let start = text.as_bytes().get(..count)?;
    start.iter().all(u8::is_ascii_digit).then_some(count)
}

/// The words that a text begins with: the length in bytes and the number of each.
fn words<'a>(text: &'a str, words: &'a [Word]) -> impl Iterator<Item = (usize, usize)> + 'a {
    let first = text.chars().next().and_then(|letter| letter.to_lowercase().next());
    let may_be = move |word: &&Word| word.letters.chars().next() == first;
    words
        .iter()
        .filter(may_be)
        .filter_map(move |word| Some((prefix_length(text, &word.letters)?, word.number)))
}
