use crate::brief::{InterpreterPlace, Role, SeatingOrder, TableShape};

/// A person to be seated. A side is a list of them in protocol order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sitter {
    /// Whether the person heads the side.
    pub head: bool,
    /// The role of the person at the table.
    pub role: Role,
}

/// The parameters of a plan. Lengths are in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arrangement {
    /// The shape of the table.
    pub table: TableShape,
    /// The hand of the head on which the second in rank sits.
    pub order: SeatingOrder,
    /// Where the interpreter of a side sits.
    pub interpreter: InterpreterPlace,
    /// The side that faces the door, counted from 0.
    pub facing_door: usize,
    /// The length of table edge per person.
    pub place: f64,
    /// The width of the table from side to side, or of each table that forms a hollow square.
    pub width: f64,
    /// The width and depth of a chair; at most the width of a place.
    pub chair: f64,
}
