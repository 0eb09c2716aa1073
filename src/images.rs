//! The pictures of a brief and of its project: found inside their folder, read, and known to be what their names say.
//! No later stage touches their files.

mod content;
mod find;
mod svg;

pub use content::Format;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;

use crate::report::Problem;

/// The largest file of a picture, in bytes: 16 MiB. A photograph of a telephone has 2 to 8.
pub const LARGEST_FILE: u64 = 16 * 1024 * 1024;
/// How many different pictures the papers of a brief may have. The engine keeps a name for each place, at most 65,535 in all.
pub const MOST_PICTURES: usize = 1000;
/// How large all pictures of a brief may be together, in bytes: 256 MiB.
pub const LARGEST_SUM: usize = 256 * 1024 * 1024;
/// How many pixels all pictures of a brief may have together: 500 million, which the engine unfolds into 2 GB of memory.
pub const MOST_PIXELS_IN_ALL: u64 = 500_000_000;

/// A picture that can be printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What is in it.
    pub data: Bytes,
    /// How that is to be read.
    pub format: Format,
    /// Its width as a share of its height.
    pub ratio: f64,
    /// How many pixels it has; none if it is a drawing.
    pub pixels: u64,
}

/// Whose file names a picture.
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
    /// Reads the picture that `owner` calls `file`, from its `folder`; it is inside of `root`.
    ///
    /// # Errors
    /// When there is no such file, it cannot be read, is too large, or is no picture that can be printed.
    pub fn add(&mut self, owner: Owner, root: &Path, folder: &Path, file: &str) -> Result<(), Problem> {
        let name = (owner, file.to_owned());
        if self.names.contains_key(&name) {
            return Ok(());
        }
        let path = find::find(root, folder, file)?;
        self.named.push(folder.join(file));
        let index = match self.files.get(&path) {
            Some(&index) => index,
            None => {
                let bytes = find::read(&path, file)?;
                self.check_room(bytes.len(), 0)?;
                let picture = content::picture(file, bytes)?;
                self.check_room(picture.data.len(), picture.pixels)?;
                self.pictures.push(picture);
                self.files.insert(path, self.pictures.len() - 1);
                self.pictures.len() - 1
            }
        };
        self.names.insert(name, index);
        Ok(())
    }

    /// Whether a picture of this size still fits in.
    fn check_room(&self, bytes: usize, pixels: u64) -> Result<(), Problem> {
        let all_bytes: usize = self.pictures.iter().map(|picture| picture.data.len()).sum();
        let all_pixels: u64 = self.pictures.iter().map(|picture| picture.pixels).sum();
        let fits = self.pictures.len() < MOST_PICTURES
            && all_bytes + bytes <= LARGEST_SUM
            && all_pixels + pixels <= MOST_PIXELS_IN_ALL;
        if fits { Ok(()) } else { Err(too_much()) }
    }

    /// The picture that `owner` calls `file`, with its number among all.
    pub fn get(&self, owner: Owner, file: &str) -> Option<(usize, &Picture)> {
        let index = *self.names.get(&(owner, file.to_owned()))?;
        Some((index, self.pictures.get(index)?))
    }

    /// The paths of their files: the real ones, and those that they are named by, which may be links.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.keys().chain(&self.named).map(PathBuf::as_path)
    }

    /// All pictures, in the order of their numbers.
    pub fn pictures(&self) -> &[Picture] {
        &self.pictures
    }
}

/// What is in the file that is called `file` from a folder, whatever it is. It is inside of `root`.
///
/// # Errors
/// When there is no such file, it cannot be read, or is too large.
pub fn read_file(root: &Path, folder: &Path, file: &str) -> Result<Vec<u8>, Problem> {
    find::read(&find::find(root, folder, file)?, file)
}

fn too_much() -> Problem {
    Problem::error("there are more pictures than fit into a paper")
        .hint("1000 do, with 256 MiB and 500 million pixels together: leave some out, or save them with fewer pixels")
}
