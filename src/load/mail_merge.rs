//! Mail merge: each row of a table overrides values of one brief.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::overrides::Override;
use super::parse::parse;
use super::read::read_part;
use super::schema::Model;
use super::value::{Node, NodeKind};
use crate::brief::Brief;
use crate::files::tree::FileTree;
use crate::key_path::KeyPath;
use crate::report::{Place, Problem};
use crate::table::{Entry, NamePerLanguage, Table, records};

/// The key of the person that a letter is for.
const RECIPIENT: &str = "recipient";

/// A row of a table, as overrides of a brief.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number: the row of the spreadsheet, or the position of the table in a TOML file, from 1.
    pub number: u32,
    /// Its overrides. A value that only other rows have is null here, so that no paper gets a value meant
    /// for another.
    pub overrides: Vec<Override>,
    /// The name of the guest, in each language or in all, if the table has it.
    pub guest: NamePerLanguage,
}

/// The rows of a CSV, XLSX, ODS or TOML file, with its warnings.
///
/// # Errors
/// When it cannot be read, a cell cannot be read as the spreadsheet shows it, or there is no row.
pub fn rows(path: &Path, sheet: Option<&str>) -> Result<(Vec<Row>, Vec<Problem>), Vec<Problem>> {
    let is_toml = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let (mut rows, warnings) = if is_toml {
        if let Some(sheet) = sheet {
            return Err(vec![no_sheets(path, sheet)]);
        }
        of_toml(path)?
    } else {
        let records = records(&Table::read(path, sheet)?)?;
        (records.entries.into_iter().map(row).collect(), records.problems)
    };
    rows.retain(|row| !row.overrides.is_empty());
    if rows.is_empty() {
        return Err(vec![no_rows(path)]);
    }
    say_what_is_blank(&mut rows);
    Ok((rows, warnings))
}

fn row(entry: Entry) -> Row {
    let overrides = entry.values.into_iter().map(|setting| Override {
        path: setting.path,
        value: setting.value,
        key: setting.header,
        place: setting.place,
    });
    Row { number: entry.row, overrides: overrides.collect(), guest: entry.guest }
}

/// The tables of the only list in a TOML file: `[[guests]]`.
fn of_toml(path: &Path) -> Result<(Vec<Row>, Vec<Problem>), Vec<Problem>> {
    let source = Arc::new(read_part(&FileTree::Disk, &FileTree::Disk.as_seen(path))?);
    let root = parse(&source)?;
    let lists: Vec<_> = root.table().into_iter().flatten().collect();
    let [(_, Node { kind: NodeKind::List(items), .. })] = lists.as_slice() else {
        return Err(vec![no_list(path)]);
    };
    let row = |(index, item): (usize, &Node)| {
        item.table()?;
        let mut overrides = Vec::new();
        stated(item, &KeyPath::root(), &mut overrides);
        let number = u32::try_from(index + 1).ok()?;
        Some(Row { number, overrides, guest: NamePerLanguage::new() })
    };
    let rows: Option<Vec<_>> = items.iter().enumerate().map(row).collect();
    let rows = rows.ok_or_else(|| vec![no_list(path)])?;
    let empty = rows.iter().zip(items).filter(|(row, _)| row.overrides.is_empty());
    let warnings = empty.map(|(row, item)| nothing_in(row.number).at(item.place.clone())).collect();
    Ok((rows, warnings))
}

/// Every value of a table; of a text, that in each language.
fn stated(node: &Node, path: &KeyPath, found: &mut Vec<Override>) {
    match &node.kind {
        NodeKind::Table(table) if !table.is_empty() && !table.contains_key("unknown") => {
            table.iter().for_each(|(key, value)| stated(value, &path.key(key.as_str()), found));
        }
        _ => {
            let key = node.key.clone().unwrap_or_else(|| node.place.clone());
            found.push(Override {
                path: path.clone(),
                value: node.to_value(),
                key,
                place: node.place.clone(),
            });
        }
    }
}

/// Gives every row a null for each value that only other rows have.
fn say_what_is_blank(rows: &mut [Row]) {
    let paths = rows.iter().flat_map(|row| row.overrides.iter().map(|setting| setting.path.clone()));
    let mut all: BTreeSet<KeyPath> = paths.collect();
    let recipient = KeyPath::root().key(RECIPIENT);
    if all.iter().any(|path| path.steps().starts_with(recipient.steps())) {
        // What the brief says of one recipient, such as the salutation, does not hold for those of the table.
        all.extend(Brief::file_schema().keys_of(&recipient).into_iter().map(|key| recipient.key(key)));
    }
    for row in rows {
        let Some(place) = row.overrides.first().map(|setting| setting.place.clone()) else { continue };
        // Another row may state a text as a whole, and this one each of its languages.
        let is_blank = |path: &&KeyPath| !row.overrides.iter().any(|setting| setting.path.overlaps(path));
        let blanks: Vec<_> =
            all.iter().filter(is_blank).map(|path| blank(path.clone(), place.clone())).collect();
        row.overrides.extend(blanks);
    }
}

fn blank(path: KeyPath, place: Place) -> Override {
    Override { path, value: Value::Null, key: place.clone(), place }
}

fn no_rows(path: &Path) -> Problem {
    Problem::error(format!("`{}` has no row to make a paper for", path.display()))
        .hint("below the row with the headers, add a row for each paper")
}

fn no_list(path: &Path) -> Problem {
    Problem::error(format!("`{}` is not one list of tables", path.display())).hint(
        "write a table for each paper, all of the same name: `[[guests]]`, below it `recipient.name = \"…\"`",
    )
}

fn nothing_in(number: u32) -> Problem {
    Problem::warning(format!("table {number} is empty: no paper is made for it"))
        .hint("fill it in, or delete it")
}

fn no_sheets(path: &Path, sheet: &str) -> Problem {
    Problem::usage(format!("`{}` has no sheets, so it has no sheet `{sheet}`", path.display()))
        .hint("leave out `--sheet`")
}
