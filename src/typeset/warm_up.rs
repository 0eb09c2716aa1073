//! What every paper needs whatever its brief says, prepared by one thread while another reads the brief.

use std::sync::LazyLock;

use typst::Library;
use typst::World;
use typst::diag::FileResult;
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst_layout::PagedDocument;

use super::world::{LIBRARY, ParsedTemplate, file_id, not_found};
use crate::engine::guarded;
use crate::theme::Theme;
use crate::view::paths;

/// The least view with which the modules of a template can be evaluated.
const NO_VIEW: &str = r#"{ "document": { "date": "2000-01-01" } }"#;

/// Reads what is known about the fonts of a theme and builds the engine's library.
pub fn warm_up(theme: Theme) {
    theme.fonts();
    LazyLock::force(&LIBRARY);
}

/// Evaluates the modules of a template in a theme, and reads the fonts of the theme. The engine remembers
/// both for the papers that follow.
pub fn warm_up_template(template: &ParsedTemplate, theme: Theme) {
    let data = [(paths::VIEW, NO_VIEW), (paths::THEME, theme.file().text())];
    let data = data.map(|(path, text)| file_id(path).ok().map(|id| (id, Bytes::from_string(text))));
    let trial = TrialWorld { template, data, theme };
    // A template prints nothing without a view. What it imports has been evaluated when that turns out.
    drop(guarded(|| typst::compile::<PagedDocument>(&trial)));
    theme.fonts().load_usual();
}

/// The world of a template without a brief.
struct TrialWorld<'a> {
    template: &'a ParsedTemplate,
    data: [Option<(FileId, Bytes)>; 2],
    theme: Theme,
}

impl World for TrialWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.theme.fonts().book()
    }

    fn main(&self) -> FileId {
        self.template.main()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.template.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let known = self.data.iter().flatten().find(|(known, _)| *known == id);
        known.map(|(_, data)| data.clone()).ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.theme.fonts().font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
