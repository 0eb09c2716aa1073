use std::fs;
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Archive;
use super::bag::files_below;
use super::fixity;
use super::id::Id;
use super::ledger::{self, LEDGER};
use super::reconcile::{Settled, no_ledger};
use super::store::{BagName, Store};
use crate::files::ending;
use crate::files::open;
use crate::files::refusal::{already_exists, cannot_read, cannot_write};
use crate::files::rights::Access;
use crate::files::write::{self, sync_folder};
use crate::report::Problem;

/// How exported bags are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Folder,
    Zip,
    Tar,
    TarGz,
}

/// Copies the bags of records and of their events, and the ledger, into a folder, a ZIP or a tar, which may
/// be gzipped. Every bag is checked first. Returns warnings.
///
/// # Errors
/// When there is no such record, a bag is damaged or not as the ledger has it, the target exists, it has
/// another ledger, or the system refuses.
pub fn export(
    archive: &Archive,
    ids: &[Id],
    target: &Path,
    progress: &dyn Fn(u64, u64),
) -> Result<Vec<Problem>, Vec<Problem>> {
    let packing = packing(target)?;
    let store = archive.store();
    let settled = Settled::take(archive.root(), store)?;
    let mut bags = Vec::new();
    for id in ids {
        store.record(*id)?;
        archive.is_as_in_ledger(*id)?;
        bags.extend(store.bags_of(*id)?);
    }
    bags.sort();
    bags.dedup();
    let ledger = if settled.has_ledger.clone()? { Some(ledger(archive.root())?) } else { None };
    let warnings = settled.begun.iter().cloned().chain(ledger.is_none().then(no_ledger)).collect();
    // What is copied is never changed.
    drop(settled);
    let damaged: Vec<_> = bags.iter().filter_map(|bag| damaged(store, *bag)).collect();
    if !damaged.is_empty() {
        return Err(damaged);
    }
    if let (Some(ledger), Packing::Folder) = (&ledger, packing) {
        goes_on(ledger, target)?;
    }
    let packed = match packing {
        Packing::Folder => into_folder(store, &bags, target, progress),
        packing => into_file(store, &bags, ledger.as_deref(), target, packing, progress),
    };
    packed.map_err(|error| vec![unwritable(target, &error)])?;
    if let (Some(ledger), Packing::Folder) = (&ledger, packing) {
        write::replace(&ledger::path(target), ledger)?;
    }
    Ok(warnings)
}

/// The complete lines of the ledger.
fn ledger(root: &Path) -> Result<Vec<u8>, Problem> {
    let path = ledger::path(root);
    let mut lines = open::read_own(&path, u64::MAX).map_err(|error| cannot_read(path.display(), &error))?;
    lines.truncate(lines.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1));
    Ok(lines)
}

/// Ensures that the ledger goes on from the one that a folder has from an earlier export.
fn goes_on(ledger: &[u8], target: &Path) -> Result<(), Problem> {
    let earlier = open::read_own(&ledger::path(target), u64::MAX).unwrap_or_default();
    if ledger.starts_with(&earlier) { Ok(()) } else { Err(other_ledger(target)) }
}

/// How what is named by this path is packed.
fn packing(target: &Path) -> Result<Packing, Problem> {
    let is_tar =
        || target.file_stem().is_some_and(|stem| ending::of_file(Path::new(stem)).as_deref() == Some("tar"));
    match ending::of_file(target).as_deref() {
        None => Ok(Packing::Folder),
        Some("zip") => Ok(Packing::Zip),
        Some("tar") => Ok(Packing::Tar),
        Some("tgz") => Ok(Packing::TarGz),
        Some("gz") if is_tar() => Ok(Packing::TarGz),
        Some(_) => Err(other_kind(target)),
    }
}

fn damaged(store: &Store, bag: BagName) -> Option<Problem> {
    match fixity::check(&store.path(bag)) {
        Ok(found) => found.damage.into_iter().next().map(|damage| not_whole(bag, &damage.to_string())),
        Err(error) => Some(cannot_read(store.path(bag).display(), &error)),
    }
}

/// Copies bags into a folder. Each has a name that begins with a dot until it is complete, so that a mirror
/// of the folder sees complete bags only. An existing bag stays as it is.
fn into_folder(
    store: &Store,
    bags: &[BagName],
    target: &Path,
    progress: &dyn Fn(u64, u64),
) -> io::Result<()> {
    fs::create_dir_all(target)?;
    for (index, bag) in bags.iter().enumerate() {
        let (from, to) = (store.path(*bag), target.join(bag.to_string()));
        let staged = target.join(format!(".{bag}.part"));
        if !to.exists() {
            if fs::symlink_metadata(&staged).is_ok() {
                fs::remove_dir_all(&staged)?;
            }
            for file in files_below(&from, Path::new(""))? {
                let path = staged.join(&file);
                path.parent().map_or(Ok(()), fs::create_dir_all)?;
                copy(&from.join(&file), &path)?;
            }
            fs::rename(&staged, &to)?;
            sync_folder(target)?;
        }
        progress(index as u64 + 1, bags.len() as u64);
    }
    Ok(())
}

/// Copies a file of a bag with its rights, and syncs the copy.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let (mut from, mut to) = (open::own(from)?, open::new(to, Access::Private)?);
    io::copy(&mut from, &mut to)?;
    to.set_permissions(from.metadata()?.permissions())?;
    to.sync_all()
}

/// Packs bags into one file, which gets its name only when it is complete.
fn into_file(
    store: &Store,
    bags: &[BagName],
    ledger: Option<&[u8]>,
    target: &Path,
    packing: Packing,
    progress: &dyn Fn(u64, u64),
) -> io::Result<()> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut staged = tempfile::Builder::new().prefix(".spravka-").suffix(".part").tempfile_in(folder)?;
    let files = |bag: &BagName| -> io::Result<Vec<(String, PathBuf)>> {
        let from = store.path(*bag);
        let paths = files_below(&from, Path::new(""))?.into_iter();
        Ok(paths
            .map(|path| (format!("{bag}/{}", path.to_string_lossy().replace('\\', "/")), from.join(path)))
            .collect())
    };
    let out = io::BufWriter::new(staged.as_file_mut());
    match packing {
        Packing::Zip => zipped(out, bags, files, ledger, progress)?,
        Packing::TarGz => {
            // Without a name and a time in it, so that the same records give the same bytes.
            let packed = GzEncoder::new(out, Compression::default());
            tarred(packed, bags, files, ledger, progress)?.finish()?.flush()?;
        }
        Packing::Tar | Packing::Folder => tarred(out, bags, files, ledger, progress)?.flush()?,
    }
    staged.as_file().sync_all()?;
    staged.persist_noclobber(target).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Every file has the same time, so that the same records give the same bytes.
fn zipped(
    out: impl Write + Seek,
    bags: &[BagName],
    files: impl Fn(&BagName) -> io::Result<Vec<(String, PathBuf)>>,
    ledger: Option<&[u8]>,
    progress: &dyn Fn(u64, u64),
) -> io::Result<()> {
    let mut zip = ZipWriter::new(out);
    let options = SimpleFileOptions::default().large_file(true).unix_permissions(0o644);
    for (index, bag) in bags.iter().enumerate() {
        for (name, path) in files(bag)? {
            zip.start_file(name, options)?;
            io::copy(&mut open::own(&path)?, &mut zip)?;
        }
        progress(index as u64 + 1, bags.len() as u64);
    }
    if let Some(ledger) = ledger {
        zip.start_file(LEDGER, options)?;
        zip.write_all(ledger)?;
    }
    zip.finish()?.flush()
}

fn tarred<W: Write>(
    out: W,
    bags: &[BagName],
    files: impl Fn(&BagName) -> io::Result<Vec<(String, PathBuf)>>,
    ledger: Option<&[u8]>,
    progress: &dyn Fn(u64, u64),
) -> io::Result<W> {
    let mut tar = tar::Builder::new(out);
    for (index, bag) in bags.iter().enumerate() {
        for (name, path) in files(bag)? {
            let file = open::own(&path)?;
            tar.append_data(&mut header(file.metadata()?.len()), name, file)?;
        }
        progress(index as u64 + 1, bags.len() as u64);
    }
    if let Some(ledger) = ledger {
        tar.append_data(&mut header(ledger.len() as u64), LEDGER, ledger)?;
    }
    tar.into_inner()
}

fn header(length: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(length);
    header.set_mode(0o644);
    header
}

fn other_kind(target: &Path) -> Problem {
    ending::other_kind(target, "name a folder, or a file that ends in `.zip`, `.tar`, `.tar.gz` or `.tgz`")
        .hint(ending::as_folder(target))
}

fn not_whole(bag: BagName, damage: &str) -> Problem {
    Problem::error(format!("record `{bag}`: {damage}"))
        .hint("a damaged record is not exported; nothing was written")
}

fn other_ledger(target: &Path) -> Problem {
    Problem::error(format!("the ledger of the archive does not go on from the one in `{}`", target.display()))
        .hint(
            "one of the two was cut or altered, or they are of different archives; `spravka archive verify \
               --since FOLDER` says more; nothing was written",
        )
}

fn unwritable(target: &Path, error: &io::Error) -> Problem {
    if error.kind() == io::ErrorKind::AlreadyExists {
        already_exists(target)
    } else {
        cannot_write(target, error)
    }
}
