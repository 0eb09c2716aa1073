//! The recipe and the source files of a paper, to and from the attachments of its PDF.

use std::collections::BTreeMap;

use typst::foundations::Bytes;

use super::recipe::{BRIEF, FORMAT, PICTURE, PictureName, RECIPE, Recipe, SETTINGS};
use super::sources::{PictureFile, SourceFiles, is_plain};
use crate::digest::sha256;
use crate::files::refusal::cannot_express;
use crate::report::Problem;
use crate::view::{Attachment, AttachmentInfo, paths};

/// The attachments of a paper, the recipe first.
///
/// # Errors
/// When the recipe cannot be serialised, which would be a bug.
pub fn attach(recipe: &Recipe, sources: &SourceFiles) -> Result<Vec<Attachment>, Problem> {
    let names: Vec<_> = sources.pictures.iter().enumerate().map(named).collect();
    let brief = Bytes::from_string(sources.brief.clone());
    let mut files = vec![(BRIEF.to_owned(), "application/toml", "source", brief)];
    if let Some(settings) = &sources.settings {
        let settings = Bytes::from_string(settings.clone());
        files.push((SETTINGS.to_owned(), "application/toml", "source", settings));
    }
    let pictures = names.iter().zip(&sources.pictures);
    files.extend(
        pictures
            .map(|(name, file)| (name.attached.clone(), mime_type(&file.path), "source", file.data.clone())),
    );
    let hashes = files.iter().map(|(name, _, _, data)| (name.clone(), sha256(data))).collect();
    let recipe = Recipe { pictures: names, part: sources.part, files: hashes, ..recipe.clone() };
    let recipe = toml::to_string(&recipe).map_err(|error| cannot_express("the recipe of a paper", &error))?;
    files.insert(0, (RECIPE.to_owned(), "application/toml", "data", Bytes::from_string(recipe)));
    let attached = files.into_iter().enumerate().map(|(index, (name, mime_type, relationship, data))| {
        let description = describe(&name);
        let file = paths::attachment(index);
        Attachment { info: AttachmentInfo { name, file, mime_type, relationship, description }, data }
    });
    Ok(attached.collect())
}

/// The recipe and the source files among the attachments of a PDF.
///
/// # Errors
/// When they are not what this program attaches.
pub fn detach(attached: Vec<(String, Vec<u8>)>) -> Result<(Recipe, SourceFiles), Problem> {
    let text = |wanted: &str| {
        let found = attached.iter().find(|(name, _)| name == wanted);
        found.and_then(|(_, data)| String::from_utf8(data.clone()).ok())
    };
    let (Some(recipe), Some(brief)) = (text(RECIPE), text(BRIEF)) else { return Err(no_source()) };
    let format = recipe.parse::<toml::Table>().ok().and_then(|table| table.get("format")?.as_integer());
    if format.is_some_and(|format| format > i64::from(FORMAT)) {
        return Err(newer());
    }
    let recipe: Recipe = toml::from_str(&recipe).map_err(|error| strange_recipe(&error))?;
    let is_whole = |name: &str, hash: &String| {
        attached.iter().any(|(found, data)| found == name && sha256(data) == *hash)
    };
    if let Some((name, _)) = recipe.files.iter().find(|(name, hash)| !is_whole(name, hash)) {
        return Err(changed_file(name));
    }
    if !recipe.files.contains_key(BRIEF) {
        return Err(changed_file(BRIEF));
    }
    let picture = |name: &PictureName| -> Result<_, Problem> {
        let found = attached.iter().find(|(attached, _)| *attached == name.attached);
        let (_, data) = found.filter(|_| is_plain(&name.path)).ok_or_else(no_source)?;
        Ok(PictureFile { owner: name.of, path: name.path.clone(), data: Bytes::new(data.clone()) })
    };
    let pictures = recipe.pictures.iter().map(picture).collect::<Result<_, _>>()?;
    let part = recipe.part;
    let renamed = BTreeMap::new();
    Ok((recipe, SourceFiles { brief, settings: text(SETTINGS), pictures, part, renamed }))
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
