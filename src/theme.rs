//! How papers look: the fonts, measures and colours that vary between them. To add a theme, add a file to
//! `templates/themes`.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};
use std::sync::{LazyLock, OnceLock};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};

use crate::assets;
use crate::fonts::FontSet;

/// A theme that has a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme(&'static str);

/// The part of a theme file that the program uses itself. `templates/README.md` explains every key.
#[derive(Debug, Deserialize)]
pub struct ThemeFile {
    /// A one-line description.
    pub description: String,
    /// Its font families.
    pub fonts: Families,
    /// The whole file, as templates read it.
    #[serde(skip)]
    text: &'static str,
    #[serde(skip)]
    set: OnceLock<FontSet>,
}

/// The font families of a theme.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Families {
    /// The family of running text.
    pub text: String,
    /// The family of headings and tables.
    pub headings: String,
}

/// Every theme file, read once. They are embedded, and a test reads them all.
static FILES: LazyLock<Vec<(Theme, ThemeFile)>> = LazyLock::new(|| {
    assets::theme_files().map(|(name, text)| (Theme(name), ThemeFile::parse(name, text))).collect()
});

impl Theme {
    /// The default theme.
    pub const STANDARD: Self = Self("standard");

    /// Every theme, ordered by name.
    pub fn all() -> impl Iterator<Item = Self> {
        FILES.iter().map(|(theme, _)| *theme)
    }

    /// The theme of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|theme| theme.0 == name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// Its file.
    pub fn file(self) -> &'static ThemeFile {
        let found = FILES.iter().find(|(theme, _)| *theme == self);
        // A `Theme` is only made from this list, or is the standard one, whose file always exists.
        found.map_or_else(|| &FILES[0].1, |(_, file)| file)
    }

    /// Its fonts, read on first use.
    pub fn fonts(self) -> &'static FontSet {
        let file = self.file();
        file.set.get_or_init(|| FontSet::of_families(&file.fonts.text, &file.fonts.headings))
    }
}

impl Display for Theme {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Theme {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name)
            .ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&name), &"the name of a theme"))
    }
}

impl JsonSchema for Theme {
    fn schema_name() -> Cow<'static, str> {
        "Theme".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<_> = Self::all().map(Self::name).collect();
        json_schema!({ "description": "A theme, by its name.", "type": "string", "enum": names })
    }
}

impl ThemeFile {
    /// Parses a theme file. The files are embedded, so one that cannot be parsed is a bug.
    fn parse(name: &str, text: &'static str) -> Self {
        match toml::from_str::<Self>(text) {
            Ok(file) => Self { text, ..file },
            Err(error) => panic!("the theme file `{name}` is broken ({error})"),
        }
    }

    /// The whole file, as templates read it.
    pub fn text(&self) -> &'static str {
        self.text
    }
}

/// How the papers of a brief look: a theme and the changes of the project.
#[derive(Debug, Clone)]
pub struct Style {
    /// The theme.
    pub theme: Theme,
    /// Tables of a theme file that override some of its keys.
    pub changes: toml::Table,
}

impl Style {
    /// The TOML that `lib/theme.typ` reads.
    pub fn to_toml(&self) -> String {
        let text = self.theme.file().text();
        if self.changes.is_empty() {
            return text.to_owned();
        }
        let mut table: toml::Table = text.parse().unwrap_or_default();
        for (name, changes) in &self.changes {
            if let (Some(toml::Value::Table(theme)), toml::Value::Table(changes)) =
                (table.get_mut(name), changes)
            {
                theme.extend(changes.clone());
            }
        }
        table.to_string()
    }
}
