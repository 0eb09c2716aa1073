use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Archive;
use super::bag::files_below;
use super::fixity;
use super::id::Id;
use super::store::{BagName, Store};
use crate::files::write::sync_folder;
use crate::report::Problem;

/// How exported bags are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Folder,
    Zip,
    Tar,
}

/// Copies the bags of records and of their events into a folder, a ZIP or a tar. Every bag is checked first.
///
/// # Errors
/// When there is no such record, a bag is damaged, the target exists, or the system refuses.
pub fn export(
    archive: &Archive,
    ids: &[Id],
    target: &Path,
    progress: &dyn Fn(u64, u64),
) -> Result<u64, Vec<Problem>> {
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
    let packed = match packing(target) {
        Packing::Folder => into_folder(store, &bags, target, progress),
        packing => into_file(store, &bags, target, packing, progress),
    };
    packed.map(|()| bags.len() as u64).map_err(|error| vec![unwritable(target, &error)])
}

fn packing(target: &Path) -> Packing {
    match target.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase).as_deref() {
        Some("zip") => Packing::Zip,
        Some("tar") => Packing::Tar,
        _ => Packing::Folder,
    }
}

fn damaged(store: &Store, bag: BagName) -> Option<Problem> {
    match fixity::check(&store.path(bag)) {
        Ok(found) => found.damage.into_iter().next().map(|damage| not_whole(bag, &damage.to_string())),
        Err(error) => Some(unreadable(&store.path(bag), &error)),
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
        _ => tarred(out, bags, files, progress)?,
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

fn tarred(
    out: impl Write,
    bags: &[BagName],
    files: impl Fn(&BagName) -> io::Result<Vec<(String, PathBuf)>>,
    progress: &dyn Fn(u64, u64),
) -> io::Result<()> {
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
    tar.into_inner()?.flush()
}

fn not_whole(bag: BagName, damage: &str) -> Problem {
    Problem::error(format!("record `{bag}`: {damage}"))
        .hint("a damaged record is not exported; nothing was written")
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    Problem::system(format!("cannot read `{}` ({error})", path.display()))
}

fn unwritable(target: &Path, error: &io::Error) -> Problem {
    if error.kind() == io::ErrorKind::AlreadyExists {
        Problem::usage(format!("`{}` already exists", target.display()))
            .hint("choose another name; nothing was changed")
    } else {
        Problem::system(format!("cannot write `{}` ({error})", target.display()))
    }
}
