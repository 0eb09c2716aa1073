//! The index: what makes 100,000 records listed and searched at once. It is made of the bags, never the other way round, and
//! can be thrown away at any time. Who files a record does not touch it; who looks for one brings it up to date first.

/// From a text to the words that it is found by.
pub mod analysis;
mod sync;
mod fast_fields;
mod storage;
mod filter;
mod state;
mod listing;
mod name_match;
mod query;
mod read_only;
mod schema;
mod file_stamps;
mod snippet;
mod stats;
mod tokenizer;

pub use filter::Filter;
pub use listing::Listing;
pub use snippet::Stretch;
pub use stats::Stats;
pub use sync::Refreshed;

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;
use tantivy::collector::TopDocs;
use tantivy::{DocAddress, TantivyError};

use analysis::Analysis;
use filter::CompiledFilter;
use listing::Snapshot;
use query::Sought;
use snippet::{Snippet, snippet};
use state::FolderState;
use storage::{Home, NoWriter, Storage, unusable};
use sync::{Failure, Sync, SyncPlan};

use super::store::Store;
use super::summary::RecordSummary;
use crate::files::refusal::cannot_read;
use crate::report::Problem;

/// The index of an archive.
pub struct Index {
    folder: PathBuf,
    store: Store,
    storage: Storage,
}

/// A record that was found.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Hit {
    /// The record.
    pub entry: RecordSummary,
    /// The code of the language in which it was found.
    pub language: String,
    /// A part of the paper in that language, or its title, with what was found.
    pub snippet: Vec<Stretch>,
    /// How well it suits: more is better. Scores of one search can be compared.
    pub score: f32,
}

impl Index {
    /// Opens the index of the bags of an archive, in a folder of its own. One that is missing, of another version or damaged is
    /// made anew, and is empty until it is [brought up to date](Self::refresh). Where the folder cannot be written it is made in
    /// memory, for this run.
    ///
    /// # Errors
    /// When it cannot even be made in memory.
    pub fn open(folder: &Path, store: Store) -> Result<Self, Problem> {
        let storage = Storage::open(folder).map_err(|error| unusable(&error))?;
        Ok(Self { folder: folder.to_owned(), store, storage })
    }

    /// Brings the index up to date with the bags; tells how many records have been read, and of how many. When no bag has come
    /// or gone this takes a look at the folder of each year and no more.
    ///
    /// # Errors
    /// When the folders of the bags cannot be read, or the index cannot be written although it could be opened.
    pub fn refresh(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Refreshed, Problem> {
        match self.catch_up(progress) {
            Err(Failure::Index(error)) if is_damage(&error) => self.rebuild(progress),
            done => done.map_err(Problem::from),
        }
    }

    /// Throws the index away and makes it anew of the bags.
    ///
    /// # Errors
    /// As [`refresh`](Self::refresh).
    pub fn rebuild(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Refreshed, Problem> {
        self.storage = Storage::anew(&self.folder).map_err(|error| unusable(&error))?;
        self.catch_up(progress).map_err(Problem::from)
    }

    fn catch_up(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Refreshed, Failure> {
        let seen = state::look(&self.store).map_err(|error| Failure::Other(self.unlisted(&error)))?;
        self.storage.reader.reload()?;
        if self.storage.remembered()?.agrees(&seen) {
            return Ok(Refreshed::default());
        }
        match self.storage.writer() {
            Ok(writer) => {
                // Another process may have done all of it while this one waited.
                self.storage.reader.reload()?;
                let plan = self.plan(&seen)?;
                let (store, fields) = (&self.store, &self.storage.fields);
                let catch_up = Sync { store, fields, writer, seen, done: Refreshed::default() };
                let mut done = catch_up.carry_out(&plan, progress)?;
                self.storage.seal();
                self.storage.reader.reload()?;
                if self.storage.home == Home::Memory {
                    done.problems.push(only_in_memory(&self.folder));
                }
                Ok(done)
            }
            Err(NoWriter::Busy) => Ok(Refreshed { problems: vec![busy()], ..Refreshed::default() }),
            Err(NoWriter::Refused) if self.plan(&seen)?.is_empty() => Ok(Refreshed::default()),
            Err(NoWriter::Refused) => {
                self.storage = Storage::in_memory()?;
                self.catch_up(progress)
            }
            Err(NoWriter::Failed(error)) => Err(Failure::Index(error)),
        }
    }

    fn plan(&self, seen: &FolderState) -> Result<SyncPlan, Failure> {
        SyncPlan::of(&self.store, &self.storage.reader.searcher(), &self.storage.remembered()?, seen)
    }

    /// The records that are wanted, in the order of their days and then of their ids. Each is read when it is asked for, so that
    /// the memory stays as it is however many there are.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn list(&self, filter: &Filter) -> Result<Listing<'_>, Problem> {
        let listing = self.snapshot(filter).and_then(Listing::new);
        listing.map_err(|error| unusable(&error))
    }

    /// The records in which all these words are found, in any inflected form, the best first and at most `limit`. Words between
    /// quotation marks are found in a row. If nothing is found, the last word may be the beginning of one.
    ///
    /// # Errors
    /// When the index, or a record that was changed since, cannot be read.
    pub fn search(&self, words: &str, filter: &Filter, limit: usize) -> Result<Vec<Hit>, Problem> {
        let sought = Sought::parse(words);
        let snapshot = self.snapshot(filter).map_err(|error| unusable(&error))?;
        let find = |sought: &Sought| self.find(&snapshot, sought, limit).map_err(|error| unusable(&error));
        let mut found = (find(&sought)?, sought);
        if found.0.is_empty()
            && let Some(begun) = found.1.begun()
        {
            found = (find(&begun)?, begun);
        }
        let (found, sought) = found;
        let mut hits = Vec::new();
        for (score, address) in found {
            hits.extend(snapshot.entry(address)?.map(|entry| self.hit(entry, &sought, score)));
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| b.entry.date.cmp(&a.entry.date)));
        Ok(hits)
    }

    fn find(
        &self,
        snapshot: &Snapshot<'_>,
        sought: &Sought,
        limit: usize,
    ) -> tantivy::Result<Vec<(f32, DocAddress)>> {
        let limit = limit.min(usize::try_from(snapshot.searcher.num_docs()).unwrap_or(usize::MAX));
        if sought.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let query = snapshot.query(sought.query(&self.storage.fields));
        snapshot.searcher.search(&query, &TopDocs::with_limit(limit).order_by_score())
    }

    /// Shows a record in the language in which most of the words are found.
    fn hit(&self, entry: RecordSummary, sought: &Sought, score: f32) -> Hit {
        let papers = self.store.record(entry.id).map(|record| record.papers).unwrap_or_default();
        let mut best: Option<(String, Snippet)> = None;
        for language in &entry.languages {
            let marks = sought.marks(Analysis::of(language));
            let paper = papers.iter().find(|paper| paper.language == *language);
            let text = paper.and_then(|paper| self.store.text(entry.id, paper).ok()).unwrap_or_default();
            let title = entry.title.get(language).map(|title| snippet(title, &marks));
            let text = Some(snippet(&text, &marks)).filter(|text| text.found > 0);
            let found = [text, title]
                .into_iter()
                .flatten()
                .reduce(|text, title| if title.found > text.found { title } else { text });
            let most = best.as_ref().map_or(0, |(_, snippet)| snippet.found);
            if let Some(found) = found.filter(|found| best.is_none() || found.found > most) {
                let is_all = found.found == marks.count();
                best = Some((language.clone(), found));
                if is_all {
                    break;
                }
            }
        }
        let (language, stretches) =
            best.map(|(language, snippet)| (language, snippet.stretches)).unwrap_or_default();
        Hit { entry, language, snippet: stretches, score }
    }

    /// How much there is in the archive, by what the index knows.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn stats(&self) -> Result<Stats, Problem> {
        Stats::of(&self.storage.reader.searcher()).map_err(|error| unusable(&error))
    }

    fn snapshot(&self, filter: &Filter) -> tantivy::Result<Snapshot<'_>> {
        Snapshot::new(&self.storage, &self.store, CompiledFilter::new(filter))
    }

    fn unlisted(&self, error: &std::io::Error) -> Problem {
        cannot_read(self.store.folder().display(), error)
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Index(error) => unusable(&error),
            Failure::Other(problem) => problem,
        }
    }
}

/// Whether the files of the index are damaged; a full disk, say, is no damage.
fn is_damage(error: &TantivyError) -> bool {
    matches!(
        error,
        TantivyError::DataCorruption(_)
            | TantivyError::OpenReadError(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::DeserializeError(_)
    )
}

fn busy() -> Problem {
    Problem::warning(
        "another program is bringing the index up to date: the newest records may be missing here",
    )
    .hint("look again when it has ended")
}

fn only_in_memory(folder: &Path) -> Problem {
    Problem::warning(format!(
        "the index in `{}` cannot be written: it was made for this run only",
        folder.display()
    ))
    .hint("ask for the right to write into the folder, so that it need not be made each time")
}
