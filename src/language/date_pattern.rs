//! The patterns by which language files describe dates with a weekday.

use std::cmp::Reverse;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// A pattern of a date with its weekday. `templates/README.md` explains the syntax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenDatePattern(pub(super) Vec<Part>);

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// These letters, in lower case.
    Letters(String),
    /// White space.
    Space,
    /// `{day}`: one or two digits.
    Day,
    /// `{month}`: a month of the language file.
    Month,
    /// `{year}`: four digits.
    Year,
    /// `{weekday}`: a form of a weekday of the language file.
    Weekday,
    /// `<a|b>`: one of these. `[a|b]`: one of these or nothing, which is an empty alternative.
    OneOf(Vec<Vec<Part>>),
}

/// The months and weekdays of a language to search texts for, longer words first.
#[derive(Debug)]
pub struct Words {
    /// The months.
    pub months: Vec<Word>,
    /// The weekdays, in every form.
    pub weekdays: Vec<Word>,
}

/// A word to search for.
#[derive(Debug)]
pub struct Word {
    /// Its letters, in lower case.
    pub letters: String,
    /// The number of its month or weekday, from 0.
    pub number: usize,
}

impl Words {
    /// The words of a language file.
    pub fn new(months: &[String; 12], weekdays: &[Vec<String>; 7]) -> Self {
        let weekdays = weekdays.iter().enumerate();
        let weekdays = weekdays.flat_map(|(day, forms)| forms.iter().map(move |form| (day, form)));
        Self { months: longest_first(months.iter().enumerate()), weekdays: longest_first(weekdays) }
    }
}

fn longest_first<'a>(words: impl Iterator<Item = (usize, &'a String)>) -> Vec<Word> {
    let mut words: Vec<_> =
        words.map(|(number, word)| Word { letters: word.to_lowercase(), number }).collect();
    words.sort_by_key(|word| Reverse(word.letters.len()));
    words
}

impl<'de> Deserialize<'de> for WrittenDatePattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?.to_lowercase();
        let (parts, rest) = parts(&written);
        let has = |part: &Part| parts.contains(part);
        if rest.is_empty() && has(&Part::Day) && has(&Part::Month) && has(&Part::Weekday) {
            Ok(Self(parts))
        } else {
            Err(D::Error::custom(format!("`{written}` is not a pattern of a date with its weekday")))
        }
    }
}

/// Parses the parts up to the end of the pattern or of an alternative. Returns them and the rest.
fn parts(mut rest: &str) -> (Vec<Part>, &str) {
    let mut parts = Vec::new();
    while let Some((part, after)) = part(rest) {
        parts.push(part);
        rest = after;
    }
    (parts, rest)
}

fn part(text: &str) -> Option<(Part, &str)> {
    let named = [
        ("{day}", Part::Day),
        ("{month}", Part::Month),
        ("{year}", Part::Year),
        ("{weekday}", Part::Weekday),
    ];
    let start = text.chars().next()?;
    match start {
        ' ' => Some((Part::Space, &text[1..])),
        '[' => one_of(text, ']', vec![Vec::new()]),
        '<' => one_of(text, '>', Vec::new()),
        '{' => named.into_iter().find_map(|(name, part)| Some((part, text.strip_prefix(name)?))),
        ']' | '>' | '|' | '}' => None,
        _ => {
            let end = text.find([' ', '[', '<', '{', ']', '>', '|', '}']).unwrap_or(text.len());
            Some((Part::Letters(text[..end].to_owned()), &text[end..]))
        }
    }
}

/// Parses alternatives in brackets, and appends `last` to them.
fn one_of(text: &str, close: char, last: Vec<Vec<Part>>) -> Option<(Part, &str)> {
    let mut alternatives = Vec::new();
    let mut rest = &text[1..];
    loop {
        let (alternative, after) = parts(rest);
        alternatives.push(alternative);
        match after.strip_prefix('|') {
            Some(next) => rest = next,
            None => {
                alternatives.extend(last);
                return Some((Part::OneOf(alternatives), after.strip_prefix(close)?));
            }
        }
    }
}
