//! What `record.toml` says, held against the other files of the bag and against the events.

use std::fs;
use std::path::Path;

use super::difference::{differs, misnamed, unclaimed};
use super::rebuild;
use crate::archive::bag::{Hashes, INFO, PAYLOAD};
use crate::archive::event::Change;
use crate::archive::record::{Filed, Record};
use crate::archive::store::{BagName, PAPERS, RECORD, SOURCE, Store, TEXTS};
use crate::files::open;
use crate::limits::METADATA_BYTES;
use crate::report::Problem;

/// Every problem of the contents of a record's bag, whose files are those of its manifests.
pub fn check(store: &Store, bag: BagName, payload: &Hashes, rebuild: bool) -> Vec<Problem> {
    let record = match store.record(bag.record) {
        Ok(record) => record,
        Err(problem) => return vec![problem],
    };
    if record.id != bag.record {
        return vec![misnamed(bag, BagName { record: record.id, event: None })];
    }
    let outside = record.papers.iter().find_map(|paper| store.places(record.id, paper).err());
    if let Some(problem) = outside {
        return vec![problem];
    }
    let folder = store.path(bag);
    let mut problems = of_papers(bag, &folder, &record, payload);
    problems.extend(of_info(bag, &folder, &record));
    problems.extend(of_successor(store, &record));
    if rebuild {
        problems.extend(rebuild::check(store, bag, &record, payload));
    }
    problems
}

/// The papers as the record names them, and the files as they are.
fn of_papers(bag: BagName, folder: &Path, record: &Record, payload: &Hashes) -> Vec<Problem> {
    let own = |key: &str, origin: &str| differs(bag, key, RECORD, origin);
    let mut problems = Vec::new();
    let languages: Vec<_> = record.papers.iter().map(|paper| paper.language.clone()).collect();
    if languages != record.languages {
        problems.push(own("languages", "its papers"));
    }
    let status = if record.number.is_some() { Filed::Registered } else { Filed::Approved };
    if record.status != status {
        problems.push(own("status", "its number"));
    }
    let mut claimed = vec![RECORD.to_owned()];
    for paper in &record.papers {
        let name = format!("{}.{}", record.kind, paper.language);
        for (key, path, wanted) in [
            ("file", &paper.file, format!("{PAPERS}/{name}.pdf")),
            ("text", &paper.text, format!("{TEXTS}/{name}.txt")),
        ] {
            if *path != wanted {
                problems.push(own(key, "its kind and language"));
            }
            claimed.push(path.clone());
        }
        let length = fs::metadata(folder.join(PAYLOAD).join(&paper.file)).ok().map(|file| file.len());
        if payload.get(&format!("{PAYLOAD}/{}", paper.file)) != Some(&paper.sha256) {
            problems.push(own("sha256", &format!("`{}`", paper.file)));
        } else if length != Some(paper.bytes) {
            problems.push(own("bytes", &format!("`{}`", paper.file)));
        }
    }
    let claims =
        |file: &str| file.starts_with(&format!("{SOURCE}/")) || claimed.iter().any(|own| own == file);
    let files = payload.keys().filter_map(|path| path.strip_prefix(PAYLOAD)?.strip_prefix('/'));
    problems.extend(files.filter(|file| !claims(file)).map(|file| unclaimed(bag, file)));
    problems
}

/// What `bag-info.txt` repeats of the record.
fn of_info(bag: BagName, folder: &Path, record: &Record) -> Vec<Problem> {
    let text = open::read_own_text(&folder.join(INFO), METADATA_BYTES).unwrap_or_default();
    let wanted = record.bag_info();
    let is_other = |label: &str| {
        let prefix = format!("{label}: ");
        let found: Vec<_> = text.lines().filter_map(|line| line.strip_prefix(&prefix)).collect();
        let own: Vec<_> =
            wanted.iter().filter(|(own, _)| *own == label).map(|(_, value)| value.as_str()).collect();
        found != own
    };
    let labels = Record::INFO_LABELS.into_iter().filter(|label| is_other(label));
    labels.map(|label| differs(bag, label, INFO, &format!("`{RECORD}`"))).collect()
}

/// The older record and its event must tell the same of a record that superseded it.
fn of_successor(store: &Store, record: &Record) -> Option<Problem> {
    let bag = BagName { record: record.id, event: None };
    let older = record.supersedes.as_ref()?;
    // What is missing is named by itself.
    let (old, events) = (store.record(older.id).ok()?, store.events(older.id).ok()?);
    let is_told = events.iter().any(|event| match &event.change {
        Change::Superseded { by, reason, .. } => *by == record.id && *reason == older.reason,
        Change::Annulled { .. } | Change::Signed { .. } => false,
    });
    let same = (&older.number, &older.date) == (&old.number, &old.date);
    (!is_told || !same).then(|| differs(bag, "supersedes", RECORD, &format!("record `{}`", older.id)))
}
