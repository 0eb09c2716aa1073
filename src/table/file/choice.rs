use super::sheet::title;
use crate::report::Problem;
use crate::suggest::did_you_mean;

/// A sheet of a workbook that cells can be read from.
#[derive(Debug)]
pub struct Candidate {
    /// Its name.
    pub name: String,
    /// Whether it is shown.
    pub visible: bool,
    /// Whether a cell of it has something in it.
    pub filled: bool,
}

/// The sheet that is asked for, or the only visible one that has anything in it.
///
/// # Errors
/// When there is no such sheet, nothing is in any, or several could be meant: a wrong sheet is a wrong name in a paper.
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
        Some(hidden) => Problem::error(format!("`{file}` has nothing in its visible sheets"))
            .hint(format!("sheet `{}` is hidden: show it, or name it to read it all the same", hidden.name)),
        None => Problem::error(format!("`{file}` has nothing in any sheet"))
            .hint("put the list into it: a row of headers, and a row for each person"),
    }
}

fn several<'a>(file: &str, names: impl Iterator<Item = &'a str>) -> Problem {
    let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    Problem::error(format!("`{file}` has several sheets with something in them: {}", names.join(", ")))
        .hint("name the sheet that is meant")
}

/// What to say of a sheet that is no grid of cells, such as a chart.
pub fn no_cells(file: &str, sheet: &str) -> Problem {
    Problem::error(format!("`{}` is not a sheet of cells", title(file, sheet)))
}
