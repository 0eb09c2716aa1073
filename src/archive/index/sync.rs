//! From the bags to the index: what has come, changed or gone since it was last brought up to date.

use std::collections::HashMap;

use tantivy::{IndexWriter, Searcher, TantivyError, Term};

use super::fast_fields::{FastFields, KnownRecord};
use super::schema::{Fields, IndexedRecord};
use super::state::{FileStamp, FolderState};
use crate::archive::event::Event;
use crate::archive::id::Id;
use crate::archive::record::Record;
use crate::archive::store::{BagName, Store};
use crate::files::refusal::cannot_read;
use crate::report::Problem;

/// After how many bytes of text what was read is kept, so that it never fills the memory and is not lost on the way.
const BATCH_BYTES: usize = 32 * 1024 * 1024;
/// After how many records it is kept.
const BATCH_RECORDS: usize = 10_000;

/// A record and the bags about it, by their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bags {
    /// The record.
    pub record: Id,
    /// The events.
    pub events: Vec<Id>,
}

/// What is to be done.
#[derive(Debug, Default)]
pub struct SyncPlan {
    /// The records that are to be read.
    pub anew: Vec<Bags>,
    /// The records that are no longer there.
    pub gone: Vec<Id>,
}

/// What was done.
#[derive(Debug, Default)]
pub struct Refreshed {
    /// How many records were read.
    pub read: u64,
    /// How many records are no longer there.
    pub gone: u64,
    /// What could not be read: it is tried again the next time, and all the rest can be found.
    pub problems: Vec<Problem>,
}

/// Why the index could not be brought up to date.
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
    /// Compares the bags of each year that may have changed with what the index knows.
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
                for bags in together(listed) {
                    let is_known =
                        known.remove(&bags.record).is_some_and(|known| is_same(store, &known, &bags));
                    plan.anew.extend((!is_known).then_some(bags));
                }
            }
        }
        plan.gone.extend(known.into_keys());
        Ok(plan)
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.anew.is_empty() && self.gone.is_empty()
    }
}

/// What the index knows of the records of the years that may have changed.
fn known(
    searcher: &Searcher,
    has_changed: &dyn Fn(&str) -> bool,
) -> tantivy::Result<HashMap<Id, KnownRecord>> {
    let mut known = HashMap::new();
    let mut years: HashMap<i32, bool> = HashMap::new();
    for part in searcher.segment_readers() {
        let fast_fields = FastFields::open(part)?;
        for document in part.doc_ids_alive() {
            let year = fast_fields.id(document).year();
            if *years.entry(year).or_insert_with(|| has_changed(&format!("{year:04}"))) {
                let record = fast_fields.known(document);
                known.insert(record.id, record);
            }
        }
    }
    Ok(known)
}

/// The bags about each record that there is; they stand together in a list in the order of their names.
fn together(listed: impl Iterator<Item = BagName>) -> Vec<Bags> {
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

fn is_same(store: &Store, known: &KnownRecord, bags: &Bags) -> bool {
    known.events == bags.events
        && FileStamp::of_record(store, known.id).is_ok_and(|stamp| stamp == known.stamp)
}

/// Writes into the index what has changed.
pub struct Sync<'a> {
    /// The bags.
    pub store: &'a Store,
    /// The fields of the index.
    pub fields: &'a Fields,
    /// The only one who may write.
    pub writer: IndexWriter,
    /// What the index will remember.
    pub seen: FolderState,
    /// What has been done.
    pub done: Refreshed,
}

impl Sync<'_> {
    /// Does what is planned; tells how many records are done, and of how many.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn carry_out(
        mut self,
        plan: &SyncPlan,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Refreshed, Failure> {
        for gone in &plan.gone {
            self.remove(*gone);
            self.done.gone += 1;
        }
        let (mut bytes, mut records) = (0, 0);
        let mut unfinished = self.seen.clone();
        unfinished.years.clear();
        for (done, bags) in plan.anew.iter().enumerate() {
            progress(done as u64, plan.anew.len() as u64);
            bytes += self.read(bags)?;
            records += 1;
            if bytes > BATCH_BYTES || records > BATCH_RECORDS {
                self.keep(&unfinished)?;
                (bytes, records) = (0, 0);
            }
        }
        progress(plan.anew.len() as u64, plan.anew.len() as u64);
        self.keep(&self.seen.clone())?;
        self.writer.wait_merging_threads()?;
        Ok(self.done)
    }

    /// Takes one record into the index; gives how many bytes of text it has.
    fn read(&mut self, bags: &Bags) -> Result<usize, Failure> {
        self.remove(bags.record);
        let problems = self.done.problems.len();
        let read = ReadRecord::of(self.store, bags, &mut self.done.problems);
        if self.done.problems.len() > problems {
            self.seen.years.insert(format!("{:04}", bags.record.year()), None);
        }
        let Some(read) = read else { return Ok(0) };
        self.writer.add_document(self.fields.document(&read.described()))?;
        self.done.read += 1;
        Ok(read.texts.iter().map(|(_, text)| text.len()).sum())
    }

    fn remove(&self, record: Id) {
        self.writer.delete_term(Term::from_field_text(self.fields.id, &record.to_string()));
    }

    fn keep(&mut self, remembered: &FolderState) -> Result<(), Failure> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&remembered.to_text());
        commit.commit()?;
        Ok(())
    }
}

/// A record as its bags have it.
struct ReadRecord {
    record: Record,
    events: Vec<Event>,
    event_bags: Vec<Id>,
    texts: Vec<(String, String)>,
    stamp: FileStamp,
}

impl ReadRecord {
    /// Reads a record and the bags about it; none if there is no description of it that can be read.
    fn of(store: &Store, bags: &Bags, problems: &mut Vec<Problem>) -> Option<Self> {
        let before = problems.len();
        // The state first: a change while the file is read is noticed the next time.
        let stamp = FileStamp::of_record(store, bags.record).unwrap_or(FileStamp::NONE);
        let record = keep(described(store, bags.record), problems)?;
        let mut texts = Vec::new();
        for paper in &record.papers {
            let text = keep(store.text(record.id, paper), problems);
            texts.extend(text.map(|text| (paper.language.clone(), text)));
        }
        let mut read = Self { record, events: Vec::new(), event_bags: Vec::new(), texts, stamp };
        for event in &bags.events {
            let bag = BagName { record: bags.record, event: Some(*event) };
            if let Some(happened) = keep(store.event(bag), problems) {
                read.events.push(happened);
                read.event_bags.push(*event);
            }
        }
        if problems.len() > before {
            read.stamp = FileStamp::NONE;
        }
        Some(read)
    }

    fn described(&self) -> IndexedRecord<'_> {
        let Self { record, events, event_bags, texts, stamp } = self;
        IndexedRecord { record, events, event_bags, texts, stamp: *stamp }
    }
}

/// The description of a record, if it is about this record.
///
/// # Errors
/// When it cannot be read, or is about another.
pub fn described(store: &Store, id: Id) -> Result<Record, Problem> {
    let record = store.record(id)?;
    if record.id == id { Ok(record) } else { Err(about_another(id)) }
}

fn keep<T>(read: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    read.map_err(|problem| problems.push(problem)).ok()
}

fn about_another(id: Id) -> Problem {
    Problem::error(format!("what is filed as record `{id}` describes another record"))
        .hint("`spravka archive verify` finds everything that is damaged")
}

fn unlisted(store: &Store, error: &std::io::Error) -> Failure {
    Failure::Other(cannot_read(store.folder().display(), error))
}
