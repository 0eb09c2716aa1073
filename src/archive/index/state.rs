//! The state of the bag folders, which tells without opening a bag whether one was added or removed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::archive::id::Id;
use crate::archive::ledger;
use crate::archive::store::Store;

/// The version of the index: of its fields and its stemming. An index of another version is rebuilt.
pub const VERSION: u32 = 2;

/// The age from which the modification time of a folder can be trusted. Another change within the same tick
/// of the file system's clock would leave the time as it is; the coarsest clock in use, that of FAT, ticks
/// every two seconds.
const SETTLED: Duration = Duration::from_secs(2);

/// The state of the folders at the last sync.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderState {
    /// The version of the index.
    pub version: u32,
    /// The modification time of each year's folder, in nanoseconds since 1970; `None` if it must be compared
    /// again.
    pub years: BTreeMap<String, Option<u64>>,
    /// The records that could not be read completely and are to be read again.
    #[serde(default)]
    pub incomplete: BTreeSet<Id>,
    /// The length of the ledger and its modification time; `None` if it must be compared again.
    #[serde(default)]
    pub ledger: Option<(u64, u64)>,
    /// Whether the bags were not those of the ledger.
    #[serde(default)]
    pub has_strays: bool,
}

impl FolderState {
    /// The state of an empty index.
    pub fn nothing() -> Self {
        Self {
            version: VERSION,
            years: BTreeMap::new(),
            incomplete: BTreeSet::new(),
            ledger: None,
            has_strays: false,
        }
    }

    /// Parses the state stored in the index; an unreadable one is empty.
    pub fn parse(stored: Option<&str>) -> Self {
        stored.and_then(|stored| serde_json::from_str(stored).ok()).unwrap_or_else(Self::nothing)
    }

    /// The text to store in the index.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether neither a folder nor the ledger has changed.
    pub fn agrees(&self, seen: &Self) -> bool {
        self.ledger.is_some()
            && self.ledger == seen.ledger
            && self.years.len() == seen.years.len()
            && seen.years.iter().all(|(year, time)| time.is_some() && self.years.get(year) == Some(time))
    }

    /// Whether the folder of a year may have changed.
    pub fn has_changed(&self, seen: &Self, year: &str) -> bool {
        let time = |of: &Self| of.years.get(year).copied().flatten();
        time(self).is_none() || time(self) != time(seen)
    }
}

/// The state of the folders and of the ledger now.
///
/// # Errors
/// When the system refuses.
pub fn look(root: &Path, store: &Store) -> io::Result<FolderState> {
    let now = SystemTime::now();
    let is_settled = |changed| now.duration_since(changed).is_ok_and(|age| age >= SETTLED);
    let mut seen = FolderState::nothing();
    for year in store.years()? {
        let changed = fs::metadata(&year)?.modified()?;
        let name = year.file_name().unwrap_or_default().to_string_lossy().into_owned();
        seen.years.insert(name, is_settled(changed).then(|| nanoseconds(changed)));
    }
    seen.ledger = match fs::symlink_metadata(ledger::path(root)) {
        Ok(file) => {
            let changed = file.modified()?;
            is_settled(changed).then(|| (file.len(), nanoseconds(changed)))
        }
        // Without a ledger there is nothing to compare: that it was lost does not change.
        Err(_) => Some((0, 0)),
    };
    Ok(seen)
}

/// A time in nanoseconds since 1970.
pub fn nanoseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or_default()
}
