use std::ops::Range;
use std::sync::Arc;

use super::encoding;
use crate::limits::{TABLE_COLUMNS, TABLE_FIELDS, TABLE_LINES, TABLE_ROWS};
use crate::report::{CellName, Grid, Place, Problem, SourceText};
use crate::table::cell::{Cell, Value};
use crate::table::{Row, Table};

/// The separators to try, likeliest first.
const SEPARATORS: [char; 3] = ['\t', ';', ','];
/// The number of rows that decide on the separator.
const SAMPLE: usize = 100;

/// Reads a CSV file: fields separated by semicolons, commas or tabs, quoted where necessary.
///
/// The `csv` crate, which the tests compare with, does not fit: it does not report the place of a field,
/// and it accepts an unclosed quotation mark, or words after a closed one, as part of the text.
///
/// # Errors
/// If it is not text, a quotation mark is unclosed or closed too early, or there are too many rows or
/// columns.
pub fn read(file: &str, bytes: &[u8]) -> Result<Table, Vec<Problem>> {
    let text = encoding::decode(file, bytes)?;
    let mut source = SourceText::new(file, text);
    let (separator, start) = match announced(&source.text) {
        Some(announced) => announced,
        None => (separator(&source.text), 0),
    };
    let mut rows = Vec::new();
    let mut grid = Grid::new(file, None);
    let first_row = if start == 0 { 1 } else { 2 };
    for (number, record) in (first_row..).zip(Records { text: &source.text, separator, at: start }) {
        let fields = match record {
            Ok(fields) => fields,
            Err(slip) => return Err(vec![slip.problem(Arc::new(SourceText { grid: Some(grid), ..source }))]),
        };
        let last = fields.last().map_or(0..0, |field| field.range.clone());
        if number > TABLE_LINES || fields.len() > TABLE_FIELDS {
            return Err(vec![too_large(Place { source: Arc::new(source), range: last })]);
        }
        for (column, field) in (0..TABLE_COLUMNS).zip(&fields).filter(|_| number <= TABLE_ROWS) {
            grid.push(field.range.start, CellName { row: number, column });
        }
        let cells: Vec<_> = (0..).zip(fields).filter_map(|(column, field)| field.into_cell(column)).collect();
        let far = cells.iter().find(|cell| number > TABLE_ROWS || cell.column >= TABLE_COLUMNS);
        if let Some(Cell { column, range, .. }) = far {
            let (column, range) = (*column, range.clone());
            grid.push(range.start, CellName { row: number, column });
            source.grid = Some(grid);
            return Err(vec![too_large(Place { source: Arc::new(source), range })]);
        }
        if !cells.is_empty() {
            rows.push(Row { number, cells });
        }
    }
    source.grid = Some(grid);
    if rows.is_empty() {
        return Err(vec![empty(file)]);
    }
    Ok(Table { source: Arc::new(source), rows, warnings: Vec::new(), merges: Vec::new() })
}

/// The separator named in the first line in the manner of Excel, `sep=;`, and the start of the next line.
fn announced(text: &str) -> Option<(char, usize)> {
    let line = text.split_inclusive('\n').next()?;
    let mut named = line.trim_end_matches(['\r', '\n']).strip_prefix("sep=")?.chars();
    let separator = named.next().filter(|separator| SEPARATORS.contains(separator))?;
    named.next().is_none().then_some((separator, line.len()))
}

/// The separator that splits the most rows into the same number of cells.
fn separator(text: &str) -> char {
    let alike = |separator: char| {
        let records = Records { text, separator, at: 0 }.take(SAMPLE);
        let widths: Vec<_> =
            records.map_while(Result::ok).map(|fields| fields.len()).filter(|width| *width > 1).collect();
        let commonest = widths.iter().map(|width| widths.iter().filter(|other| *other == width).count());
        commonest.max().unwrap_or(0)
    };
    // The first of equals.
    SEPARATORS.into_iter().rev().max_by_key(|separator| alike(*separator)).unwrap_or(',')
}

/// A field, with its place in the text, quotation marks excluded.
struct Field<'a> {
    written: &'a str,
    quoted: bool,
    range: Range<usize>,
}

impl Field<'_> {
    fn into_cell(self, column: u32) -> Option<Cell> {
        let value = if self.quoted {
            Value::text(&self.written.replace("\"\"", "\""))
        } else {
            Value::text(self.written)
        };
        value.map(|value| Cell { column, value, range: self.range })
    }
}

/// An error in the quotation marks of a field.
struct Slip {
    what: &'static str,
    hint: &'static str,
    range: Range<usize>,
}

impl Slip {
    fn problem(self, source: Arc<SourceText>) -> Problem {
        Problem::error(self.what).at(Place { source, range: self.range }).hint(self.hint)
    }
}

/// The rows of a text, each as its fields.
struct Records<'a> {
    text: &'a str,
    separator: char,
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Vec<Field<'a>>, Slip>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut fields = Vec::new();
        loop {
            match self.field() {
                Ok(field) => fields.push(field),
                Err(slip) => {
                    self.at = self.text.len();
                    return Some(Err(slip));
                }
            }
            let rest = &self.text[self.at..];
            if fields.len() > TABLE_FIELDS {
                // Nobody reads on after so long a row.
                self.at = self.text.len();
                return Some(Ok(fields));
            }
            if rest.starts_with(self.separator) {
                self.at += self.separator.len_utf8();
            } else {
                let end = if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
                self.at += end;
                return Some(Ok(fields));
            }
        }
    }
}

impl<'a> Records<'a> {
    /// The field that starts here; a separator or the end of the line or text follows it.
    fn field(&mut self) -> Result<Field<'a>, Slip> {
        let rest = &self.text[self.at..];
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        if rest[spaces..].starts_with('"') {
            self.at += spaces;
            return self.quoted();
        }
        let len = rest.find([self.separator, '\n', '\r']).unwrap_or(rest.len());
        let written = &rest[..len];
        let start = self.at + (written.len() - written.trim_start().len());
        self.at += len;
        Ok(Field { written, quoted: false, range: start..start + written.trim().len() })
    }

    fn quoted(&mut self) -> Result<Field<'a>, Slip> {
        let start = self.at + 1;
        let mut end = start;
        loop {
            let Some(quote) = self.text[end..].find('"') else { return Err(unclosed(start - 1..start)) };
            end += quote;
            if !self.text[end + 1..].starts_with('"') {
                break;
            }
            end += 2;
        }
        self.at = end + 1;
        let rest = &self.text[self.at..];
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        if rest[spaces..].is_empty() || rest[spaces..].starts_with([self.separator, '\n', '\r']) {
            self.at += spaces;
            return Ok(Field { written: &self.text[start..end], quoted: true, range: start..end });
        }
        Err(closed_too_early(end..end + 1))
    }
}

fn unclosed(range: Range<usize>) -> Slip {
    let (what, hint) =
        ("this quotation mark is not closed", "close it; double a quotation mark within a cell: `\"\"`");
    Slip { what, hint, range }
}

fn closed_too_early(range: Range<usize>) -> Slip {
    let what = "text follows the closing quotation mark of this cell";
    let hint = "put the whole cell in quotation marks, and double those within it: `\"\"`";
    Slip { what, hint, range }
}

fn too_large(place: Place) -> Problem {
    Problem::error(format!("a table has at most {TABLE_ROWS} rows and {TABLE_COLUMNS} columns"))
        .at(place)
        .hint("split the list into several files")
}

fn empty(file: &str) -> Problem {
    Problem::error(format!("`{file}` has nothing in it"))
        .hint("add a row of headers and a row for each person")
}
