//! The embedded fonts, and which characters they can print. A font is parsed when a theme first asks for it.

use std::sync::{LazyLock, OnceLock};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::assets;

/// The fallback family for rare letters.
const FALLBACK: &str = "Noto Serif";

/// A font file, parsed at most once.
#[derive(Debug)]
struct FontFile {
    name: &'static str,
    data: &'static [u8],
    font: OnceLock<Option<Font>>,
}

static FONTS: LazyLock<Vec<FontFile>> = LazyLock::new(|| {
    assets::font_files().map(|(name, data)| FontFile { name, data, font: OnceLock::new() }).collect()
});

impl FontFile {
    fn is_of(&self, family: &str) -> bool {
        let start = self.name.split(['_', '-']).next().unwrap_or_default();
        start.chars().eq(family.chars().filter(|character| *character != ' '))
    }

    fn font(&self) -> Option<&Font> {
        self.font.get_or_init(|| Font::new(Bytes::new(self.data), 0)).as_ref()
    }
}

/// The fonts of one theme.
#[derive(Debug)]
pub struct FontSet {
    fonts: Vec<Font>,
    files: Vec<&'static FontFile>,
    book: LazyHash<FontBook>,
}

/// Every font, for users' own templates, which may name any of them.
static EVERY: LazyLock<FontSet> = LazyLock::new(|| FontSet::new(|_| true));

impl FontSet {
    /// The fonts of a family of running text, of a family of headings, and the fallback for rare letters.
    pub fn of_families(text: &str, headings: &str) -> Self {
        Self::new(|file| [text, headings, FALLBACK].iter().any(|family| file.is_of(family)))
    }

    /// Every embedded font.
    pub fn every() -> &'static Self {
        &EVERY
    }

    fn new(wanted: impl Fn(&FontFile) -> bool) -> Self {
        let files: Vec<_> = FONTS.iter().filter(|file| wanted(file)).collect();
        let fonts: Vec<_> = files.iter().filter_map(|file| file.font().cloned()).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self { fonts, files, book }
    }

    /// The metadata of the fonts.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The font with this index in the book.
    pub fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// The font files with their names.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &'static [u8])> {
        self.files.iter().map(|file| (file.name, file.data))
    }

    /// Whether a paper can print `character` at any place and in any style: every style of both families has
    /// it, or the fallback does.
    pub fn can_print(&self, character: char) -> bool {
        let (mut others, mut fallback) = (true, true);
        for font in &self.fonts {
            let has = font.info().coverage.contains(character.into());
            if font.info().family == FALLBACK { fallback &= has } else { others &= has }
        }
        others || fallback
    }
}

/// The names of all font files.
pub fn file_names() -> impl Iterator<Item = &'static str> {
    FONTS.iter().map(|file| file.name)
}
