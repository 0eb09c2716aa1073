//! The files of the index: opened, created, deleted, or kept in memory.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use tantivy::directory::error::LockError;
use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyError};

use super::file_stamps;
use super::schema::Fields;
use super::shared::SharedFolder;
use super::state::{FolderState, VERSION};
use super::tokenizer::tokenizers;
use crate::report::Problem;

/// How long to wait for another process that writes the index.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long to wait between attempts.
const PAUSE: Duration = Duration::from_millis(50);
/// The memory for new records before they are written, in bytes.
const BUDGET: usize = 40_000_000;

/// An open index.
pub struct Storage {
    /// Its files.
    pub index: tantivy::Index,
    /// Their reader.
    pub reader: IndexReader,
    /// Its fields.
    pub fields: Fields,
    /// Their folder; `None` in memory.
    pub folder: Option<PathBuf>,
}

/// Why there is no writer.
pub enum NoWriter {
    /// Another process is writing.
    Busy,
    /// The folder cannot be written.
    Refused,
    /// Something else.
    Failed(TantivyError),
}

impl Storage {
    /// Opens the index in a folder. A missing, outdated or damaged one is replaced by an empty one, if
    /// necessary in memory.
    ///
    /// # Errors
    /// When not even that is possible.
    pub fn open(folder: &Path) -> tantivy::Result<Self> {
        let opened = Self::existing(folder).or_else(|_| Self::empty(folder, Keep::IfSound));
        // While another process writes, its files come and go: what looked damaged may only have been
        // unfinished.
        opened.or_else(|_| Self::existing(folder)).or_else(|_| Self::in_memory())
    }

    /// Replaces the index in a folder by an empty one, if necessary in memory.
    ///
    /// # Errors
    /// When not even that is possible.
    pub fn replace(folder: &Path) -> tantivy::Result<Self> {
        Self::empty(folder, Keep::Nothing).or_else(|_| Self::in_memory())
    }

    /// Creates an empty index in memory.
    ///
    /// # Errors
    /// When it cannot be created.
    pub fn in_memory() -> tantivy::Result<Self> {
        let (fields, schema) = Fields::new();
        let index = tantivy::Index::builder().schema(schema).create_in_ram()?;
        Self::over(index, fields, None)
    }

    /// Opens an index of this version with intact files.
    fn existing(folder: &Path) -> tantivy::Result<Self> {
        let index = tantivy::Index::open(SharedFolder(MmapDirectory::open(folder)?))?;
        let (fields, schema) = Fields::new();
        let state = index.load_metas()?.payload;
        if index.schema() != schema || FolderState::parse(state.as_deref()).version != VERSION {
            return Err(unfit("it has another version"));
        }
        let is_sealed = file_stamps::holds(folder);
        if !is_sealed && !index.validate_checksum()?.is_empty() {
            return Err(unfit("it is damaged"));
        }
        let storage = Self::over(index, fields, Some(folder))?;
        if !is_sealed {
            storage.seal();
        }
        Ok(storage)
    }

    fn empty(folder: &Path, keep: Keep) -> tantivy::Result<Self> {
        fs::create_dir_all(folder)?;
        let directory = SharedFolder(MmapDirectory::open(folder)?);
        let _lock = patiently(|| directory.acquire_lock(&INDEX_WRITER_LOCK).map_err(TantivyError::from))?;
        if keep == Keep::IfSound
            && let Ok(existing) = Self::existing(folder)
        {
            return Ok(existing);
        }
        file_stamps::remove_all(folder)?;
        let (fields, schema) = Fields::new();
        let index = tantivy::Index::create(directory, schema, IndexSettings::default())?;
        Self::over(index, fields, Some(folder))
    }

    fn over(mut index: tantivy::Index, fields: Fields, folder: Option<&Path>) -> tantivy::Result<Self> {
        index.set_tokenizers(tokenizers());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { index, reader, fields, folder: folder.map(Path::to_owned) })
    }

    /// The state of the bag folders at the last sync.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn state(&self) -> tantivy::Result<FolderState> {
        Ok(FolderState::parse(self.index.load_metas()?.payload.as_deref()))
    }

    /// The writer, as soon as no other process has it.
    ///
    /// # Errors
    /// When it cannot be had.
    pub fn writer(&self) -> Result<IndexWriter, NoWriter> {
        let options =
            || IndexWriterOptions::builder().memory_budget_per_thread(BUDGET).num_merge_threads(1).build();
        patiently(|| self.index.writer_with_options(options())).map_err(|error| match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => NoWriter::Busy,
            TantivyError::LockFailure(LockError::IoError(_), _) => NoWriter::Refused,
            other => NoWriter::Failed(other),
        })
    }

    /// Lists the files as they are, so that their checksums need not be verified next time.
    pub fn seal(&self) {
        if let Some(folder) = &self.folder {
            let _verified_next_time = file_stamps::write(folder);
        }
    }
}

/// What to keep of an index in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// An intact one, which another process has just created.
    IfSound,
    /// Nothing.
    Nothing,
}

/// Retries while another process holds the lock, up to [`PATIENCE`].
fn patiently<T>(mut attempt: impl FnMut() -> tantivy::Result<T>) -> tantivy::Result<T> {
    let start = Instant::now();
    loop {
        match attempt() {
            Err(TantivyError::LockFailure(LockError::LockBusy, _)) if start.elapsed() < PATIENCE => {
                thread::sleep(PAUSE);
            }
            result => return result,
        }
    }
}

fn unfit(why: &str) -> TantivyError {
    TantivyError::InvalidArgument(why.to_owned())
}

/// The problem of an index that cannot be used.
pub fn unusable(error: &TantivyError) -> Problem {
    Problem::system(format!("cannot use the index of the archive ({error})"))
        .hint("delete the folder `index` of the archive: it is rebuilt from the records")
}
