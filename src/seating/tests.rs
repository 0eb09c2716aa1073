//! Seating plans: the geometry by its laws and by cases checked by hand, and the drawn paper.

use std::collections::BTreeSet;

use proptest::prelude::{
    Just, ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use spravka::internals::brief::{InterpreterPlace, Role, SeatingOrder, TableShape};
use spravka::internals::seating::{Arrangement, Plan, Seat, Sitter, Spot, plan};

use crate::harness::seed;

/// The tolerance for two lengths in millimetres: sines and cosines are rounded.
const SLACK: f64 = 0.01;

fn usual(table: TableShape) -> Arrangement {
    Arrangement {
        table,
        order: SeatingOrder::RightFirst,
        interpreter: InterpreterPlace::Left,
        facing_door: 1,
        place: 700.0,
        width: 1400.0,
        chair: 500.0,
    }
}

/// People by letters: the head, a member, an interpreter, a note-taker.
fn side(letters: &str) -> Vec<Sitter> {
    let sitter = |letter| match letter {
        'H' => Sitter { head: true, role: Role::Member },
        'i' => Sitter { head: false, role: Role::Interpreter },
        'n' => Sitter { head: false, role: Role::NoteTaker },
        _ => Sitter { head: false, role: Role::Member },
    };
    letters.chars().map(sitter).collect()
}

fn role() -> impl Strategy<Value = Role> {
    prop_oneof![4 => Just(Role::Member), 1 => Just(Role::Interpreter), 1 => Just(Role::NoteTaker)]
}

fn any_side(most: usize) -> impl Strategy<Value = Vec<Sitter>> {
    (prop::collection::vec(role(), 1..=most), prop::bool::ANY).prop_map(|(roles, has_head)| {
        let sitters = roles.into_iter().enumerate();
        sitters.map(|(index, role)| Sitter { head: has_head && index == 0, role }).collect()
    })
}

/// Two to six sides, with every option.
fn any_meeting() -> impl Strategy<Value = (Vec<Vec<Sitter>>, Arrangement)> {
    let sides =
        prop_oneof![prop::collection::vec(any_side(20), 2), prop::collection::vec(any_side(6), 3..=6),];
    let shape =
        prop::sample::select(vec![TableShape::Rectangular, TableShape::Round, TableShape::HollowSquare]);
    let order = prop::sample::select(vec![SeatingOrder::RightFirst, SeatingOrder::LeftFirst]);
    let places = vec![InterpreterPlace::Right, InterpreterPlace::Left, InterpreterPlace::Behind];
    let lengths = (500u16..=1500, 400u16..=4000, 400u16..=900);
    (sides, shape, order, prop::sample::select(places), 0usize..6, lengths).prop_map(
        |(sides, shape, order, interpreter, facing, (place, width, chair))| {
            let rectangular = shape == TableShape::Rectangular && sides.len() > 2;
            let arrangement = Arrangement {
                table: if rectangular { TableShape::HollowSquare } else { shape },
                order,
                interpreter,
                facing_door: facing % sides.len(),
                place: place.into(),
                width: width.into(),
                chair: chair.min(place).into(),
            };
            (sides, arrangement)
        },
    )
}

fn seats(plan: &Plan) -> Vec<Seat> {
    plan.sides.iter().flat_map(|side| side.seats.clone()).collect()
}

/// The direction that a sitter faces, as a step to the right and down.
fn ahead(spot: Spot) -> (f64, f64) {
    let (sin, cos) = spot.facing.to_radians().sin_cos();
    (sin, -cos)
}

fn corners(spot: Spot, size: f64) -> [(f64, f64); 4] {
    let ((ax, ay), half) = (ahead(spot), size / 2.0);
    [(1.0, 1.0), (1.0, -1.0), (-1.0, -1.0), (-1.0, 1.0)].map(|(along, across)| {
        (spot.x + half * (along * ax - across * ay), spot.y + half * (along * ay + across * ax))
    })
}

/// Whether two rotated squares overlap: no side of either separates them.
fn overlap(a: [(f64, f64); 4], b: [(f64, f64); 4]) -> bool {
    let apart = |square: [(f64, f64); 4]| {
        (0..2).any(|side| {
            let (from, to) = (square[side], square[side + 1]);
            let axis = (to.0 - from.0, to.1 - from.1);
            let length = axis.0.hypot(axis.1);
            let span = |points: [(f64, f64); 4]| {
                let along = points.map(|(x, y)| (x * axis.0 + y * axis.1) / length);
                (along.into_iter().fold(f64::MAX, f64::min), along.into_iter().fold(f64::MIN, f64::max))
            };
            let (first, second) = (span(a), span(b));
            first.1 <= second.0 + SLACK || second.1 <= first.0 + SLACK
        })
    };
    !apart(a) && !apart(b)
}

/// The hand of `one` on which the `other` sits: above 0 on the right. A cross product, as seen by that
/// sitter.
fn right_hand(one: Spot, other: Spot) -> f64 {
    let (ax, ay) = ahead(one);
    ax * (other.y - one.y) - ay * (other.x - one.x)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, rng_seed: seed(), ..ProptestConfig::default() })]

    #[test]
    fn everyone_is_seated_exactly_once((sides, arrangement) in any_meeting()) {
        let plan = plan(&sides, &arrangement).expect("a plan");
        prop_assert_eq!(plan.sides.len(), sides.len());
        for (side, seated) in sides.iter().zip(&plan.sides) {
            let numbers: Vec<_> = seated.seats.iter().map(|seat| seat.number).collect();
            prop_assert_eq!(numbers, (1..=side.len()).collect::<Vec<_>>());
            let at_table: BTreeSet<_> = seated.left_to_right.iter().copied().collect();
            let expected: BTreeSet<_> =
                seated.seats.iter().filter(|seat| !seat.behind).map(|seat| seat.number).collect();
            prop_assert_eq!(at_table.len(), seated.left_to_right.len());
            prop_assert_eq!(at_table, expected);
        }
    }

    #[test]
    fn no_chair_is_on_another_or_on_the_table_or_off_the_plan((sides, arrangement) in any_meeting()) {
        let plan = plan(&sides, &arrangement).expect("a plan");
        let chairs: Vec<_> = seats(&plan).iter().map(|seat| corners(seat.spot, arrangement.chair)).collect();
        for (index, chair) in chairs.iter().enumerate() {
            for other in &chairs[..index] {
                prop_assert!(!overlap(*chair, *other), "{chair:?} is on {other:?}");
            }
            for (x, y) in chair {
                let within = (-SLACK..=plan.width + SLACK).contains(x) && (-SLACK..=plan.height + SLACK).contains(y);
                prop_assert!(within, "{chair:?} is off the plan");
                let (dx, dy) = (x - plan.table.x, y - plan.table.y);
                let clear = match arrangement.table {
                    TableShape::Round => dx.hypot(dy) > plan.table.width / 2.0,
                    _ => dx.abs() > plan.table.width / 2.0 || dy.abs() > plan.table.height / 2.0,
                };
                prop_assert!(clear, "{chair:?} is on the table");
            }
        }
        let table = [plan.table.x - plan.table.width / 2.0, plan.table.y - plan.table.height / 2.0];
        prop_assert!(table.iter().all(|edge| *edge >= -SLACK));
        prop_assert!(plan.table.y + plan.table.height / 2.0 <= plan.height + SLACK);
    }

    #[test]
    fn everybody_of_two_sides_has_their_own_right_on_their_right((sides, arrangement) in any_meeting()) {
        let plan = plan(&sides, &arrangement).expect("a plan");
        for side in plan.sides.iter().filter(|_| arrangement.table == TableShape::Rectangular) {
            let spots: Vec<_> = side.left_to_right.iter().map(|number| side.seats[number - 1].spot).collect();
            for pair in spots.windows(2) {
                prop_assert!(right_hand(pair[0], pair[1]) > 0.0);
                prop_assert!(right_hand(pair[1], pair[0]) < 0.0);
            }
        }
    }

    #[test]
    fn neighbours_of_a_head_sit_on_its_own_hands((sides, arrangement) in any_meeting()) {
        let plan = plan(&sides, &arrangement).expect("a plan");
        for side in &plan.sides {
            let middle = side.left_to_right.iter().position(|number| *number == side.middle).expect("a middle");
            let spot = |index: usize| side.seats[side.left_to_right[index] - 1].spot;
            if let Some(left) = middle.checked_sub(1) {
                prop_assert!(right_hand(spot(middle), spot(left)) < 0.0);
            }
            if middle + 1 < side.left_to_right.len() {
                prop_assert!(right_hand(spot(middle), spot(middle + 1)) > 0.0);
            }
            let hands = [middle, side.left_to_right.len() - 1 - middle];
            prop_assert!(hands[0].abs_diff(hands[1]) <= 1 + usize::from(arrangement.interpreter != InterpreterPlace::Behind));
        }
    }

    #[test]
    fn two_sides_changing_places_turns_the_plan_round((sides, arrangement) in any_meeting()) {
        if sides.len() == 2 && arrangement.table == TableShape::Rectangular {
            let arrangement = Arrangement { facing_door: 0, ..arrangement };
            let one = plan(&sides, &arrangement).expect("a plan");
            let other = plan(&sides, &Arrangement { facing_door: 1, ..arrangement }).expect("a plan");
            prop_assert!((one.width - other.width).abs() < SLACK && (one.height - other.height).abs() < SLACK);
            for (here, there) in seats(&one).iter().zip(seats(&other)) {
                prop_assert_eq!(here.number, there.number);
                prop_assert!((here.spot.x + there.spot.x - one.width).abs() < SLACK);
                prop_assert!((here.spot.y + there.spot.y - one.height).abs() < SLACK);
                prop_assert!(((here.spot.facing - there.spot.facing).abs() - 180.0).abs() < SLACK);
            }
        }
    }

    #[test]
    fn heads_of_two_sides_are_face_to_face((sides, arrangement) in any_meeting()) {
        let plan = plan(&sides, &arrangement).expect("a plan");
        let middle = |side: usize| plan.sides[side].seats[plan.sides[side].middle - 1].spot;
        if let [_, _] = plan.sides[..] {
            let (one, other) = (middle(0), middle(1));
            prop_assert!(right_hand(one, other).abs() < SLACK && right_hand(other, one).abs() < SLACK);
            prop_assert!(((one.facing - other.facing).abs() - 180.0).abs() < SLACK);
        }
        let at_top = middle(arrangement.facing_door);
        prop_assert!((at_top.facing - 180.0).abs() < SLACK, "the head of that side looks at the door");
    }

    #[test]
    fn each_side_sits_together((sides, arrangement) in any_meeting()) {
        let plan = plan(&sides, &arrangement).expect("a plan");
        let mut around: Vec<(f64, usize)> = Vec::new();
        for (index, side) in plan.sides.iter().enumerate() {
            for seat in side.seats.iter().filter(|seat| !seat.behind) {
                let (dx, dy) = (seat.spot.x - plan.table.x, seat.spot.y - plan.table.y);
                around.push((dy.atan2(dx), index));
            }
        }
        around.sort_by(|a, b| a.0.total_cmp(&b.0));
        let changes = (0..around.len()).filter(|at| around[*at].1 != around[(at + 1) % around.len()].1);
        prop_assert_eq!(changes.count(), sides.len());
    }
}

/// One side from its own left to its right; the person behind the head is in brackets.
fn row(letters: &str, order: SeatingOrder, interpreter: InterpreterPlace) -> String {
    let arrangement = Arrangement { order, interpreter, ..usual(TableShape::Rectangular) };
    let plan = plan(&[side(letters), side("H")], &arrangement).expect("a plan");
    let seated = &plan.sides[0];
    let row: Vec<_> = seated.left_to_right.iter().map(usize::to_string).collect();
    let behind = seated.seats.iter().find(|seat| seat.behind);
    row.join(" ") + &behind.map(|seat| format!(" ({})", seat.number)).unwrap_or_default()
}

#[test]
fn rows_are_as_a_protocol_officer_would_write_them() {
    use InterpreterPlace::{Behind, Left, Right};
    use SeatingOrder::{LeftFirst, RightFirst};
    for (letters, order, interpreter, expected) in [
        ("H", RightFirst, Left, "1"),
        ("Hm", RightFirst, Left, "1 2"),
        ("Hm", LeftFirst, Left, "2 1"),
        ("Hmm", RightFirst, Left, "3 1 2"),
        ("Hmmmm", RightFirst, Left, "5 3 1 2 4"),
        ("Hmmmm", LeftFirst, Left, "4 2 1 3 5"),
        ("Hmmmmm", RightFirst, Left, "5 3 1 2 4 6"),
        ("Hmmmi", RightFirst, Left, "3 5 1 2 4"),
        ("Hmmmi", RightFirst, Right, "3 1 5 2 4"),
        ("Hmmmi", RightFirst, Behind, "3 1 2 4 (5)"),
        ("Hmmmi", LeftFirst, Left, "4 2 5 1 3"),
        ("Hi", RightFirst, Left, "2 1"),
        ("Hi", RightFirst, Right, "1 2"),
        ("Hi", RightFirst, Behind, "1 (2)"),
        // The note-taker is last, wherever the protocol order has them.
        ("Hnmm", RightFirst, Left, "4 1 3 2"),
        ("Hmmin", RightFirst, Left, "3 4 1 2 5"),
        // A second interpreter sits with the members.
        ("Hmii", RightFirst, Left, "4 3 1 2"),
        // Without a head, the first ordinary member sits in the middle.
        ("mmm", RightFirst, Left, "3 1 2"),
        ("imm", RightFirst, Left, "1 2 3"),
        ("i", RightFirst, Left, "1"),
        ("ni", RightFirst, Left, "2 1"),
    ] {
        assert_eq!(row(letters, order, interpreter), expected, "{letters} {order:?} {interpreter:?}");
    }
}

/// The plan drawn with letters: each chair as the side's letter and the number, four columns to a place and
/// about a metre to a line.
fn drawn(sides: &[&str], arrangement: &Arrangement) -> String {
    let sides: Vec<_> = sides.iter().map(|letters| side(letters)).collect();
    let plan = plan(&sides, arrangement).expect("a plan");
    let mut lines = vec![vec![' '; 60]; 30];
    for (index, side) in plan.sides.iter().enumerate() {
        for seat in &side.seats {
            let column = (seat.spot.x / arrangement.place * 4.0).round() as usize;
            let line = (seat.spot.y / arrangement.place * 2.0).round() as usize;
            let letter = ['A', 'B', 'C', 'D', 'E', 'F'][index];
            for (offset, character) in format!("{letter}{}", seat.number).chars().enumerate() {
                lines[line][column + offset] = character;
            }
        }
    }
    let lines: Vec<String> = lines.into_iter().map(|line| line.into_iter().collect::<String>()).collect();
    let written: Vec<_> = lines.iter().map(|line| line.trim_end()).filter(|line| !line.is_empty()).collect();
    let margin = written.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or_default();
    written.iter().map(|line| &line[margin..]).collect::<Vec<_>>().join("\n")
}

#[test]
fn sides_of_a_rectangular_table_mirror_each_other() {
    let plan = drawn(&["Hmmmi", "Hmm"], &usual(TableShape::Rectangular));
    let expected = "    B2  B1  B3\nA3  A5  A1  A2  A4";
    assert_eq!(plan, expected);
}

#[test]
fn the_side_that_faces_the_door_sits_at_the_top() {
    let arrangement = Arrangement { facing_door: 0, ..usual(TableShape::Rectangular) };
    assert_eq!(drawn(&["Hmmmi", "Hmm"], &arrangement), "A4  A2  A1  A5  A3\n    B3  B1  B2");
}

#[test]
fn an_interpreter_behind_sits_in_line_with_the_head() {
    let arrangement = Arrangement { interpreter: InterpreterPlace::Behind, ..usual(TableShape::Rectangular) };
    assert_eq!(drawn(&["Hmmi", "Hi"], &arrangement), "    B2\n    B1\nA3  A1  A2\n    A4");
}

#[test]
fn four_sides_of_a_hollow_square_have_an_edge_each_clockwise() {
    let arrangement = Arrangement { facing_door: 0, width: 800.0, ..usual(TableShape::HollowSquare) };
    let plan = drawn(&["Hmm", "Hmm", "Hmm", "Hmm"], &arrangement);
    let rows: Vec<Vec<&str>> = plan.lines().map(|line| line.split_whitespace().collect()).collect();
    let expected: [&[&str]; 5] =
        [&["A2", "A1", "A3"], &["D3", "B2"], &["D1", "B1"], &["D2", "B3"], &["C3", "C1", "C2"]];
    assert_eq!(rows, expected, "\n{plan}");
}

#[test]
fn three_sides_of_a_hollow_square_leave_the_edge_at_the_door_free() {
    let arrangement = Arrangement { facing_door: 2, width: 800.0, ..usual(TableShape::HollowSquare) };
    let plan = drawn(&["Hm", "H", "Hmm"], &arrangement);
    // A1 looks to the left of the drawing, so that its right is up.
    let rows: Vec<Vec<&str>> = plan.lines().map(|line| line.split_whitespace().collect()).collect();
    let expected: [&[&str]; 3] = [&["C2", "C1", "C3"], &["A2"], &["B1", "A1"]];
    assert_eq!(rows, expected, "\n{plan}");
}

#[test]
fn sides_of_a_round_table_follow_clockwise() {
    let arrangement = Arrangement { facing_door: 0, ..usual(TableShape::Round) };
    let sides = [side("Hmm"), side("Hmm"), side("Hmm")];
    let plan = plan(&sides, &arrangement).expect("a plan");
    let facing: Vec<_> = plan.sides.iter().map(|side| side.seats[0].spot.facing.round()).collect();
    assert_eq!(facing, [180.0, 300.0, 60.0]);
    // Nine people and three gaps of half a place around 10.5 places of 700 mm.
    assert!((plan.table.width - 10.5 * 700.0 / std::f64::consts::PI).abs() < SLACK);
}

#[test]
fn what_cannot_be_seated_has_no_plan() {
    let usual = usual(TableShape::Rectangular);
    assert_eq!(plan(&[side("H")], &usual), None);
    assert_eq!(plan(&[side("H"), Vec::new()], &usual), None);
    assert_eq!(plan(&[side("H"), side("H"), side("H")], &usual), None);
    assert_eq!(plan(&[side("H"), side("H")], &Arrangement { facing_door: 2, ..usual }), None);
}
