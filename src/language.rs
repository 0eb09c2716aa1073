//! The languages of papers: one file each in `templates/languages`. `templates/README.md` says what a new
//! language needs, and what it lacks until code is written for it.

pub mod collation;
mod date_pattern;
mod file;
mod written_date;

pub use file::{AddresseePart, Columns, Courtesy, DatePatterns, LanguageFile, ListRows, NamePart, Script};
pub use written_date::WrittenDate;

use std::fmt::{self, Display, Formatter};
use std::sync::{LazyLock, OnceLock};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::assets;

/// A language that has a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(&'static str);

/// A language file, parsed on first use. Every file is embedded, and a test reads them all.
struct Embedded {
    language: Language,
    text: &'static str,
    file: OnceLock<LanguageFile>,
}

static FILES: LazyLock<Vec<Embedded>> = LazyLock::new(|| {
    let embedded = |(code, text)| Embedded { language: Language(code), text, file: OnceLock::new() };
    assets::language_files().map(embedded).collect()
});

impl Language {
    /// Russian, the default language of a brief.
    pub const RUSSIAN: Self = Self("ru");

    /// Every language, ordered by code.
    pub fn all() -> impl Iterator<Item = Self> {
        FILES.iter().map(|embedded| embedded.language)
    }

    /// The language with this ISO 639-1 code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|language| language.0 == code)
    }

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// The name of the language in English.
    pub fn english_name(self) -> &'static str {
        &self.file().english_name
    }

    /// The labels and patterns of this language.
    pub fn file(self) -> &'static LanguageFile {
        // A `Language` is only made from this list, or is Russian, whose file always exists.
        let found = FILES.iter().find(|embedded| embedded.language == self).unwrap_or(&FILES[0]);
        found.file.get_or_init(|| LanguageFile::parse(found.language.0, found.text))
    }
}

impl Display for Language {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code)
            .ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&code), &"the code of a language"))
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl JsonSchema for Language {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Language".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let codes: Vec<_> = Self::all().map(Self::code).collect();
        json_schema!({ "description": "A language, by its code.", "type": "string", "enum": codes })
    }
}
