//! What the index remembers of the folders of the bags, to know without opening a bag whether one has come or gone.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::archive::bag::PAYLOAD;
use crate::archive::id::Id;
use crate::archive::store::{BagName, RECORD, Store};

/// The version of the index: of its fields and of how words are brought to their stems. One of another version is made anew.
pub const VERSION: u32 = 1;

/// How old a change of a folder must be before its time can be relied on. Another change within the same tick of the clock of
/// the file system would leave the time as it is; the coarsest clock in use, of FAT, ticks every two seconds.
const SETTLED: Duration = Duration::from_secs(2);

/// What the index remembers of the folders when it was last brought up to date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderState {
    /// The version of the index.
    pub version: u32,
    /// When the folder of each year was last changed, in nanoseconds since 1970; none where it is to be compared again.
    pub years: BTreeMap<String, Option<u64>>,
}

impl FolderState {
    /// What an empty index remembers.
    pub fn nothing() -> Self {
        Self { version: VERSION, years: BTreeMap::new() }
    }

    /// What was kept with the index; nothing if it cannot be read.
    pub fn parse(kept: Option<&str>) -> Self {
        kept.and_then(|kept| serde_json::from_str(kept).ok()).unwrap_or_else(Self::nothing)
    }

    /// The same, to be kept with the index.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether the folders are as they were.
    pub fn agrees(&self, seen: &Self) -> bool {
        self.years.len() == seen.years.len()
            && seen.years.iter().all(|(year, time)| time.is_some() && self.years.get(year) == Some(time))
    }

    /// Whether the folder of a year may have changed.
    pub fn has_changed(&self, seen: &Self, year: &str) -> bool {
        let time = |of: &Self| of.years.get(year).copied().flatten();
        time(self).is_none() || time(self) != time(seen)
    }
}

/// Looks at the folders of the years as they are now.
///
/// # Errors
/// When the system refuses.
pub fn look(store: &Store) -> io::Result<FolderState> {
    let now = SystemTime::now();
    let mut seen = FolderState::nothing();
    for year in store.years()? {
        let changed = fs::metadata(&year)?.modified()?;
        let is_settled = now.duration_since(changed).is_ok_and(|age| age >= SETTLED);
        let name = year.file_name().unwrap_or_default().to_string_lossy().into_owned();
        seen.years.insert(name, is_settled.then(|| nanoseconds(changed)));
    }
    Ok(seen)
}

/// The state of a file, by which a change of it is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStamp {
    /// Its size in bytes.
    pub size: u64,
    /// When it was last written, in nanoseconds since 1970.
    pub written: u64,
}

impl FileStamp {
    /// What no file is like, so that what was read is read again.
    pub const NONE: Self = Self { size: 0, written: 0 };

    /// The state of a file now.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn of(file: &Path) -> io::Result<Self> {
        Ok(Self::from(&fs::metadata(file)?))
    }

    /// The state of the description of a record now.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn of_record(store: &Store, record: Id) -> io::Result<Self> {
        Self::of(&store.path(BagName { record, event: None }).join(PAYLOAD).join(RECORD))
    }
}

impl From<&Metadata> for FileStamp {
    fn from(about: &Metadata) -> Self {
        Self { size: about.len(), written: about.modified().map_or(0, nanoseconds) }
    }
}

fn nanoseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or_default()
}
