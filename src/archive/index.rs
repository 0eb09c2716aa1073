//! The index, which lists and searches 100,000 records in milliseconds. It is a cache of the bags that can be
//! deleted at any time. Filing does not touch it; each list or search syncs it first.

/// From a text to its search terms.
pub mod analysis;
mod sync;
mod fast_fields;
mod storage;
mod filter;
mod state;
mod listing;
mod name_match;
mod query;
mod schema;
mod shared;
mod file_stamps;
mod snippet;
mod stats;
mod tokenizer;

pub use filter::Filter;
pub use listing::Listing;
pub use snippet::Stretch;
pub use stats::Stats;
pub use sync::Refreshed;

use std::io;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;
use tantivy::collector::TopDocs;
use tantivy::query::BooleanQuery;
use tantivy::{DocAddress, Searcher, TantivyError};

use analysis::Analysis;
use listing::summary;
use query::SearchQuery;
use schema::Fields;
use snippet::{Snippet, snippet};
use state::FolderState;
use storage::{NoWriter, Storage, unusable};
use sync::{Failure, Sync, SyncPlan};

use super::reconcile;
use super::store::Store;
use super::summary::RecordSummary;
use crate::files::refusal::cannot_read;
use crate::report::Problem;

/// The index of an archive.
pub struct Index {
    folder: PathBuf,
    store: Store,
    storage: Storage,
    has_strays: bool,
}

/// A record found by a search.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Hit {
    /// The record.
    pub entry: RecordSummary,
    /// The code of the language in which the words were found.
    pub language: String,
    /// An excerpt of the paper in that language, or its title, with the matches.
    pub snippet: Vec<Stretch>,
    /// How well it matches: more is better. Only scores of the same search can be compared.
    pub score: f32,
}

impl Index {
    /// Opens the index in a folder. A missing, outdated or damaged one is replaced by an empty one, until the
    /// next [refresh](Self::refresh). In a folder that cannot be written it is created in memory, for this
    /// run only.
    ///
    /// # Errors
    /// When it cannot even be created in memory.
    pub fn open(folder: &Path, store: Store) -> Result<Self, Problem> {
        let storage = Storage::open(folder).map_err(|error| unusable(&error))?;
        Ok(Self { folder: folder.to_owned(), store, storage, has_strays: false })
    }

    /// Syncs the index with the bags and reports the progress as the number of records read and of those to
    /// read. If no bag was added or removed, this only reads the modification time of each year's folder.
    ///
    /// # Errors
    /// When the folders of the bags cannot be read, or the index could be opened but not written.
    pub fn refresh(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Refreshed, Problem> {
        match self.sync(progress) {
            Err(Failure::Index(error)) if is_damage(&error) => self.rebuild(progress),
            result => result.map_err(Problem::from),
        }
    }

    /// Whether the bags were not those of the ledger at the last [refresh](Self::refresh).
    pub fn has_strays(&self) -> bool {
        self.has_strays
    }

    /// Deletes the index and rebuilds it from the bags.
    ///
    /// # Errors
    /// Like [`refresh`](Self::refresh).
    pub fn rebuild(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Refreshed, Problem> {
        self.storage = Storage::replace(&self.folder).map_err(|error| unusable(&error))?;
        self.sync(progress).map_err(Problem::from)
    }

    fn sync(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Refreshed, Failure> {
        let unlisted = |error: io::Error| Failure::Other(cannot_read(self.store.folder().display(), &error));
        let root = self.folder.parent().unwrap_or(&self.folder);
        let seen = state::look(root, &self.store).map_err(unlisted)?;
        self.storage.reader.reload()?;
        let remembered = self.storage.state()?;
        if remembered.agrees(&seen) {
            self.has_strays = remembered.has_strays;
            return Ok(Refreshed::default());
        }
        self.has_strays = reconcile::has_strays(root, &self.store).map_err(unlisted)?;
        let seen = FolderState { has_strays: self.has_strays, ..seen };
        match self.storage.writer() {
            Ok(writer) => {
                // Another process may have synced it while this one waited.
                self.storage.reader.reload()?;
                let plan = self.plan(&seen)?;
                let seen = FolderState { incomplete: self.storage.state()?.incomplete, ..seen };
                let (store, fields) = (&self.store, &self.storage.fields);
                let sync = Sync { store, fields, writer, seen, done: Refreshed::default() };
                let mut done = sync.run(&plan, progress)?;
                self.storage.seal();
                self.storage.reader.reload()?;
                if self.storage.folder.is_none() {
                    done.problems.push(only_in_memory(&self.folder));
                }
                Ok(done)
            }
            Err(NoWriter::Busy) => Ok(Refreshed { problems: vec![busy()], ..Refreshed::default() }),
            Err(NoWriter::Refused) if self.plan(&seen)?.is_empty() => Ok(Refreshed::default()),
            Err(NoWriter::Refused) => {
                self.storage = Storage::in_memory()?;
                self.sync(progress)
            }
            Err(NoWriter::Failed(error)) => Err(Failure::Index(error)),
        }
    }

    fn plan(&self, seen: &FolderState) -> Result<SyncPlan, Failure> {
        SyncPlan::of(&self.store, &self.storage.reader.searcher(), &self.storage.state()?, seen)
    }

    /// The matching records, by date and then by id. Each is read on demand, so that memory does not grow
    /// with their number.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn list(&self, filter: &Filter) -> Result<Listing<'_>, Problem> {
        let listing = Listing::new(self.storage.reader.searcher(), &self.storage.fields, filter);
        listing.map_err(|error| unusable(&error))
    }

    /// The records that contain all words in any inflected form: the best matches first, and at most `limit`.
    /// Words in quotation marks are a phrase. If nothing matches, the last word counts as a prefix.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, words: &str, filter: &Filter, limit: usize) -> Result<Vec<Hit>, Problem> {
        let query = SearchQuery::parse(words);
        let (searcher, fields) = (self.storage.reader.searcher(), &self.storage.fields);
        let find = |query: &SearchQuery| {
            find(&searcher, fields, query, filter, limit).map_err(|error| unusable(&error))
        };
        let mut found = (find(&query)?, query);
        if found.0.is_empty()
            && let Some(prefix_query) = found.1.with_prefix()
        {
            found = (find(&prefix_query)?, prefix_query);
        }
        let (found, query) = found;
        let mut hits = Vec::new();
        for (score, address) in found {
            let entry = summary(&searcher, fields, address).map_err(|error| unusable(&error))?;
            hits.push(self.hit(entry, &query, score));
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| b.entry.date.cmp(&a.entry.date)));
        Ok(hits)
    }

    /// A hit with a snippet in the language that has most of the words.
    fn hit(&self, entry: RecordSummary, query: &SearchQuery, score: f32) -> Hit {
        let papers = self.store.record(entry.id).map(|record| record.papers).unwrap_or_default();
        let mut best: Option<(String, Snippet)> = None;
        for language in &entry.languages {
            let marks = query.marks(Analysis::of(language));
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
                let is_complete = found.found == marks.count();
                best = Some((language.clone(), found));
                if is_complete {
                    break;
                }
            }
        }
        let (language, stretches) =
            best.map(|(language, snippet)| (language, snippet.stretches)).unwrap_or_default();
        Hit { entry, language, snippet: stretches, score }
    }

    /// Counts the records in the index.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn stats(&self) -> Result<Stats, Problem> {
        Stats::of(&self.storage.reader.searcher()).map_err(|error| unusable(&error))
    }
}

/// The best matches of a query among the records that match the filter.
fn find(
    searcher: &Searcher,
    fields: &Fields,
    query: &SearchQuery,
    filter: &Filter,
    limit: usize,
) -> tantivy::Result<Vec<(f32, DocAddress)>> {
    let limit = limit.min(usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX));
    if query.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let query = BooleanQuery::intersection(vec![query.query(fields), filter.query(fields)]);
    searcher.search(&query, &TopDocs::with_limit(limit).order_by_score())
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Index(error) => unusable(&error),
            Failure::Other(problem) => problem,
        }
    }
}

/// Whether the error means damaged files, unlike a full disk.
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
    Problem::warning("another process is updating the index: the newest records may be missing here")
        .hint("run the command again when it has finished")
}

fn only_in_memory(folder: &Path) -> Problem {
    Problem::warning(format!(
        "the index in `{}` cannot be written: it was built for this run only",
        folder.display()
    ))
    .hint("ask for write access to the folder, so that it need not be built each time")
}
