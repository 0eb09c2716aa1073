use std::f64::consts::TAU;

use super::edge::LEAST_HOLLOW;
use super::row::SeatingRow;
use super::{Arrangement, SeatedSide, Spot, Table, seated};

/// The gap between two sides at a round table, in places.
const BETWEEN_SIDES: f64 = 0.5;
/// The smallest width of a round table, in millimetres.
const LEAST_ROUND: f64 = 1000.0;

/// A round table.
pub fn round(rows: &[SeatingRow], arrangement: &Arrangement) -> (Table, Vec<SeatedSide>) {
    let (heads, places) = heads(rows);
    let width = (places * arrangement.place * 2.0 / TAU).max(LEAST_ROUND);
    let table = Table::sized(arrangement.table, width, width, arrangement.width);
    let side = |(row, head): (&SeatingRow, &f64)| {
        seated(row, arrangement, |offset| {
            // The next place clockwise is on the sitter's left.
            let clockwise = (head - offset as f64) / places * 360.0;
            Spot::around_middle(180.0 + clockwise, width / 2.0, 0.0)
        })
    };
    (table, rows.iter().zip(&heads).map(side).collect())
}

/// The places of the heads, counted clockwise from the top, and the number of places around the table.
fn heads(rows: &[SeatingRow]) -> (Vec<f64>, f64) {
    if let [first, second] = rows {
        // Face to face: each half of the table has as many places as the fuller one.
        let halves = [first.left.len() + second.right.len(), second.left.len() + first.right.len()];
        let half = *halves.iter().max().unwrap_or(&0) as f64 + 1.0 + BETWEEN_SIDES;
        return (vec![0.0, half], 2.0 * half);
    }
    let mut heads = Vec::new();
    let mut end = -(rows.first().map_or(0, |row| row.right.len()) as f64);
    for row in rows {
        heads.push(end + row.right.len() as f64);
        end += row.len() as f64 + BETWEEN_SIDES;
    }
    let first = rows.first().map_or(0.0, |row| row.right.len() as f64);
    (heads, end + first)
}

/// A hollow square with more than four sides, which continue around its corners.
pub fn hollow_square(rows: &[SeatingRow], arrangement: &Arrangement) -> (Table, Vec<SeatedSide>) {
    let people: usize = rows.iter().map(SeatingRow::len).sum();
    let square = Square::for_places(people + rows.len());
    let least = 2.0 * arrangement.width + LEAST_HOLLOW;
    let length = |places: usize| ((places + 1) as f64 * arrangement.place).max(least);
    let table =
        Table::sized(arrangement.table, length(square.across), length(square.down), arrangement.width);
    let spare = square.places() - people;
    let mut before = 0;
    let side = |(index, row): (usize, &SeatingRow)| {
        // Spare places are spread between the sides as evenly as possible.
        let free = (index + 1) * spare / rows.len() - index * spare / rows.len();
        let from_first = if index == 0 { 0 } else { before + row.right.len() };
        before = from_first + row.left.len() + 1 + free;
        seated(row, arrangement, |offset| {
            let places = square.places() as isize;
            let clockwise = (from_first as isize - offset).rem_euclid(places) as usize;
            square.spot(clockwise, &table, arrangement.place)
        })
    };
    let sides = rows.iter().enumerate().map(side).collect();
    (table, sides)
}

/// The places around a hollow square, counted clockwise from the middle of its top.
struct Square {
    /// The number of places at the top, and at the bottom: odd, so that one is in the middle.
    across: usize,
    /// The number of places on the right, and on the left.
    down: usize,
}

impl Square {
    /// The rectangle nearest to a square with at least this many places.
    fn for_places(places: usize) -> Self {
        let across = places.div_ceil(4) | 1;
        Self { across, down: places.div_ceil(2).saturating_sub(across).max(1) }
    }

    fn places(&self) -> usize {
        2 * (self.across + self.down)
    }

    /// The point of the edge in front of the place with this number.
    fn spot(&self, number: usize, table: &Table, place: f64) -> Spot {
        // Counted from the first, leftmost place of the top.
        let mut left = (number + self.across / 2) % self.places();
        let edges = [(self.across, table.height), (self.down, table.width)];
        let mut facing = 180.0;
        for (places, across) in edges.into_iter().cycle().take(4) {
            if left < places {
                let from_middle = left as f64 - (places as f64 - 1.0) / 2.0;
                return Spot::around_middle(facing, across / 2.0, -from_middle * place);
            }
            left -= places;
            facing += 90.0;
        }
        Spot::around_middle(180.0, table.height / 2.0, 0.0)
    }
}
