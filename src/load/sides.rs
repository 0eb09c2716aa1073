//! Which people of a table belong to which side of a brief.

use super::member_nodes::{add, table_of};
use super::named_table::Named;
use super::value::{Node, NodeKind};
use crate::report::{Place, Problem};
use crate::suggest::did_you_mean;
use crate::table::{CellValue, Entries, Entry, of_sides};

/// Adds people to the sides that their rows name. Without any side in the brief, the table says which there
/// are.
pub fn distribute(root: &mut Node, people: Entries, place: &Place) -> Vec<Problem> {
    let mut problems = people.problems.clone();
    let names = names_of_sides(root);
    for (name, members) in people.by_side() {
        let Some(name) = name else {
            problems.push(names_no_sides(place));
            continue;
        };
        let first = members.first().copied();
        let known = names.iter().position(|names| first.is_some_and(|row| row.is_of_side(names)));
        let index = match known {
            Some(index) => index,
            None if names.is_empty() => add_side(root, name, place),
            None => {
                problems.extend(first.map(|row| no_such_side(row, &names)));
                continue;
            }
        };
        let members = members.into_iter().cloned().collect();
        if let Some(side) = root.items_mut("sides").get_mut(index) {
            add(side, members, place);
        }
    }
    problems
}

/// Adds a side of this name; returns its index.
fn add_side(root: &mut Node, name: &[CellValue], place: &Place) -> usize {
    let side = Entry { values: name.to_vec(), ..Entry::default() };
    let none = || Node::new(NodeKind::List(Vec::new()), Some(place.clone()), place.clone());
    let Some(root) = root.table_mut() else { return 0 };
    match &mut root.entry("sides".to_owned()).or_insert_with(none).kind {
        NodeKind::List(sides) => {
            sides.extend(table_of(side));
            sides.len().saturating_sub(1)
        }
        NodeKind::Plain(_) | NodeKind::Table(_) => 0,
    }
}

/// Leaves only the people of one side, if the table has those of several.
pub fn select(
    people: &mut Entries,
    index: usize,
    names: &[Vec<String>],
    tables: &[Option<Named>],
) -> Vec<Problem> {
    let sides = people.by_side();
    if sides.len() < 2 {
        return Vec::new();
    }
    let firsts: Vec<_> =
        sides.iter().filter_map(|(_, rows)| rows.first().map(|row| (*row, rows.len()))).collect();
    let own = |names: &[String]| firsts.iter().any(|(row, _)| row.is_of_side(names));
    let mut problems = Vec::new();
    for (row, rows) in &firsts {
        match names.iter().position(|names| row.is_of_side(names)) {
            None => problems.push(no_such_side(row, names)),
            Some(other) if other == index || same_table(&tables[other], &tables[index]) => {}
            Some(_) => problems.push(of_other_side(row, *rows)),
        }
    }
    if problems.is_empty() && !own(&names[index]) {
        problems.extend(firsts.first().map(|(row, _)| nobody_of_side(row, &names[index])));
    }
    people.entries.retain(|row| row.is_of_side(&names[index]));
    problems
}

fn same_table(one: &Option<Named>, other: &Option<Named>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one.file == other.file && one.sheet == other.sheet)
}

/// What rows may call each side: its id, its name in each language, its id in the register.
pub fn names_of_sides(root: &mut Node) -> Vec<Vec<String>> {
    root.items_mut("sides").iter().map(names_of_side).collect()
}

fn names_of_side(side: &Node) -> Vec<String> {
    let name = side.get("name");
    let values = name.and_then(Node::table).into_iter().flat_map(|wordings| wordings.values());
    let all = name.into_iter().chain(values).chain(side.get("id"));
    all.filter_map(|node| node.text().map(str::to_owned)).collect()
}

fn place_of_side(row: &Entry) -> Option<Place> {
    row.side.first().map(|cell| cell.place.clone())
}

fn no_such_side(row: &Entry, names: &[Vec<String>]) -> Problem {
    let known: Vec<_> = names.iter().filter_map(|names| names.first()).map(String::as_str).collect();
    let side = row.side_name().unwrap_or_default();
    Problem::error(format!("the brief has no side `{side}`"))
        .at(place_of_side(row))
        .hint(did_you_mean(&side, &known))
        .hint("write the name or the `id` of a side into the table, or add the side to the brief")
}

fn of_other_side(row: &Entry, rows: usize) -> Problem {
    let side = row.side_name().unwrap_or_default();
    let message = match rows {
        1 => format!("1 row of the side `{side}` was not read here"),
        _ => format!("{rows} rows of the side `{side}` were not read here"),
    };
    Problem::warning(message)
        .at(place_of_side(row))
        .hint("to add all sides from one table, move `members_from` to the top of the brief")
}

fn nobody_of_side(row: &Entry, names: &[String]) -> Problem {
    let name = names.first().map_or("", String::as_str);
    Problem::error(format!("the table has people of several sides, and none of `{name}`"))
        .at(place_of_side(row))
        .hint("call the side in the table as in the brief, by its name or its `id`")
}

fn names_no_sides(place: &Place) -> Problem {
    Problem::error("the table does not say who is on which side").at(place.clone()).hint(format!(
        "add a column with one of the headers {}, or write `members_from` below a side",
        of_sides()
    ))
}
