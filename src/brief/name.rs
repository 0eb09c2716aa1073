//! Names that are never printed as they are: ids, tags, paths, addresses. The schema of each type says what
//! it names.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize, Serializer};

macro_rules! name {
    ($(#[$documentation:meta])* $name:ident, $fits:path, $schema:tt) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl TryFrom<String> for $name {
            type Error = &'static str;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                let refusal = concat!("not a value of `", stringify!($name), "`");
                $fits(&text).then_some(Self(text)).ok_or(refusal)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl Display for $name {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

name!(
    /// A short name for other parts of the brief to refer to.
    Id,
    is_stated,
    { "type": "string", "minLength": 1, "x-holds": "id" }
);
name!(
    /// A word of your own choice for an audience.
    Tag,
    is_stated,
    { "type": "string", "minLength": 1, "x-holds": "tag" }
);
name!(
    /// A web address.
    Url,
    is_web_address,
    {
        "type": "string",
        "pattern": "^https?://[^\\x00-\\x20/?#][^\\x00-\\x20]*$",
        "x-expects": "an address that begins with `https://`",
        "x-holds": "url",
    }
);
name!(
    /// The path of a picture, relative to the file that names it.
    PictureFile,
    is_stated,
    { "type": "string", "minLength": 1, "x-holds": "picture" }
);
name!(
    /// The path of a file, relative to the file that names it.
    FilePath,
    is_stated,
    { "type": "string", "minLength": 1, "x-holds": "file" }
);
name!(
    /// The name of something outside the brief: a sheet of a workbook, a person in the register, a time
    /// zone.
    OutsideName,
    is_stated,
    { "type": "string", "minLength": 1, "x-holds": "name" }
);

fn is_stated(text: &str) -> bool {
    !text.is_empty()
}

/// Whether a text is an address that a browser opens from the web, and not a program of it (`javascript:`).
fn is_web_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with(['/', '?', '#']) && !rest.contains(|c| c <= ' ')
    })
}

/// The id of another part of the brief.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "Id", bound = "")]
pub struct Reference<T> {
    id: Id,
    to: PhantomData<fn() -> T>,
}

impl<T> From<Id> for Reference<T> {
    fn from(id: Id) -> Self {
        Self { id, to: PhantomData }
    }
}

impl<T> Serialize for Reference<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.id.serialize(serializer)
    }
}

/// The possible targets of a reference.
pub trait Referable {
    /// The name of the reference type in the schema.
    const REFERENCE: &'static str;
    /// The target as messages call it.
    const IN_WORDS: &'static str;
    /// The schema tables that may be the target.
    const TABLES: &'static [&'static str];
}

/// The targets of references.
pub mod to {
    use super::Referable;

    macro_rules! to {
        ($(#[$documentation:meta])* $name:ident, $reference:literal, $in_words:literal, $tables:expr) => {
            $(#[$documentation])*
            #[derive(Debug, Clone, Copy)]
            pub enum $name {}

            impl Referable for $name {
                const REFERENCE: &'static str = $reference;
                const IN_WORDS: &'static str = $in_words;
                const TABLES: &'static [&'static str] = $tables;
            }
        };
    }

    to!(
        /// A member of a side.
        Member, "MemberReference", "participant", &["Member"]
    );
    to!(
        /// A side.
        Side, "SideReference", "side", &["Side"]
    );
    to!(
        /// A member or a side.
        Party, "PartyReference", "side or participant", &["Member", "Side"]
    );
    to!(
        /// An agenda item.
        AgendaItem, "AgendaReference", "agenda item", &["AgendaItem"]
    );
    to!(
        /// A meeting.
        Meeting, "MeetingReference", "meeting", &["Meeting", "MeetingOfVisit"]
    );
    to!(
        /// A source.
        Source, "SourceReference", "source", &["Source"]
    );
}

impl<T> Reference<T> {
    /// The id.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// Whether the reference points to this id.
    pub fn is_to(&self, id: Option<&Id>) -> bool {
        id == Some(&self.id)
    }
}

impl<T> Deref for Reference<T> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.id
    }
}

impl<T> Display for Reference<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

impl<T: Referable> JsonSchema for Reference<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::REFERENCE.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "minLength": 1,
            "x-holds": "reference",
            "x-refers-to": T::TABLES,
            "x-in-words": T::IN_WORDS,
        })
    }
}
