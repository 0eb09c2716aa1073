use serde::Serialize;

use super::{AgendaItem, Attributed, Fact, IfRaised, PointGroup};

/// One of several meetings of a visit.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Meeting {
    /// Its name.
    pub title: String,
    /// Its day as a heading, if the visit lasts several days.
    pub day: Option<String>,
    /// From and to.
    pub time: Option<String>,
    /// The building or room.
    pub venue: Option<String>,
    /// The sides that take part, with those of their members who do, unless all do.
    pub who: Vec<String>,
    /// Topic, date, time, place and form.
    pub facts: Vec<Fact>,
    /// What our side wants to achieve.
    pub objectives: Vec<String>,
    /// Its agenda.
    pub agenda: Vec<AgendaItem>,
    /// The talking points for it.
    pub points: Vec<PointGroup>,
    /// What the other side is expected to say at it.
    pub expected_positions: Vec<Attributed>,
    /// Questions and answers for it.
    pub if_raised: Vec<IfRaised>,
    /// What it should achieve.
    pub expected_outcomes: Vec<String>,
}
