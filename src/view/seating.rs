use serde::Serialize;

/// Who sits where. Lengths are in millimetres from the top left of the plan, which is seen from above with the door below.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SeatingPlan {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// The table.
    pub table: Table,
    /// How much of the edge of the table each person has.
    pub place: f64,
    /// How wide and deep a chair is.
    pub chair: f64,
    /// Whether flags stand on the table.
    pub flags: bool,
    /// Whether the brief states how large table and places are, so that the plan may name its scale.
    pub to_scale: bool,
    /// The plan in words, with every seat.
    pub alt: String,
    /// The sides, in the order of the paper.
    pub sides: Vec<SeatedSide>,
}

/// The table.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Table {
    /// `rectangular`, `round` or `hollow-square`.
    pub shape: &'static str,
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

/// The people of one side who sit at the table.
#[derive(Debug, Clone, Serialize)]
pub struct SeatedSide {
    /// Its name.
    pub name: String,
    /// That it is the host, in words.
    pub role: Option<String>,
    /// Its Roman number on the plan; absent at a rectangular table, which has room for its name.
    pub key: Option<String>,
    /// The edge of the table before the one in the middle of the side.
    pub front: SeatPlace,
    /// The people, in the order of their numbers.
    pub members: Vec<SeatedMember>,
}

/// A person with a seat.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SeatedMember {
    /// The place in the protocol order of the side, from 1.
    pub number: usize,
    /// The name as the brief has it, for the plan.
    pub card: String,
    /// The name with the form of courtesy.
    pub name: String,
    /// Head, interpreter or note-taker.
    pub role: Option<String>,
    /// Position and organisation, each on its line.
    pub office: Vec<String>,
    /// Whether the person heads the side.
    pub head: bool,
    /// Whether the chair stands behind that of the head and not at the table.
    pub behind: bool,
    /// The middle of the chair.
    pub place: SeatPlace,
}

/// A point on the plan.
#[derive(Debug, Clone, Serialize)]
pub struct SeatPlace {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Where somebody faces there, in degrees clockwise from straight up.
    pub facing: f64,
}
