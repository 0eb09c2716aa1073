//! The pictures of a brief and its project: found inside their folder, read, and checked to be what their
//! names say. Later stages do not touch the files.

mod content;
mod find;
mod frame;
mod jpeg;
mod orientation;
mod png;
mod svg;

pub use content::{Format, cleaned, is_picture};

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;

use crate::files::tree::FileTree;
use crate::limits::{MIB, PICTURES, PICTURES_BYTES, PICTURES_DECODED_BYTES};
use crate::report::Problem;

/// A printable picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The contents of the file, or the pixels.
    pub data: Bytes,
    /// The format of the contents.
    pub format: Format,
    /// The width divided by the height.
    pub ratio: f64,
    /// The bytes of memory that its pixels take; 0 for a drawing.
    pub decoded_bytes: u64,
}

/// The file that names a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Owner {
    /// The brief.
    Brief,
    /// The settings of its project.
    Project,
}

/// All pictures of a brief and its project, each file once.
#[derive(Debug, Default)]
pub struct Images {
    pictures: Vec<Picture>,
    files: HashMap<PathBuf, usize>,
    names: HashMap<(Owner, String), usize>,
    named: Vec<PathBuf>,
}

impl Images {
    /// Reads the picture `file` of `owner` from its `folder`, which is inside `root`.
    ///
    /// # Errors
    /// If there is no such file, or it cannot be read, is too large or is not a printable picture.
    pub fn add(
        &mut self,
        files: &FileTree,
        owner: Owner,
        root: &Path,
        folder: &Path,
        file: &str,
    ) -> Result<(), Problem> {
        let name = (owner, file.to_owned());
        if self.names.contains_key(&name) {
            return Ok(());
        }
        let path = find::find(files, root, folder, file)?;
        self.named.push(folder.join(file));
        let index = match self.files.get(&path) {
            Some(&index) => index,
            None => {
                let bytes = find::read(files, &path, file)?;
                let picture =
                    content::picture(file, &bytes, |decoded| self.check_room(bytes.len(), decoded))?;
                self.check_room(picture.data.len(), picture.decoded_bytes)?;
                self.pictures.push(picture);
                self.files.insert(path, self.pictures.len() - 1);
                self.pictures.len() - 1
            }
        };
        self.names.insert(name, index);
        Ok(())
    }

    /// Checks that a picture of this size keeps within the limits.
    fn check_room(&self, bytes: usize, decoded: u64) -> Result<(), Problem> {
        let all_bytes: usize = self.pictures.iter().map(|picture| picture.data.len()).sum();
        let all_decoded: u64 = self.pictures.iter().map(|picture| picture.decoded_bytes).sum();
        let fits = self.pictures.len() < PICTURES
            && all_bytes + bytes <= PICTURES_BYTES
            && all_decoded + decoded <= PICTURES_DECODED_BYTES;
        if fits { Ok(()) } else { Err(too_much()) }
    }

    /// The picture `file` of `owner`, with its index.
    pub fn get(&self, owner: Owner, file: &str) -> Option<(usize, &Picture)> {
        let index = *self.names.get(&(owner, file.to_owned()))?;
        Some((index, self.pictures.get(index)?))
    }

    /// The paths of all files: the real ones and, as they may be links, the named ones.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.keys().chain(&self.named).map(PathBuf::as_path)
    }

    /// All pictures, in the order of their indices.
    pub fn pictures(&self) -> &[Picture] {
        &self.pictures
    }
}

/// The contents of the picture `file` in `folder`, without what is not drawn. It is inside `root`.
///
/// # Errors
/// If there is no such file, or it cannot be read or is too large.
pub fn read_file(files: &FileTree, root: &Path, folder: &Path, file: &str) -> Result<Vec<u8>, Problem> {
    content::cleaned(file, &find::read(files, &find::find(files, root, folder, file)?, file)?)
}

fn too_much() -> Problem {
    Problem::error("the pictures are too many or too large").hint(format!(
        "a brief may have {PICTURES} pictures with {} MiB in all, and {} MiB of pixels: remove some, or save \
         them with fewer pixels",
        PICTURES_BYTES as u64 / MIB,
        PICTURES_DECODED_BYTES / MIB
    ))
}
