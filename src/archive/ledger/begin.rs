use std::io;
use std::path::Path;

use super::addition::Addition;
use super::entry::{Deed, Sealed};
use super::path;
use crate::archive::bag::{TAG_MANIFEST, hash_file};
use crate::archive::declaration::{self, FORMAT};
use crate::archive::id::Id;
use crate::archive::store::{BagName, Store};
use crate::files::refusal::cannot_read;
use crate::files::write;
use crate::report::Problem;

/// Begins the ledger of a new archive.
///
/// # Errors
/// When the system refuses.
pub fn new(root: &Path, who: &str) -> Result<(), Problem> {
    write::replace(&path(root), &Addition::first(&[Deed::Begun(Id::new())], who))
}

/// Ensures that an archive has a ledger. One of an older format gets one with every bag that is there, and a
/// warning says so. Needs the lock.
///
/// # Errors
/// When the archive has lost its ledger, or the system refuses.
pub fn ensure(root: &Path, store: &Store, who: &str) -> Result<Option<Problem>, Problem> {
    let is_there = path(root).exists();
    if declaration::read(root)? == FORMAT {
        return if is_there { Ok(None) } else { Err(lost()) };
    }
    // A process that was killed may have begun it already.
    let bags = if is_there { None } else { Some(with_what_is_there(root, store, who)?) };
    declaration::write(root)?;
    Ok(bags.map(begun))
}

/// Begins a ledger with every bag that is there, and returns their number.
///
/// # Errors
/// When the system refuses.
pub fn with_what_is_there(root: &Path, store: &Store, who: &str) -> Result<usize, Problem> {
    let refused = |error: io::Error| cannot_read(store.folder().display(), &error);
    let mut bags = Vec::new();
    for year in store.years().map_err(refused)? {
        bags.extend(Store::bags(&year).map_err(refused)?);
    }
    // An event comes after its record.
    bags.sort();
    // A bag without a tag manifest is damaged, and `verify` names it.
    let sealed = |bag: BagName| {
        let (hash, _) = hash_file(&store.path(bag).join(TAG_MANIFEST)).ok()?;
        Some(Deed::Found(Sealed { bag, hash }))
    };
    let found: Vec<_> = bags.into_iter().filter_map(sealed).collect();
    let number = found.len();
    let deeds: Vec<_> = [Deed::Begun(Id::new())].into_iter().chain(found).collect();
    write::replace(&path(root), &Addition::first(&deeds, who))?;
    Ok(number)
}

/// A ledger was begun with the bags that were there.
pub fn begun(bags: usize) -> Problem {
    Problem::warning(format!(
        "the archive had no ledger: one was begun, and has the {bags} bags that are there"
    ))
    .hint("it protects what is in the archive from now on: keep its seal elsewhere (`spravka archive seal`)")
}

/// The ledger of an archive is missing.
pub fn lost() -> Problem {
    Problem::error("the ledger of the archive is missing").hint(
        "restore `ledger.txt` from a copy of the archive, or begin another one with `spravka archive \
         acknowledge ledger --reason …`",
    )
}
