use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::table::from_table;
use super::{Date, FilePath, Id, Image, Known, OutsideName, Prose, Text};
use crate::language::Language;

/// One side of the meeting: a delegation or the hosts.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// A short name for other parts of the brief to refer to.
    pub id: Option<Id>,
    /// The name of the side, as printed.
    #[schemars(extend("x-register" = "organisations", "x-label" = true, "x-name" = true))]
    pub name: Text,
    /// Whether this is the host side; the paper then calls it that.
    pub host: Option<bool>,
    /// Whether this is the author's own side, which comes first wherever sides are listed [default: the
    /// host].
    #[schemars(extend("x-arranges" = true))]
    pub own: Option<bool>,
    /// The language its members read; their name plates show it on the side that faces them.
    #[schemars(extend("x-arranges" = true))]
    pub language: Option<Language>,
    /// The people on this side, in any order; the paper sorts them by rank.
    #[serde(default)]
    pub members: Vec<Member>,
    /// A table of more people on this side: a CSV, XLSX or ODS file.
    #[serde(skip_serializing)]
    pub members_from: Option<MembersFrom>,
}

/// The order of the sides in a paper, after the author's own side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OrderOfSides {
    /// Two sides in the order of the brief; more than two alphabetically in the paper's language.
    #[default]
    Auto,
    /// Alphabetically in the paper's language.
    Alphabetical,
    /// In the order of the brief.
    AsWritten,
}

/// A table of members: a file, or a file and a sheet.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(extend(
    "x-expects" = "a table of members like `\"delegation.xlsx\"` or `{ file = \"…\", sheet = \"…\" }`"
))]
pub enum MembersFrom {
    /// A CSV, XLSX or ODS file, relative to this one.
    File(FilePath),
    /// One sheet of an XLSX or ODS file.
    #[serde(deserialize_with = "from_table")]
    Sheet(Sheet),
}

/// One sheet of a workbook, or a file whose people are sorted.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// A CSV, XLSX or ODS file, relative to this one.
    pub file: FilePath,
    /// The name of the sheet.
    pub sheet: Option<OutsideName>,
    /// What the people are sorted by [default: the order of the rows].
    pub sort: Option<MemberSort>,
}

/// What the people of a table are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MemberSort {
    /// Their names, by the alphabet of the first language of the brief.
    Name,
}

/// A participant.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// A short name for other parts of the brief to refer to [default: the id in the register].
    #[schemars(extend("x-column" = "own"))]
    pub id: Option<Id>,
    /// The person's id in the register `people.toml`, which supplies every field omitted here.
    #[serde(skip_serializing)]
    pub person: Option<OutsideName>,
    /// The name exactly as printed; it is never declined or transliterated.
    #[schemars(extend("x-column" = "own", "x-label" = true, "x-name" = true))]
    pub name: Text,
    /// The courtesy title: г-н, мырза, H.E. The language decides whether it precedes the name.
    #[schemars(extend("x-column" = "own"))]
    pub honorific: Option<Text>,
    /// The job title.
    #[schemars(extend("x-column" = "shared"))]
    pub position: Option<Known<Text>>,
    /// The person's organisation.
    #[schemars(extend("x-column" = "shared", "x-register" = "organisations", "x-name" = true))]
    pub organisation: Option<Known<Text>>,
    /// The person's citizenship.
    #[schemars(extend("x-column" = "own"))]
    pub citizenship: Option<Known<Text>>,
    /// Whether the person heads the side.
    #[serde(default)]
    #[schemars(extend("x-column" = "own"))]
    pub head: bool,
    /// The person's role at the meeting.
    #[serde(default)]
    #[schemars(extend("x-column" = "own"))]
    pub role: Role,
    /// The rank in protocol order, never inferred: 3, or "10-1", which comes between 10 and 11.
    #[schemars(extend("x-column" = "own", "x-arranges" = true))]
    pub rank: Option<Rank>,
    /// The date of appointment. Of members with the same rank, the earlier appointed comes first.
    #[schemars(extend("x-column" = "own", "x-printed" = false))]
    pub appointed_on: Option<Date>,
    /// A biographical note.
    #[schemars(extend("x-column" = "own"))]
    pub biography: Option<Known<Prose>>,
    /// A portrait, printed next to the biographical note.
    #[schemars(extend("x-column" = "own"))]
    pub photo: Option<Image>,
}

/// A person's role at the meeting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Takes part in the talks.
    #[default]
    Member,
    /// Interprets.
    Interpreter,
    /// Takes the notes.
    NoteTaker,
}

/// A rank in protocol order: whole numbers joined by hyphens, compared number by number, so 10 < 10-1 < 11.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(Vec<u32>);

impl Rank {
    /// The rank of a place in an order that is already known.
    pub fn of_place(place: u32) -> Self {
        Self(vec![place])
    }
}

/// The highest number in a rank.
const HIGHEST: u32 = 999_999_999;

fn number(digits: &str) -> Option<u32> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| plain && digits.len() <= 9 && *number <= HIGHEST)
}

impl<'de> Deserialize<'de> for Rank {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(u32),
            Numbers(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Number(number) if number <= HIGHEST => Ok(Self(vec![number])),
            Written::Number(_) => Err(D::Error::custom("a rank has at most nine digits")),
            Written::Numbers(text) => {
                text.split('-').map(number).collect::<Option<_>>().map(Self).ok_or_else(|| {
                    D::Error::custom("a rank is whole numbers of at most nine digits, joined by hyphens")
                })
            }
        }
    }
}

impl Display for Rank {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let numbers: Vec<_> = self.0.iter().map(u32::to_string).collect();
        f.write_str(&numbers.join("-"))
    }
}

impl Serialize for Rank {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Rank {
    fn schema_name() -> Cow<'static, str> {
        "Rank".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A rank in protocol order: 3 or \"10-1\".",
            "x-expects": "a rank like `3` or `\"10-1\"`",
            "x-holds": "rank",
            "anyOf": [
                { "type": "integer", "minimum": 0, "maximum": HIGHEST },
                { "type": "string", "pattern": "^[0-9]{1,9}(-[0-9]{1,9})*$" },
            ],
        })
    }
}
