//! All that a template may see: its own files, the view of one brief, its theme, and fonts inside the program. No disk, no network,
//! no clock.

pub mod fonts;
mod source;

use std::borrow::Cow;
use std::collections::HashMap;
use std::error::Error;
use std::sync::{Arc, LazyLock, OnceLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::check::Checked;
use crate::localise::View;
use crate::recipe::Attachment;
use crate::report::Problem;
use crate::template::{MAIN, Origin, Template, TemplateFile};
use crate::theme::Theme;
use fonts::FontSet;
use source::TypstFile;

/// The path of the view, as `lib/view.typ` reads it.
pub const VIEW: &str = "view.json";
/// The path of the same view as TOML, for templates of the user's own that were written against it.
pub const TOML_VIEW: &str = "view.toml";
/// The path of what a theme chooses, as `lib/theme.typ` reads it.
pub const THEME: &str = "theme.toml";

/// The path of a picture by its number. The paths are the same for every paper: see [`Stage`].
pub fn image(index: usize) -> String {
    format!("images/{index}")
}

/// The path of an attachment by its number.
pub fn attached(index: usize) -> String {
    format!("attached/{index}")
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// Reads the fonts of a theme and builds the engine's library. Whoever needs them first does it; a thread that does it early
/// saves the time for the others.
pub fn warm_up(theme: Theme) {
    theme.fonts();
    LazyLock::force(&LIBRARY);
}

/// A template, each file of it parsed once and used for any number of papers. Its paths are the same for every paper, because
/// the engine keeps each path that it has ever seen.
#[derive(Debug)]
pub struct Stage {
    origin: Origin,
    main: FileId,
    view: FileId,
    toml_view: FileId,
    theme: FileId,
    sources: HashMap<FileId, Arc<TypstFile>>,
    pictures: HashMap<FileId, Bytes>,
    names: HashMap<FileId, String>,
}

impl Stage {
    /// Parses the files of a template.
    ///
    /// # Errors
    /// When a file of the template has a name that the engine cannot take, or is Typst but not UTF-8.
    pub fn set(template: &Template) -> Result<Self, Problem> {
        let mut stage = Self {
            origin: template.origin,
            main: file_id(MAIN)?,
            view: file_id(VIEW)?,
            toml_view: file_id(TOML_VIEW)?,
            theme: file_id(THEME)?,
            sources: HashMap::new(),
            pictures: HashMap::new(),
            names: HashMap::new(),
        };
        for (path, TemplateFile { name, data }) in &template.files {
            let id = file_id(path)?;
            if path.ends_with(".typ") {
                stage
                    .sources
                    .insert(id, TypstFile::shared(id, text(data.clone()).ok_or_else(|| not_utf8(name))?));
            } else {
                stage.pictures.insert(id, Bytes::new(data.clone().into_owned()));
            }
            stage.names.insert(id, name.clone());
        }
        Ok(stage)
    }

    /// Whose template it is.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The world of one paper: a view of a checked brief, in the style of its papers. A template of the user's own may name
    /// any of the fonts.
    pub fn world<'a>(&'a self, checked: &Checked, view: &'a View) -> PaperWorld<'a> {
        let style = checked.style();
        let pictures = checked.images().pictures().iter().enumerate();
        let pictures = pictures
            .filter_map(|(index, picture)| Some((file_id(&image(index)).ok()?, picture.data.clone())));
        let theme = (self.theme, Bytes::from_string(style.to_toml()));
        PaperWorld {
            stage: self,
            view,
            json: OnceLock::new(),
            toml: OnceLock::new(),
            data: pictures.chain([theme]).collect(),
            fonts: match self.origin {
                Origin::BuiltIn => style.theme.fonts(),
                Origin::Folder => FontSet::every(),
            },
        }
    }

    /// What a file is called in messages, and its text.
    pub fn file(&self, id: FileId) -> Option<(&str, &Source)> {
        Some((self.names.get(&id)?, self.sources.get(&id)?.source()))
    }
}

/// The world of one paper.
#[derive(Debug)]
pub struct PaperWorld<'a> {
    stage: &'a Stage,
    view: &'a View,
    json: OnceLock<FileResult<Bytes>>,
    toml: OnceLock<FileResult<Bytes>>,
    data: HashMap<FileId, Bytes>,
    fonts: &'static FontSet,
}

impl PaperWorld<'_> {
    /// The same world with files that go into the PDF.
    #[must_use]
    pub fn with(mut self, attachments: &[Attachment]) -> Self {
        let files = attachments.iter().enumerate();
        self.data.extend(
            files.filter_map(|(index, file)| Some((file_id(&attached(index)).ok()?, file.data.clone()))),
        );
        self
    }

    /// Whether the template has read the view as TOML, which leaves out the keys without a value.
    pub fn gave_toml(&self) -> bool {
        self.toml.get().is_some()
    }

    /// The template.
    pub fn stage(&self) -> &Stage {
        self.stage
    }
}

impl World for PaperWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.stage.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.stage.sources.get(&id).map(|file| file.source().clone()).ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.stage.view {
            return self.json.get_or_init(|| serialised(self.view.to_json())).clone();
        }
        if id == self.stage.toml_view {
            return self.toml.get_or_init(|| serialised(self.view.to_toml())).clone();
        }
        let file = self.data.get(&id).or_else(|| self.stage.pictures.get(&id)).cloned();
        file.map_or_else(|| self.source(id).map(|source| Bytes::from_string(source.text().to_owned())), Ok)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn text(data: Cow<'static, [u8]>) -> Option<Cow<'static, str>> {
    match data {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
    }
}

fn file_id(path: &str) -> Result<FileId, Problem> {
    let path = VirtualPath::new(format!("/{path}"))
        .map_err(|error| Problem::usage(format!("a template cannot have a file `{path}` ({error:?})")))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

fn serialised(view: Result<String, impl Error>) -> FileResult<Bytes> {
    view.map(Bytes::from_string).map_err(|error| FileError::Other(Some(error.to_string().into())))
}

fn not_utf8(name: &str) -> Problem {
    Problem::usage(format!("`{name}` is not UTF-8")).hint("save the file as UTF-8")
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
