use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde_json::Value;
use typst::foundations::Bytes;

use super::flatten::{filtered, in_one_piece};
use super::recipe::{BRIEF, SETTINGS};
use crate::brief::{self, Brief};
use crate::check::{Checked, Wanted, check, check_part, pictures_named};
use crate::files::refusal::cannot_write;
use crate::images::{Owner, read_file};
use crate::load::{Draft, Input, load};
use crate::report::{Place, Problem};
use crate::settings;
use crate::theme::Theme;

/// The folder of the brief in that of its project, wherever the two were.
const FOLDER: &str = "brief";

/// The source files of a paper.
#[derive(Debug, Clone, Default)]
pub struct SourceFiles {
    /// The text of the brief.
    pub brief: String,
    /// The text of the project settings, if there are any.
    pub settings: Option<String>,
    /// The pictures that the two refer to.
    pub pictures: Vec<PictureFile>,
    /// Whether parts of the brief were withheld.
    pub part: bool,
    /// The new names of pictures from other folders.
    pub renamed: BTreeMap<String, String>,
}

/// A picture of a brief or a project.
#[derive(Debug, Clone)]
pub struct PictureFile {
    /// The file that names it.
    pub owner: Owner,
    /// Its path in that file.
    pub path: String,
    /// Its contents.
    pub data: Bytes,
}

impl SourceFiles {
    /// The source files of a draft. A brief with included files is flattened, so that it needs no other file
    /// and reveals nothing else of the included ones.
    ///
    /// # Errors
    /// When a picture cannot be read, or has a path that cannot be stored.
    pub fn of(draft: &Draft) -> Result<Self, Vec<Problem>> {
        let settings = draft.project.settings.as_ref();
        let renamed = if draft.from_elsewhere { plain_names(&draft.parsed.values) } else { BTreeMap::new() };
        let mut pictures = Pictures::default();
        for (path, file) in pictures_named(brief::fields(), &draft.parsed.values) {
            let name = renamed.get(file).map_or(file, String::as_str);
            let read = read_file(&draft.root, &draft.folder, file);
            pictures.add(Owner::Brief, name, read, &draft.place(&path));
        }
        for (path, file) in
            settings.iter().flat_map(|settings| pictures_named(settings::fields(), &settings.values))
        {
            let read = read_file(&draft.project.folder, &draft.project.folder, file);
            let place = settings.map(|settings| settings.spans.value(&path));
            place.iter().for_each(|place| pictures.add(Owner::Project, file, read.clone(), place));
        }
        if !pictures.problems.is_empty() {
            return Err(pictures.problems);
        }
        let brief = match draft.from_elsewhere {
            true => in_one_piece(draft.brief(), &renamed)?,
            false => draft.spans().text().to_owned(),
        };
        let settings =
            settings.map(|settings| settings.spans.text().to_owned()).filter(|text| !text.is_empty());
        Ok(Self { brief, settings, pictures: pictures.files, part: false, renamed })
    }

    /// The same files for a brief with withheld parts.
    ///
    /// # Errors
    /// When the brief cannot be serialised, which would be a bug.
    pub fn without_what_is_held_back(self, brief: &Brief) -> Result<Self, Problem> {
        let text = filtered(brief, &self.renamed)?;
        let values = toml::from_str(&text).unwrap_or_default();
        let named: Vec<_> =
            pictures_named(brief::fields(), &values).into_iter().map(|(_, file)| file.to_owned()).collect();
        let is_kept =
            |picture: &PictureFile| picture.owner == Owner::Project || named.contains(&picture.path);
        let pictures = self.pictures.into_iter().filter(is_kept).collect();
        Ok(Self { brief: text, pictures, part: true, ..self })
    }

    /// Every file by its path in the project folder. There is always a settings file, so that none is looked
    /// for in the parent folders.
    pub fn files(&self) -> Vec<(PathBuf, Bytes)> {
        let settings = self.settings.clone().unwrap_or_default();
        let mut files = vec![
            (Path::new(FOLDER).join(BRIEF), Bytes::from_string(self.brief.clone())),
            (PathBuf::from(SETTINGS), Bytes::from_string(settings)),
        ];
        files.extend(self.pictures.iter().map(|picture| match picture.owner {
            Owner::Brief => (Path::new(FOLDER).join(&picture.path), picture.data.clone()),
            Owner::Project => (PathBuf::from(&picture.path), picture.data.clone()),
        }));
        files
    }

    /// Unpacks the files into a folder, then loads and checks the brief from there.
    ///
    /// # Errors
    /// When the system refuses, or the brief does not pass the check.
    pub fn checked(
        &self,
        folder: &Path,
        theme: Option<Theme>,
        wanted: &Wanted,
    ) -> Result<Checked, Vec<Problem>> {
        let input = self.unpack(folder)?;
        let draft = load(&input)?.in_theme(theme);
        if self.part { check_part(draft, wanted) } else { check(draft, wanted) }
    }

    /// Writes every file into a folder and returns the brief among them.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn unpack(&self, folder: &Path) -> Result<Input, Problem> {
        for (path, data) in self.files() {
            let path = folder.join(path);
            let written =
                path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, &data));
            written.map_err(|error| cannot_write(&path, &error))?;
        }
        Ok(Input::File(folder.join(FOLDER).join(BRIEF)))
    }
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
        let plain = is_plain(name) && !(owner == Owner::Project && name.starts_with("brief/"));
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
    for file in named.iter().filter(|file| !is_plain(file)) {
        let ending = file.rsplit_once('.').map_or("picture", |(_, ending)| ending);
        renamed.extend(free.next().map(|stem| ((*file).to_owned(), format!("{stem}.{ending}"))));
    }
    renamed
}

/// Whether a path only goes down, through names that every system allows.
pub fn is_plain(path: &str) -> bool {
    let parts = Path::new(path).components();
    !path.is_empty()
        && parts.into_iter().all(|part| matches!(part, Component::Normal(_)))
        && !path.contains(['\\', '%', '\r', '\n'])
}

fn not_plain(file: &str) -> Problem {
    Problem::error(format!("the picture `{file}` cannot be stored with the paper under this path"))
        .hint("use a path without `.`, `..` and `%`, and outside a folder `brief`")
}
