use tantivy::columnar::Column;
use tantivy::{DocId, Searcher, SegmentReader};

use super::schema::{column, whole};
use super::state::FileStamp;
use crate::archive::id::Id;

/// What the index knows of a record without decompressing its stored document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRecord {
    /// Its id.
    pub id: Id,
    /// The ids of its events, in order.
    pub events: Vec<Id>,
    /// The state of its file when it was read.
    pub stamp: FileStamp,
}

/// The fast fields of a segment.
#[derive(Debug)]
pub struct FastFields {
    id: [Column<u64>; 2],
    event: [Column<u64>; 2],
    size: Column<u64>,
    written: Column<u64>,
    date: Column<u64>,
}

impl FastFields {
    /// Opens the fast fields of a segment.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let column = |name| segment.fast_fields().u64(name);
        Ok(Self {
            id: [column(column::ID_HIGH)?, column(column::ID_LOW)?],
            event: [column(column::EVENT_HIGH)?, column(column::EVENT_LOW)?],
            size: column(column::SIZE)?,
            written: column(column::WRITTEN)?,
            date: column(column::DATE)?,
        })
    }

    /// Opens the fast fields of all segments.
    ///
    /// # Errors
    /// When a segment is damaged.
    pub fn of_all(searcher: &Searcher) -> tantivy::Result<Vec<Self>> {
        searcher.segment_readers().iter().map(Self::open).collect()
    }

    /// The id of a record.
    pub fn id(&self, document: DocId) -> Id {
        let [high, low] = self.id.each_ref().map(|half| half.first(document).unwrap_or_default());
        whole(high, low)
    }

    /// The date of a record, as a number.
    pub fn date(&self, document: DocId) -> u64 {
        self.date.first(document).unwrap_or_default()
    }

    /// A record and its events.
    pub fn known(&self, document: DocId) -> KnownRecord {
        let [high, low] = &self.event;
        let halves = high.values_for_doc(document).zip(low.values_for_doc(document));
        KnownRecord {
            id: self.id(document),
            events: halves.map(|(high, low)| whole(high, low)).collect(),
            stamp: FileStamp {
                size: self.size.first(document).unwrap_or_default(),
                written: self.written.first(document).unwrap_or_default(),
            },
        }
    }
}
