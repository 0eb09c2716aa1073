use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, Searcher};

use super::fast_fields::FastFields;
use super::filter::CompiledFilter;
use super::schema::Fields;
use super::state::FileStamp;
use super::storage::{Storage, unusable};
use super::sync::read_record;
use crate::archive::id::Id;
use crate::archive::store::{BagName, Store};
use crate::archive::summary::RecordSummary;
use crate::report::Problem;

/// An index at one point in time, with a filter.
pub struct Snapshot<'a> {
    /// The index.
    pub searcher: Searcher,
    fast_fields: Vec<FastFields>,
    fields: &'a Fields,
    store: &'a Store,
    filter: CompiledFilter,
}

impl<'a> Snapshot<'a> {
    /// Takes a snapshot of an index.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn new(storage: &'a Storage, store: &'a Store, filter: CompiledFilter) -> tantivy::Result<Self> {
        let searcher = storage.reader.searcher();
        let fast_fields = FastFields::of_all(&searcher)?;
        Ok(Self { searcher, fast_fields, fields: &storage.fields, store, filter })
    }

    /// The addresses of all matching records, by date and then by id.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn in_order(&self) -> tantivy::Result<Vec<DocAddress>> {
        let query = self.filter.query(self.fields);
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        let mut found: Vec<(u64, Id, DocAddress)> = Vec::new();
        let segments = self.searcher.segment_readers().iter().zip(&self.fast_fields);
        for ((segment, fast_fields), number) in segments.zip(0..) {
            weight.for_each_no_score(segment, &mut |documents| {
                let alive = documents.iter().filter(|document| !segment.is_deleted(**document));
                found.extend(alive.map(|document| {
                    (
                        fast_fields.date(*document),
                        fast_fields.id(*document),
                        DocAddress::new(number, *document),
                    )
                }));
            })?;
        }
        found.sort_unstable();
        Ok(found.into_iter().map(|(.., address)| address).collect())
    }

    /// A query restricted to the filter.
    pub fn query(&self, query: Box<dyn Query>) -> Box<dyn Query> {
        Box::new(tantivy::query::BooleanQuery::intersection(vec![query, self.filter.query(self.fields)]))
    }

    /// A record as its file is now: as the index has it or, if the file was changed since, read anew. None if
    /// the file is no longer there, or no longer what is wanted.
    ///
    /// # Errors
    /// When the index is damaged, or a changed file cannot be read.
    pub fn entry(&self, address: DocAddress) -> Result<Option<RecordSummary>, Problem> {
        let Some(fast_fields) = self.fast_fields.get(address.segment_ord as usize) else { return Ok(None) };
        let known = fast_fields.known(address.doc_id);
        match FileStamp::of_record(self.store, known.id) {
            Ok(stamp) if stamp == known.stamp => {
                let document = self.searcher.doc(address).map_err(|error| unusable(&error))?;
                Ok(self.fields.entry(&document))
            }
            Ok(_) => {
                let record = read_record(self.store, known.id)?;
                let bag = |event| BagName { record: known.id, event: Some(event) };
                let events: Vec<_> =
                    known.events.iter().filter_map(|event| self.store.event(bag(*event)).ok()).collect();
                Ok(Some(RecordSummary::of(&record, &events)).filter(|entry| self.filter.admits(entry)))
            }
            Err(_) => Ok(None),
        }
    }
}

/// Records by date, each read on demand.
pub struct Listing<'a> {
    snapshot: Snapshot<'a>,
    remaining: std::vec::IntoIter<DocAddress>,
}

impl<'a> Listing<'a> {
    /// Lists the matching records of a snapshot.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn new(snapshot: Snapshot<'a>) -> tantivy::Result<Self> {
        let remaining = snapshot.in_order()?.into_iter();
        Ok(Self { snapshot, remaining })
    }
}

impl Iterator for Listing<'_> {
    type Item = Result<RecordSummary, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.remaining.by_ref().find_map(|address| self.snapshot.entry(address).transpose())
    }
}
