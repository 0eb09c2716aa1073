//! The fonts inside the program, and which characters they can print.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The font files, as they are in `fonts/`.
static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fonts");

/// The family of running text.
const TEXT: &str = "Source Serif 4";
/// The family of headings and tables.
const HEADING: &str = "Source Sans 3";
/// The family that is named after the others, for rare letters.
const FALLBACK: &str = "Noto Serif";

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files = font_files().map(|(_, data)| Bytes::new(data));
    files.filter_map(|data| Font::new(data, 0)).collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// The font files with their names.
pub fn font_files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let files = FILES.files().filter_map(|file| Some((file.path().to_str()?, file.contents())));
    files.filter(|(name, _)| name.ends_with(".ttf"))
}

/// What is known about each font.
pub fn book() -> &'static LazyHash<FontBook> {
    &BOOK
}

/// The font at a place in the book.
pub fn font(index: usize) -> Option<Font> {
    FONTS.get(index).cloned()
}

/// Whether a paper can print `character`, wherever it stands and in whatever style: either every style of both
/// families has it, or the fallback does.
pub fn can_print(character: char) -> bool {
    let everywhere = |family| fonts_of(family).all(|font| has(font, character));
    (everywhere(TEXT) && everywhere(HEADING)) || everywhere(FALLBACK)
}

fn fonts_of(family: &str) -> impl Iterator<Item = &'static Font> {
    FONTS.iter().filter(move |font| font.info().family == family)
}

fn has(font: &Font, character: char) -> bool {
    font.info().coverage.contains(character.into())
}
