use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{MAIN_SEPARATOR, Path};

use super::file::{MAIN, MANIFEST, TemplateFile};
use crate::files::open;
use crate::limits::{MIB, TEMPLATE_FILES, TEMPLATE_FOLDER_BYTES};
use crate::report::Problem;

/// The files in the folder of a template, by their paths below it. Symbolic links are not followed, so that a
/// template stays in its folder.
///
/// # Errors
/// When the folder has too many or too large files, or the system refuses.
pub fn read(folder: &Path) -> Result<BTreeMap<String, TemplateFile>, Problem> {
    let mut found = Found { root: folder, files: BTreeMap::new(), entries: 0, bytes: 0 };
    match found.add(folder) {
        Ok(true) => Ok(found.files),
        Ok(false) => Err(too_large(folder)),
        Err(error) => Err(unreadable(folder, &error)),
    }
}

/// What was found so far.
struct Found<'a> {
    root: &'a Path,
    files: BTreeMap<String, TemplateFile>,
    entries: usize,
    bytes: u64,
}

impl Found<'_> {
    /// Adds the files in a folder and its subfolders; false if they are too many or too large.
    fn add(&mut self, folder: &Path) -> io::Result<bool> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            self.entries += 1;
            let has_room = self.entries <= TEMPLATE_FILES
                && match () {
                    () if kind.is_dir() => self.add(&path)?,
                    () if kind.is_file() => self.add_file(&path)?,
                    () => true,
                };
            if !has_room {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn add_file(&mut self, path: &Path) -> io::Result<bool> {
        let data = open::read_own(path, TEMPLATE_FOLDER_BYTES - self.bytes)?;
        if data.len() as u64 > TEMPLATE_FOLDER_BYTES - self.bytes {
            return Ok(false);
        }
        self.bytes += data.len() as u64;
        let within = path.strip_prefix(self.root).unwrap_or(path);
        let within = within.to_string_lossy().replace(MAIN_SEPARATOR, "/");
        let file = TemplateFile { name: path.display().to_string(), data: Cow::Owned(data) };
        self.files.insert(within, file);
        Ok(true)
    }
}

fn unreadable(folder: &Path, error: &io::Error) -> Problem {
    Problem::usage(format!("cannot read the template `{}` ({error})", folder.display()))
        .hint(format!("name a folder that holds `{MAIN}` and `{MANIFEST}`"))
}

fn too_large(folder: &Path) -> Problem {
    Problem::usage(format!(
        "the folder `{}` is too large for a template: it may have {TEMPLATE_FILES} files and folders, with \
         {} MiB in all",
        folder.display(),
        TEMPLATE_FOLDER_BYTES / MIB
    ))
    .hint("move what the template does not use to another folder")
}
