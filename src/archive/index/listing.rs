use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, Searcher};

use super::columns::Columns;
use super::engine::Engine;
use super::filter::Wanted;
use super::freshness::Stamp;
use super::schema::Fields;
use crate::archive::entry::Entry;
use crate::archive::id::Id;
use crate::archive::shelf::{BagName, Shelf};
use crate::report::Problem;

/// What the index knows at one moment, with the bags beside it.
pub struct Moment<'a> {
    /// The index.
    pub searcher: Searcher,
    columns: Vec<Columns>,
    fields: &'a Fields,
    shelf: &'a Shelf,
    wanted: Wanted,
}

impl<'a> Moment<'a> {
    /// Looks at an index now.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn new(engine: &'a Engine, shelf: &'a Shelf, wanted: Wanted) -> tantivy::Result<Self> {
        let searcher = engine.reader.searcher();
        let columns = Columns::of_all(&searcher)?;
        Ok(Self { searcher, columns, fields: &engine.fields, shelf, wanted })
    }

    /// All records that are wanted, in the order of their days and then of their ids.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn in_order(&self) -> tantivy::Result<Vec<DocAddress>> {
        let query = self.wanted.query(self.fields);
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        let mut found: Vec<(u64, Id, DocAddress)> = Vec::new();
        let parts = self.searcher.segment_readers().iter().zip(&self.columns);
        for ((part, columns), number) in parts.zip(0..) {
            weight.for_each_no_score(part, &mut |documents| {
                let alive = documents.iter().filter(|document| !part.is_deleted(**document));
                found.extend(alive.map(|document| {
                    (columns.date(*document), columns.id(*document), DocAddress::new(number, *document))
                }));
            })?;
        }
        found.sort_unstable();
        Ok(found.into_iter().map(|(.., address)| address).collect())
    }

    /// The wanted ones of the records that something is true of.
    pub fn query(&self, what: Box<dyn Query>) -> Box<dyn Query> {
        Box::new(tantivy::query::BooleanQuery::intersection(vec![what, self.wanted.query(self.fields)]))
    }

    /// A record as its file is now: as the index has it or, if the file was changed since, read anew. None if the file is no
    /// longer there, or no longer what is wanted.
    ///
    /// # Errors
    /// When the index is damaged, or a changed file cannot be read.
    pub fn entry(&self, address: DocAddress) -> Result<Option<Entry>, Problem> {
        let Some(columns) = self.columns.get(address.segment_ord as usize) else { return Ok(None) };
        let known = columns.known(address.doc_id);
        match Stamp::of_record(self.shelf, known.id) {
            Ok(stamp) if stamp == known.stamp => {
                let document = self.searcher.doc(address).map_err(|error| super::unusable(&error))?;
                Ok(self.fields.entry(&document))
            }
            Ok(_) => {
                let record = super::catch_up::described(self.shelf, known.id)?;
                let bag = |event| BagName { record: known.id, event: Some(event) };
                let events: Vec<_> =
                    known.events.iter().filter_map(|event| self.shelf.event(bag(*event)).ok()).collect();
                Ok(Some(Entry::of(&record, &events)).filter(|entry| self.wanted.admits(entry)))
            }
            Err(_) => Ok(None),
        }
    }
}

/// Records in the order of their days, each read when it is asked for.
pub struct Listing<'a> {
    moment: Moment<'a>,
    coming: std::vec::IntoIter<DocAddress>,
}

impl<'a> Listing<'a> {
    /// Everything that is wanted of an index.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn new(moment: Moment<'a>) -> tantivy::Result<Self> {
        let coming = moment.in_order()?.into_iter();
        Ok(Self { moment, coming })
    }
}

impl Iterator for Listing<'_> {
    type Item = Result<Entry, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.coming.by_ref().find_map(|address| self.moment.entry(address).transpose())
    }
}
