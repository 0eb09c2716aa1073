//! Everything that a template may read: its own files, the view of one brief, its theme, and the embedded
//! fonts. No disk, no network, no clock.

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

use super::source::TypstFile;
use crate::fonts::FontSet;
use crate::images::Images;
use crate::report::Problem;
use crate::template::{MAIN, Origin, Template, TemplateFile};
use crate::theme::Style;
use crate::view::{Attachment, View, paths};

/// The engine's library, built on first use.
pub static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// A template whose files are each parsed once and used for any number of papers. Its paths are the same
/// for every paper, because the engine never frees a path.
#[derive(Debug)]
pub struct ParsedTemplate {
    origin: Origin,
    main: FileId,
    view: FileId,
    toml_view: FileId,
    theme: FileId,
    sources: HashMap<FileId, Arc<TypstFile>>,
    pictures: HashMap<FileId, Bytes>,
    names: HashMap<FileId, String>,
}

impl ParsedTemplate {
    /// Parses the files of a template.
    ///
    /// # Errors
    /// When a file of the template has a name that the engine does not allow, or is Typst but not UTF-8.
    pub fn parse(template: &Template) -> Result<Self, Problem> {
        let mut parsed = Self {
            origin: template.origin,
            main: file_id(MAIN)?,
            view: file_id(paths::VIEW)?,
            toml_view: file_id(paths::TOML_VIEW)?,
            theme: file_id(paths::THEME)?,
            sources: HashMap::new(),
            pictures: HashMap::new(),
            names: HashMap::new(),
        };
        for (path, TemplateFile { name, data }) in &template.files {
            let id = file_id(path)?;
            if path.ends_with(".typ") {
                parsed
                    .sources
                    .insert(id, TypstFile::shared(id, text(data.clone()).ok_or_else(|| not_utf8(name))?));
            } else {
                parsed.pictures.insert(id, Bytes::new(data.clone().into_owned()));
            }
            parsed.names.insert(id, name.clone());
        }
        Ok(parsed)
    }

    /// The entry file.
    pub fn main(&self) -> FileId {
        self.main
    }

    /// The Typst file with this id.
    pub fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).map(|file| file.source().clone()).ok_or_else(|| not_found(id))
    }

    /// Where the template comes from.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The world of one paper: its view, in the style of its project. A user's template may use any
    /// embedded font.
    pub fn world<'a>(&'a self, style: &Style, images: &Images, view: &'a View) -> PaperWorld<'a> {
        let pictures = images.pictures().iter().enumerate();
        let pictures = pictures
            .filter_map(|(index, picture)| Some((file_id(&paths::image(index)).ok()?, picture.data.clone())));
        let theme = (self.theme, Bytes::from_string(style.to_toml()));
        PaperWorld {
            template: self,
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

    /// The name of a file in messages, and its text.
    pub fn file(&self, id: FileId) -> Option<(&str, &Source)> {
        Some((self.names.get(&id)?, self.sources.get(&id)?.source()))
    }
}

/// The world of one paper.
#[derive(Debug)]
pub struct PaperWorld<'a> {
    template: &'a ParsedTemplate,
    view: &'a View,
    json: OnceLock<FileResult<Bytes>>,
    toml: OnceLock<FileResult<Bytes>>,
    data: HashMap<FileId, Bytes>,
    fonts: &'static FontSet,
}

impl PaperWorld<'_> {
    /// The same world with attachments.
    #[must_use]
    pub fn with(mut self, attachments: &[Attachment]) -> Self {
        let files = attachments.iter().enumerate();
        self.data.extend(
            files.filter_map(|(index, file)| {
                Some((file_id(&paths::attachment(index)).ok()?, file.data.clone()))
            }),
        );
        self
    }

    /// Whether the template has read the view as TOML, which leaves out the keys without a value.
    pub fn gave_toml(&self) -> bool {
        self.toml.get().is_some()
    }

    /// The template.
    pub fn template(&self) -> &ParsedTemplate {
        self.template
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
        self.template.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.template.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.template.view {
            return self.json.get_or_init(|| serialised(self.view.to_json())).clone();
        }
        if id == self.template.toml_view {
            return self.toml.get_or_init(|| serialised(self.view.to_toml())).clone();
        }
        let file = self.data.get(&id).or_else(|| self.template.pictures.get(&id)).cloned();
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

pub fn file_id(path: &str) -> Result<FileId, Problem> {
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

pub fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
