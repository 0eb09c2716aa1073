use crate::report::CellName;

/// Merged cells: a rectangle of at least two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// The first cell, which holds the value.
    pub first: CellName,
    /// The last cell.
    pub last: CellName,
}

impl Area {
    /// Whether it has a cell in this column.
    pub fn has_column(&self, column: u32) -> bool {
        (self.first.column..=self.last.column).contains(&column)
    }

    /// Whether it has a cell in this row.
    pub fn has_row(&self, row: u32) -> bool {
        (self.first.row..=self.last.row).contains(&row)
    }

    /// Whether it lies within one column.
    pub fn is_in_one_column(&self) -> bool {
        self.first.column == self.last.column
    }
}
