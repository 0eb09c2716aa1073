use std::collections::BTreeMap;
use std::sync::Arc;

use crate::limits::{MIB, TABLE_CELLS, TABLE_COLUMNS, TABLE_ROWS, TABLE_TEXT_BYTES};
use crate::report::{CellName, Grid, Problem, SourceText};
use crate::table::cell::{Cell, Value};
use crate::table::merge::Area;
use crate::table::{Row, Table};

/// The separator of cells in the text of a sheet.
const BETWEEN: &str = " | ";

/// A sheet of a workbook while it is being read.
#[derive(Debug)]
pub struct Sheet {
    file: String,
    name: String,
    cells: BTreeMap<CellName, Value>,
    text: usize,
    merges: Vec<Area>,
    /// The number of rows of all merges together.
    merged_rows: u64,
    /// The hidden rows.
    pub hidden_rows: Vec<u32>,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(file: &str, name: &str) -> Self {
        let (file, name) = (file.to_owned(), name.to_owned());
        Self {
            file,
            name,
            cells: BTreeMap::new(),
            text: 0,
            merges: Vec::new(),
            merged_rows: 0,
            hidden_rows: Vec::new(),
        }
    }

    /// The name of the sheet in messages.
    pub fn title(&self) -> String {
        title(&self.file, &self.name)
    }

    /// Puts a value into a cell.
    ///
    /// # Errors
    /// If the cell is out of range or already has a value, or the sheet exceeds its limits.
    pub fn put(&mut self, at: CellName, value: Value) -> Result<(), Problem> {
        if at.row > TABLE_ROWS || at.column >= TABLE_COLUMNS {
            return Err(far_away(&self.title(), at));
        }
        self.text += value.size();
        if self.cells.len() >= TABLE_CELLS || self.text > TABLE_TEXT_BYTES {
            return Err(too_much(&self.title()));
        }
        match self.cells.insert(at, value) {
            None => Ok(()),
            Some(_) => Err(twice(&self.title(), at)),
        }
    }

    /// Records merged cells.
    ///
    /// # Errors
    /// If there are more merges than fit on a sheet, so some of them overlap.
    pub fn merge(&mut self, area: Area) -> Result<(), Problem> {
        let last = area.last.row.min(TABLE_ROWS);
        self.merged_rows += u64::from(last.saturating_sub(area.first.row)) + 1;
        if self.merged_rows > u64::from(TABLE_ROWS) * u64::from(TABLE_COLUMNS) {
            return Err(overlapping_merges(&self.title()));
        }
        self.merges.push(area);
        Ok(())
    }

    /// The table of the sheet, with its text: one line per row.
    pub fn into_table(self) -> Table {
        let title = self.title();
        let mut text = String::new();
        let mut grid = Grid::new(self.file, Some(self.name));
        let mut rows: Vec<Row> = Vec::new();
        let mut at = CellName { row: 1, column: 0 };
        for (name, value) in self.cells {
            while at.row < name.row {
                text.push('\n');
                at = CellName { row: at.row + 1, column: 0 };
            }
            while at.column < name.column {
                grid.push(text.len(), at);
                text.push_str(BETWEEN);
                at.column += 1;
            }
            let start = text.len();
            grid.push(start, at);
            text.push_str(&value.shown());
            let cell = Cell { column: name.column, value, range: start..text.len() };
            match rows.last_mut().filter(|row| row.number == name.row) {
                Some(row) => row.cells.push(cell),
                None => rows.push(Row { number: name.row, cells: vec![cell] }),
            }
        }
        text.push('\n');
        let source = Arc::new(SourceText { name: title, text, grid: Some(grid) });
        let mut table = Table { source, rows, warnings: Vec::new(), merges: self.merges };
        table.warnings = hidden(&table, &self.hidden_rows).into_iter().collect();
        table
    }
}

/// The name of a sheet of a file in messages.
pub fn title(file: &str, sheet: &str) -> String {
    format!("{file}, sheet “{sheet}”")
}

/// A warning for non-empty rows that are hidden by hand or by a filter.
fn hidden(table: &Table, hidden: &[u32]) -> Option<Problem> {
    let mut cells = table
        .rows
        .iter()
        .filter(|row| hidden.binary_search(&row.number).is_ok())
        .filter_map(|row| row.cells.first());
    let first = cells.next()?;
    let count = cells.count() + 1;
    let rows = if count == 1 { "1 row is".to_owned() } else { format!("{count} rows are") };
    Some(
        Problem::warning(format!("{rows} hidden in the spreadsheet, but read anyway"))
            .at(table.place(first))
            .hint("delete the rows you do not want, or unhide them"),
    )
}

fn far_away(title: &str, at: CellName) -> Problem {
    Problem::error(format!(
        "`{title}`: cell {at} is out of range: at most {TABLE_ROWS} rows and {TABLE_COLUMNS} columns"
    ))
    .hint("clear the cells outside the list; split a longer list into several files")
}

fn too_much(title: &str) -> Problem {
    Problem::error(format!(
        "`{title}` has more than {TABLE_CELLS} cells, or more than {} MiB of text",
        TABLE_TEXT_BYTES as u64 / MIB
    ))
    .hint("split the list into several files")
}

fn overlapping_merges(title: &str) -> Problem {
    Problem::error(format!("`{title}`: the merged cells overlap"))
        .hint("the file is damaged: open it in a spreadsheet program and save it again")
}

fn twice(title: &str, at: CellName) -> Problem {
    Problem::error(format!("`{title}`: cell {at} is in the file twice"))
        .hint("the file is damaged: open it in a spreadsheet program and save it again")
}
