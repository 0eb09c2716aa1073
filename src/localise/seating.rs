use super::Localiser;
use crate::brief::{self, Seating, TableShape};
use crate::precedence::in_protocol_order;
use crate::seating::{self, Arrangement, Plan, Sitter, Spot};
use crate::view::{Member, SeatPlace, SeatedMember, SeatedSide, SeatingPlan, Table};

impl Localiser<'_> {
    /// The seating plan, or `None` if fewer than two sides have people to seat.
    pub(super) fn seating(&self) -> Option<SeatingPlan> {
        let defaults = Seating::unsaid();
        let seating = self.brief.seating.as_ref().unwrap_or(&defaults);
        let groups = groups(&self.sides_in_order(), seating);
        let arrangement = arrangement(seating, &groups);
        let sitters: Vec<_> = groups.iter().map(Group::sitters).collect();
        let plan = seating::plan(&sitters, &arrangement)?;
        let sides: Vec<_> = groups
            .iter()
            .zip(&plan.sides)
            .zip(1..)
            .map(|((group, seated), number)| {
                let key = (arrangement.table != TableShape::Rectangular).then(|| roman(number));
                self.seated_side(group, seated, key)
            })
            .collect();
        let round = arrangement.table == TableShape::Round;
        Some(SeatingPlan {
            width: millimetres(plan.width),
            height: millimetres(plan.height),
            table: table(&plan),
            place: arrangement.place,
            chair: arrangement.chair,
            flags: seating.flags,
            to_scale: seating.place_width.is_some() && (seating.table_width.is_some() || round),
            alt: self.seating_in_words(&plan, &sides, arrangement.facing_door),
            sides,
        })
    }

    fn seated_side(
        &self,
        Group { side, members }: &Group<'_>,
        seated: &seating::SeatedSide,
        key: Option<String>,
    ) -> SeatedSide {
        let member = |(member, seat): (&&brief::Member, &seating::Seat)| {
            let Member { name, role, office, .. } = self.person(member);
            let card = self.text(&member.name);
            let place = place(seat.spot);
            SeatedMember {
                number: seat.number,
                card,
                name,
                role,
                office,
                head: member.head,
                behind: seat.behind,
                place,
            }
        };
        SeatedSide {
            name: self.text(&side.name),
            role: (side.host == Some(true)).then(|| self.label("host-side")),
            key,
            front: place(seated.front),
            members: members.iter().zip(&seated.seats).map(member).collect(),
        }
    }

    /// The plan in words, for screen readers: the table, who faces the door, and each side from its own
    /// left to its right.
    fn seating_in_words(&self, plan: &Plan, sides: &[SeatedSide], facing_door: usize) -> String {
        let label = |key| self.file.label(key);
        let facing = sides.get(facing_door).map(|side| side.name.as_str()).unwrap_or_default();
        let mut words = format!(
            "{}: {}. {}: {facing}.",
            label("seating"),
            label(shape(plan.table.shape)),
            label("facing-door")
        );
        for (side, seated) in sides.iter().zip(&plan.sides) {
            let names = |numbers: &[usize]| {
                let people = numbers.iter().filter_map(|number| side.members.get(number - 1));
                people.map(|one| format!("{} — {}", one.number, one.card)).collect::<Vec<_>>().join("; ")
            };
            let behind: Vec<_> =
                seated.seats.iter().filter(|seat| seat.behind).map(|seat| seat.number).collect();
            let row = names(&seated.left_to_right);
            words.push_str(&format!(" {} ({}): {row}", side.name, label("left-to-right")));
            if !behind.is_empty() {
                words.push_str(&format!("; {}: {}", label("behind-head"), names(&behind)));
            }
            words.push('.');
        }
        words
    }
}

/// The people of one side who sit at the table, in protocol order.
struct Group<'a> {
    side: &'a brief::Side,
    members: Vec<&'a brief::Member>,
}

impl Group<'_> {
    fn sitters(&self) -> Vec<Sitter> {
        self.members.iter().map(|member| Sitter { head: member.head, role: member.role }).collect()
    }
}

/// The sides that have people to seat.
fn groups<'a>(sides: &[&'a brief::Side], seating: &Seating) -> Vec<Group<'a>> {
    let group = |side: &'a brief::Side| {
        let members = in_protocol_order(&side.members).into_iter().filter(|member| seating.seats(member));
        Group { side, members: members.collect() }
    };
    sides.iter().copied().map(group).filter(|group| !group.members.is_empty()).collect()
}

fn arrangement(seating: &Seating, groups: &[Group<'_>]) -> Arrangement {
    let table = seating.shape(groups.len());
    Arrangement {
        table,
        order: seating.order,
        interpreter: seating.interpreter,
        facing_door: facing_door(seating, groups),
        place: seating.place().into(),
        width: seating.width(table).into(),
        chair: seating.chair().into(),
    }
}

/// The side that the brief names; or else the first that is not the host; or else, without a host, the
/// second.
fn facing_door(seating: &Seating, groups: &[Group<'_>]) -> usize {
    let find = |is: &dyn Fn(&brief::Side) -> bool| groups.iter().position(|group| is(group.side));
    let named = find(&|side| seating.facing_door.as_ref().is_some_and(|said| said.is_to(side.id.as_ref())));
    let has_host = find(&|side| side.host == Some(true)).is_some();
    let guest = find(&|side| side.host == Some(false));
    let other = find(&|side| side.host != Some(true)).filter(|_| has_host);
    named.or(guest).or(other).unwrap_or(1)
}

fn table(plan: &Plan) -> Table {
    let table = plan.table;
    Table {
        shape: shape(table.shape),
        x: millimetres(table.x),
        y: millimetres(table.y),
        width: millimetres(table.width),
        height: millimetres(table.height),
        rim: millimetres(table.rim),
    }
}

fn shape(shape: TableShape) -> &'static str {
    match shape {
        TableShape::Rectangular => "rectangular",
        TableShape::Round => "round",
        TableShape::HollowSquare => "hollow-square",
    }
}

fn place(spot: Spot) -> SeatPlace {
    SeatPlace { x: millimetres(spot.x), y: millimetres(spot.y), facing: millimetres(spot.facing) }
}

/// Rounded to a tenth of a millimetre or of a degree: fine enough, and the same on every machine.
fn millimetres(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

/// A small number in Roman numerals.
fn roman(number: usize) -> String {
    const FIGURES: [(usize, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = number;
    let mut written = String::new();
    for (value, figure) in FIGURES {
        written.push_str(&figure.repeat(rest / value));
        rest %= value;
    }
    written
}
