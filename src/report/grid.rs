use std::fmt::{self, Display, Formatter};

/// The cells of a table in its text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// What the file is called to the reader, without its sheet.
    pub file: String,
    /// The sheet of the file, where it has sheets.
    pub sheet: Option<String>,
    /// The byte that each cell starts at, in the order of the text.
    cells: Vec<(usize, CellName)>,
}

/// Where a cell stands in its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellName {
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
}

impl Grid {
    /// The grid of a file, or of one of its sheets, still without cells.
    pub fn new(file: impl Into<String>, sheet: Option<String>) -> Self {
        Self { file: file.into(), sheet, cells: Vec::new() }
    }

    /// Adds the cell that starts at this byte, after all that were added before.
    pub fn push(&mut self, start: usize, cell: CellName) {
        self.cells.push((start, cell));
    }

    /// The cell that a byte of the text stands in.
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
    /// As a spreadsheet has it: `B5`.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", Self::letters(self.column), self.row)
    }
}
