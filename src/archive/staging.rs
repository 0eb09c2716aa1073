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

/// The folder in which bags are made.
pub const STAGE: &str = "stage";
/// The file that whoever changes the archive holds a lock on.
pub const LOCK: &str = "lock";
/// The ending of the file that says that a staging is in use.
const IN_USE: &str = "in-use";
/// The ending of a staging whose bags are all whole: they belong to the archive, wherever they still stand.
const WHOLE: &str = "whole";
/// How long another process is waited for.
const PATIENCE: Duration = Duration::from_secs(60);
/// After how long the user is told that another process is waited for.
const SAY_SO: Duration = Duration::from_secs(1);

/// A lock on the archive; it is given up when this goes out of scope.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Waits until no other process changes the archive.
    ///
    /// # Errors
    /// When the other takes longer than a minute, or the system refuses.
    pub fn take(root: &Path) -> Result<Self, Problem> {
        let path = root.join(LOCK);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|error| unwritable(&path, &error))?;
        let (start, mut said) = (Instant::now(), false);
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::Error(error)) => return Err(unwritable(&path, &error)),
                Err(TryLockError::WouldBlock) if start.elapsed() > PATIENCE => return Err(busy(root)),
                Err(TryLockError::WouldBlock) => {
                    if !said && start.elapsed() > SAY_SO {
                        said = true;
                        // Nobody may be there to read it.
                        let _ = writeln!(
                            io::stderr(),
                            "waiting for another spravka that changes `{}`",
                            root.display()
                        );
                    }
                    sleep(Duration::from_millis(5));
                }
            }
        }
    }
}

/// A folder in which bags are made; what is in it is no part of the archive until it is put away.
#[derive(Debug)]
pub struct Staging {
    root: PathBuf,
    folder: PathBuf,
    in_use: PathBuf,
    _lock: File,
}

impl Staging {
    /// A new staging. What earlier processes have left behind is tidied away first.
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

    /// The folder for one of its bags, which is still to be made.
    pub fn bag(&self, name: BagName) -> PathBuf {
        self.folder.join(name.to_string())
    }

    /// Puts all bags of the staging into the archive: either all of them are in it afterwards or none, whenever the process ends.
    /// Answers with a warning when they are in it, but the next command has still to move them to their places.
    ///
    /// # Errors
    /// When `still` says that the archive is no longer as it was, when it is busy for too long, or the system refuses.
    pub fn put_away(
        self,
        store: &Store,
        still: impl FnOnce() -> Result<(), Problem>,
    ) -> Result<Option<Problem>, Problem> {
        let _lock = Lock::take(&self.root)?;
        still()?;
        let refused = |error| unwritable(&self.folder, &error);
        let whole = self.folder.with_extension(WHOLE);
        sync_folder(&self.folder).map_err(refused)?;
        fs::rename(&self.folder, &whole).map_err(refused)?;
        if let Err(error) = sync_folder(&self.root.join(STAGE)) {
            // Whether the new name lasts is not known: under the old one nothing is filed.
            fs::rename(&whole, &self.folder).map_err(refused)?;
            return Err(unwritable(&self.folder, &error));
        }
        Ok(move_bags(&whole, store).err().map(|error| unfinished(store.folder(), &error)))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is tidied away by the next command.
        let _ = fs::remove_dir_all(&self.folder);
        let _ = fs::remove_file(&self.in_use);
    }
}

/// Moves the bags of a whole staging to their places, and removes the staging.
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
        // A process that ended in between may have moved it already.
        if !place.exists() {
            fs::rename(entry.path(), &place)?;
        }
        sync_folder(year)?;
    }
    // What cannot be removed now is removed by the next command.
    let _ = fs::remove_dir_all(whole);
    Ok(())
}

/// Finishes what an earlier process had begun to put away, and removes what it had not finished. Needs the lock.
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
            Some(IN_USE) if is_left(&path) => {
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

/// Whether there is anything to be tidied: without a lock, and so only to know whether to take it.
pub fn is_untidy(root: &Path) -> bool {
    fs::read_dir(root.join(STAGE)).is_ok_and(|mut entries| entries.next().is_some())
}

/// Whether the process that used a staging has ended.
fn is_left(in_use: &Path) -> bool {
    File::open(in_use).is_ok_and(|file| file.try_lock().is_ok())
}

fn busy(root: &Path) -> Problem {
    Problem::system(format!("another spravka has been changing `{}` for a minute", root.display()))
        .hint("try again when it has ended; nothing was changed")
}

fn unfinished(folder: &Path, error: &io::Error) -> Problem {
    Problem::warning(format!("it is filed, but does not stand in `{}` yet ({error})", folder.display()))
        .hint("the next command on the archive finishes this; do not file it a second time")
}

/// The system refuses to write into the archive.
pub fn unwritable(path: &Path, error: &io::Error) -> Problem {
    cannot_write(path, error)
        .hint("check that the archive may be written to and the disk has room; nothing was changed")
}
