/// A cell of a CSV table that no spreadsheet runs as a formula.
pub fn harmless(cell: &str) -> String {
    let quote = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("{quote}{cell}")
}
