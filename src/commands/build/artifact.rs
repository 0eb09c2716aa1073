use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use crate::commands::source::BriefSource;
use crate::digest::sha256;
use crate::naming::Which;

/// A finished paper: one line of `spravka build --message-format json`. Fields may be added; their names and
/// meanings stay.
///
/// Fields that do not apply to a paper are omitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "spravka paper")]
pub struct Artifact {
    /// The brief, as named on the command line or found in a folder; `<stdin>` for standard input.
    pub brief: String,
    /// The number of the row of the table, with `--each`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The kind of paper: the id of its template.
    pub paper: String,
    /// The id of the meeting that it is about, if the brief has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<String>,
    /// The code of its language.
    pub language: String,
    /// The audience it was built for, with `--audience`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// The number of the copy, with `--copies`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<NonZeroU32>,
    /// The path of the PDF.
    #[serde(serialize_with = "as_shown")]
    pub path: PathBuf,
    /// The number of pages.
    pub pages: usize,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// The SHA-256 of the file, in lower-case hexadecimal digits.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// Whether this run built it.
    pub status: BuildStatus,
}

/// Whether this run built a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BuildStatus {
    /// It was built.
    Built,
    /// It existed already, and nothing it is built from has changed.
    UpToDate,
}

impl Artifact {
    /// A paper that was built just now.
    pub fn built(source: &BriefSource, which: &Which<'_>, path: &Path, pdf: &[u8], pages: usize) -> Self {
        Self {
            brief: source.input.name(),
            row: source.row.as_ref().map(|row| row.number),
            paper: which.paper.to_owned(),
            meeting: which.meeting.map(str::to_owned),
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

    /// The printed line: a JSON object or the path.
    pub fn line(&self, as_json: bool) -> String {
        let object = as_json.then(|| serde_json::to_string(self).ok()).flatten();
        object.unwrap_or_else(|| self.path.display().to_string())
    }
}

/// A path as it is printed: JSON holds only Unicode, so other bytes are replaced.
fn as_shown<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

/// The JSON Schema of a line of `spravka build --message-format json` (draft 2020-12).
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Artifact).to_value()
}
