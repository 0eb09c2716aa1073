//! The embedded fonts, and which characters they can print. A font is parsed when a theme first asks for it.

use std::sync::{LazyLock, OnceLock};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo, FontStyle};
use typst::utils::{LazyHash, hash128};

use crate::assets;

/// The fallback family for rare letters.
const FALLBACK: &str = "Noto Serif";

/// A font file, parsed at most once.
#[derive(Debug)]
pub struct FontFile {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub data: &'static [u8],
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

    /// Its metadata, read from the file next to it: a tenth of the time of reading the font.
    fn info(&self) -> Option<FontInfo> {
        let known = assets::font_info(self.name).and_then(|text| serde_json::from_str(text).ok());
        known.or_else(|| self.read_info())
    }

    /// What the font itself says: what is to be written beside it.
    pub fn read_info(&self) -> Option<FontInfo> {
        FontInfo::new(self.data, 0)
    }
}

/// The fonts of one theme.
#[derive(Debug)]
pub struct FontSet {
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
        let wanted = FONTS.iter().filter(|file| wanted(file));
        let (files, infos): (Vec<_>, Vec<_>) = wanted.filter_map(|file| Some((file, file.info()?))).unzip();
        Self { files, book: LazyHash::new(FontBook::from_infos(infos)) }
    }

    /// The metadata of the fonts.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The font with this index in the book.
    pub fn font(&self, index: usize) -> Option<Font> {
        self.files.get(index)?.font().cloned()
    }

    /// Reads the fonts that nearly every paper uses: the upright ones of the families of a theme.
    pub fn load_usual(&self) {
        let upright = |index: &usize| {
            let info = self.book.info(*index);
            info.is_some_and(|info| info.family != FALLBACK && info.variant.style == FontStyle::Normal)
        };
        for font in (0..self.files.len()).filter(upright).filter_map(|index| self.font(index)) {
            // The engine hashes the whole font once.
            hash128(&font);
        }
    }

    /// The font files with their names.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &'static [u8])> {
        self.files.iter().map(|file| (file.name, file.data))
    }

    /// Whether a paper can print `character` at any place and in any style: every style of both families has
    /// it, or the fallback does.
    pub fn can_print(&self, character: char) -> bool {
        let (mut others, mut fallback) = (true, true);
        for info in (0..self.files.len()).filter_map(|index| self.book.info(index)) {
            let has = info.coverage.contains(character.into());
            if info.family == FALLBACK { fallback &= has } else { others &= has }
        }
        others || fallback
    }
}

/// All font files.
pub fn files() -> &'static [FontFile] {
    &FONTS
}
