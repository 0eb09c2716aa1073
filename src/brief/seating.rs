use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::{Member, Reference, Side, to};

/// The seating plan. Every field may be omitted: a plan needs only two sides with members.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seating {
    /// The shape of the table [default: rectangular for two sides, a hollow square for more].
    pub table: Option<TableShape>,
    /// The side of the head on which the second in rank sits; the others alternate.
    #[serde(default)]
    pub order: SeatingOrder,
    /// The place of a side's interpreter; handbooks of protocol disagree on it.
    /// A second interpreter sits at the table, after the members.
    #[serde(default)]
    pub interpreter: InterpreterPlace,
    /// The side that faces the door, by its `id`; handbooks of protocol disagree on it.
    /// The default is the guests: the first side that is not the host or, without a host, the second side.
    pub facing_door: Option<Reference<to::Side>>,
    /// The members without a seat at the table, by their `id`.
    #[serde(default)]
    pub without: Vec<Reference<to::Member>>,
    /// Whether to place a flag on the table in front of the head of each side.
    #[serde(default = "yes")]
    pub flags: bool,
    /// The width of a place at the table, in millimetres [default: 700].
    pub place_width: Option<Millimetres<500, 1500>>,
    /// The width of the table, in millimetres [default: 1400]; for a hollow square, of each table in it
    /// [default: 800]. A round table is as wide as its places need.
    pub table_width: Option<Millimetres<400, 4000>>,
    /// The width and depth of a chair, in millimetres [default: 500]; at most the width of a place.
    pub chair_size: Option<Millimetres<400, 900>>,
}

fn yes() -> bool {
    true
}

impl Seating {
    /// The plan of a brief without a `[seating]` table.
    pub fn unsaid() -> Self {
        Self { flags: true, ..Self::default() }
    }

    /// The members of a side with a seat at the table, in the order of the brief.
    pub fn seated<'a>(&self, side: &'a Side) -> Vec<&'a Member> {
        side.members.iter().filter(|member| self.seats(member)).collect()
    }

    /// Whether a member has a seat.
    pub fn seats(&self, member: &Member) -> bool {
        !self.without.iter().any(|reference| reference.is_to(member.id.as_ref()))
    }

    /// The shape of the table for this number of sides.
    pub fn shape(&self, sides: usize) -> TableShape {
        self.table.unwrap_or(if sides > 2 { TableShape::HollowSquare } else { TableShape::Rectangular })
    }

    /// The width of a place at the table, in millimetres.
    pub fn place(&self) -> u16 {
        self.place_width.map_or(700, Millimetres::get)
    }

    /// The width and depth of a chair, in millimetres.
    pub fn chair(&self) -> u16 {
        self.chair_size.map_or(500, Millimetres::get)
    }

    /// The width of a table of this shape, in millimetres; for a hollow square, of each table in it.
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
    /// All sit around one table.
    Round,
    /// Tables form a square around an empty middle, with the seats on the outside.
    HollowSquare,
}

/// The side of the head on which the second in rank sits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SeatingOrder {
    /// On the head's right.
    #[default]
    RightFirst,
    /// On the head's left.
    LeftFirst,
}

/// The place of an interpreter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InterpreterPlace {
    /// Next to the head, on the right.
    Right,
    /// Next to the head, on the left, which leaves the right to the second in rank.
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
