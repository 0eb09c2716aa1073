//! The recipe and the source files of a paper, to and from the attachments of its PDF.

use std::collections::BTreeMap;

use typst::foundations::Bytes;

use super::recipe::{BRIEF, FORMAT, PICTURE, PictureName, RECIPE, Recipe, SETTINGS};
use super::sources::{PictureFile, SourceFiles};
use crate::digest::sha256;
use crate::files::refusal::cannot_express;
use crate::report::Problem;
use crate::view::{Attachment, AttachmentInfo, paths};

/// The attachments of a paper, the recipe first.
///
/// # Errors
/// When the recipe cannot be serialised, which would be a bug.
pub fn attach(recipe: &Recipe, sources: &SourceFiles) -> Result<Vec<Attachment>, Problem> {
    let names: Vec<_> = sources.pictures().iter().enumerate().map(named).collect();
    let brief = Bytes::from_string(sources.brief().to_owned());
    let mut files = vec![(BRIEF.to_owned(), "application/toml", "source", brief)];
    if let Some(settings) = sources.settings() {
        let settings = Bytes::from_string(settings.to_owned());
        files.push((SETTINGS.to_owned(), "application/toml", "source", settings));
    }
    let pictures = names.iter().zip(sources.pictures());
    files.extend(
        pictures
            .map(|(name, file)| (name.attached.clone(), mime_type(&file.path), "source", file.data.clone())),
    );
    let hashes = files.iter().map(|(name, _, _, data)| (name.clone(), sha256(data))).collect();
    let recipe = Recipe { pictures: names, files: hashes, ..recipe.clone() };
    let recipe = toml::to_string(&recipe).map_err(|error| cannot_express("the recipe of a paper", &error))?;
    files.insert(0, (RECIPE.to_owned(), "application/toml", "data", Bytes::from_string(recipe)));
    let attached = files.into_iter().enumerate().map(|(index, (name, mime_type, relationship, data))| {
        let description = describe(&name);
        let file = paths::attachment(index);
        Attachment { info: AttachmentInfo { name, file, mime_type, relationship, description }, data }
    });
    Ok(attached.collect())
}

/// The recipe and the source files of a PDF, which are all its attachments. Everything that reads an archival
/// PDF sees these and no others. Their names are different.
///
/// # Errors
/// When they are not what this program attaches: a file is missing, changed or not in the recipe, or the
/// files do not form a tree.
pub fn detach(attached: Vec<(String, Vec<u8>)>) -> Result<(Recipe, SourceFiles), Problem> {
    let mut files: BTreeMap<_, _> = attached.into_iter().collect();
    let (Some(recipe), true) = (files.remove(RECIPE), files.contains_key(BRIEF)) else {
        return Err(no_source());
    };
    let recipe = parse(recipe)?;
    if let Some((name, _)) = recipe.files.iter().find(|(name, hash)| !is_whole(&files, name, hash)) {
        return Err(changed_file(name));
    }
    if let Some(name) = files.keys().find(|name| !recipe.files.contains_key(*name)) {
        return Err(unused_file(name));
    }
    let brief = text(&mut files, BRIEF)?.ok_or_else(no_source)?;
    let settings = text(&mut files, SETTINGS)?;
    let picture = |name: &PictureName| -> Result<_, Problem> {
        let data = files.remove(&name.attached).ok_or_else(|| changed_file(&name.attached))?;
        Ok(PictureFile { owner: name.of, path: name.path.clone(), data: Bytes::new(data) })
    };
    let pictures = recipe.pictures.iter().map(picture).collect::<Result<_, _>>()?;
    if let Some(name) = files.keys().next() {
        return Err(unused_file(name));
    }
    let sources = SourceFiles::new(brief, settings, pictures)?;
    Ok((recipe, sources))
}

fn parse(recipe: Vec<u8>) -> Result<Recipe, Problem> {
    let recipe = String::from_utf8(recipe).map_err(|_| changed_file(RECIPE))?;
    let format = recipe.parse::<toml::Table>().ok().and_then(|table| table.get("format")?.as_integer());
    if format.is_some_and(|format| format > i64::from(FORMAT)) {
        return Err(newer());
    }
    toml::from_str(&recipe).map_err(|error| strange_recipe(&error))
}

/// Whether a file is attached that has this hash.
fn is_whole(files: &BTreeMap<String, Vec<u8>>, name: &str, hash: &str) -> bool {
    files.get(name).is_some_and(|data| sha256(data) == hash)
}

/// Takes the text of an attached file, if it is attached.
fn text(files: &mut BTreeMap<String, Vec<u8>>, name: &str) -> Result<Option<String>, Problem> {
    files.remove(name).map(String::from_utf8).transpose().map_err(|_| changed_file(name))
}

fn named((index, file): (usize, &PictureFile)) -> PictureName {
    let ending = file.path.rsplit_once('.').map_or("picture", |(_, ending)| ending).to_lowercase();
    PictureName {
        attached: format!("{PICTURE}{}.{ending}", index + 1),
        of: file.owner,
        path: file.path.clone(),
    }
}

fn mime_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).as_deref() {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

fn describe(name: &str) -> &'static str {
    match name {
        RECIPE => "How this document was made",
        BRIEF => "The data that this document was made from",
        SETTINGS => "The settings that this document was made with",
        _ => "A picture of this document",
    }
}

fn no_source() -> Problem {
    Problem::error("the PDF has no source attached")
        .hint("only archived papers and those built with `--with-source` have one")
}

fn newer() -> Problem {
    Problem::usage("the PDF was made by a newer version of spravka, and this one cannot read its recipe")
        .hint("use a newer version of spravka")
}

fn strange_recipe(error: &toml::de::Error) -> Problem {
    Problem::error(format!("the recipe in the PDF cannot be read ({})", error.message().trim()))
}

fn changed_file(name: &str) -> Problem {
    Problem::error(format!("`{name}` in the PDF was changed after the paper was built"))
        .hint("use another copy of the PDF: this one is damaged or was edited")
}

fn unused_file(name: &str) -> Problem {
    Problem::error(format!("`{name}` is attached to the PDF, but is not one of its sources"))
        .hint("spravka attaches nothing else: the PDF was edited")
}
