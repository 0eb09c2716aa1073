//! Who sits where: from people in protocol order to seats around a table, in millimetres. Pure geometry, no words.
//!
//! The plan is seen from above, with the door below: `x` grows to the right, `y` downwards. An angle is the way that a sitter
//! faces, in degrees clockwise from straight up, so that 180 looks at the door. *Right* and *left* are always the sitter's own.
//!
//! One side sits like this: its head in the middle; the others, in protocol order, on alternate hands of the head, each next to
//! the one who came before on that hand; note-takers last, and so at the end. An interpreter beside the head has the first
//! place on that hand, and the alternation goes on behind.

mod arrangement;
mod edge;
mod ring;
mod row;

pub use arrangement::{Arrangement, Sitter};

use crate::brief::TableShape;
use row::SeatingRow;

/// A seating plan. Its corner at the top left is (0, 0).
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// The table.
    pub table: Table,
    /// The sides, in the order in which they were given.
    pub sides: Vec<SeatedSide>,
}

/// A table, or tables around an empty middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Table {
    /// Its shape.
    pub shape: TableShape,
    /// Where its middle is, from the left.
    pub x: f64,
    /// Where its middle is, from the top.
    pub y: f64,
    /// How wide it is as drawn, from left to right.
    pub width: f64,
    /// How high it is as drawn.
    pub height: f64,
    /// Of a hollow square, how wide the tables are that form it.
    pub rim: f64,
}

/// The seats of one side.
#[derive(Debug, Clone, PartialEq)]
pub struct SeatedSide {
    /// One seat for each person, in protocol order: the seat of the person with number 1 comes first.
    pub seats: Vec<Seat>,
    /// The people at the table from the side's own left to its right, by their numbers.
    pub left_to_right: Vec<usize>,
    /// The number of the one in the middle: the head or, where nobody is called so, the first in protocol order.
    pub middle: usize,
    /// The edge of the table before the one in the middle, where a flag may stand.
    pub front: Spot,
}

/// A chair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seat {
    /// The number of the person: the place in the protocol order of the side, from 1.
    pub number: usize,
    /// The middle of the chair and the way it faces.
    pub spot: Spot,
    /// Whether the chair stands behind that of the head and not at the table.
    pub behind: bool,
}

/// A point on the plan, and the way that somebody faces there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// In degrees clockwise from straight up, from 0 to below 360.
    pub facing: f64,
}

impl Spot {
    /// The spot that lies `out` behind and `right` to the right of somebody who stands in the middle of the table and faces
    /// this way.
    fn around_middle(facing: f64, out: f64, right: f64) -> Self {
        let (sin, cos) = facing.to_radians().sin_cos();
        Self { x: -sin * out + cos * right, y: cos * out + sin * right, facing: facing.rem_euclid(360.0) }
    }

    /// The spot moved straight back by so much.
    fn back(self, by: f64) -> Self {
        let (sin, cos) = self.facing.to_radians().sin_cos();
        Self { x: self.x - sin * by, y: self.y + cos * by, ..self }
    }

    /// The spot moved by so much on the plan.
    fn moved(self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y, ..self }
    }
}

impl Table {
    /// A table whose middle is not yet placed on a plan.
    fn sized(shape: TableShape, width: f64, height: f64, rim: f64) -> Self {
        Self { shape, x: 0.0, y: 0.0, width, height, rim }
    }
}

/// Between the table and a chair.
const GAP: f64 = 90.0;
/// Between the chair of a head and one behind it: a way to pass.
const AISLE: f64 = 900.0;

/// Seats every person of every side.
///
/// A rectangular table has the side that faces the door at its top, and the other at its bottom, heads face to face. At other
/// tables that side's head sits at the top as well, and the other sides follow clockwise as drawn, in their order; two sides
/// sit with their heads face to face. Up to four sides have an edge of a hollow square each; three leave the one towards
/// the door free.
///
/// `None` when there are fewer than two sides, a side has nobody, no side has the number `facing_door`, or more than two sides
/// are to sit at a rectangular table.
pub fn plan(sides: &[Vec<Sitter>], arrangement: &Arrangement) -> Option<Plan> {
    let possible = sides.len() >= 2
        && sides.iter().all(|side| !side.is_empty())
        && arrangement.facing_door < sides.len()
        && (arrangement.table != TableShape::Rectangular || sides.len() == 2);
    if !possible {
        return None;
    }
    // The side that faces the door comes first, the others behind it in their order.
    let mut rows: Vec<_> = sides.iter().map(|side| SeatingRow::of(side, arrangement)).collect();
    rows.rotate_left(arrangement.facing_door);
    let (table, mut seated) = match arrangement.table {
        TableShape::Round => ring::round(&rows, arrangement),
        TableShape::HollowSquare if rows.len() > 4 => ring::hollow_square(&rows, arrangement),
        TableShape::Rectangular | TableShape::HollowSquare => edge::edges(&rows, arrangement),
    };
    seated.rotate_right(arrangement.facing_door);
    Some(framed(table, seated, arrangement))
}

/// The side whose row is this, its places at the table being where `at_table` puts them: for each offset from the head, in places
/// to the right, a point on the edge of the table.
fn seated(row: &SeatingRow, arrangement: &Arrangement, at_table: impl Fn(isize) -> Spot) -> SeatedSide {
    let chair = |offset: isize| at_table(offset).back(GAP + arrangement.chair / 2.0);
    let at_table_seats =
        row.places().map(|(number, offset)| Seat { number, spot: chair(offset), behind: false });
    let behind = row.behind.map(|number| {
        let spot = chair(0).back(arrangement.chair + AISLE);
        Seat { number, spot, behind: true }
    });
    let mut seats: Vec<_> = at_table_seats.chain(behind).collect();
    seats.sort_by_key(|seat| seat.number);
    SeatedSide { seats, left_to_right: row.left_to_right(), middle: row.middle, front: at_table(0) }
}

/// Lays a plan around the table and the chairs: close above and below, and with the table in the middle between left and
/// right, so that the door in the middle of the wall is before its middle.
fn framed(mut table: Table, sides: Vec<SeatedSide>, arrangement: &Arrangement) -> Plan {
    let reach = |spot: Spot| {
        let (sin, cos) = spot.facing.to_radians().sin_cos();
        arrangement.chair / 2.0 * (sin.abs() + cos.abs())
    };
    let seats = || sides.iter().flat_map(|side| &side.seats).map(|seat| seat.spot);
    let half = seats().map(|spot| spot.x.abs() + reach(spot)).fold(table.width / 2.0, f64::max);
    let above = seats().map(|spot| reach(spot) - spot.y).fold(table.height / 2.0, f64::max);
    let below = seats().map(|spot| reach(spot) + spot.y).fold(table.height / 2.0, f64::max);
    (table.x, table.y) = (half, above);
    let sides = sides.into_iter().map(|mut side| {
        side.front = side.front.moved(half, above);
        side.seats.iter_mut().for_each(|seat| seat.spot = seat.spot.moved(half, above));
        side
    });
    Plan { width: 2.0 * half, height: above + below, table, sides: sides.collect() }
}
