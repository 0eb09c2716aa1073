use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, DisjunctionMaxQuery, InvertedIndexRangeQuery, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::analysis::Analysis;
use super::analysis::words::words;
use super::schema::Fields;

/// The shortest prefix of a word to search by, in letters.
const SHORTEST_PREFIX: usize = 3;

/// Words and phrases, all of which must occur. Only quotation marks have a meaning, so that no query is a
/// syntax error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    parts: Vec<Vec<String>>,
    is_last_prefix: bool,
}

impl SearchQuery {
    /// Parses a query. Words in quotation marks of any kind are a phrase, and so are the numbers of
    /// `01-15/123`.
    pub fn parse(typed: &str) -> Self {
        let pieces: Vec<&str> = typed.split(is_quotation_mark).collect();
        let mut parts = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            let is_phrase = at % 2 == 1 && at + 1 < pieces.len();
            if is_phrase {
                parts.push(folded(piece));
            } else {
                parts.extend(piece.split_whitespace().map(folded));
            }
        }
        parts.retain(|part| !part.is_empty());
        Self { parts, is_last_prefix: false }
    }

    /// The same query with the last word as a prefix; `None` if it is a phrase or too short.
    pub fn with_prefix(&self) -> Option<Self> {
        let is_long =
            |part: &Vec<String>| matches!(&part[..], [word] if word.chars().count() >= SHORTEST_PREFIX);
        self.parts.last().is_some_and(is_long).then(|| Self { is_last_prefix: true, ..self.clone() })
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The query for the index: all parts in the same language, in whichever it scores best.
    pub fn query(&self, fields: &Fields) -> Box<dyn Query> {
        let in_language = |analysis| -> Box<dyn Query> {
            let parts = self.parts.iter().enumerate();
            Box::new(BooleanQuery::intersection(
                parts.map(|(at, part)| self.part(at, part, analysis, fields)).collect(),
            ))
        };
        Box::new(DisjunctionMaxQuery::new(Analysis::ALL.map(in_language).into()))
    }

    fn part(&self, at: usize, part: &[String], analysis: Analysis, fields: &Fields) -> Box<dyn Query> {
        let is_prefix = self.is_last_prefix && at + 1 == self.parts.len();
        let in_field = |(field, weight): (Field, f32)| -> Box<dyn Query> {
            let terms = part.iter().map(|word| Term::from_field_text(field, &analysis.stem(word)));
            let mut terms: Vec<_> = terms.collect();
            let query: Box<dyn Query> = match terms.pop() {
                Some(_) if is_prefix => prefix_query(field, &prefix(analysis, &part[0])),
                Some(term) if terms.is_empty() => {
                    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
                }
                last => Box::new(PhraseQuery::new(terms.into_iter().chain(last).collect())),
            };
            Box::new(BoostQuery::new(query, weight))
        };
        Box::new(BooleanQuery::union(fields.of(analysis).map(in_field).collect()))
    }

    /// The stems to mark in a text of a language.
    pub fn marks(&self, analysis: Analysis) -> Marks {
        let mut words: Vec<_> = self.parts.iter().flatten().collect();
        let last = if self.is_last_prefix { words.pop() } else { None };
        let stems = words.into_iter().map(|word| analysis.stem(word)).collect();
        let prefix = last.map(|word| prefix(analysis, word));
        Marks { analysis, stems, prefix }
    }
}

/// The words of a query to mark in a text.
#[derive(Debug, Clone)]
pub struct Marks {
    analysis: Analysis,
    stems: Vec<String>,
    prefix: Option<String>,
}

impl Marks {
    /// The number of words in the query.
    pub fn count(&self) -> usize {
        self.stems.len() + usize::from(self.prefix.is_some())
    }

    /// The index of the query word that a word of the text matches.
    pub fn find(&self, word: &str) -> Option<usize> {
        // A stem begins like its word, so most words need not be stemmed.
        let first = word.chars().next();
        let may_be = |stem: &String| stem.chars().next() == first;
        if !self.stems.iter().chain(&self.prefix).any(may_be) {
            return None;
        }
        let stem = self.analysis.stem(word);
        let whole = self.stems.iter().position(|query_stem| *query_stem == stem);
        let prefix = self.prefix.as_ref().filter(|prefix| stem.starts_with(prefix.as_str()));
        whole.or_else(|| prefix.map(|_| self.stems.len()))
    }
}

fn is_quotation_mark(character: char) -> bool {
    matches!(character, '"' | '«' | '»' | '“' | '”' | '„')
}

fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.folded).collect()
}

/// The prefix of the stems of words that begin like this. The typed prefix may end with a letter that
/// stemming cuts off.
fn prefix(analysis: Analysis, word: &str) -> String {
    let stem = analysis.stem(word);
    let is_near = word.starts_with(&stem) && word.chars().count() <= stem.chars().count() + 1;
    if is_near { stem } else { word.to_owned() }
}

/// A query for every stem with this prefix.
fn prefix_query(field: Field, prefix: &str) -> Box<dyn Query> {
    let from = Bound::Included(Term::from_field_text(field, prefix));
    let to = Bound::Excluded(Term::from_field_text(field, &format!("{prefix}{}", char::MAX)));
    Box::new(InvertedIndexRangeQuery::new(from, to))
}
