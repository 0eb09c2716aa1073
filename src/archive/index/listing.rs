use tantivy::query::EnableScoring;
use tantivy::{DocAddress, Searcher, TantivyError};

use super::fast_fields::FastFields;
use super::filter::Filter;
use super::schema::Fields;
use super::storage::unusable;
use crate::archive::id::Id;
use crate::archive::summary::RecordSummary;
use crate::report::Problem;

/// Records by date, each read on demand.
pub struct Listing<'a> {
    searcher: Searcher,
    fields: &'a Fields,
    remaining: std::vec::IntoIter<DocAddress>,
}

impl<'a> Listing<'a> {
    /// Lists the matching records.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn new(searcher: Searcher, fields: &'a Fields, filter: &Filter) -> tantivy::Result<Self> {
        let remaining = by_date(&searcher, fields, filter)?.into_iter();
        Ok(Self { searcher, fields, remaining })
    }
}

impl Iterator for Listing<'_> {
    type Item = Result<RecordSummary, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let address = self.remaining.next()?;
        Some(summary(&self.searcher, self.fields, address).map_err(|error| unusable(&error)))
    }
}

/// The addresses of all matching records, by date and then by id.
fn by_date(searcher: &Searcher, fields: &Fields, filter: &Filter) -> tantivy::Result<Vec<DocAddress>> {
    let query = filter.query(fields);
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut found: Vec<(u64, Id, DocAddress)> = Vec::new();
    for (segment, number) in searcher.segment_readers().iter().zip(0..) {
        let fast_fields = FastFields::open(segment)?;
        weight.for_each_no_score(segment, &mut |documents| {
            let alive = documents.iter().copied().filter(|document| !segment.is_deleted(*document));
            found.extend(alive.map(|document| {
                let address = DocAddress::new(number, document);
                (fast_fields.date(document), fast_fields.id(document), address)
            }));
        })?;
    }
    found.sort_unstable();
    Ok(found.into_iter().map(|(.., address)| address).collect())
}

/// Reads the summary of a record.
///
/// # Errors
/// When the index is damaged.
pub fn summary(searcher: &Searcher, fields: &Fields, address: DocAddress) -> tantivy::Result<RecordSummary> {
    let document = searcher.doc(address)?;
    fields.summary(&document).ok_or_else(|| TantivyError::InternalError("a record is unreadable".to_owned()))
}
