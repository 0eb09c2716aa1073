//! Collects the source files of a draft.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use typst::foundations::Bytes;

use super::flatten::in_one_piece;
use super::sources::{PictureFile, SourceFiles, is_plain, not_plain};
use crate::brief;
use crate::check::pictures_named;
use crate::images::{Owner, read_file};
use crate::load::Draft;
use crate::report::{Place, Problem};
use crate::settings;

/// The source files of a draft. A brief with included files is flattened, so that it needs no other file and
/// reveals nothing else of the included ones.
///
/// # Errors
/// When a picture cannot be read, or has a path that cannot be stored.
pub fn collect(draft: &Draft) -> Result<SourceFiles, Vec<Problem>> {
    let settings = draft.project.settings.as_ref();
    let renamed = if draft.from_elsewhere { plain_names(&draft.parsed.values) } else { BTreeMap::new() };
    let pictures = pictures(draft, &renamed)?;
    let brief = match draft.from_elsewhere {
        true => in_one_piece(draft.brief(), &renamed)?,
        false => draft.spans().text().to_owned(),
    };
    let settings = settings.map(|settings| settings.spans.text().to_owned()).filter(|text| !text.is_empty());
    Ok(SourceFiles::new(brief, settings, pictures, false)?.with_renamed(renamed))
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
