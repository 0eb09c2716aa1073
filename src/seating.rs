//! Who sits where: from people in protocol order to seats around a table, in millimetres. Pure geometry, no
//! words.
//!
//! The plan is seen from above, with the door below: `x` grows to the right, `y` downwards. An angle is the
//! way that a sitter faces, in degrees clockwise from straight up, so that 180 looks at the door. *Right* and
//! *left* are always the sitter's own.
//!
//! One side sits like this: its head in the middle; the others, in protocol order, on alternate hands of the
//! head, each next to the one who came before on that hand; note-takers last, and so at the end. An
//! interpreter beside the head has the first place on that hand, and the alternation goes on behind.

mod arrangement;
mod edge;
mod ring;
mod row;

pub use arrangement::{Arrangement, Sitter};

use crate::brief::TableShape;
use row::SeatingRow;

/// A seating plan. Its top left corner is (0, 0).
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The table.
    pub table: Table,
    /// The sides, in the order of the input.
    pub sides: Vec<SeatedSide>,
}

/// A table, or tables around an empty middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Table {
    /// Its shape.
    pub shape: TableShape,
    /// The distance of its centre from the left.
    pub x: f64,
    /// The distance of its centre from the top.
    pub y: f64,
    /// Its width as drawn, from left to right.
    pub width: f64,
    /// Its height as drawn.
    pub height: f64,
    /// The width of the tables that form a hollow square.
    pub rim: f64,
}

/// The seats of one side.
#[derive(Debug, Clone, PartialEq)]
pub struct SeatedSide {
    /// One seat per person, in protocol order: the seat of person 1 comes first.
    pub seats: Vec<Seat>,
    /// The numbers of the people at the table, from the side's own left to its right.
    pub left_to_right: Vec<usize>,
    /// The number of the middle person: the head or, without a head, the first in protocol order.
    pub middle: usize,
    /// The table edge in front of the middle person, where a flag may stand.
    pub front: Spot,
}

/// A chair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seat {
    /// The number of the person: the position in the protocol order of the side, from 1.
    pub number: usize,
    /// The centre of the chair and the direction it faces.
    pub spot: Spot,
    /// Whether the chair is behind that of the head, away from the table.
    pub behind: bool,
}

/// A point on the plan, with a direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// The distance from the left.
    pub x: f64,
    /// The distance from the top.
    pub y: f64,
    /// The direction in degrees clockwise from straight up, at least 0 and below 360.
    pub facing: f64,
}

impl Spot {
    /// The spot `out` behind and `right` to the right of a person who faces this way at the centre of the
    /// table.
    fn around_middle(facing: f64, out: f64, right: f64) -> Self {
        let (sin, cos) = facing.to_radians().sin_cos();
        Self { x: -sin * out + cos * right, y: cos * out + sin * right, facing: facing.rem_euclid(360.0) }
    }

    /// The spot moved straight back by this distance.
    fn back(self, by: f64) -> Self {
        let (sin, cos) = self.facing.to_radians().sin_cos();
        Self { x: self.x - sin * by, y: self.y + cos * by, ..self }
    }

    /// The spot moved by this vector on the plan.
    fn moved(self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y, ..self }
    }
}

impl Table {
    /// A table whose centre is not placed on a plan yet.
    fn sized(shape: TableShape, width: f64, height: f64, rim: f64) -> Self {
        Self { shape, x: 0.0, y: 0.0, width, height, rim }
    }
}

/// The gap between the table and a chair.
const GAP: f64 = 90.0;
/// The gap between the chair of a head and one behind it, wide enough to pass.
const AISLE: f64 = 900.0;

/// Seats every person of every side.
///
/// At a rectangular table the side that faces the door sits at the top and the other at the bottom, heads
/// face to face. At other tables that side's head sits at the top as well, and the other sides follow
/// clockwise as drawn, in their order; two sides sit with their heads face to face. Up to four sides have
/// an edge of a hollow square each; three leave the edge towards the door free.
///
/// `None` if there are fewer than two sides, a side is empty, no side has the index `facing_door`, or more
/// than two sides would sit at a rectangular table.
pub fn plan(sides: &[Vec<Sitter>], arrangement: &Arrangement) -> Option<Plan> {
    let possible = sides.len() >= 2
        && sides.iter().all(|side| !side.is_empty())
        && arrangement.facing_door < sides.len()
        && (arrangement.table != TableShape::Rectangular || sides.len() == 2);
    if !possible {
        return None;
    }
    // The side that faces the door comes first, the others follow in their order.
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

/// Seats the side of a row. `at_table` gives the places: for each offset from the head, in places to the
/// right, a point on the edge of the table.
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

/// Fits a plan around the table and the chairs: closely at the top and bottom, and with the table centred
/// between left and right, so that the door in the middle of the wall faces its centre.
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
