use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, DisjunctionMaxQuery, InvertedIndexRangeQuery, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::analysis::Analysis;
use super::analysis::words::words;
use super::schema::Fields;

/// The fewest letters of the beginning of a word that it is looked for by.
const SHORTEST_BEGINNING: usize = 3;

/// What is looked for: words and phrases, all of which are in a text that is found. There are no signs with a meaning but
/// quotation marks, and so nothing that could be written wrongly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    parts: Vec<Vec<String>>,
    is_last_begun: bool,
}

impl Sought {
    /// Reads what somebody typed. Words between quotation marks of any kind are a phrase, and so are the numbers of `01-15/123`.
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
        Self { parts, is_last_begun: false }
    }

    /// The same, with the last word only begun; none if that cannot be.
    pub fn begun(&self) -> Option<Self> {
        let is_long =
            |part: &Vec<String>| matches!(&part[..], [word] if word.chars().count() >= SHORTEST_BEGINNING);
        self.parts.last().is_some_and(is_long).then(|| Self { is_last_begun: true, ..self.clone() })
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// What is looked for, as a query: all parts in one language, whichever suits best.
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
        let is_begun = self.is_last_begun && at + 1 == self.parts.len();
        let in_field = |(field, counts): (Field, f32)| -> Box<dyn Query> {
            let terms = part.iter().map(|word| Term::from_field_text(field, &analysis.stem(word)));
            let mut terms: Vec<_> = terms.collect();
            let query: Box<dyn Query> = match terms.pop() {
                Some(_) if is_begun => beginning(field, &begun(analysis, &part[0])),
                Some(term) if terms.is_empty() => {
                    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
                }
                last => Box::new(PhraseQuery::new(terms.into_iter().chain(last).collect())),
            };
            Box::new(BoostQuery::new(query, counts))
        };
        Box::new(BooleanQuery::union(fields.of(analysis).map(in_field).collect()))
    }

    /// Which words of a language are looked for.
    pub fn marks(&self, analysis: Analysis) -> Marks {
        let mut words: Vec<_> = self.parts.iter().flatten().collect();
        let last = if self.is_last_begun { words.pop() } else { None };
        let stems = words.into_iter().map(|word| analysis.stem(word)).collect();
        let beginning = last.map(|word| begun(analysis, word));
        Marks { analysis, stems, beginning }
    }
}

/// The words that are marked in a text.
#[derive(Debug, Clone)]
pub struct Marks {
    analysis: Analysis,
    stems: Vec<String>,
    beginning: Option<String>,
}

impl Marks {
    /// How many words are looked for.
    pub fn count(&self) -> usize {
        self.stems.len() + usize::from(self.beginning.is_some())
    }

    /// Which of the words that are looked for a word of a text is.
    pub fn find(&self, word: &str) -> Option<usize> {
        // A stem begins as its word does: most words need not be brought to theirs.
        let first = word.chars().next();
        let may_be = |stem: &String| stem.chars().next() == first;
        if !self.stems.iter().chain(&self.beginning).any(may_be) {
            return None;
        }
        let stem = self.analysis.stem(word);
        let whole = self.stems.iter().position(|sought| *sought == stem);
        let begun = self.beginning.as_ref().filter(|beginning| stem.starts_with(beginning.as_str()));
        whole.or_else(|| begun.map(|_| self.stems.len()))
    }
}

fn is_quotation_mark(character: char) -> bool {
    matches!(character, '"' | '«' | '»' | '“' | '”' | '„')
}

fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.folded).collect()
}

/// What the stem of a word begins with, of which this is the beginning. It may end with a letter that is no longer in the stem.
fn begun(analysis: Analysis, word: &str) -> String {
    let stem = analysis.stem(word);
    let is_near = word.starts_with(&stem) && word.chars().count() <= stem.chars().count() + 1;
    if is_near { stem } else { word.to_owned() }
}

/// Every word whose stem begins like this.
fn beginning(field: Field, begun: &str) -> Box<dyn Query> {
    let from = Bound::Included(Term::from_field_text(field, begun));
    let to = Bound::Excluded(Term::from_field_text(field, &format!("{begun}{}", char::MAX)));
    Box::new(InvertedIndexRangeQuery::new(from, to))
}
