use crate::brief::{InterpreterPlace, Role, SeatingOrder, TableShape};

/// A person to be seated. A side is a list of them in protocol order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sitter {
    /// Whether the person heads the side.
    pub head: bool,
    /// What the person does at the table.
    pub role: Role,
}

/// What there is to decide about a plan. Lengths are in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arrangement {
    /// The shape of the table.
    pub table: TableShape,
    /// On which hand of the head the second in rank sits.
    pub order: SeatingOrder,
    /// Where the interpreter of a side sits.
    pub interpreter: InterpreterPlace,
    /// Which side faces the door, counted from 0.
    pub facing_door: usize,
    /// How much of the edge of the table each person has.
    pub place: f64,
    /// How wide the table is: from side to side, or each of those that form a hollow square.
    pub width: f64,
    /// How wide and deep a chair is; at most as wide as a place.
    pub chair: f64,
}
