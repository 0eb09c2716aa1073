use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::cli::Shard;
use crate::digest::hexadecimal;
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

    /// The hash of the values of the row.
    pub fn row_hash(&self) -> Option<String> {
        let row = self.row.as_ref()?;
        let mut hash = Sha256::new();
        // The name of its paper depends on how many digits the numbers of the rows have.
        hash.update(format!("{:?}\n", self.row_label));
        for given in &row.overrides {
            hash.update(format!("{}={}\n", given.path, given.value));
        }
        Some(hexadecimal(&hash.finalize()))
    }

    /// Whether it belongs to a share.
    pub fn is_in(&self, shard: Shard) -> bool {
        shard.has(&self.name())
    }
}

fn reads_input_for_each_row() -> Problem {
    Problem::usage("a brief from standard input cannot be read again for each row of a table")
        .hint("save it in a file, and name that")
}
