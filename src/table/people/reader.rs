use std::collections::BTreeMap;

use super::column::Column;
use super::columns::Columns;
use super::{name, reading};
use crate::key_path::KeyPath;
use crate::report::Problem;
use crate::table::field::Field;
use crate::table::{CellValue, Entry, Row, Table};

/// Reads the cells of rows.
pub struct Reader<'a> {
    /// The table.
    pub table: &'a Table,
    /// Its columns.
    pub columns: &'a Columns,
    /// The warning that names were joined, for each column of families.
    joined: BTreeMap<u32, Problem>,
    /// What is wrong with single cells and rows.
    pub problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// A reader of a table with these columns.
    pub fn of(table: &'a Table, columns: &'a Columns) -> Self {
        Self { table, columns, joined: BTreeMap::new(), problems: Vec::new() }
    }

    /// What was wrong, and how names were joined.
    pub fn into_problems(self) -> impl Iterator<Item = Problem> {
        self.problems.into_iter().chain(self.joined.into_values())
    }

    /// The name of the person in a column, in one cell or in parts.
    pub fn name(&mut self, row: &Row, column: &Column, field: Field, entry: &mut Entry) {
        if !column.parts.is_empty() {
            return self.join(row, column, field, entry);
        }
        let Some(name) = self.value(row, column, field) else { return };
        entry.sort_keys.insert(column.language, name.value.as_str().unwrap_or_default().to_owned());
        entry.values.push(name);
    }

    /// The name in a column, in one cell or in parts, if it can be read. Nothing is said.
    pub fn quiet_name(&self, row: &Row, column: &Column, field: Field) -> Option<String> {
        if !column.parts.is_empty() {
            return name::join(self.table, row, column, field).ok().flatten().map(|joined| joined.name);
        }
        let cell = row.get(column.index)?;
        let value = reading::read(field, &cell.value, &self.table.place(cell)).ok()?;
        value.as_str().map(str::to_owned)
    }

    /// The value of a column in a row.
    pub fn value(&mut self, row: &Row, column: &Column, field: Field) -> Option<CellValue> {
        let cell = self.columns.cell(self.table, row, column)?;
        let place = self.table.place(cell);
        match reading::read(field, &cell.value, &place) {
            Ok(value) => Some(CellValue { path: path(column), value, header: column.place.clone(), place }),
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    fn join(&mut self, row: &Row, column: &Column, field: Field, entry: &mut Entry) {
        match name::join(self.table, row, column, field) {
            Ok(Some(joined)) => {
                self.joined.entry(column.index).or_insert_with(|| name::joined(column, &joined));
                entry.sort_keys.insert(column.language, joined.sorted_by);
                entry.values.push(CellValue {
                    path: path(column),
                    value: joined.name.into(),
                    header: column.place.clone(),
                    place: joined.place,
                });
            }
            Ok(None) => {}
            Err(problems) => self.problems.extend(problems),
        }
    }
}

fn path(column: &Column) -> KeyPath {
    let path = column.content.path();
    column.language.map_or(path.clone(), |language| path.key(language.code()))
}
