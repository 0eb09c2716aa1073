use std::fs::{self, File};
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
use super::store::{BagName, Store};
use crate::files::ending;
use crate::files::refusal::{already_exists, cannot_read, cannot_write};
use crate::files::write::sync_folder;
use crate::report::Problem;

/// How exported bags are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Folder,
    Zip,
    Tar,
    TarGz,
}

/// Copies the bags of records and of their events into a folder, a ZIP or a tar, which may be gzipped. Every
/// bag is checked first.
///
/// # Errors
/// When there is no such record, a bag is damaged, the target exists, or the system refuses.
pub fn export(
    archive: &Archive,
    ids: &[Id],
    target: &Path,
    progress: &dyn Fn(u64, u64),
) -> Result<u64, Vec<Problem>> {
    let packing = packing(target)?;
    let store = archive.store();
    let mut bags = Vec::new();
    for id in ids {
        store.record(*id)?;
        bags.extend(store.bags_of(*id)?);
    }
    bags.sort();
    bags.dedup();
    let damaged: Vec<_> = bags.iter().filter_map(|bag| damaged(store, *bag)).collect();
    if !damaged.is_empty() {
        return Err(damaged);
    }
    let packed = match packing {
        Packing::Folder => into_folder(store, &bags, target, progress),
        packing => into_file(store, &bags, target, packing, progress),
    };
    packed.map(|()| bags.len() as u64).map_err(|error| vec![unwritable(target, &error)])
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
            if staged.exists() {
                fs::remove_dir_all(&staged)?;
            }
            for file in files_below(&from, Path::new(""))? {
                let path = staged.join(&file);
                path.parent().map_or(Ok(()), fs::create_dir_all)?;
                fs::copy(from.join(&file), &path)?;
                File::open(&path)?.sync_all()?;
            }
            fs::rename(&staged, &to)?;
            sync_folder(target)?;
        }
        progress(index as u64 + 1, bags.len() as u64);
    }
    Ok(())
}

/// Packs bags into one file, which gets its name only when it is complete.
fn into_file(
    store: &Store,
    bags: &[BagName],
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
        Packing::Zip => zipped(out, bags, files, progress)?,
        Packing::TarGz => {
            // Without a name and a time in it, so that the same records give the same bytes.
            let packed = GzEncoder::new(out, Compression::default());
            tarred(packed, bags, files, progress)?.finish()?.flush()?;
        }
        Packing::Tar | Packing::Folder => tarred(out, bags, files, progress)?.flush()?,
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
    progress: &dyn Fn(u64, u64),
) -> io::Result<()> {
    let mut zip = ZipWriter::new(out);
    for (index, bag) in bags.iter().enumerate() {
        for (name, path) in files(bag)? {
            zip.start_file(name, SimpleFileOptions::default().large_file(true).unix_permissions(0o644))?;
            io::copy(&mut File::open(path)?, &mut zip)?;
        }
        progress(index as u64 + 1, bags.len() as u64);
    }
    zip.finish()?.flush()
}

fn tarred<W: Write>(
    out: W,
    bags: &[BagName],
    files: impl Fn(&BagName) -> io::Result<Vec<(String, PathBuf)>>,
    progress: &dyn Fn(u64, u64),
) -> io::Result<W> {
    let mut tar = tar::Builder::new(out);
    for (index, bag) in bags.iter().enumerate() {
        for (name, path) in files(bag)? {
            let file = File::open(path)?;
            let mut header = tar::Header::new_gnu();
            header.set_size(file.metadata()?.len());
            header.set_mode(0o644);
            tar.append_data(&mut header, name, file)?;
        }
        progress(index as u64 + 1, bags.len() as u64);
    }
    tar.into_inner()
}

fn other_kind(target: &Path) -> Problem {
    ending::other_kind(target, "name a folder, or a file that ends in `.zip`, `.tar`, `.tar.gz` or `.tgz`")
        .hint(ending::as_folder(target))
}

fn not_whole(bag: BagName, damage: &str) -> Problem {
    Problem::error(format!("record `{bag}`: {damage}"))
        .hint("a damaged record is not exported; nothing was written")
}

fn unwritable(target: &Path, error: &io::Error) -> Problem {
    if error.kind() == io::ErrorKind::AlreadyExists {
        already_exists(target)
    } else {
        cannot_write(target, error)
    }
}
