mod content;

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::choice::{Candidate, choose};
use super::package::{Package, damaged, encrypted};
use super::sheet::Sheet;
use super::xml::{attribute, next, reader, skip};
use crate::report::{CellName, Problem};
use crate::table::Table;
use crate::table::cell::Value;
use crate::table::merge::Area;

/// Reads a sheet of an ODS workbook.
///
/// `calamine` does not fit: it makes a dense grid of every sheet, however distant its last cell, and
/// reports neither merged cells nor which texts are errors.
///
/// # Errors
/// If the workbook is damaged, encrypted or another document, or the sheet is missing or ambiguous.
pub fn read(file: &str, package: &Package, sheet: Option<&str>) -> Result<Table, Problem> {
    if package.part("META-INF/manifest.xml").is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(encrypted(file));
    }
    let content = package.part("content.xml").unwrap_or_default();
    let tables = tables(content).map_err(|cause| damaged(file, &cause))?;
    let candidates: Vec<_> = tables.iter().map(Found::candidate).collect();
    let chosen = &tables[choose(file, &candidates, sheet)?];
    let rows = Rows { reader: reader(content), sheet: Sheet::new(file, &chosen.name), row: 1 };
    match rows.read(chosen.index) {
        Ok(sheet) => Ok(sheet.into_table()),
        Err(Refusal::Damage(cause)) => Err(damaged(file, &cause)),
        Err(Refusal::Limit(problem)) => Err(problem),
    }
}

/// A table in the workbook.
struct Found {
    index: usize,
    name: String,
    visible: bool,
    filled: bool,
}

impl Found {
    fn candidate(&self) -> Candidate {
        Candidate { name: self.name.clone(), visible: self.visible, filled: self.filled }
    }
}

/// All tables of a workbook, and whether each is empty.
fn tables(content: &str) -> Result<Vec<Found>, String> {
    let mut reader = reader(content);
    let (mut style, mut hidden) = (String::new(), BTreeSet::new());
    let mut tables: Vec<Found> = Vec::new();
    loop {
        let event = next(&mut reader)?;
        let element = match &event {
            Event::Start(element) => element,
            Event::Eof => return Ok(tables),
            _ => continue,
        };
        match element.name().as_ref() {
            "style:style" => style = attribute(element, "style:name")?.unwrap_or_default().into_owned(),
            "style:table-properties"
                if attribute(element, "table:display")?.is_some_and(|display| display == "false") =>
            {
                hidden.insert(style.clone());
            }
            "table:table" => {
                let style = attribute(element, "table:style-name")?.unwrap_or_default();
                let name = attribute(element, "table:name")?.unwrap_or_default().into_owned();
                let visible = !hidden.contains(&*style);
                tables.push(Found { index: tables.len(), name, visible, filled: false });
            }
            "table:table-cell" if !is_empty(element)? => {
                if let Some(table) = tables.last_mut() {
                    table.filled = true;
                }
            }
            "text:p" => {
                let text = content::paragraph(&mut reader)?;
                if let Some(table) = tables.last_mut() {
                    table.filled |= !text.trim().is_empty();
                }
            }
            name if is_no_cell(name) => skip(&mut reader, element)?,
            _ => {}
        }
    }
}

/// Whether a cell has neither a value nor a formula; it may still have a text.
fn is_empty(element: &BytesStart<'_>) -> Result<bool, String> {
    let kind = attribute(element, "office:value-type")?.filter(|kind| kind != "string");
    Ok(kind.is_none() && attribute(element, "table:formula")?.is_none())
}

/// Whether an element is not part of the cells of a sheet: notes, tracked changes, drawings.
fn is_no_cell(name: &str) -> bool {
    matches!(name, "office:annotation" | "table:tracked-changes" | "table:shapes")
        || name.starts_with("draw:")
}

fn skip_to_table(reader: &mut Reader<&[u8]>) -> Result<(), String> {
    loop {
        match next(reader)? {
            Event::Start(element) if element.name().as_ref() == "table:table" => return Ok(()),
            Event::Start(element) if is_no_cell(element.name().as_ref()) => skip(reader, &element)?,
            Event::Eof => return Err("a table is missing".to_owned()),
            _ => {}
        }
    }
}

/// Why a table cannot be read.
enum Refusal {
    /// Its XML is invalid.
    Damage(String),
    /// It exceeds the limits of a table.
    Limit(Problem),
}

impl From<String> for Refusal {
    fn from(cause: String) -> Self {
        Self::Damage(cause)
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Limit(problem)
    }
}

/// Reads the rows of a table into a sheet.
struct Rows<'a> {
    reader: Reader<&'a [u8]>,
    sheet: Sheet,
    row: u32,
}

impl Rows<'_> {
    /// Reads the table with this index.
    fn read(mut self, others: usize) -> Result<Sheet, Refusal> {
        for _ in 0..=others {
            skip_to_table(&mut self.reader)?;
        }
        loop {
            match next(&mut self.reader)? {
                Event::Start(element) => match element.name().as_ref() {
                    "table:table-row" => self.row(&element)?,
                    "table:shapes" => skip(&mut self.reader, &element)?,
                    _ => {}
                },
                Event::End(element) if element.name().as_ref() == "table:table" => break,
                Event::Eof => return Err(Refusal::Damage("content.xml ends within a table".to_owned())),
                _ => {}
            }
        }
        Ok(self.sheet)
    }

    fn row(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let repeated = count(element, "table:number-rows-repeated")?;
        let hidden =
            attribute(element, "table:visibility")?.is_some_and(|visibility| visibility != "visible");
        let mut cells = Vec::new();
        let mut column: u32 = 0;
        loop {
            match next(&mut self.reader)? {
                Event::Start(element) if is_cell(&element) => {
                    let columns = count(&element, "table:number-columns-repeated")?;
                    self.merge(&element, column)?;
                    let value = content::value(&mut self.reader, &element)?;
                    // Content covered by a merged cell is invisible.
                    let seen = value.filter(|_| element.name().as_ref() == "table:table-cell");
                    cells.extend(seen.map(|value| (column, columns, value)));
                    column = column.saturating_add(columns);
                }
                Event::End(element) if element.name().as_ref() == "table:table-row" => break,
                Event::Eof => return Err(Refusal::Damage("content.xml ends within a row".to_owned())),
                _ => {}
            }
        }
        if !cells.is_empty() {
            self.put(&cells, repeated, hidden)?;
        }
        self.row = self.row.saturating_add(repeated);
        Ok(())
    }

    /// Puts the cells of a row into the sheet, with the repetitions of row and cells, up to the limits of
    /// the sheet.
    fn put(&mut self, cells: &[(u32, u32, Value)], rows: u32, hidden: bool) -> Result<(), Problem> {
        for row in (self.row..=u32::MAX).take(rows as usize) {
            for (first, columns, value) in cells {
                for column in (*first..=u32::MAX).take(*columns as usize) {
                    self.sheet.put(CellName { row, column }, value.clone())?;
                }
            }
            if hidden {
                self.sheet.hidden_rows.push(row);
            }
        }
        Ok(())
    }

    fn merge(&mut self, element: &BytesStart<'_>, column: u32) -> Result<(), Refusal> {
        let columns = count(element, "table:number-columns-spanned")?;
        let rows = count(element, "table:number-rows-spanned")?;
        if columns > 1 || rows > 1 {
            let first = CellName { row: self.row, column };
            let last = CellName {
                row: self.row.saturating_add(rows - 1),
                column: column.saturating_add(columns - 1),
            };
            self.sheet.merge(Area { first, last })?;
        }
        Ok(())
    }
}

fn is_cell(element: &BytesStart<'_>) -> bool {
    matches!(element.name().as_ref(), "table:table-cell" | "table:covered-table-cell")
}

/// The number of repetitions, or of rows or columns covered.
fn count(element: &BytesStart<'_>, name: &str) -> Result<u32, String> {
    let written = attribute(element, name)?;
    let number = written.map_or(Ok(1), |written| written.parse::<u32>());
    number.ok().filter(|number| *number > 0).ok_or_else(|| format!("`{name}` is not a number from 1"))
}
