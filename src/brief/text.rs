use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::Id;
use crate::language::Language;

/// A short text: one string for every language, or a table with a string per language.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(try_from = "Written", into = "Written")]
pub enum Text {
    /// The same characters in every language.
    Same(String),
    /// A wording for each language: `{ ru = "…", kk = "…", en = "…" }`.
    PerLanguage(BTreeMap<Language, String>),
}

/// A text before validation: the table, or a wording, may be empty.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Written {
    Same(String),
    PerLanguage(BTreeMap<Language, String>),
}

impl TryFrom<Written> for Text {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let entry = Entry::try_from(written)?.0.0;
        let is_empty = match &entry {
            Self::Same(text) => text.is_empty(),
            Self::PerLanguage(wordings) => wordings.values().any(String::is_empty),
        };
        if is_empty { Err("a text is not empty") } else { Ok(entry) }
    }
}

impl TryFrom<Written> for Entry {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let text = match written {
            Written::Same(text) => Text::Same(text),
            Written::PerLanguage(wordings) if wordings.is_empty() => {
                return Err("a text has a wording in some language");
            }
            Written::PerLanguage(wordings) => Text::PerLanguage(wordings),
        };
        Ok(Self(Prose(text)))
    }
}

impl From<Text> for Written {
    fn from(text: Text) -> Self {
        match text {
            Text::Same(text) => Self::Same(text),
            Text::PerLanguage(wordings) => Self::PerLanguage(wordings),
        }
    }
}

impl From<Entry> for Written {
    fn from(entry: Entry) -> Self {
        entry.0.0.into()
    }
}

impl Text {
    /// The wording in `language`, or `None` if the table has none.
    pub fn get(&self, language: Language) -> Option<&str> {
        match self {
            Self::Same(text) => Some(text),
            Self::PerLanguage(wordings) => wordings.get(&language).map(String::as_str),
        }
    }
}

/// A long text in a subset of Markdown: paragraphs, `*emphasis*`, `**strong**`, lists, tables, links and
/// footnotes `[^id]` to a source. One string, or a table with a string per language.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Prose(pub Text);

/// A [`Prose`] that may be empty, to be filled in later.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Entry(pub Prose);

impl Entry {
    /// Whether it is empty in `language`.
    pub fn is_blank(&self, language: Language) -> bool {
        self.0.0.get(language).is_none_or(|text| text.trim().is_empty())
    }
}

/// The names in the footnotes `[^name]` of a text.
pub fn footnotes(text: &str) -> impl Iterator<Item = &str> {
    let is_of_id = |letter: char| letter.is_alphanumeric() || "-_".contains(letter);
    text.split("[^").skip(1).filter_map(move |rest| {
        let (id, after) = rest.split_at(rest.find(|letter| !is_of_id(letter))?);
        (!id.is_empty() && after.starts_with(']')).then_some(id)
    })
}

/// A text without the footnotes that name these sources.
pub fn without_footnotes(text: &str, sources: &[Id]) -> String {
    sources.iter().fold(text.to_owned(), |text, id| text.replace(&format!("[^{id}]"), ""))
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        text_schema("A text: one string for every language, or a table with a string per language.", "text")
    }
}

impl JsonSchema for Prose {
    fn schema_name() -> Cow<'static, str> {
        "Prose".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        text_schema(
            "A long text: paragraphs, *emphasis*, **strong**, lists, tables, [links](https://…), \
             footnotes [^id of a source]; one string, or a table with a string per language.",
            "markdown",
        )
    }
}

impl JsonSchema for Entry {
    fn schema_name() -> Cow<'static, str> {
        "Entry".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        text_schema(
            "A long text, which may be empty for now: one string, or a table with a string per language.",
            "entry",
        )
    }
}

/// The schema of a text; only an [`Entry`] may be empty.
fn text_schema(description: &str, holds: &str) -> Schema {
    let shortest = u32::from(holds != "entry");
    let wordings: serde_json::Map<_, _> = Language::all()
        .map(|language| {
            let wording = serde_json::json!({
                "description": format!("The text in {}.", language.english_name()),
                "type": "string",
                "minLength": shortest,
            });
            (language.code().to_owned(), wording)
        })
        .collect();
    json_schema!({
        "description": description,
        "x-expects": "a text, or a table with a text per language",
        "x-holds": holds,
        "anyOf": [
            { "type": "string", "minLength": shortest },
            { "type": "object", "properties": wordings, "additionalProperties": false, "minProperties": 1 },
        ],
    })
}
