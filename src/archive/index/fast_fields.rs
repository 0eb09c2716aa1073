use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use super::schema::{column, whole};
use crate::archive::id::Id;

/// The fast fields of a segment: what is read of a record without decompressing its stored document.
#[derive(Debug)]
pub struct FastFields {
    id: [Column<u64>; 2],
    event: [Column<u64>; 2],
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
            date: column(column::DATE)?,
        })
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

    /// The ids of a record's events, in order.
    pub fn events(&self, document: DocId) -> Vec<Id> {
        let [high, low] = &self.event;
        let halves = high.values_for_doc(document).zip(low.values_for_doc(document));
        halves.map(|(high, low)| whole(high, low)).collect()
    }
}
