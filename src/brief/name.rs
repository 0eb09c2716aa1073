//! Names that are never printed as they are: ids, tags, paths, addresses. The schema of each type says what
//! it names.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

macro_rules! name {
    ($(#[$documentation:meta])* $name:ident, $schema:tt) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

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
    { "type": "string", "x-holds": "id" }
);
name!(
    /// A word of your own choice for an audience.
    Tag,
    { "type": "string", "x-holds": "tag" }
);
name!(
    /// A web address.
    Url,
    {
        "type": "string",
        "pattern": "^https?://",
        "x-expects": "an address that begins with `https://`",
        "x-holds": "url",
    }
);
name!(
    /// The path of a picture, relative to the file that names it.
    PictureFile,
    { "type": "string", "x-holds": "picture" }
);
name!(
    /// The path of a file, relative to the file that names it.
    FilePath,
    { "type": "string", "x-holds": "file" }
);
name!(
    /// The name of something outside the brief: a sheet of a workbook, a person in the register, a time
    /// zone.
    OutsideName,
    { "type": "string", "x-holds": "name" }
);

/// The id of another part of the brief.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(transparent, bound = "")]
pub struct Reference<T> {
    id: String,
    #[serde(skip)]
    to: PhantomData<fn() -> T>,
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
        /// A source.
        Source, "SourceReference", "source", &["Source"]
    );
}

impl<T> Reference<T> {
    /// Whether the reference points to this id.
    pub fn is_to(&self, id: Option<&Id>) -> bool {
        id.is_some_and(|id| **id == *self.id)
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
            "x-holds": "reference",
            "x-refers-to": T::TABLES,
            "x-in-words": T::IN_WORDS,
        })
    }
}
