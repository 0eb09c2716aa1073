//! The columns of a table of people: one for each field of a member that the schema marks with `x-column`.

use std::sync::LazyLock;

use crate::brief::{self, Member};
use crate::fields::{self, Kind, Shape, names_in_order};
use crate::key_path::KeyPath;
use crate::language::Columns;

/// A field of a member that can be a column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Field(usize);

/// The kind of the cells of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A text on one line.
    Line,
    /// A long text.
    LongText,
    /// Yes or no.
    Truth,
    /// One of these words of a brief.
    Word(Vec<String>),
    /// A rank in protocol order.
    Rank,
    /// A calendar day.
    Date,
}

/// A column with its kind.
#[derive(Debug)]
struct Known {
    key: String,
    reading: Reading,
    has_languages: bool,
    is_shared: bool,
    default: serde_json::Value,
}

/// Every column, in the order of a member's fields.
static COLUMNS: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let member = KeyPath::root().key("sides").index(0).key("members").index(0);
    let member = brief::fields().at(&member);
    let fields = names_in_order::<Member>().iter().filter_map(|key| Some((*key, member?.key(key)?)));
    fields.flat_map(|(key, shape)| columns(key, shape)).collect()
});

/// The columns of a field: one, or one for each key of a table.
fn columns(key: &str, shape: &Shape) -> Vec<Known> {
    let Some(column) = shape.column else { return Vec::new() };
    let known = |key: String, shape: &Shape| {
        let kind = shape.kind.as_ref()?;
        Some(Known {
            key,
            reading: reading(kind)?,
            has_languages: kind.is_text(),
            is_shared: column == fields::Column::Shared,
            default: shape.default.clone(),
        })
    };
    match (&shape.kind, &shape.table) {
        (None, Some(table)) => {
            let mut within: Vec<_> = table.fields.iter().collect();
            // The picture comes before its description.
            within.sort_by_key(|(_, shape)| shape.kind != Some(Kind::Picture));
            within.into_iter().filter_map(|(inner, shape)| known(format!("{key}.{inner}"), shape)).collect()
        }
        _ => known(key.to_owned(), shape).into_iter().collect(),
    }
}

/// The kind of cell for a kind of value, if a cell can hold it.
fn reading(kind: &Kind) -> Option<Reading> {
    match kind {
        Kind::Markdown | Kind::Entry => Some(Reading::LongText),
        Kind::Truth => Some(Reading::Truth),
        Kind::Word(words) => Some(Reading::Word(words.clone())),
        Kind::Rank => Some(Reading::Rank),
        Kind::Date => Some(Reading::Date),
        Kind::Text
        | Kind::Url
        | Kind::Picture
        | Kind::File
        | Kind::Id
        | Kind::Reference(_)
        | Kind::Tag
        | Kind::Name => Some(Reading::Line),
        Kind::Time | Kind::Number => None,
    }
}

impl Field {
    /// Every field, in the order of the brief.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..COLUMNS.len()).map(Self)
    }

    /// The name.
    pub fn name() -> Option<Self> {
        Self::all().find(|field| field.is_name())
    }

    fn known(self) -> &'static Known {
        &COLUMNS[self.0]
    }

    /// The key of the field, as in `[[sides.members]]`.
    pub fn key(self) -> &'static str {
        &self.known().key
    }

    /// The path of the field within a member.
    pub fn path(self) -> KeyPath {
        self.key().split('.').fold(KeyPath::root(), |path, key| path.key(key))
    }

    /// Whether it is the name, which every person has.
    pub fn is_name(self) -> bool {
        self.key() == "name"
    }

    /// Whether it is the id of the person.
    pub fn is_id(self) -> bool {
        self.key() == "id"
    }

    /// The headers of the field in a language.
    pub fn headers(self, columns: &Columns) -> &[String] {
        columns.of_field(self.key())
    }

    /// The kind of its cells.
    pub fn reading(self) -> &'static Reading {
        &self.known().reading
    }

    /// The default value.
    pub fn default(self) -> &'static serde_json::Value {
        &self.known().default
    }

    /// Whether it can have a value per language.
    pub fn has_languages(self) -> bool {
        self.known().has_languages
    }

    /// Whether cells merged downwards mean a value shared by several people, as of an organisation but not
    /// a name.
    pub fn is_shared(self) -> bool {
        self.known().is_shared
    }

    /// Whether it is a value of one line, not a long text or a part of a picture.
    pub fn is_plain(self) -> bool {
        *self.reading() != Reading::LongText && !self.key().contains('.')
    }
}
