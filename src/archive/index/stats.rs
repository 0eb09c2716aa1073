use std::collections::BTreeMap;

use tantivy::{Searcher, SegmentReader};

use super::schema::column;

/// The counts of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// The number of records.
    pub records: u64,
    /// The size of all PDFs, in bytes.
    pub bytes: u64,
    /// Records by kind.
    pub kinds: BTreeMap<String, u64>,
    /// Records by status.
    pub statuses: BTreeMap<String, u64>,
    /// Records by the year of their paper.
    pub years: BTreeMap<u64, u64>,
    /// Records by language.
    pub languages: BTreeMap<String, u64>,
}

impl Stats {
    /// Counts the records in an index.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn of(searcher: &Searcher) -> tantivy::Result<Self> {
        let mut stats = Self::default();
        for segment in searcher.segment_readers() {
            stats.records += u64::from(segment.num_docs());
            count_terms(segment, column::KIND, &mut stats.kinds)?;
            count_terms(segment, column::STATUS, &mut stats.statuses)?;
            count_terms(segment, column::LANGUAGE, &mut stats.languages)?;
            let (dates, bytes) =
                (segment.fast_fields().u64(column::DATE)?, segment.fast_fields().u64(column::BYTES)?);
            for document in segment.doc_ids_alive() {
                stats.bytes += bytes.first(document).unwrap_or_default();
                let year = dates.first(document).unwrap_or_default() / 10_000;
                *stats.years.entry(year).or_default() += 1;
            }
        }
        Ok(stats)
    }
}

/// Counts the records with each term of a column.
fn count_terms(
    segment: &SegmentReader,
    name: &str,
    counts: &mut BTreeMap<String, u64>,
) -> tantivy::Result<()> {
    let Some(column) = segment.fast_fields().str(name)? else { return Ok(()) };
    let mut by_ordinal: BTreeMap<u64, u64> = BTreeMap::new();
    for ordinal in segment.doc_ids_alive().flat_map(|document| column.ords().values_for_doc(document)) {
        *by_ordinal.entry(ordinal).or_default() += 1;
    }
    for (ordinal, count) in by_ordinal {
        let mut term = String::new();
        column.ord_to_str(ordinal, &mut term)?;
        *counts.entry(term).or_default() += count;
    }
    Ok(())
}
