//! Tables: a CSV, XLSX or ODS file becomes cells with their places, and these become [`people`] or
//! [`records`].
//!
//! The content of a file decides its format. Nothing in it is trusted: sizes are counted during unpacking,
//! and only cells with content take memory.

mod cell;
mod field;
#[cfg_attr(not(feature = "tables"), path = "table/no_file.rs")]
mod file;
mod header;
mod list;
mod merge;
mod people;
#[cfg_attr(not(feature = "tables"), path = "table/no_questionnaire.rs")]
mod questionnaire;
mod records;
mod sides;
mod sort;
mod words;

pub use cell::{Cell, Value};
pub use field::{Field, Reading};
pub use header::of_sides;
pub use people::{NamePerLanguage, people};
pub use questionnaire::questionnaire;
pub use records::{header_row, records};

use std::path::Path;
use std::sync::Arc;

use crate::files::tree::FileTree;
use crate::key_path::KeyPath;
use crate::language::Language;
use crate::report::{CellName, Place, Problem, SourceText};
use merge::Area;

/// A table: its non-empty cells, with the place of each in the text.
#[derive(Debug)]
pub struct Table {
    /// The text that cells point into: that of the file or, for a sheet, its rows as lines.
    pub source: Arc<SourceText>,
    /// The non-empty rows.
    pub rows: Vec<Row>,
    /// The warnings that hold for both people and records.
    pub warnings: Vec<Problem>,
    merges: Vec<Area>,
}

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// Its number, from 1, as a spreadsheet shows it.
    pub number: u32,
    /// Its non-empty cells in the order of columns; at least one.
    pub cells: Vec<Cell>,
}

/// A value from a table for a key of a person or a brief.
#[derive(Debug, Clone, PartialEq)]
pub struct CellValue {
    /// The key, relative to the person or the brief: `name`, `position.kk`, `recipient.name`.
    pub path: KeyPath,
    /// The value as a brief would have it.
    pub value: serde_json::Value,
    /// The header of its column.
    pub header: Place,
    /// The cell.
    pub place: Place,
}

/// One person or record: a row of the table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    /// The number of its row, from 1.
    pub row: u32,
    /// Its values, in the order of the columns.
    pub values: Vec<CellValue>,
    /// The name of the person's side, in each language that has a column of sides.
    pub side: Vec<CellValue>,
    /// What the person is sorted by, the family first where it is known.
    pub sort_keys: NamePerLanguage,
    /// The name of the guest that a letter is for, in each language or in all: not in the dative.
    pub guest: NamePerLanguage,
}

/// What was read from a table.
#[derive(Debug, Default)]
pub struct Entries {
    /// A person or record for each row, in order.
    pub entries: Vec<Entry>,
    /// Errors in single cells, and warnings.
    pub problems: Vec<Problem>,
    /// The language of the names, as far as their headers tell.
    pub language: Option<Language>,
}

impl Table {
    /// Reads a table from a file; from a workbook, the named sheet or else the only visible non-empty one.
    ///
    /// # Errors
    /// If the file cannot be read, is not a table, is too large or damaged, or the sheet is missing or
    /// ambiguous.
    pub fn read(path: &Path, sheet: Option<&str>) -> Result<Self, Vec<Problem>> {
        Self::read_from(&FileTree::Disk, path, sheet)
    }

    /// As [`Table::read`], from files that may be in memory.
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn read_from(files: &FileTree, path: &Path, sheet: Option<&str>) -> Result<Self, Vec<Problem>> {
        file::read(files, path, sheet)
    }

    /// The rows below a header row.
    fn rows_below(&self, header: &Row) -> &[Row] {
        &self.rows[self.rows.partition_point(|row| row.number <= header.number)..]
    }

    /// The row of this number, unless it is empty.
    fn row(&self, number: u32) -> Option<&Row> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok().map(|index| &self.rows[index])
    }

    /// The place of a cell.
    pub fn place(&self, cell: &Cell) -> Place {
        Place { source: Arc::clone(&self.source), range: cell.range.clone() }
    }

    /// The file and sheet as messages name them.
    pub fn name(&self) -> &str {
        &self.source.name
    }
}

impl Row {
    /// The cell in a column, unless it is empty.
    pub fn get(&self, column: u32) -> Option<&Cell> {
        self.cells.binary_search_by_key(&column, |cell| cell.column).ok().map(|index| &self.cells[index])
    }

    /// The name of the cell in a column.
    pub fn name(&self, column: u32) -> CellName {
        CellName { row: self.number, column }
    }
}
