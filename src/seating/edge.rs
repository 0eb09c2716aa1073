use super::row::SeatingRow;
use super::{Arrangement, SeatedSide, Spot, Table, seated};
use crate::brief::TableShape;

/// How far the table extends beyond the places of an edge, half of it at either end.
const OVERHANG: f64 = 200.0;
/// The smallest width of the empty middle of a hollow square.
pub const LEAST_HOLLOW: f64 = 900.0;

/// The direction that people at each edge face: at the top edge it is 180, down to the door.
const TOP: f64 = 180.0;
const RIGHT: f64 = 270.0;
const BOTTOM: f64 = 0.0;
const LEFT: f64 = 90.0;

/// A table where each of two to four sides has its own edge, with its head in the middle.
pub fn edges(rows: &[SeatingRow], arrangement: &Arrangement) -> (Table, Vec<SeatedSide>) {
    let facing = match rows.len() {
        0..=2 => [TOP, BOTTOM].as_slice(),
        3 => &[TOP, RIGHT, LEFT],
        _ => &[TOP, RIGHT, BOTTOM, LEFT],
    };
    let table = table(rows, facing, arrangement);
    let at_edge = |(row, &facing): (&SeatingRow, &f64)| {
        let out = if [TOP, BOTTOM].contains(&facing) { table.height } else { table.width } / 2.0;
        seated(row, arrangement, |offset| {
            Spot::around_middle(facing, out, places(offset) * arrangement.place)
        })
    };
    (table, rows.iter().zip(facing).map(at_edge).collect())
}

/// The table whose edges are long enough for the longer hand of each side on both sides of its head.
fn table(rows: &[SeatingRow], facing: &[f64], arrangement: &Arrangement) -> Table {
    let length = |edges: [f64; 2]| {
        let rows = rows.iter().zip(facing).filter(|(_, facing)| edges.contains(facing));
        let most = rows.map(|(row, _)| 2 * row.longer_hand() + 1).max().unwrap_or(1);
        most as f64 * arrangement.place + OVERHANG
    };
    let (shape, rim) = (arrangement.table, arrangement.width);
    if shape == TableShape::Rectangular {
        let width = length([TOP, BOTTOM]).max(1.3 * arrangement.width);
        return Table::sized(shape, width, arrangement.width, rim);
    }
    let least = 2.0 * rim + LEAST_HOLLOW;
    let corner = 2.0 * arrangement.place;
    let (width, height) = (length([TOP, BOTTOM]), length([RIGHT, LEFT]));
    // At a corner with places on both edges, both keep clear of each other.
    let corners = if rows.len() > 2 { corner - OVERHANG } else { 0.0 };
    Table::sized(shape, (width + corners).max(least), (height + corners).max(least), rim)
}

/// An offset as a length in places.
fn places(offset: isize) -> f64 {
    offset as f64
}
