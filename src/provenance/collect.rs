//! Collects the files that the papers of a draft are built from, and reduces them to those of one paper.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use serde_json::Value;
use typst::foundations::Bytes;

use super::flatten::in_one_piece;
use super::sources::{PictureFile, SourceFiles, is_plain, not_plain};
use crate::brief;
use crate::check::{PrintedBrief, pictures_named};
use crate::fields::Shape;
use crate::files::refusal::cannot_express;
use crate::images::{Owner, read_file};
use crate::load::Draft;
use crate::report::{Place, Problem};
use crate::settings;

/// The files of a project that its papers may be built from, besides the brief.
#[derive(Debug)]
pub struct ProjectFiles {
    /// The text of the settings, if there are any.
    settings: Option<String>,
    /// The pictures that the brief and the settings name.
    pictures: Vec<PictureFile>,
    /// The new names of pictures of the brief that cannot be stored under their own.
    renamed: BTreeMap<String, String>,
}

/// The files of the project of a draft.
///
/// # Errors
/// When a picture cannot be read, or has a path that cannot be stored.
pub fn collect(draft: &Draft) -> Result<ProjectFiles, Vec<Problem>> {
    let settings = draft.project.settings.as_ref();
    let renamed = plain_names(&draft.parsed.values);
    let pictures = pictures(draft, &renamed)?;
    let settings = settings.map(|settings| settings.spans.text().to_owned()).filter(|text| !text.is_empty());
    Ok(ProjectFiles { settings, pictures, renamed })
}

impl ProjectFiles {
    /// The source files of one paper: what it prints of the brief and the settings, in one piece and without
    /// comments, and the pictures in it.
    ///
    /// # Errors
    /// When the brief or the settings cannot be serialised, which would be a bug.
    pub fn of_paper(&self, printed: &PrintedBrief<'_>) -> Result<SourceFiles, Problem> {
        let brief = in_one_piece(printed.brief(), &self.renamed)?;
        let settings = self.settings.as_ref().map(|text| reduced(text, printed.has_letterhead()));
        let settings = settings.transpose()?.filter(|text| !text.is_empty());
        let mut named = pictures_of(Owner::Brief, brief::fields(), Some(&brief));
        named.extend(pictures_of(Owner::Project, settings::fields(), settings.as_ref()));
        let is_named = |picture: &&PictureFile| named.contains(&(picture.owner, picture.path.clone()));
        SourceFiles::new(brief, settings, self.pictures.iter().filter(is_named).cloned().collect())
    }
}

/// The pictures that a file names.
fn pictures_of(owner: Owner, fields: &Shape, text: Option<&String>) -> BTreeSet<(Owner, String)> {
    let values = text.and_then(|text| toml::from_str(text).ok()).unwrap_or_default();
    let pictures = pictures_named(fields, &values).into_iter();
    pictures.map(|(_, file)| (owner, file.to_owned())).collect()
}

/// The settings that decide how a paper looks, and who may read it.
const OF_PAPERS: [&str; 7] = ["theme", "colours", "sizes", "margins", "logo", "letterhead", "private"];

/// The settings of a project that a paper follows, with a letterhead only if it has one.
fn reduced(settings: &str, has_letterhead: bool) -> Result<String, Problem> {
    let unwritable = |error: &dyn Display| cannot_express("the settings of a paper", error);
    let mut table: toml::Table = settings.parse().map_err(|error: toml::de::Error| unwritable(&error))?;
    table.retain(|key, _| {
        OF_PAPERS.contains(&key) && (has_letterhead || !["logo", "letterhead"].contains(&key))
    });
    toml::to_string(&table).map_err(|error| unwritable(&error))
}

/// The pictures of a draft.
fn pictures(draft: &Draft, renamed: &BTreeMap<String, String>) -> Result<Vec<PictureFile>, Vec<Problem>> {
    let mut pictures = Pictures::default();
    for (path, file) in pictures_named(brief::fields(), &draft.parsed.values) {
        let name = renamed.get(file).map_or(file, String::as_str);
        let read = read_file(&draft.tree, &draft.root, &draft.folder, file);
        pictures.add(Owner::Brief, name, read, &draft.place(&path));
    }
    if let Some(settings) = &draft.project.settings {
        let folder = &draft.project.folder;
        for (path, file) in pictures_named(settings::fields(), &settings.values) {
            let read = read_file(&draft.tree, folder, folder, file);
            pictures.add(Owner::Project, file, read, &settings.spans.value(&path));
        }
    }
    if pictures.problems.is_empty() { Ok(pictures.files) } else { Err(pictures.problems) }
}

/// The pictures of a paper, without duplicates.
#[derive(Default)]
struct Pictures {
    seen: BTreeSet<(Owner, String)>,
    files: Vec<PictureFile>,
    problems: Vec<Problem>,
}

impl Pictures {
    fn add(&mut self, owner: Owner, name: &str, read: Result<Vec<u8>, Problem>, place: &Place) {
        let plain = is_plain(owner, name);
        match read.and_then(|data| if plain { Ok(data) } else { Err(not_plain(name)) }) {
            Ok(data) if self.seen.insert((owner, name.to_owned())) => {
                self.files.push(PictureFile { owner, path: name.to_owned(), data: Bytes::new(data) });
            }
            Ok(_) => {}
            Err(problem) => self.problems.push(problem.at(place.clone())),
        }
    }
}

/// New unique names for the pictures of other folders.
fn plain_names(values: &Value) -> BTreeMap<String, String> {
    let named: BTreeSet<_> =
        pictures_named(brief::fields(), values).into_iter().map(|(_, file)| file).collect();
    let mut free = (1..).map(|number| format!("pictures/{number}")).filter(|name| {
        !named.iter().any(|file| file.rsplit_once('.').map_or(*file, |(stem, _)| stem) == name)
    });
    let mut renamed = BTreeMap::new();
    for file in named.iter().filter(|file| !is_plain(Owner::Brief, file)) {
        let ending = file.rsplit_once('.').map_or("picture", |(_, ending)| ending);
        renamed.extend(free.next().map(|stem| ((*file).to_owned(), format!("{stem}.{ending}"))));
    }
    renamed
}
