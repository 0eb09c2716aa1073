use std::ops::Bound;

use chrono::NaiveDate;
use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::name_match::{self, Meant};
use super::schema::{Fields, number_of};
use crate::archive::event::RecordStatus;
use crate::archive::summary::RecordSummary;

/// Which records are meant: those that all of this is true of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The first day of the papers.
    pub from: Option<NaiveDate>,
    /// The last day of the papers.
    pub to: Option<NaiveDate>,
    /// The kind of paper, by the id of its template.
    pub kind: Option<String>,
    /// Words of what a side is called, in any language and any inflected form.
    pub side: Option<String>,
    /// Words of the name of somebody whom the record names, in any language and any inflected form; an initial may stand for
    /// a word.
    pub person: Option<String>,
    /// What the records count as now.
    pub status: Option<RecordStatus>,
}

/// A filter, ready to be asked.
#[derive(Debug)]
pub struct CompiledFilter {
    filter: Filter,
    side: Option<Meant>,
    person: Option<Meant>,
}

impl CompiledFilter {
    /// Makes a filter ready.
    pub fn new(filter: &Filter) -> Self {
        Self {
            side: filter.side.as_deref().map(name_match::of_side),
            person: filter.person.as_deref().map(name_match::of_person),
            filter: filter.clone(),
        }
    }

    /// Whether a record is meant.
    pub fn admits(&self, entry: &RecordSummary) -> bool {
        let Filter { from, to, kind, status, .. } = &self.filter;
        let day = entry.date.parse::<NaiveDate>().map_or(0, number_of);
        let is_named = |meant: &Option<Meant>, names: &[String]| {
            meant.as_ref().is_none_or(|sets| names.iter().any(|name| name_match::is_meant(sets, name)))
        };
        from.is_none_or(|from| number_of(from) <= day)
            && to.is_none_or(|to| day <= number_of(to))
            && kind.as_ref().is_none_or(|kind| *kind == entry.kind)
            && status.is_none_or(|status| status == entry.status)
            && is_named(&self.side, &entry.sides)
            && is_named(&self.person, &entry.persons)
    }

    /// The same as a query, which leaves the ranking as it is.
    pub fn query(&self, fields: &Fields) -> Box<dyn Query> {
        let Filter { from, to, kind, status, .. } = &self.filter;
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
        all.extend(self.side.as_ref().map(|sets| is_named(fields.sides, sets)));
        all.extend(self.person.as_ref().map(|sets| is_named(fields.persons, sets)));
        if all.is_empty() {
            all.push(Box::new(AllQuery));
        }
        Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::intersection(all)), 0.0))
    }
}

fn is(field: Field, word: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::Basic))
}

/// The forms of a name all stand at one place.
fn is_named(field: Field, sets: &Meant) -> Box<dyn Query> {
    let forms = |set: &std::collections::BTreeSet<String>| -> Box<dyn Query> {
        let terms: Vec<_> = set.iter().map(|form| (0, Term::from_field_text(field, form))).collect();
        match &terms[..] {
            [(_, term)] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic)),
            _ => Box::new(PhraseQuery::new_with_offset(terms)),
        }
    };
    Box::new(BooleanQuery::union(sets.iter().map(forms).collect()))
}
