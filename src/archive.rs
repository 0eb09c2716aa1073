//! The archive: a folder of plain files that outlive this program. Each record is a bag (BagIt 1.0, RFC 8493) that is written
//! once and never changed; what happens to it later is a bag of its own beside it. All else can be made again from the bags.
//!
//! ```text
//! spravka-archive.toml     says that the folder is an archive, and of which format
//! README.txt               says the same to people
//! records/2026/<id>/       a record: one bag
//! records/2026/<id>.<id>/  what happened to it: one bag for each event
//! fixity/                  what each check of the bags has found
//! index/                   for searching: made anew from the bags when it is gone
//! stage/                   where bags are made
//! ```

/// Filing a paper: from a brief to a record.
pub mod ingest;
/// Every bag checked.
pub mod audit;
/// Bags (RFC 8493): folders that tell whether they are whole.
pub mod bag;
mod clock;
mod metadata;
mod plain_text;
/// The terms that a paper is filed under.
pub mod terms;
/// What is said of a record in a list.
pub mod summary;
/// What happens to a record after it was filed.
pub mod event;
/// Whether a bag is as it was written.
pub mod fixity;
/// The ids of records and events.
pub mod id;
/// What happened to a record, as a bag beside it.
pub mod event_bag;
/// Records handed on to another archive.
pub mod export;
/// The index, in which records are found.
pub mod index;
/// What the archive knows of one paper.
pub mod record;
/// Where the bags stand.
pub mod store;
/// Detached signatures, kept beside the papers.
pub mod signature;
/// Where bags are made before they belong to the archive.
pub mod staging;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files::refusal::cannot_write;
use crate::files::write;
use crate::report::Problem;
use event::{Change, Event};
use id::Id;
use index::Index;
use record::Record;
use store::Store;

/// The version of the layout above that this program writes. An archive with a higher one is not touched.
pub const FORMAT: u32 = 1;
/// The file that says that a folder is an archive.
pub const DECLARATION: &str = "spravka-archive.toml";
/// What tells people what they have before them.
const README: &str = include_str!("archive/README.txt");

/// An archive.
#[derive(Debug)]
pub struct Archive {
    root: PathBuf,
    store: Store,
}

/// What `spravka-archive.toml` says.
#[derive(Debug, Serialize, Deserialize)]
struct Declaration {
    format: u32,
}

impl Archive {
    /// Makes a new, empty archive.
    ///
    /// # Errors
    /// When there is anything in the folder, or the system refuses.
    pub fn init(root: &Path) -> Result<Self, Problem> {
        let refused = |error: io::Error| cannot_write(root, &error);
        fs::create_dir_all(root).map_err(refused)?;
        if fs::read_dir(root).map_err(refused)?.next().is_some() {
            return Err(not_empty(root));
        }
        fs::create_dir(root.join("records")).map_err(refused)?;
        write::replace(&root.join("README.txt"), README.as_bytes())?;
        let declaration = format!("# An archive of spravka: see README.txt.\nformat = {FORMAT}\n");
        write::replace(&root.join(DECLARATION), declaration.as_bytes())?;
        Self::open(root)
    }

    /// Opens an archive. What an earlier process has left unfinished is finished or tidied away, if the archive may be
    /// written to.
    ///
    /// # Errors
    /// When the folder is no archive, or one of a newer format.
    pub fn open(root: &Path) -> Result<Self, Problem> {
        let declaration =
            fs::read_to_string(root.join(DECLARATION)).map_err(|error| no_archive(root, &error))?;
        let declaration: Declaration =
            toml::from_str(&declaration).map_err(|error| damaged_declaration(root, &error))?;
        if declaration.format > FORMAT {
            return Err(newer(root, declaration.format));
        }
        let archive = Self { root: root.to_owned(), store: Store::new(root.join("records")) };
        if staging::is_untidy(root)
            && let Ok(_lock) = staging::Lock::take(root)
        {
            // Whoever only reads needs nothing of it.
            let _ = staging::tidy(root, &archive.store);
        }
        Ok(archive)
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What a record counts as now, with all that happened to it.
    ///
    /// # Errors
    /// When there is no such record, or its description cannot be read.
    pub fn history(&self, id: Id) -> Result<(Record, Vec<Event>), Problem> {
        Ok((self.store.record(id)?, self.store.events(id)?))
    }

    /// Makes sure that a record is neither replaced nor annulled.
    ///
    /// # Errors
    /// When it is, or there is no such record.
    pub fn still_in_force(&self, id: Id) -> Result<(), Problem> {
        let (_, events) = self.history(id)?;
        let ended = events.iter().find_map(|event| match &event.change {
            Change::Superseded { by, .. } => Some(format!("replaced by `{by}`")),
            Change::Annulled { .. } => Some("annulled".to_owned()),
            Change::Signed { .. } => None,
        });
        ended.map_or(Ok(()), |how| Err(no_longer_in_force(id, &how)))
    }

    /// Its index, as it was left.
    ///
    /// # Errors
    /// When it can neither be read nor be made anew.
    pub fn index(&self) -> Result<Index, Problem> {
        Index::open(&self.root.join("index"), self.store.clone())
    }

    /// Its bags.
    pub fn store(&self) -> &Store {
        &self.store
    }
}

fn not_empty(root: &Path) -> Problem {
    Problem::usage(format!("there is something in `{}`", root.display()))
        .hint("an archive begins in a new folder, or in an empty one; nothing was changed")
}

fn no_archive(root: &Path, error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::PermissionDenied => {
            Problem::system(format!("`{}` may not be read (permission denied)", root.display()))
        }
        _ => Problem::usage(format!("`{}` is no archive: it has no `{DECLARATION}`", root.display()))
            .hint("name the folder of an archive with `--archive`, or make one with `spravka archive init`"),
    }
}

fn no_longer_in_force(id: Id, how: &str) -> Problem {
    Problem::usage(format!("the record `{id}` was {how} already")).hint("nothing was changed")
}

fn damaged_declaration(root: &Path, error: &toml::de::Error) -> Problem {
    Problem::error(format!("`{}` is damaged ({})", root.join(DECLARATION).display(), error.message().trim()))
        .hint(format!("it has one line: `format = {FORMAT}`"))
}

fn newer(root: &Path, format: u32) -> Problem {
    Problem::usage(format!(
        "the archive `{}` is of format {format}, and this program knows formats up to {FORMAT}",
        root.display()
    ))
    .hint("use a newer version of spravka; nothing was changed")
}
