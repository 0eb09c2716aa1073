//! The archive: a folder of plain files that outlive this program. Each record is a bag (BagIt 1.0, RFC
//! 8493), written once and never changed; each later event is a sibling bag. Everything else can be rebuilt
//! from the bags.
//!
//! ```text
//! spravka-archive.toml     declares the folder an archive, with its format
//! README.txt               explains the folder to people
//! records/2026/<id>/       the bag of a record
//! records/2026/<id>.<id>/  the bag of a later event
//! ledger.txt               the order of all bags, each line chained to the one before
//! fixity/                  the reports of `verify`
//! index/                   the search index: a cache
//! stage/                   unfinished bags
//! ```

/// From a brief to a record.
pub mod ingest;
/// The check of every bag.
pub mod audit;
/// BagIt bags (RFC 8493): folders with the hashes of their files.
pub mod bag;
/// What is not as it was filed, recorded with the reason.
pub mod acknowledge;
/// Who changes the archive.
pub mod actor;
mod clock;
/// The file that declares a folder an archive.
pub mod declaration;
/// The order of all bags, chained by hashes.
pub mod ledger;
mod metadata;
mod plain_text;
/// The terms of filing.
pub mod terms;
/// A record in a list.
pub mod summary;
/// What happens to a record after filing.
pub mod event;
/// The check of one bag.
pub mod fixity;
/// The ids of records and events.
pub mod id;
/// The bag of an event.
pub mod event_bag;
/// Records copied for another archive.
pub mod export;
/// The search index.
pub mod index;
/// The bags held against the ledger.
pub mod reconcile;
/// The metadata of a paper.
pub mod record;
/// Which papers and numbers were filed before.
mod register;
/// The folders of the bags.
pub mod store;
/// Detached signatures.
pub mod signature;
mod signed_data;
/// The state of the ledger, written to a file.
pub mod sealing;
/// The folder of unfinished bags, and the lock.
pub mod staging;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::files::refusal::cannot_write;
use crate::files::write;
use crate::report::Problem;
use event::{Change, Event};
use id::Id;
use index::Index;
use record::Record;
use store::Store;

/// The text that explains the folder to people.
const README: &str = include_str!("archive/README.txt");

/// An archive.
#[derive(Debug)]
pub struct Archive {
    root: PathBuf,
    store: Store,
}

impl Archive {
    /// Creates an empty archive.
    ///
    /// # Errors
    /// When the folder is not empty, the clock is wrong, or the system refuses.
    pub fn init(root: &Path, who: &str) -> Result<Self, Problem> {
        clock::check()?;
        let refused = |error: io::Error| cannot_write(root, &error);
        fs::create_dir_all(root).map_err(refused)?;
        if fs::read_dir(root).map_err(refused)?.next().is_some() {
            return Err(not_empty(root));
        }
        fs::create_dir(root.join("records")).map_err(refused)?;
        write::replace(&root.join("README.txt"), README.as_bytes())?;
        ledger::begin::new(root, who)?;
        declaration::write(root)?;
        Self::open(root)
    }

    /// Opens an archive. If it is writable, what an earlier process left unfinished is finished or removed.
    ///
    /// # Errors
    /// When the folder is not an archive, or has a newer format.
    pub fn open(root: &Path) -> Result<Self, Problem> {
        declaration::read(root)?;
        let archive = Self { root: root.to_owned(), store: Store::new(root.join("records")) };
        if staging::is_untidy(root)
            && let Ok(_lock) = staging::Lock::take(root)
        {
            // A reader does not need it tidy, so a failure does not matter.
            let _ = staging::tidy(root, &archive.store);
        }
        Ok(archive)
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A record and its events.
    ///
    /// # Errors
    /// When there is no such record, or it cannot be read.
    pub fn history(&self, id: Id) -> Result<(Record, Vec<Event>), Problem> {
        Ok((self.store.record(id)?, self.store.events(id)?))
    }

    /// Ensures that the bags of a record are those in the ledger: without one of them, an annulled record
    /// could seem to be in force.
    ///
    /// # Errors
    /// When they are not.
    pub fn is_as_in_ledger(&self, id: Id) -> Result<(), Problem> {
        reconcile::of_record(&self.root, &self.store, id)?.into_iter().next().map_or(Ok(()), Err)
    }

    /// Ensures that a record is neither superseded nor annulled.
    ///
    /// # Errors
    /// When it is, its events are not those in the ledger, or there is no such record.
    pub fn still_in_force(&self, id: Id) -> Result<(), Problem> {
        let (_, events) = self.history(id)?;
        let ended = events.iter().find_map(|event| match &event.change {
            Change::Superseded { by, .. } => Some(format!("replaced by `{by}`")),
            Change::Annulled { .. } => Some("annulled".to_owned()),
            Change::Signed { .. } => None,
        });
        ended.map_or_else(|| self.is_as_in_ledger(id), |how| Err(no_longer_in_force(id, &how)))
    }

    /// Its index, not yet synced.
    ///
    /// # Errors
    /// When it can neither be read nor rebuilt.
    pub fn index(&self) -> Result<Index, Problem> {
        Index::open(&self.root.join("index"), self.store.clone())
    }

    /// Its bags.
    pub fn store(&self) -> &Store {
        &self.store
    }
}

fn not_empty(root: &Path) -> Problem {
    Problem::usage(format!("`{}` is not empty", root.display()))
        .hint("name a new or an empty folder; nothing was changed")
}

fn no_longer_in_force(id: Id, how: &str) -> Problem {
    Problem::usage(format!("record `{id}` was already {how}")).hint("nothing was changed")
}
