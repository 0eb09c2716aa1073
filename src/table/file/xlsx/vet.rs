//! Checks of a workbook before its cells are read: without them the library would mistake one cell for
//! another or run out of memory.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use crate::table::file::package::Package;
use crate::table::file::xml::{attribute, next, reader};

/// The hidden rows of each sheet, by the path of its part.
#[derive(Debug)]
pub struct HiddenRows(BTreeMap<String, Vec<u32>>);

/// Checks the sheets and shared strings of a workbook.
///
/// # Errors
/// The check that failed.
pub fn vet(package: &Package) -> Result<HiddenRows, String> {
    let mut hidden = BTreeMap::new();
    for (path, part) in package.parts() {
        let mut reader = reader(part);
        let root = loop {
            match next(&mut reader).map_err(|cause| format!("{path}: {cause}"))? {
                Event::Start(root) => break root,
                Event::Eof => return Err(format!("{path} is empty")),
                _ => {}
            }
        };
        match root.local_name().as_ref() {
            "sst" => shared_texts(&root, part).map_err(|cause| format!("{path}: {cause}"))?,
            "worksheet" => {
                let rows = sheet(part).map_err(|cause| format!("{path}: {cause}"))?;
                hidden.insert(path.to_owned(), rows);
            }
            _ => {}
        }
    }
    Ok(HiddenRows(hidden))
}

/// Checks the stated number of shared strings: the library reserves memory for it.
fn shared_texts(root: &BytesStart<'_>, part: &str) -> Result<(), String> {
    let promised = attribute(root, "uniqueCount")?.map_or(Ok(0), |count| count.parse::<usize>());
    match promised {
        Ok(count) if count <= part.len() => Ok(()),
        _ => Err("it states more texts than it has".to_owned()),
    }
}

/// Checks that every cell has a valid name, and every shared string an index.
fn sheet(part: &str) -> Result<Vec<u32>, String> {
    let (mut reader, mut hidden, mut row, mut shared) = (reader(part), Vec::new(), 0, false);
    loop {
        match next(&mut reader)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => {
                    row = match attribute(&element, "r")? {
                        Some(written) => {
                            number(&written).ok_or_else(|| format!("there is no row `{written}`"))?
                        }
                        None => row + 1,
                    };
                    if attribute(&element, "hidden")?.is_some_and(|hidden| matches!(&*hidden, "1" | "true")) {
                        hidden.push(row);
                    }
                }
                "c" => {
                    if let Some(written) = attribute(&element, "r")?.filter(|written| !is_cell(written, row))
                    {
                        return Err(format!("there is no cell `{written}` in row {row}"));
                    }
                    shared = attribute(&element, "t")?.is_some_and(|kind| kind == "s");
                }
                "v" if shared => match next(&mut reader)? {
                    Event::Text(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {}
                    Event::End(_) => {}
                    _ => return Err("a cell has an invalid text number".to_owned()),
                },
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    hidden.sort_unstable();
    Ok(hidden)
}

/// A row number within Excel's limits.
fn number(written: &str) -> Option<u32> {
    let plain = written.len() <= 7 && written.bytes().all(|byte| byte.is_ascii_digit());
    written.parse().ok().filter(|number| plain && (1..=1_048_576).contains(number))
}

/// Whether this is the name of a cell in this row: `XFD12`.
fn is_cell(written: &str, row: u32) -> bool {
    let letters = written.bytes().take_while(u8::is_ascii_alphabetic).count();
    (1..=3).contains(&letters) && number(&written[letters..]) == Some(row)
}

impl HiddenRows {
    /// The hidden rows of the sheet with this name.
    pub fn of_sheet(mut self, package: &Package, name: &str) -> Vec<u32> {
        path_of(package, name).and_then(|path| self.0.remove(&path)).unwrap_or_default()
    }
}

/// The path of the part of a sheet, resolved through the workbook and its relationships.
fn path_of(package: &Package, name: &str) -> Option<String> {
    let is_named = |element: &BytesStart<'_>| {
        attribute(element, "name").ok().flatten().is_some_and(|written| written == name)
    };
    let id = find(package.part("xl/workbook.xml")?, "sheet", is_named, |element| {
        let mut attributes = element.attributes().flatten();
        attributes.find(|one| one.key.local_name().as_ref() == "id").map(|id| id.value.into_owned())
    })?;
    let has_id = |element: &BytesStart<'_>| {
        attribute(element, "Id").ok().flatten().is_some_and(|written| written == id)
    };
    let target = find(package.part("xl/_rels/workbook.xml.rels")?, "Relationship", has_id, |element| {
        attribute(element, "Target").ok().flatten().map(std::borrow::Cow::into_owned)
    })?;
    Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

/// The result of `take` for the first element of this name that matches.
fn find<T>(
    part: &str,
    name: &str,
    suits: impl Fn(&BytesStart<'_>) -> bool,
    take: impl Fn(&BytesStart<'_>) -> Option<T>,
) -> Option<T> {
    let mut reader = reader(part);
    loop {
        match next(&mut reader).ok()? {
            Event::Start(element) if element.local_name().as_ref() == name && suits(&element) => {
                return take(&element);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
