use super::sheet::title;
use crate::report::Problem;
use crate::suggest::did_you_mean;

/// A sheet of cells in a workbook.
#[derive(Debug)]
pub struct Candidate {
    /// Its name.
    pub name: String,
    /// Whether it is visible.
    pub visible: bool,
    /// Whether it has a non-empty cell.
    pub filled: bool,
}

/// The named sheet, or else the only visible one that is not empty.
///
/// # Errors
/// If the sheet is missing, all are empty, or the choice is ambiguous: a wrong sheet puts wrong names in a
/// paper.
pub fn choose(file: &str, sheets: &[Candidate], wanted: Option<&str>) -> Result<usize, Problem> {
    if let Some(wanted) = wanted {
        let found = sheets.iter().position(|sheet| sheet.name == wanted);
        return found.ok_or_else(|| no_such_sheet(file, sheets, wanted));
    }
    let meant: Vec<_> =
        (0..sheets.len()).filter(|&index| sheets[index].visible && sheets[index].filled).collect();
    match meant[..] {
        [only] => Ok(only),
        [] => Err(nothing(file, sheets)),
        _ => Err(several(file, meant.iter().map(|&index| sheets[index].name.as_str()))),
    }
}

fn no_such_sheet(file: &str, sheets: &[Candidate], wanted: &str) -> Problem {
    let names: Vec<_> = sheets.iter().map(|sheet| &sheet.name).collect();
    Problem::error(format!("`{file}` has no sheet `{wanted}`")).hint(did_you_mean(wanted, &names))
}

fn nothing(file: &str, sheets: &[Candidate]) -> Problem {
    match sheets.iter().find(|sheet| sheet.filled) {
        Some(hidden) => Problem::error(format!("`{file}` has only empty visible sheets"))
            .hint(format!("sheet `{}` is hidden: unhide it, or name it to read it anyway", hidden.name)),
        None => Problem::error(format!("`{file}` has only empty sheets"))
            .hint("add a row of headers and a row for each person"),
    }
}

fn several<'a>(file: &str, names: impl Iterator<Item = &'a str>) -> Problem {
    let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    Problem::error(format!("`{file}` has several sheets that are not empty: {}", names.join(", ")))
        .hint("name the sheet to read")
}

/// The error for a sheet that is not a grid of cells, such as a chart.
pub fn no_cells(file: &str, sheet: &str) -> Problem {
    Problem::error(format!("`{}` is not a sheet of cells", title(file, sheet)))
}
