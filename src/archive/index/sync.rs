//! From the bags to the index: the bags that were added or removed since the last sync.

use std::collections::{BTreeMap, HashMap};

use tantivy::{IndexWriter, Searcher, TantivyError, Term};

use super::fast_fields::FastFields;
use super::schema::{Fields, IndexedRecord};
use super::state::FolderState;
use crate::archive::id::Id;
use crate::archive::record::Record;
use crate::archive::store::{BagName, Store};
use crate::files::refusal::cannot_read;
use crate::report::Problem;

/// After how many bytes of text to commit, so that memory stays bounded and an interrupted sync loses little.
const BATCH_BYTES: usize = 32 * 1024 * 1024;
/// After how many records to commit.
const BATCH_RECORDS: usize = 10_000;

/// A record and its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bags {
    /// The record.
    pub record: Id,
    /// The events.
    pub events: Vec<Id>,
}

/// The difference between the bags and the index.
#[derive(Debug, Default)]
pub struct SyncPlan {
    /// The records to read.
    pub changed: Vec<Bags>,
    /// The records to remove.
    pub removed: Vec<Id>,
}

/// The result of a sync.
#[derive(Debug, Default)]
pub struct Refreshed {
    /// How many records were read.
    pub read: u64,
    /// How many records were removed.
    pub removed: u64,
    /// What could not be read. The next sync tries again; everything else can be found.
    pub problems: Vec<Problem>,
}

/// Why a sync failed.
#[derive(Debug)]
pub enum Failure {
    /// The files of the index.
    Index(TantivyError),
    /// Anything else.
    Other(Problem),
}

impl From<TantivyError> for Failure {
    fn from(error: TantivyError) -> Self {
        Self::Index(error)
    }
}

impl SyncPlan {
    /// Compares the bags of each year that may have changed with the index.
    ///
    /// # Errors
    /// When a folder or the index cannot be read.
    pub fn of(
        store: &Store,
        searcher: &Searcher,
        remembered: &FolderState,
        seen: &FolderState,
    ) -> Result<Self, Failure> {
        let has_changed = |year: &str| remembered.has_changed(seen, year);
        let mut known = known(searcher, &has_changed)?;
        let mut plan = Self::default();
        for folder in store.years().map_err(|error| unlisted(store, &error))? {
            let year = folder.file_name().unwrap_or_default().to_string_lossy();
            if has_changed(&year) {
                let listed = Store::bags(&folder).map_err(|error| unlisted(store, &error))?;
                // A bag in the folder of another year cannot be found there by its name: `verify` reports it.
                let listed = listed.into_iter().filter(|bag| year.parse() == Ok(bag.record.year()));
                for bags in by_record(listed) {
                    // A record never changes, so its events tell whether there is anything to read.
                    let is_known = known.remove(&bags.record).is_some_and(|events| events == bags.events);
                    let is_complete = !remembered.incomplete.contains(&bags.record);
                    plan.changed.extend((!is_known || !is_complete).then_some(bags));
                }
            }
        }
        plan.removed.extend(known.into_keys());
        Ok(plan)
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.removed.is_empty()
    }
}

/// The indexed records of the years that may have changed, with their events.
fn known(searcher: &Searcher, has_changed: &dyn Fn(&str) -> bool) -> tantivy::Result<HashMap<Id, Vec<Id>>> {
    let mut known = HashMap::new();
    let mut years: HashMap<i32, bool> = HashMap::new();
    for segment in searcher.segment_readers() {
        let fast_fields = FastFields::open(segment)?;
        for document in segment.doc_ids_alive() {
            let id = fast_fields.id(document);
            if *years.entry(id.year()).or_insert_with(|| has_changed(&format!("{:04}", id.year()))) {
                known.insert(id, fast_fields.events(document));
            }
        }
    }
    Ok(known)
}

/// Groups sorted bags by record. Events without a record are dropped.
fn by_record(listed: impl Iterator<Item = BagName>) -> Vec<Bags> {
    let mut all: Vec<Bags> = Vec::new();
    for bag in listed {
        match (bag.event, all.last_mut()) {
            (None, _) => all.push(Bags { record: bag.record, events: Vec::new() }),
            (Some(event), Some(bags)) if bags.record == bag.record => bags.events.push(event),
            (Some(_), _) => {}
        }
    }
    all
}

/// Writes the changes into the index.
pub struct Sync<'a> {
    /// The bags.
    pub store: &'a Store,
    /// The fields of the index.
    pub fields: &'a Fields,
    /// The writer, of which there is only one.
    pub writer: IndexWriter,
    /// The state to store in the index.
    pub seen: FolderState,
    /// The result so far.
    pub done: Refreshed,
}

impl Sync<'_> {
    /// Carries out a plan and reports the progress as the number of records read and of those to read.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn run(mut self, plan: &SyncPlan, progress: &mut dyn FnMut(u64, u64)) -> Result<Refreshed, Failure> {
        for removed in &plan.removed {
            self.remove(*removed);
            self.seen.incomplete.remove(removed);
            self.done.removed += 1;
        }
        let (mut bytes, mut records) = (0, 0);
        for (done, bags) in plan.changed.iter().enumerate() {
            progress(done as u64, plan.changed.len() as u64);
            bytes += self.read(bags)?;
            records += 1;
            if bytes > BATCH_BYTES || records > BATCH_RECORDS {
                let unfinished = FolderState { years: BTreeMap::new(), ..self.seen.clone() };
                self.commit(&unfinished)?;
                (bytes, records) = (0, 0);
            }
        }
        progress(plan.changed.len() as u64, plan.changed.len() as u64);
        self.commit(&self.seen.clone())?;
        self.writer.wait_merging_threads()?;
        Ok(self.done)
    }

    /// Indexes a record and returns the length of its text in bytes.
    fn read(&mut self, bags: &Bags) -> Result<usize, Failure> {
        self.remove(bags.record);
        self.seen.incomplete.remove(&bags.record);
        let problems = self.done.problems.len();
        let record = read(self.store, bags, &mut self.done.problems);
        if self.done.problems.len() > problems {
            self.seen.incomplete.insert(bags.record);
            self.seen.years.insert(format!("{:04}", bags.record.year()), None);
        }
        let Some(record) = record else { return Ok(0) };
        self.writer.add_document(self.fields.document(&record))?;
        self.done.read += 1;
        Ok(record.texts.iter().map(|(_, text)| text.len()).sum())
    }

    fn remove(&self, record: Id) {
        self.writer.delete_term(Term::from_field_text(self.fields.id, &record.to_string()));
    }

    fn commit(&mut self, state: &FolderState) -> Result<(), Failure> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&state.to_text());
        commit.commit()?;
        Ok(())
    }
}

/// Reads what to index of a record; `None` if its metadata cannot be read.
fn read<'a>(store: &Store, bags: &'a Bags, problems: &mut Vec<Problem>) -> Option<IndexedRecord<'a>> {
    let record = ok(read_record(store, bags.record), problems)?;
    let mut texts = Vec::new();
    for paper in &record.papers {
        let text = ok(store.text(record.id, paper), problems);
        texts.extend(text.map(|text| (paper.language.clone(), text)));
    }
    let event = |id: &Id| ok(store.event(BagName { record: bags.record, event: Some(*id) }), problems);
    let events = bags.events.iter().filter_map(event).collect();
    Some(IndexedRecord { record, events, event_bags: &bags.events, texts })
}

/// Reads a record and checks its id.
///
/// # Errors
/// When it cannot be read, or has another id.
fn read_record(store: &Store, id: Id) -> Result<Record, Problem> {
    let record = store.record(id)?;
    if record.id == id { Ok(record) } else { Err(about_another(id)) }
}

fn ok<T>(read: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    read.map_err(|problem| problems.push(problem)).ok()
}

fn about_another(id: Id) -> Problem {
    Problem::error(format!("record `{id}`: its `record.toml` is of another record"))
        .hint("`spravka archive verify` lists all damage")
}

fn unlisted(store: &Store, error: &std::io::Error) -> Failure {
    Failure::Other(cannot_read(store.folder().display(), error))
}
