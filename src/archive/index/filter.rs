use std::ops::Bound;

use chrono::NaiveDate;
use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::name_match::{FormSets, of_person, of_side};
use super::schema::{Fields, number_of};
use crate::archive::event::RecordStatus;

/// The conditions on a record, all of which must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The earliest date of the paper.
    pub from: Option<NaiveDate>,
    /// The latest date of the paper.
    pub to: Option<NaiveDate>,
    /// The kind of paper: the id of its template.
    pub kind: Option<String>,
    /// Words from the name of a side, in any language and inflected form.
    pub side: Option<String>,
    /// Words from the name of a person, in any language and inflected form; an initial may stand for a word.
    pub person: Option<String>,
    /// The current status.
    pub status: Option<RecordStatus>,
}

impl Filter {
    /// The filter as a query, which does not affect the ranking.
    pub fn query(&self, fields: &Fields) -> Box<dyn Query> {
        let Self { from, to, kind, side, person, status } = self;
        let mut all: Vec<Box<dyn Query>> = Vec::new();
        if from.is_some() || to.is_some() {
            let bound = |day: &Option<NaiveDate>| match day {
                Some(day) => Bound::Included(Term::from_field_u64(fields.date, number_of(*day))),
                None => Bound::Unbounded,
            };
            all.push(Box::new(RangeQuery::new(bound(from), bound(to))));
        }
        all.extend(kind.as_deref().map(|kind| is(fields.kind, kind)));
        all.extend(status.map(|status| is(fields.status, status.name())));
        let (side, person) = (side.as_deref().map(of_side), person.as_deref().map(of_person));
        all.extend(side.map(|sets| is_named(fields.sides, &sets)));
        all.extend(person.map(|sets| is_named(fields.persons, &sets)));
        if all.is_empty() {
            all.push(Box::new(AllQuery));
        }
        Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::intersection(all)), 0.0))
    }
}

fn is(field: Field, word: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::Basic))
}

/// The forms of a name share one position, so that a phrase of forms at that position matches one name.
fn is_named(field: Field, sets: &FormSets) -> Box<dyn Query> {
    let forms = |set: &std::collections::BTreeSet<String>| -> Box<dyn Query> {
        let terms: Vec<_> = set.iter().map(|form| (0, Term::from_field_text(field, form))).collect();
        match &terms[..] {
            [(_, term)] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic)),
            _ => Box::new(PhraseQuery::new_with_offset(terms)),
        }
    };
    Box::new(BooleanQuery::union(sets.iter().map(forms).collect()))
}
