use std::collections::BTreeMap;

use tantivy::{Searcher, SegmentReader};

use super::schema::column;

/// How much there is in the archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// How many records.
    pub records: u64,
    /// How large all papers are together, in bytes.
    pub bytes: u64,
    /// How many records of each kind.
    pub kinds: BTreeMap<String, u64>,
    /// How many records of each status.
    pub statuses: BTreeMap<String, u64>,
    /// How many records whose paper is of each year.
    pub years: BTreeMap<u64, u64>,
    /// How many records in each language.
    pub languages: BTreeMap<String, u64>,
}

impl Stats {
    /// Counts what the index knows.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn of(searcher: &Searcher) -> tantivy::Result<Self> {
        let mut stats = Self::default();
        for part in searcher.segment_readers() {
            stats.records += u64::from(part.num_docs());
            count_words(part, column::KIND, &mut stats.kinds)?;
            count_words(part, column::STATUS, &mut stats.statuses)?;
            count_words(part, column::LANGUAGE, &mut stats.languages)?;
            let (dates, bytes) =
                (part.fast_fields().u64(column::DATE)?, part.fast_fields().u64(column::BYTES)?);
            for document in part.doc_ids_alive() {
                stats.bytes += bytes.first(document).unwrap_or_default();
                let year = dates.first(document).unwrap_or_default() / 10_000;
                *stats.years.entry(year).or_default() += 1;
            }
        }
        Ok(stats)
    }
}

/// Counts the records that have each word of a column.
fn count_words(part: &SegmentReader, name: &str, counts: &mut BTreeMap<String, u64>) -> tantivy::Result<()> {
    let Some(column) = part.fast_fields().str(name)? else { return Ok(()) };
    let mut by_number: BTreeMap<u64, u64> = BTreeMap::new();
    for number in part.doc_ids_alive().flat_map(|document| column.ords().values_for_doc(document)) {
        *by_number.entry(number).or_default() += 1;
    }
    for (number, count) in by_number {
        let mut word = String::new();
        column.ord_to_str(number, &mut word)?;
        *counts.entry(word).or_default() += count;
    }
    Ok(())
}
