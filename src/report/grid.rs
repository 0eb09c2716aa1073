use std::fmt::{self, Display, Formatter};

/// The positions of a table's cells in its text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The name of the file in messages, without its sheet.
    pub file: String,
    /// The sheet, if the file has sheets.
    pub sheet: Option<String>,
    /// The start of each cell, in bytes and in the order of the text.
    cells: Vec<(usize, CellName)>,
}

/// The address of a cell in its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellName {
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
}

impl Grid {
    /// An empty grid of a file or of one of its sheets.
    pub fn new(file: impl Into<String>, sheet: Option<String>) -> Self {
        Self { file: file.into(), sheet, cells: Vec::new() }
    }

    /// Adds a cell that starts at this byte, after the earlier cells.
    pub fn push(&mut self, start: usize, cell: CellName) {
        self.cells.push((start, cell));
    }

    /// The cell that contains a byte of the text.
    pub fn cell_at(&self, byte: usize) -> Option<CellName> {
        let after = self.cells.partition_point(|(start, _)| *start <= byte);
        self.cells[..after].last().map(|(_, cell)| *cell)
    }
}

impl CellName {
    /// The letters of a column: `A`, `Z`, `AA`.
    pub fn letters(column: u32) -> String {
        let mut letters = Vec::new();
        let mut left = column;
        loop {
            letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
            match left / 26 {
                0 => break,
                more => left = more - 1,
            }
        }
        letters.iter().rev().collect()
    }
}

impl Display for CellName {
    /// In spreadsheet notation: `B5`.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", Self::letters(self.column), self.row)
    }
}
