use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::{Member, Reference, Side, to};

/// How the sides sit at the table. Every field may be left out: a seating plan needs no more than two sides with members.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seating {
    /// The shape of the table. Left out, it is rectangular for two sides and a hollow square for more.
    pub table: Option<TableShape>,
    /// On which hand of the head the second in rank sits; the others follow on alternate hands.
    #[serde(default)]
    pub order: SeatingOrder,
    /// Where the interpreter of a side sits. Handbooks of protocol disagree on it, so that it is for the desk to say. A
    /// second interpreter of a side sits at the table, after the members.
    #[serde(default)]
    pub interpreter: InterpreterPlace,
    /// The side that faces the door, by its `id`. Handbooks disagree on this too. Left out, it is the guests: the first side
    /// that is not the host or, where no side is the host, the second side.
    pub facing_door: Option<Reference<to::Side>>,
    /// The members who do not sit at the table, by their `id`.
    #[serde(default)]
    pub without: Vec<Reference<to::Member>>,
    /// Whether a flag stands on the table before the first of each side.
    #[serde(default = "yes")]
    pub flags: bool,
    /// How much of the edge of the table each person has, in millimetres; left out, 700.
    pub place_width: Option<Millimetres<500, 1500>>,
    /// How wide the table is, in millimetres: a rectangular one from side to side; left out, 1400. Of a hollow square, how wide
    /// the tables are that form it; left out, 800. A round table is as wide as its places need.
    pub table_width: Option<Millimetres<400, 4000>>,
    /// How wide and deep a chair is, in millimetres; left out, 500. It is no wider than a place.
    pub chair_size: Option<Millimetres<400, 900>>,
}

fn yes() -> bool {
    true
}

impl Seating {
    /// The plan of a brief that says nothing about it.
    pub fn unsaid() -> Self {
        Self { flags: true, ..Self::default() }
    }

    /// The people of a side who sit at the table, in the order of the file.
    pub fn seated<'a>(&self, side: &'a Side) -> Vec<&'a Member> {
        side.members.iter().filter(|member| self.seats(member)).collect()
    }

    /// Whether a member has a seat.
    pub fn seats(&self, member: &Member) -> bool {
        !self.without.iter().any(|reference| reference.is_to(member.id.as_ref()))
    }

    /// The shape of the table for so many sides.
    pub fn shape(&self, sides: usize) -> TableShape {
        self.table.unwrap_or(if sides > 2 { TableShape::HollowSquare } else { TableShape::Rectangular })
    }

    /// How much of the edge of the table each person has, in millimetres.
    pub fn place(&self) -> u16 {
        self.place_width.map_or(700, Millimetres::get)
    }

    /// How wide and deep a chair is, in millimetres.
    pub fn chair(&self) -> u16 {
        self.chair_size.map_or(500, Millimetres::get)
    }

    /// How wide a table of this shape is, in millimetres; of a hollow square, each of the tables that form it.
    pub fn width(&self, shape: TableShape) -> u16 {
        let usual = if shape == TableShape::HollowSquare { 800 } else { 1400 };
        self.table_width.map_or(usual, Millimetres::get)
    }
}

/// The shape of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TableShape {
    /// Two sides face each other.
    Rectangular,
    /// Everybody sits around one table.
    Round,
    /// Tables are put together around an empty middle, and everybody sits on their outer edge.
    HollowSquare,
}

/// On which hand of the head the second in rank sits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SeatingOrder {
    /// On the head's own right.
    #[default]
    RightFirst,
    /// On the head's own left.
    LeftFirst,
}

/// Where an interpreter sits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InterpreterPlace {
    /// Beside the head, on the head's own right.
    Right,
    /// Beside the head, on the head's own left, which leaves the right to the second in rank.
    #[default]
    Left,
    /// On a chair behind the head.
    Behind,
}

/// A length in whole millimetres, from `LOW` to `HIGH`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Millimetres<const LOW: u16, const HIGH: u16>(u16);

impl<const LOW: u16, const HIGH: u16> Millimetres<LOW, HIGH> {
    /// The number of millimetres.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl<'de, const LOW: u16, const HIGH: u16> Deserialize<'de> for Millimetres<LOW, HIGH> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u16::deserialize(deserializer)?;
        if (LOW..=HIGH).contains(&number) {
            Ok(Self(number))
        } else {
            Err(D::Error::custom(format!("this length is {LOW} to {HIGH} millimetres")))
        }
    }
}

impl<const LOW: u16, const HIGH: u16> JsonSchema for Millimetres<LOW, HIGH> {
    fn schema_name() -> Cow<'static, str> {
        format!("Millimetres{LOW}To{HIGH}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": format!("Whole millimetres, {LOW} to {HIGH}."),
            "x-expects": format!("a whole number of millimetres from {LOW} to {HIGH}"),
            "type": "integer",
            "minimum": LOW,
            "maximum": HIGH,
        })
    }
}
