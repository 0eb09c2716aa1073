use serde::Serialize;

/// Who sits where. Lengths are in millimetres from the top left of the plan, seen from above with the door
/// below.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SeatingPlan {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The table.
    pub table: Table,
    /// The length of table edge per person.
    pub place: f64,
    /// The width and depth of a chair.
    pub chair: f64,
    /// Whether flags stand on the table.
    pub flags: bool,
    /// Whether the brief states the size of table and places, so that the plan can name its scale.
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

/// The people of one side who sit at the table.
#[derive(Debug, Clone, Serialize)]
pub struct SeatedSide {
    /// Its name.
    pub name: String,
    /// The words for the host, if it is the host.
    pub role: Option<String>,
    /// Its Roman number on the plan; absent at a rectangular table, which has room for its name.
    pub key: Option<String>,
    /// The point of the table edge in front of the middle person.
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
    /// The name as in the brief, for the plan.
    pub card: String,
    /// The name with the form of courtesy.
    pub name: String,
    /// Head, interpreter or note-taker.
    pub role: Option<String>,
    /// Position and organisation, one per line.
    pub office: Vec<String>,
    /// Whether the person heads the side.
    pub head: bool,
    /// Whether the chair is behind that of the head, away from the table.
    pub behind: bool,
    /// The centre of the chair.
    pub place: SeatPlace,
}

/// A point on the plan.
#[derive(Debug, Clone, Serialize)]
pub struct SeatPlace {
    /// The distance from the left.
    pub x: f64,
    /// The distance from the top.
    pub y: f64,
    /// The direction that a person faces there, in degrees clockwise from straight up.
    pub facing: f64,
}
