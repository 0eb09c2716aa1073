//! The files embedded in the program: templates, languages, themes, new briefs and fonts. To add one, add a
//! file.

use std::path::MAIN_SEPARATOR;

use include_dir::{Dir, include_dir};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static FONTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fonts");

/// The folder of the modules that every template may import.
pub const LIBRARY: &str = "lib";
/// The folder of language files.
const LANGUAGES: &str = "languages";
/// The folder of new briefs to fill in.
const NEW: &str = "new";
/// The folder of the comments that `close` writes into a brief.
const CLOSE: &str = "close";
/// The folder of theme files.
const THEMES: &str = "themes";
/// The folders that are not templates.
const NOT_TEMPLATES: [&str; 5] = [LIBRARY, LANGUAGES, NEW, CLOSE, THEMES];

/// The folders of the built-in templates, in alphabetical order.
pub fn template_folders() -> impl Iterator<Item = &'static str> {
    let folders = TEMPLATES.dirs().filter_map(|dir| dir.path().to_str());
    folders.filter(|id| !NOT_TEMPLATES.contains(id))
}

/// The files of a folder of `templates`: the name, the path below `templates`, and the contents of each.
pub fn files(folder: &str) -> impl Iterator<Item = (String, String, &'static [u8])> + use<> {
    let folder = TEMPLATES.get_dir(folder).into_iter();
    folder.flat_map(Dir::files).filter_map(|file| {
        let path = file.path().to_str()?.replace(MAIN_SEPARATOR, "/");
        let name = file.path().file_name()?.to_str()?.to_owned();
        Some((name, path, file.contents()))
    })
}

/// The language files, by the code of their language, in alphabetical order.
pub fn language_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    data_files(LANGUAGES)
}

/// The theme files, by the name of their theme, in alphabetical order.
pub fn theme_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    data_files(THEMES)
}

/// The files of an embedded folder, each with its name without extension and its text.
fn data_files(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let folder = TEMPLATES.get_dir(folder).into_iter();
    folder
        .flat_map(Dir::files)
        .filter_map(|file| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?)))
}

/// The text of a new brief in a language.
pub fn new_brief(code: &str) -> Option<&'static str> {
    TEMPLATES.get_file(format!("{NEW}/{code}.toml"))?.contents_utf8()
}

/// The comment above the outcomes that `close` writes, in a language.
pub fn closing_words(code: &str) -> Option<&'static str> {
    TEMPLATES.get_file(format!("{CLOSE}/{code}.toml"))?.contents_utf8()
}

/// The font files, by name. A file name begins with its family, without spaces.
pub fn font_files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let files = FONTS.files().filter_map(|file| Some((file.path().to_str()?, file.contents())));
    files.filter(|(name, _)| name.ends_with(".ttf"))
}

/// What is known about a font, written beside its file: a [`FontInfo`](typst::text::FontInfo) as JSON.
pub fn font_info(name: &str) -> Option<&'static str> {
    FONTS.get_file(format!("info/{name}.json"))?.contents_utf8()
}
