//! The files that a brief is read from: those on the disk, or files in memory, so that a paper can be
//! rebuilt from its attachments without writing them anywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use typst::foundations::Bytes;

use super::open;

/// The folder of all files in memory.
const ROOT: &str = "/";

/// Where files are read from.
#[derive(Debug, Clone, Default)]
pub enum FileTree {
    /// The disk.
    #[default]
    Disk,
    /// The memory, by path.
    Memory(Arc<BTreeMap<PathBuf, Bytes>>),
}

impl FileTree {
    /// Files in memory, by paths that only go down.
    pub fn of(files: impl IntoIterator<Item = (PathBuf, Bytes)>) -> Self {
        let files = files.into_iter().map(|(path, data)| (Path::new(ROOT).join(path), data));
        Self::Memory(Arc::new(files.collect()))
    }

    /// The path of a file without links, `.` and `..`.
    ///
    /// # Errors
    /// When there is no such file or folder, or the system refuses.
    pub fn real(&self, path: &Path) -> io::Result<PathBuf> {
        let Self::Memory(files) = self else { return fs::canonicalize(path) };
        let path = normal(path);
        let is_there = files.keys().any(|file| file.starts_with(&path));
        if is_there { Ok(path) } else { Err(ErrorKind::NotFound.into()) }
    }

    /// Whether there is anything under this path, even a broken link.
    pub fn has(&self, path: &Path) -> bool {
        match self {
            Self::Disk => fs::symlink_metadata(path).is_ok(),
            Self::Memory(_) => self.real(path).is_ok(),
        }
    }

    /// Whether the path leads to a regular file.
    pub fn is_file(&self, path: &Path) -> bool {
        match self {
            Self::Disk => path.is_file(),
            Self::Memory(files) => files.contains_key(&normal(path)),
        }
    }

    /// The names in a folder that can be read.
    pub fn names(&self, folder: &Path) -> Vec<String> {
        match self {
            Self::Disk => {
                let entries = fs::read_dir(folder).into_iter().flatten();
                entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect()
            }
            Self::Memory(files) => {
                let folder = normal(folder);
                let inner = files.keys().filter_map(|file| file.strip_prefix(&folder).ok()?.iter().next());
                let names: BTreeSet<_> = inner.map(|name| name.to_string_lossy().into_owned()).collect();
                names.into_iter().collect()
            }
        }
    }

    /// Reads a file, but no more than one byte above a limit.
    ///
    /// # Errors
    /// When there is no such file, it is not a regular file, or the system refuses.
    pub fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let Self::Memory(files) = self else { return open::read(path, limit) };
        let data = files.get(&normal(path)).ok_or(ErrorKind::NotFound)?;
        open::read_at_most(data.as_slice(), limit)
    }

    /// A path as the reader sees it: relative to the current folder, or to the folder of all files in memory,
    /// if it is inside.
    pub fn as_seen(&self, path: &Path) -> PathBuf {
        let current = match self {
            Self::Disk => fs::canonicalize(".").unwrap_or_default(),
            Self::Memory(_) => PathBuf::from(ROOT),
        };
        path.strip_prefix(current).unwrap_or(path).to_owned()
    }
}

/// A path in memory from the root, without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::from(ROOT);
    for part in path.components() {
        match part {
            Component::Normal(name) => normal.push(name),
            Component::ParentDir => {
                normal.pop();
            }
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    normal
}
