//! The languages that papers can be written in: one file each in `templates/languages`. What another language
//! needs, and what it lacks until code is written for it, is in `templates/README.md`.

mod date_pattern;
mod file;
mod written_date;

pub use file::{AddresseePart, Cells, Columns, Courtesy, DatePatterns, LanguageFile, Script};
pub use written_date::WrittenDate;

use std::fmt::{self, Display, Formatter};
use std::sync::{LazyLock, OnceLock};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::assets;

/// A language that there is a file for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(&'static str);

/// A language file, parsed when it is first needed. They are part of the program and a test reads them all.
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
    /// Russian, the language of a brief that names none.
    pub const RUSSIAN: Self = Self("ru");

    /// Every language, in the order of their codes.
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

    /// What the language is called in English.
    pub fn english_name(self) -> &'static str {
        &self.file().english_name
    }

    /// The labels and patterns of this language.
    pub fn file(self) -> &'static LanguageFile {
        // A `Language` is only ever made from this list or is Russian, whose file is always there.
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
