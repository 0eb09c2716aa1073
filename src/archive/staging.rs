use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::id::Id;
use super::store::{BagName, Store};
use crate::files::refusal::cannot_write;
use crate::files::write::sync_folder;
use crate::report::Problem;

/// The folder of unfinished bags.
pub const STAGE: &str = "stage";
/// The file that a process locks while it changes the archive.
pub const LOCK: &str = "lock";
/// The extension of the file that marks a staging as in use.
const IN_USE: &str = "in-use";
/// The extension of a complete staging: its bags belong to the archive, even before they are moved to their
/// places.
const WHOLE: &str = "whole";
/// How long to wait for another process.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long to wait before telling the user about it.
const QUIET: Duration = Duration::from_secs(1);

/// A lock on the archive, released on drop.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Waits until no other process changes the archive.
    ///
    /// # Errors
    /// When that takes longer than a minute, or the system refuses.
    pub fn take(root: &Path) -> Result<Self, Problem> {
        let path = root.join(LOCK);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|error| unwritable(&path, &error))?;
        let (start, mut is_announced) = (Instant::now(), false);
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::Error(error)) => return Err(unwritable(&path, &error)),
                Err(TryLockError::WouldBlock) if start.elapsed() > PATIENCE => return Err(busy(root)),
                Err(TryLockError::WouldBlock) => {
                    if !is_announced && start.elapsed() > QUIET {
                        is_announced = true;
                        // Standard error may be closed.
                        let root = root.display();
                        let _ = writeln!(io::stderr(), "waiting for another process to unlock `{root}`");
                    }
                    sleep(Duration::from_millis(5));
                }
            }
        }
    }
}

/// A folder of unfinished bags, which become part of the archive all at once.
#[derive(Debug)]
pub struct Staging {
    root: PathBuf,
    folder: PathBuf,
    in_use: PathBuf,
    _lock: File,
}

impl Staging {
    /// Starts a staging, after removing what earlier processes left behind.
    ///
    /// # Errors
    /// When the archive is busy for too long, or the system refuses.
    pub fn begin(root: &Path, store: &Store) -> Result<Self, Problem> {
        let _lock = Lock::take(root)?;
        tidy(root, store)?;
        let stages = root.join(STAGE);
        let id = Id::new();
        let (folder, in_use) = (stages.join(id.to_string()), stages.join(format!("{id}.{IN_USE}")));
        let refused = |error| unwritable(&folder, &error);
        fs::create_dir_all(&stages).map_err(refused)?;
        let lock = File::create(&in_use).map_err(refused)?;
        lock.lock().map_err(refused)?;
        fs::create_dir(&folder).map_err(refused)?;
        Ok(Self { root: root.to_owned(), folder, in_use, _lock: lock })
    }

    /// The folder for a new bag.
    pub fn bag(&self, name: BagName) -> PathBuf {
        self.folder.join(name.to_string())
    }

    /// Commits the bags of the staging to the archive, all or none, even if the process is killed. Returns a
    /// warning if they are committed but the next command has to move them to their places.
    ///
    /// # Errors
    /// When `still_valid` fails under the lock, the archive is busy for too long, or the system refuses.
    pub fn put_away(
        self,
        store: &Store,
        still_valid: impl FnOnce() -> Result<(), Problem>,
    ) -> Result<Option<Problem>, Problem> {
        let _lock = Lock::take(&self.root)?;
        still_valid()?;
        let refused = |error| unwritable(&self.folder, &error);
        let whole = self.folder.with_extension(WHOLE);
        sync_folder(&self.folder).map_err(refused)?;
        fs::rename(&self.folder, &whole).map_err(refused)?;
        if let Err(error) = sync_folder(&self.root.join(STAGE)) {
            // The new name may not survive a power cut; under the old one nothing is filed.
            fs::rename(&whole, &self.folder).map_err(refused)?;
            return Err(unwritable(&self.folder, &error));
        }
        Ok(move_bags(&whole, store).err().map(|error| unfinished(store.folder(), &error)))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // The next command removes what is left.
        let _ = fs::remove_dir_all(&self.folder);
        let _ = fs::remove_file(&self.in_use);
    }
}

/// Moves the bags of a complete staging to their places and removes the staging.
fn move_bags(whole: &Path, store: &Store) -> io::Result<()> {
    for entry in fs::read_dir(whole)? {
        let entry = entry?;
        let name = entry.file_name().to_str().and_then(|name| name.parse::<BagName>().ok());
        let Some(name) = name else { continue };
        let place = store.path(name);
        let year = place.parent().unwrap_or(store.folder());
        if !year.is_dir() {
            fs::create_dir_all(year)?;
            sync_folder(store.folder())?;
        }
        // A process that was killed may have moved it already.
        if !place.exists() {
            fs::rename(entry.path(), &place)?;
        }
        sync_folder(year)?;
    }
    // The next command removes what is left.
    let _ = fs::remove_dir_all(whole);
    Ok(())
}

/// Finishes the commits of earlier processes and removes their unfinished stagings. Needs the lock.
///
/// # Errors
/// When the system refuses.
pub fn tidy(root: &Path, store: &Store) -> Result<(), Problem> {
    let stages = root.join(STAGE);
    let refused = |error| unwritable(&stages, &error);
    if !stages.is_dir() {
        return Ok(());
    }
    let entries: Vec<_> = fs::read_dir(&stages).and_then(Iterator::collect).map_err(refused)?;
    for path in entries.iter().map(fs::DirEntry::path) {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some(WHOLE) => move_bags(&path, store).map_err(refused)?,
            Some(IN_USE) if is_abandoned(&path) => {
                let folder = path.with_extension("");
                if folder.is_dir() {
                    fs::remove_dir_all(&folder).map_err(refused)?;
                }
                fs::remove_file(&path).map_err(refused)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether there may be anything to tidy: a check without the lock, to know whether to take it.
pub fn is_untidy(root: &Path) -> bool {
    fs::read_dir(root.join(STAGE)).is_ok_and(|mut entries| entries.next().is_some())
}

/// Whether the process that used a staging has ended.
fn is_abandoned(in_use: &Path) -> bool {
    File::open(in_use).is_ok_and(|file| file.try_lock().is_ok())
}

fn busy(root: &Path) -> Problem {
    Problem::system(format!("another spravka process has locked `{}` for a minute", root.display()))
        .hint("try again when it has finished; nothing was changed")
}

fn unfinished(folder: &Path, error: &io::Error) -> Problem {
    Problem::warning(format!("the bags are filed, but not yet moved to `{}` ({error})", folder.display()))
        .hint("the next command on the archive moves them; do not file them again")
}

/// The archive cannot be written.
pub fn unwritable(path: &Path, error: &io::Error) -> Problem {
    cannot_write(path, error)
        .hint("check that the archive is writable and the disk has free space; nothing was changed")
}
