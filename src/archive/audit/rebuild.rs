//! A record made once more from its sources: every paper, every text and the metadata must come out the same.

use std::collections::BTreeSet;

use super::difference::{differs, file_differs, unclaimed};
use crate::archive::bag::{Hashes, PAYLOAD};
use crate::archive::metadata::Metadata;
use crate::archive::plain_text::plain_text;
use crate::archive::record::{FiledPaper, Record, What};
use crate::archive::store::{BagName, RECORD, SOURCE, Store};
use crate::archive::terms::Terms;
use crate::brief::Known;
use crate::check::{Checked, Wanted};
use crate::files::open;
use crate::files::refusal::cannot_read;
use crate::language::Language;
use crate::limits::{METADATA_BYTES, PDF_BYTES};
use crate::provenance::reproduce::{Rebuilt, verify_bytes};
use crate::report::Problem;
use crate::theme::Theme;

/// Rebuilds a record and compares.
pub fn check(store: &Store, bag: BagName, record: &Record, payload: &Hashes) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut last = None;
    // A paper that is not there is named by itself.
    let is_there = |paper: &&FiledPaper| payload.contains_key(&format!("{PAYLOAD}/{}", paper.file));
    for paper in record.papers.iter().filter(is_there) {
        match of_paper(store, bag, record, paper, payload) {
            Ok((rebuilt, found)) => {
                problems.extend(found);
                last = Some(rebuilt);
            }
            Err(found) => problems.extend(found),
        }
    }
    // If a paper cannot be rebuilt, neither can the metadata.
    let rebuilt = last.filter(|_| problems.is_empty());
    problems.extend(rebuilt.into_iter().flat_map(|rebuilt| of_metadata(bag, record, &rebuilt)));
    problems
}

/// Rebuilds a paper, and compares its text and its sources with the files in the bag.
fn of_paper(
    store: &Store,
    bag: BagName,
    record: &Record,
    paper: &FiledPaper,
    payload: &Hashes,
) -> Result<(Rebuilt, Vec<Problem>), Vec<Problem>> {
    let (path, text) = store.places(record.id, paper)?;
    let name = path.display().to_string();
    let pdf = open::read_own(&path, PDF_BYTES).map_err(|error| cannot_read(&name, &error))?;
    let rebuilt = verify_bytes(&pdf, &name)?;
    let mut problems = Vec::new();
    if rebuilt.recipe.language != paper.language {
        problems.push(differs(bag, "language", RECORD, &format!("`{}`", paper.file)));
    }
    let written = plain_text(&rebuilt.view, &rebuilt.pages);
    if open::read_own_text(&text, METADATA_BYTES).ok().as_ref() != Some(&written) {
        problems.push(file_differs(bag, &paper.text, &format!("`{}`", paper.file)));
    }
    let folder = store.path(bag).join(PAYLOAD).join(SOURCE);
    let mut attached = BTreeSet::new();
    for (file, data) in rebuilt.sources.files() {
        if !open::read_own(&folder.join(&file), PDF_BYTES).is_ok_and(|read| read == *data) {
            problems.push(different_source(&file.display().to_string(), &name));
        }
        attached.insert(format!("{PAYLOAD}/{SOURCE}/{}", file.to_string_lossy().replace('\\', "/")));
    }
    let sources = payload.keys().filter(|file| file.starts_with(&format!("{PAYLOAD}/{SOURCE}/")));
    problems.extend(sources.filter(|file| !attached.contains(*file)).map(|file| unclaimed(bag, file)));
    Ok((rebuilt, problems))
}

/// The metadata made once more from the brief and the terms of filing.
fn of_metadata(bag: BagName, record: &Record, rebuilt: &Rebuilt) -> Vec<Problem> {
    let checked = match checked(record, rebuilt) {
        Ok(checked) => checked,
        Err(problems) => return problems,
    };
    let template = rebuilt.template.id.as_str();
    let brief = checked.brief().for_paper(template);
    let date = brief.date.as_ref().and_then(Known::value).copied();
    let (Some(date), Ok(profile)) = (date, rebuilt.recipe.profile.parse()) else {
        return vec![differs(bag, "date", RECORD, "the brief")];
    };
    let marking_until = record.marking.as_ref().and_then(|marking| marking.until.as_ref()?.parse().ok());
    // What the brief does not have: the ledger alone protects it.
    let terms = Terms {
        case: record.case.clone(),
        retention: record.retention.clone(),
        basis: record.basis.clone(),
        audience: record.audience.clone(),
        marking_until,
        supersedes: record.supersedes.clone(),
        ..Terms::default()
    };
    let id = record.id;
    let (checked, terms, profile, now) = (&checked, &terms, &profile, String::new());
    let mut again = Metadata { id, template, checked, terms, date, profile, now }.record();
    again.papers.clone_from(&record.papers);
    again.format = record.format;
    // When it was filed and by whom is in the ledger.
    let filed = record.events.iter().filter(|moment| moment.what == What::Filed).take(1).cloned();
    again.events.retain(|moment| moment.what != What::Filed);
    again.events.extend(filed);
    keys_that_differ(record, &again).iter().map(|key| differs(bag, key, RECORD, "the brief")).collect()
}

/// The brief of a record, checked in the languages of its papers.
fn checked(record: &Record, rebuilt: &Rebuilt) -> Result<Checked, Vec<Problem>> {
    let languages = record.papers.iter().filter_map(|paper| Language::from_code(&paper.language));
    let wanted = Wanted::These(languages.collect());
    rebuilt.sources.checked(Theme::named(&rebuilt.recipe.theme), &wanted)
}

/// The keys of two records with other values.
fn keys_that_differ(one: &Record, other: &Record) -> BTreeSet<String> {
    let table = |record: &Record| toml::Table::try_from(record).unwrap_or_default();
    let (one, other) = (table(one), table(other));
    let keys: BTreeSet<_> = one.keys().chain(other.keys()).cloned().collect();
    keys.into_iter().filter(|key| one.get(key) != other.get(key)).collect()
}

fn different_source(path: &str, name: &str) -> Problem {
    Problem::error(format!("the `{path}` attached to `{name}` differs from the copy in the bag"))
}
