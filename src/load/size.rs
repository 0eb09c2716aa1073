use super::value::{Node, NodeKind};
use crate::limits::{ITEMS, MIB, PEOPLE, TEXT_BYTES, VALUES};
use crate::report::{Place, Problem};

/// Counts what is in a file that has been merged with all that it includes.
#[derive(Debug, Default)]
struct Size {
    values: usize,
    items: usize,
    people: usize,
    bytes: usize,
}

/// Checks that a merged file is small enough to be checked and laid out in bounded time and memory.
///
/// # Errors
/// The first value that exceeds a limit.
pub fn check(root: &Node) -> Result<(), Problem> {
    Size::default().add(root)
}

impl Size {
    fn add(&mut self, node: &Node) -> Result<(), Problem> {
        self.values += 1;
        self.within(self.values, VALUES, &node.place, "values")?;
        match &node.kind {
            NodeKind::Plain(value) => {
                self.bytes += value.as_str().map_or(0, str::len);
                if self.bytes > TEXT_BYTES { Err(too_much_text().at(node.place.clone())) } else { Ok(()) }
            }
            NodeKind::List(items) => items.iter().try_for_each(|item| {
                self.items += 1;
                self.within(self.items, ITEMS, &item.place, "items in all its lists")?;
                self.add(item)
            }),
            NodeKind::Table(table) => table.iter().try_for_each(|(key, value)| {
                if let ("members", NodeKind::List(members)) = (key.as_str(), &value.kind) {
                    self.people += members.len();
                    let place = members.last().map_or(&value.place, |last| &last.place);
                    self.within(self.people, PEOPLE, place, "people")?;
                }
                self.add(value)
            }),
        }
    }

    fn within(&self, count: usize, limit: usize, place: &Place, what: &str) -> Result<(), Problem> {
        if count > limit { Err(too_many(limit, what).at(place.clone())) } else { Ok(()) }
    }
}

fn too_many(limit: usize, what: &str) -> Problem {
    Problem::error(format!("the file has more than {limit} {what}"))
        .hint("included files and tables count as well; split a very large visit into several briefs")
}

fn too_much_text() -> Problem {
    Problem::error(format!("the texts of the file are larger than {} MiB", TEXT_BYTES as u64 / MIB))
        .hint("included files and tables count as well; split a very large visit into several briefs")
}
