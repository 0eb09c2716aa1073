use super::files::Resolver;
use super::member_nodes::add;
use super::named_table::{named, read};
use super::sides::{distribute, names_of_sides, select};
use super::value::Node;
use crate::language::Language;
use crate::report::Problem;

/// Adds the people of tables to the sides: of a table that the brief names to the sides that its rows name,
/// of one that a side names to that side. Returns whether there is any.
///
/// # Errors
/// When a table cannot be read, as it is then unknown who is missing.
pub fn add_members(
    root: &mut Node,
    resolver: &mut Resolver,
    problems: &mut Vec<Problem>,
) -> Result<bool, Vec<Problem>> {
    let language = root.languages().first().copied().unwrap_or(Language::RUSSIAN);
    let mut any = false;
    if let Some(named) = named(root) {
        any = true;
        let people = read(&named, language, resolver)?;
        problems.extend(distribute(root, people, &named.place));
    }
    let tables: Vec<_> = root.items_mut("sides").iter_mut().map(named).collect();
    for index in 0..tables.len() {
        let Some(named) = &tables[index] else { continue };
        any = true;
        let mut people = read(named, language, resolver)?;
        problems.append(&mut people.problems);
        problems.extend(select(&mut people, index, &names_of_sides(root), &tables));
        add(&mut root.items_mut("sides")[index], people.entries, &named.place);
    }
    Ok(any)
}
