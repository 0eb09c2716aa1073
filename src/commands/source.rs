use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::cli::Shard;
use crate::digest::of_json;
use crate::load::{Draft, Input, Override, Row, load_with};
use crate::report::Problem;

/// What one set of papers is made from: a brief, and with `--each` a row of the table that is laid over it.
#[derive(Debug, Clone)]
pub struct BriefSource {
    /// The brief.
    pub input: Input,
    /// The row.
    pub row: Option<Arc<Row>>,
    /// The number of the row, with zeros before it so that names are in the order of the rows.
    pub row_label: Option<String>,
}

impl BriefSource {
    /// Each brief with each row of the table, or by itself where there is no table.
    ///
    /// # Errors
    /// When a brief that can only be read once is to be read for each row.
    pub fn all(inputs: &[Input], rows: Option<Vec<Row>>) -> Result<Vec<Self>, Problem> {
        let alone = |input: &Input| Self { input: input.clone(), row: None, row_label: None };
        let Some(rows) = rows else { return Ok(inputs.iter().map(alone).collect()) };
        if inputs.contains(&Input::Stdin) {
            return Err(reads_input_for_each_row());
        }
        let rows: Vec<_> = rows.into_iter().map(Arc::new).collect();
        let digits = rows.iter().map(|row| row.number.to_string().len()).max().unwrap_or_default();
        let with = |input: &Input, row: &Arc<Row>| Self {
            input: input.clone(),
            row: Some(Arc::clone(row)),
            row_label: Some(format!("{:0digits$}", row.number)),
        };
        Ok(inputs.iter().flat_map(|input| rows.iter().map(move |row| with(input, row))).collect())
    }

    /// What it is called in messages.
    pub fn name(&self) -> String {
        match &self.row {
            Some(row) => format!("{}, row {}", self.input.name(), row.number),
            None => self.input.name(),
        }
    }

    /// The file of the brief, unless it is standard input.
    pub fn path(&self) -> Option<&Path> {
        self.input.path()
    }

    /// Reads the brief with its row, and over both what the command line says.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn load(&self, overrides: &[Override]) -> Result<Draft, Vec<Problem>> {
        let of_row = self.row.iter().flat_map(|row| &row.overrides);
        load_with(&self.input, &of_row.chain(overrides).cloned().collect::<Vec<_>>())
    }

    /// The hash of what the row changes in the papers; `None` where there is no row.
    ///
    /// # Errors
    /// When it cannot be written, which would be a fault of ours.
    pub fn row_hash(&self) -> serde_json::Result<Option<String>> {
        let key = |row: &Arc<Row>| {
            let values = row.overrides.iter().map(OverrideKey::of).collect();
            of_json(&RowKey { format: ROW_FORMAT, label: self.row_label.as_deref(), values })
        };
        self.row.as_ref().map(key).transpose()
    }

    /// Whether it belongs to a share.
    pub fn is_in(&self, shard: Shard) -> bool {
        shard.has(&self.name())
    }
}

/// The version of [`RowKey`]: another one whenever a field is added or changes its meaning.
const ROW_FORMAT: u32 = 1;

/// All of a row that changes its papers: what is remembered of them is keyed by it.
#[derive(Debug, Serialize)]
struct RowKey<'a> {
    format: u32,
    /// The name of a paper depends on how many digits the numbers of the rows have.
    label: Option<&'a str>,
    values: Vec<OverrideKey<'a>>,
}

/// A value that overrides what a brief says, as a key has it.
#[derive(Debug, Serialize)]
pub struct OverrideKey<'a> {
    path: String,
    value: &'a Value,
}

impl<'a> OverrideKey<'a> {
    /// The value with its path.
    pub fn of(given: &'a Override) -> Self {
        Self { path: given.path.to_string(), value: &given.value }
    }
}

fn reads_input_for_each_row() -> Problem {
    Problem::usage("a brief from standard input cannot be read again for each row of a table")
        .hint("save it in a file, and name that")
}
