use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::artifact::{Artifact, BuildStatus};
use crate::commands::source::BriefSource;
use crate::digest::sha256;
use crate::files::refusal::cannot_write;
use crate::files::{open, write};
use crate::limits::{CACHE_BYTES, PDF_BYTES};
use crate::load::settings_of;
use crate::report::{Problem, Severity};

/// The cache of a folder: which papers were built into it, and from what. Without it everything is rebuilt.
pub const FILE: &str = ".spravka-built.jsonl";

/// The key of a line: the brief, the row and the hash of the run.
type CacheKey = (PathBuf, Option<u32>, String);

/// The cached papers of one brief: a line of the file. Among lines with the same key the last one counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Line {
    /// The path of the brief.
    brief: PathBuf,
    /// The number of the row that overrides values of the brief.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    /// The hash of the values of that row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    row_hash: Option<String>,
    /// The hash of everything that is the same for every brief of a run: options, templates, languages,
    /// version.
    run: String,
    /// The hash of each file that the papers were built from; `None` for a file that did not exist.
    sources: BTreeMap<PathBuf, Option<String>>,
    /// The papers as they were written.
    papers: Vec<Artifact>,
}

impl Line {
    fn key(&self) -> CacheKey {
        (self.brief.clone(), self.row, self.run.clone())
    }

    /// Whether the papers are unchanged since they were written: another run may have replaced them, or
    /// somebody altered them and set their time back. Their hash tells, and is printed.
    fn holds(&self) -> bool {
        let is_same = |paper: &Artifact| hash_of(&paper.path).as_ref() == Some(&paper.sha256);
        self.papers.iter().all(|paper| is_as_long(paper) && is_same(paper))
    }

    /// Whether the papers are there, without reading them.
    fn may_hold(&self) -> bool {
        self.papers.iter().all(is_as_long)
    }
}

/// The papers that earlier runs built into a folder.
pub struct Cache {
    path: PathBuf,
    run: String,
    known: HashMap<CacheKey, Line>,
    file: Mutex<Option<File>>,
}

impl Cache {
    /// Reads the cache of a folder. `run` is the hash of everything that is the same for every brief of this
    /// run.
    pub fn read(folder: &Path, run: String) -> Self {
        let path = folder.join(FILE);
        let text = open::read_own_text(&path, CACHE_BYTES).unwrap_or_default();
        // A killed process may have left half a line: it is skipped.
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let known = lines.map(|line| (line.key(), line)).collect();
        Self { path, run, known, file: Mutex::new(None) }
    }

    /// The papers of a brief, if nothing has changed since they were built.
    pub fn up_to_date(&self, source: &BriefSource) -> Option<Vec<Artifact>> {
        let row = source.row.as_ref().map(|row| row.number);
        let line = self.known.get(&(source.path()?.to_owned(), row, self.run.clone()))?;
        let settings = settings_of(&source.input);
        let is_same = |(path, hash): (&PathBuf, &Option<String>)| hash_of(path) == *hash;
        let same_settings = settings.is_none_or(|settings| line.sources.contains_key(&settings));
        let same = same_settings
            && line.row_hash == source.row_hash().ok()?
            && line.holds()
            && line.sources.iter().all(is_same);
        let again = |paper: &Artifact| Artifact { status: BuildStatus::UpToDate, ..paper.clone() };
        same.then(|| line.papers.iter().map(again).collect())
    }

    /// Records the papers of a brief and the files that they were built from.
    ///
    /// # Errors
    /// If the cache cannot be written; the papers exist nonetheless.
    pub fn remember(
        &self,
        source: &BriefSource,
        files: &[PathBuf],
        papers: &[Artifact],
    ) -> Result<(), Problem> {
        let Some(brief) = source.path() else { return Ok(()) };
        let sources = files.iter().cloned().chain([brief.to_owned()]).chain(settings_of(&source.input));
        let line = Line {
            brief: brief.to_owned(),
            row: source.row.as_ref().map(|row| row.number),
            row_hash: source.row_hash().map_err(|error| not_remembered(&self.path, &error.into()))?,
            run: self.run.clone(),
            sources: sources.map(|path| (path.clone(), hash_of(&path))).collect(),
            papers: papers.to_vec(),
        };
        self.write(&line).map_err(|error| not_remembered(&self.path, &error))
    }

    fn write(&self, line: &Line) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.is_none() {
            let mut opened = open::own_to_append(&self.path)?;
            // The next line would be lost in a line that was cut short.
            let text = open::read_own(&self.path, CACHE_BYTES).unwrap_or_default();
            if text.last().is_some_and(|byte| *byte != b'\n') {
                opened.write_all(b"\n")?;
            }
            *file = Some(opened);
        }
        let text = serde_json::to_string(line)? + "\n";
        file.as_mut().map_or(Ok(()), |file| file.write_all(text.as_bytes()))
    }

    /// Drops the lines whose papers are gone or have another length. Another process may be appending to the
    /// file, so this is done only if more than half of the lines are obsolete.
    pub fn tidy(&self) {
        let text = open::read_own_text(&self.path, CACHE_BYTES).unwrap_or_default();
        let mut last: BTreeMap<CacheKey, &str> = BTreeMap::new();
        let mut lines = 0;
        for line in text.lines() {
            lines += 1;
            if let Some(read) = serde_json::from_str::<Line>(line).ok().filter(Line::may_hold) {
                last.insert(read.key(), line);
            }
        }
        if lines > 2 * last.len() {
            let text: String = last.values().map(|line| format!("{line}\n")).collect();
            // It is only a cache: what fails now is tidied next time.
            let _ = write::replace(&self.path, text.as_bytes());
        }
    }
}

fn hash_of(path: &Path) -> Option<String> {
    open::read(path, PDF_BYTES).ok().map(|bytes| sha256(&bytes))
}

/// Whether a paper is a file of the length that it was written with: before it is read.
fn is_as_long(paper: &Artifact) -> bool {
    fs::metadata(&paper.path).is_ok_and(|found| found.is_file() && found.len() == paper.bytes)
}

fn not_remembered(path: &Path, error: &io::Error) -> Problem {
    Problem { severity: Severity::Warning, ..cannot_write(path, error) }
        .hint("the papers were built, and will all be rebuilt next time")
}
