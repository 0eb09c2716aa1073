use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::brief::Brief;
use crate::cli::Shard;
use crate::digest::of_json;
use crate::language::Language;
use crate::load::{Draft, Input, Override, Row, load_with};
use crate::report::Problem;

/// The source of one set of papers: a brief, and with `--each` a row of the table, which overrides its
/// values.
#[derive(Debug, Clone)]
pub struct BriefSource {
    /// The brief.
    pub input: Input,
    /// The row.
    pub row: Option<Arc<Row>>,
    /// The number of the row, padded with zeros so that names sort in the order of the rows.
    pub row_label: Option<String>,
    /// Whether the brief was found in a folder or by a pattern, rather than named.
    pub is_found: bool,
}

impl BriefSource {
    /// Each brief with each row of the table, or each brief alone without a table. `named` are those of the
    /// command line.
    ///
    /// # Errors
    /// If the brief is standard input, which can be read only once, and there is a table.
    pub fn all(named: &[Input], inputs: &[Input], rows: Option<Vec<Row>>) -> Result<Vec<Self>, Problem> {
        let is_found = |input: &Input| !named.contains(input);
        let alone = |input: &Input| Self {
            input: input.clone(),
            row: None,
            row_label: None,
            is_found: is_found(input),
        };
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
            is_found: is_found(input),
        };
        Ok(inputs.iter().flat_map(|input| rows.iter().map(move |row| with(input, row))).collect())
    }

    /// The name of the guest of the row, in a language if it is known in that, else as the table has it.
    pub fn guest(&self, language: Language) -> Option<&str> {
        let guest = &self.row.as_ref()?.guest;
        let name = guest.get(&Some(language)).or_else(|| guest.get(&None));
        name.or_else(|| guest.values().next()).map(String::as_str)
    }

    /// The name of the source in messages.
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

    /// Reads the brief. The row overrides its values, and `overrides` override both.
    ///
    /// # Errors
    /// If the brief cannot be read.
    pub fn load(&self, overrides: &[Override]) -> Result<Draft, Vec<Problem>> {
        let of_row = self.row.iter().flat_map(|row| &row.overrides);
        load_with(&self.input, &of_row.chain(overrides).cloned().collect::<Vec<_>>())
    }

    /// The hash of what the row changes in the papers; `None` without a row.
    ///
    /// # Errors
    /// If it cannot be serialised, which is a fault of spravka.
    pub fn row_hash(&self) -> serde_json::Result<Option<String>> {
        let key = |row: &Arc<Row>| {
            let values = row.overrides.iter().map(OverrideKey::of).collect();
            let guest = row.guest.iter().map(|(language, name)| (*language, name.as_str())).collect();
            of_json(&RowKey { format: ROW_FORMAT, label: self.row_label.as_deref(), guest, values })
        };
        self.row.as_ref().map(key).transpose()
    }

    /// The warning that a brief was left out: one found in a folder that is a letter for a table of guests,
    /// and has nobody to go to without it.
    pub fn left_out(&self, brief: &Brief) -> Option<Problem> {
        let is_letter = brief.invitation.is_some() && brief.recipient.is_none() && brief.sides.is_empty();
        (self.is_found && is_letter).then(|| letter_to_nobody(&self.name()))
    }

    /// Whether the source belongs to a share.
    pub fn is_in(&self, shard: Shard) -> bool {
        shard.has(&self.name())
    }
}

/// The version of [`RowKey`]. Raise it when a field is added or changes its meaning.
const ROW_FORMAT: u32 = 2;

/// Everything in a row that changes its papers: part of the key of the build cache.
#[derive(Debug, Serialize)]
struct RowKey<'a> {
    format: u32,
    /// The name of a paper depends on the number of digits in the row numbers.
    label: Option<&'a str>,
    /// The name of the guest, in each language: a paper may be named by it.
    guest: Vec<(Option<Language>, &'a str)>,
    values: Vec<OverrideKey<'a>>,
}

/// An override as part of a key.
#[derive(Debug, Serialize)]
pub struct OverrideKey<'a> {
    path: String,
    value: &'a Value,
}

impl<'a> OverrideKey<'a> {
    /// The path and the value of an override.
    pub fn of(entry: &'a Override) -> Self {
        Self { path: entry.path.to_string(), value: &entry.value }
    }
}

fn letter_to_nobody(name: &str) -> Problem {
    Problem::warning(format!("`{name}` is a letter without a recipient, and was left out"))
        .hint("build it with a table of guests, `--each guests.xlsx`, or add `[recipient]`")
}

fn reads_input_for_each_row() -> Problem {
    Problem::usage("standard input cannot be read again for each row of a table")
        .hint("save the brief in a file and name the file")
}
