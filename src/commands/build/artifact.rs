use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use crate::commands::source::BriefSource;
use crate::digest::sha256;
use crate::naming::Which;

/// A paper that is there: one line of `spravka build --message-format json`. Fields are added, but keep their names and meaning.
///
/// What a paper does not have is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "spravka paper")]
pub struct Artifact {
    /// The brief, as it was named on the command line or found in a folder; `<stdin>` for standard input.
    pub brief: String,
    /// The number of the row of the table, with `--each`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The kind of paper, by the id of its template.
    pub paper: String,
    /// The code of its language.
    pub language: String,
    /// For whom it is, with `--audience`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// The number of the copy, with `--copies`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<NonZeroU32>,
    /// Its file.
    #[serde(serialize_with = "as_shown")]
    pub path: PathBuf,
    /// How many pages it has.
    pub pages: usize,
    /// How large the file is.
    pub bytes: u64,
    /// The SHA-256 of the file, in small hexadecimal digits.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// Whether it was made in this run.
    pub status: BuildStatus,
}

/// Whether a paper was made in this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BuildStatus {
    /// It was made.
    Built,
    /// It was there already, and nothing that it is made from has changed.
    UpToDate,
}

impl Artifact {
    /// A paper that was made just now.
    pub fn built(source: &BriefSource, which: &Which<'_>, path: &Path, pdf: &[u8], pages: usize) -> Self {
        Self {
            brief: source.input.name(),
            row: source.row.as_ref().map(|row| row.number),
            paper: which.paper.to_owned(),
            language: which.language.code().to_owned(),
            audience: which.audience.map(str::to_owned),
            copy: which.copy,
            path: path.to_owned(),
            pages,
            bytes: pdf.len() as u64,
            sha256: sha256(pdf),
            status: BuildStatus::Built,
        }
    }

    /// The line that is printed of it: an object, or the path.
    pub fn line(&self, as_json: bool) -> String {
        let object = as_json.then(|| serde_json::to_string(self).ok()).flatten();
        object.unwrap_or_else(|| self.path.display().to_string())
    }
}

/// A path as it is printed: JSON has no other letters than those of Unicode.
fn as_shown<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

/// The JSON Schema of a line of `spravka build --message-format json` (draft 2020-12).
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Artifact).to_value()
}
