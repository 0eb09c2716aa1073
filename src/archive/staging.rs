use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::bag::{TAG_MANIFEST, hash_file};
use super::clock;
use super::id::Id;
use super::ledger::addition::Addition;
use super::ledger::begin;
use super::ledger::entry::{Deed, Sealed};
use super::store::{BagName, Store};
use crate::files::open;
use crate::files::refusal::cannot_write;
use crate::files::rights::Access;
use crate::files::write::sync_folder;
use crate::limits::METADATA_BYTES;
use crate::report::Problem;
use crate::text::visible_line;

/// The folder of unfinished bags.
pub const STAGE: &str = "stage";
/// The file that a process locks while it changes the archive.
pub const LOCK: &str = "lock";
/// The extension of the file that marks a staging as in use.
const IN_USE: &str = "in-use";
/// The extension of a complete staging: its bags belong to the archive, even before they are moved to their
/// places.
const WHOLE: &str = "whole";
/// The file of a staging with the lines that its commit appends to the ledger.
const LINES: &str = "ledger";
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
    /// When that takes longer than a minute, the clock is wrong, or the system refuses.
    pub fn take(root: &Path) -> Result<Self, Problem> {
        clock::check()?;
        let path = root.join(LOCK);
        let file = open::own_to_append(&path);
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
                        let root = root.display().to_string();
                        let root = visible_line(&root);
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
    who: String,
    /// A warning if the archive had no ledger before.
    begun: Option<Problem>,
    _lock: File,
}

impl Staging {
    /// Starts a staging, after removing what earlier processes left behind.
    ///
    /// # Errors
    /// When the archive is busy for too long or has lost its ledger, or the system refuses.
    pub fn begin(root: &Path, store: &Store, who: &str) -> Result<Self, Problem> {
        let _lock = Lock::take(root)?;
        tidy(root, store)?;
        let begun = begin::ensure(root, store, who)?;
        let stages = root.join(STAGE);
        let id = Id::new();
        let (folder, in_use) = (stages.join(id.to_string()), stages.join(format!("{id}.{IN_USE}")));
        let refused = |error| unwritable(&folder, &error);
        fs::create_dir_all(&stages).map_err(refused)?;
        let lock = open::new(&in_use, Access::Usual).map_err(refused)?;
        lock.lock().map_err(refused)?;
        fs::create_dir(&folder).map_err(refused)?;
        let (root, who) = (root.to_owned(), who.to_owned());
        Ok(Self { root, folder, in_use, who, begun, _lock: lock })
    }

    /// Who uses it.
    pub fn who(&self) -> &str {
        &self.who
    }

    /// The folder for a new bag.
    pub fn bag(&self, name: BagName) -> PathBuf {
        self.folder.join(name.to_string())
    }

    /// Commits the bags of the staging to the archive and its ledger, all or none, even if the process is
    /// killed. Returns warnings, one of them if the next command has to finish the commit.
    ///
    /// # Errors
    /// When `still_valid` fails under the lock, the archive is busy for too long, or the system refuses.
    pub fn put_away(
        self,
        store: &Store,
        still_valid: impl FnOnce() -> Result<(), Problem>,
    ) -> Result<Vec<Problem>, Problem> {
        self.commit(store, || still_valid().map(|()| Vec::new()))
    }

    /// Like [`Staging::put_away`], with further entries for the ledger, which are decided on under the lock.
    ///
    /// # Errors
    /// As there.
    pub fn commit(
        mut self,
        store: &Store,
        decide: impl FnOnce() -> Result<Vec<Deed>, Problem>,
    ) -> Result<Vec<Problem>, Problem> {
        let _lock = Lock::take(&self.root)?;
        // Another process may have been killed meanwhile.
        tidy(&self.root, store)?;
        let decided = decide()?;
        let refused = |error| unwritable(&self.folder, &error);
        let deeds: Vec<Deed> = self.filed().map_err(refused)?.into_iter().chain(decided).collect();
        let (addition, late) = Addition::prepare(&self.root, &deeds, &self.who).map_err(refused)?;
        let lines = self.folder.join(LINES);
        put_synced(&lines, addition.to_text().as_bytes()).map_err(refused)?;
        let whole = self.folder.with_extension(WHOLE);
        sync_folder(&self.folder).map_err(refused)?;
        fs::rename(&self.folder, &whole).map_err(refused)?;
        if let Err(error) = sync_folder(&self.root.join(STAGE)) {
            // The new name may not survive a power cut; under the old one nothing is filed.
            fs::rename(&whole, &self.folder).map_err(refused)?;
            return Err(unwritable(&self.folder, &error));
        }
        let failed = finish(&self.root, &whole, store).err();
        let unfinished = failed.map(|error| unfinished(store.folder(), &error));
        Ok(self.begun.take().into_iter().chain(late).chain(unfinished).collect())
    }

    /// The bags of the staging, for the ledger: a record before its events.
    fn filed(&self) -> io::Result<Vec<Deed>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            names.extend(entry?.file_name().to_str().and_then(|name| name.parse::<BagName>().ok()));
        }
        names.sort();
        let sealed = |bag: BagName| {
            let (hash, _) = hash_file(&self.bag(bag).join(TAG_MANIFEST))?;
            Ok(Deed::Filed(Sealed { bag, hash }))
        };
        names.into_iter().map(sealed).collect()
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // The next command removes what is left.
        let _ = fs::remove_dir_all(&self.folder);
        let _ = fs::remove_file(&self.in_use);
    }
}

/// Writes a file and syncs it.
fn put_synced(path: &Path, data: &[u8]) -> io::Result<()> {
    let mut file = open::new(path, Access::Usual)?;
    file.write_all(data)?;
    file.sync_all()
}

/// Moves the bags of a complete staging to their places, enters them in the ledger and removes the staging.
fn finish(root: &Path, whole: &Path, store: &Store) -> io::Result<()> {
    move_bags(whole, store)?;
    // A version without a ledger left none: one is begun with the bags when it is needed.
    if let Some(addition) =
        open::read_own_text(&whole.join(LINES), METADATA_BYTES).ok().as_deref().and_then(Addition::parse)
    {
        addition.complete(root)?;
    }
    // The next command removes what is left.
    let _ = fs::remove_dir_all(whole);
    Ok(())
}

/// Moves the bags of a complete staging to their places.
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
            Some(WHOLE) => finish(root, &path, store).map_err(refused)?,
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
    open::own(in_use).is_ok_and(|file| file.try_lock().is_ok())
}

fn busy(root: &Path) -> Problem {
    Problem::system(format!("another spravka process has locked `{}` for a minute", root.display()))
        .hint("try again when it has finished; nothing was changed")
}

fn unfinished(folder: &Path, error: &io::Error) -> Problem {
    let folder = folder.display();
    Problem::warning(format!("it is filed, but not yet in `{folder}` and the ledger ({error})"))
        .hint("the next command on the archive finishes it; do not file it again")
}

/// The archive cannot be written.
pub fn unwritable(path: &Path, error: &io::Error) -> Problem {
    cannot_write(path, error)
        .hint("check that the archive is writable and the disk has free space; nothing was changed")
}
