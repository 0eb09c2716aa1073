mod vet;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::choice::{Candidate, choose, no_cells};
use super::package::{Package, damaged};
use super::sheet::{Sheet, title};
use crate::limits::TABLE_SHEETS;
use crate::report::{CellName, Problem};
use crate::table::Table;
use crate::table::cell::{Fault, Value};
use crate::table::merge::Area;

type Workbook = Xlsx<Cursor<Vec<u8>>>;

/// Reads a sheet of an XLSX workbook.
///
/// # Errors
/// If the workbook is damaged, or the sheet is missing or ambiguous.
pub fn read(file: &str, package: &Package, sheet: Option<&str>) -> Result<Table, Problem> {
    let hidden_rows = vet::vet(package).map_err(|cause| damaged(file, &cause))?;
    let bytes =
        package.repacked().map_err(|error| Problem::system(format!("cannot unpack `{file}` ({error})")))?;
    // The library may panic on files that no spreadsheet program writes.
    let read = catch_unwind(AssertUnwindSafe(|| read_workbook(file, bytes, sheet)));
    let (name, mut sheet) = read.unwrap_or_else(|_| Err(damaged(file, "its cells cannot be read")))?;
    sheet.hidden_rows = hidden_rows.of_sheet(package, &name);
    Ok(sheet.into_table())
}

fn read_workbook(file: &str, bytes: Vec<u8>, wanted: Option<&str>) -> Result<(String, Sheet), Problem> {
    let unreadable = |error: XlsxError| damaged(file, &error.to_string());
    let mut workbook: Workbook = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let sheets = workbook.sheets_metadata().to_vec();
    if sheets.len() > TABLE_SHEETS {
        return Err(too_many_sheets(file));
    }
    if let Some(chart) =
        sheets.iter().find(|sheet| Some(&*sheet.name) == wanted && sheet.typ != SheetType::WorkSheet)
    {
        return Err(no_cells(file, &chart.name));
    }
    let mut candidates = Vec::new();
    for sheet in sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let filled = filled(&mut workbook, &sheet.name).map_err(unreadable)?;
        candidates.push(Candidate {
            filled,
            visible: sheet.visible == SheetVisible::Visible,
            name: sheet.name,
        });
    }
    let name = candidates.swap_remove(choose(file, &candidates, wanted)?).name;
    let mut sheet = Sheet::new(file, &name);
    fill(&mut workbook, file, &name, &mut sheet)?;
    let merges = workbook.merge_cells_by_sheet_name(&name).map_err(unreadable)?;
    for area in merges {
        sheet.merge(Area { first: cell_name(area.start), last: cell_name(area.end) })?;
    }
    Ok((name, sheet))
}

/// Whether a sheet has a non-empty cell.
fn filled(workbook: &mut Workbook, name: &str) -> Result<bool, XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        if value(&cell.value, cell.formula.is_some()).is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn fill(workbook: &mut Workbook, file: &str, name: &str, sheet: &mut Sheet) -> Result<(), Problem> {
    let unreadable = |error: XlsxError| damaged(&title(file, name), &error.to_string());
    let mut cells = workbook.worksheet_cells_reader(name).map_err(unreadable)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(unreadable)? {
        if let Some(value) = value(&cell.value, cell.formula.is_some()) {
            sheet.put(cell_name(cell.pos), value)?;
        }
    }
    Ok(())
}

fn too_many_sheets(file: &str) -> Problem {
    Problem::error(format!("`{file}` has more than {TABLE_SHEETS} sheets"))
        .hint("copy the list alone into a new workbook")
}

fn cell_name((row, column): (u32, u32)) -> CellName {
    CellName { row: row.saturating_add(1), column }
}

/// The value of a cell; of a formula, the saved value.
fn value(stored: &DataRef<'_>, formula: bool) -> Option<Value> {
    match stored {
        DataRef::Empty => formula.then_some(Value::Fault(Fault::NotComputed)),
        DataRef::String(text) => Value::text(text),
        DataRef::SharedString(text) => Value::text(text),
        #[expect(clippy::cast_precision_loss, reason = "a spreadsheet keeps every number as a fraction")]
        DataRef::Int(number) => Some(Value::Number(*number as f64)),
        DataRef::Float(number) => Some(Value::Number(*number)),
        DataRef::Bool(truth) => Some(Value::Truth(*truth)),
        DataRef::DateTime(serial) => Some(moment(*serial)),
        DataRef::DateTimeIso(text) => Some(iso(text)),
        DataRef::DurationIso(text) => Some(Value::Fault(Fault::NoDate(text.clone()))),
        DataRef::Error(_) => Some(Value::Fault(Fault::Error(Data::from(stored.clone()).to_string()))),
    }
}

/// A date and time from the number of days since the start of 1900 or 1904; below 1 it is a time of day.
fn moment(serial: ExcelDateTime) -> Value {
    let number = serial.as_f64();
    let no_date = || Value::Fault(Fault::NoDate(number.to_string()));
    if number < 0.0 || serial.is_duration() && number >= 1.0 {
        return no_date();
    }
    let (year, month, day, hour, minute, second, millisecond) = serial.to_ymd_hms_milli();
    let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    let round = u32::from(millisecond >= 500);
    let time = NaiveTime::from_hms_opt(hour.into(), minute.into(), second.into());
    match (date, time) {
        (_, Some(time)) if number < 1.0 => Value::Time(time + chrono::TimeDelta::seconds(round.into())),
        (Some(date), Some(NaiveTime::MIN)) => Value::Date(date),
        (Some(date), Some(time)) => Value::Moment(date.and_time(time)),
        _ => no_date(),
    }
}

/// A date in a Strict Open XML workbook: `2026-03-15`, `2026-03-15T10:30:00`.
fn iso(text: &str) -> Value {
    let text = text.trim_end_matches('Z');
    let date = text.parse::<NaiveDate>().map(Value::Date);
    let moment = || {
        text.parse::<NaiveDateTime>().map(|moment| match moment.time() {
            NaiveTime::MIN => Value::Date(moment.date()),
            _ => Value::Moment(moment),
        })
    };
    let time = || text.parse::<NaiveTime>().map(Value::Time);
    date.or_else(|_| moment())
        .or_else(|_| time())
        .unwrap_or_else(|_| Value::Fault(Fault::NoDate(text.to_owned())))
}
