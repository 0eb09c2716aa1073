use std::path::Path;

use super::Archive;
use super::bag::PAYLOAD;
use super::event::Change;
use super::event_bag::write_event;
use super::id::Id;
use super::record::{FiledPaper, Record};
use super::signed_data::{Signature, SignedHash, signature};
use super::staging::Staging;
use crate::files::open;
use crate::files::refusal::cannot_read;
use crate::language::Language;

use crate::limits::{PDF_BYTES, SIGNATURE_BYTES};
use crate::report::Problem;

/// The name of a signature file, next to `event.toml`.
const NAME: &str = "signature.p7s";

/// Keeps a detached signature with the paper it signs. The signer and the validity of the signature are not
/// checked: that takes the national certificates.
///
/// # Errors
/// When it is not a detached signature, it signs another file, it is there already, or it could be for
/// several papers of the record.
pub fn attach(
    archive: &Archive,
    id: Id,
    file: &Path,
    language: Option<Language>,
    who: &str,
) -> Result<Vec<Problem>, Problem> {
    let data = read(file)?;
    let record = archive.store().record(id)?;
    archive.is_as_in_ledger(id)?;
    let mut warnings = Vec::new();
    let paper = match signature(&data) {
        Signature::Of(hash) => signed_paper(archive, &record, &hash)?.ok_or_else(|| other_file(file, id))?,
        Signature::Unknown => {
            warnings.push(not_compared(file));
            paper_in(&record, language)?
        }
        Signature::Attached => return Err(not_detached()),
        Signature::Not => return Err(not_a_signature(file)),
    };
    if language.is_some_and(|language| language.code() != paper.language) {
        return Err(other_language(file, &paper.language));
    }
    let staging = Staging::begin(archive.root(), archive.store(), who)?;
    let change = Change::Signed { paper: paper.file.clone(), signature: NAME.to_owned() };
    write_event(&staging, id, change, &[(NAME, &data)])?;
    let still_new = || is_new(archive, id, file, &data);
    warnings.extend(staging.put_away(archive.store(), still_new)?);
    Ok(warnings)
}

/// The paper of a record that a signature is for: by the file itself, not by what the record says of it.
fn signed_paper<'a>(
    archive: &Archive,
    record: &'a Record,
    hash: &SignedHash,
) -> Result<Option<&'a FiledPaper>, Problem> {
    for paper in &record.papers {
        let (path, _) = archive.store().places(record.id, paper)?;
        let pdf = open::read_own(&path, PDF_BYTES).map_err(|error| cannot_read(path.display(), &error))?;
        if hash.is_of(&pdf) {
            return Ok(Some(paper));
        }
    }
    Ok(None)
}

/// Ensures that a record does not have the same signature already.
fn is_new(archive: &Archive, id: Id, file: &Path, data: &[u8]) -> Result<(), Problem> {
    let store = archive.store();
    let events = store.bags_of(id)?.into_iter().filter(|bag| bag.event.is_some());
    let mut signatures = events.map(|bag| store.path(bag).join(PAYLOAD).join(NAME));
    let is_same =
        signatures.any(|path| open::read_own(&path, SIGNATURE_BYTES).is_ok_and(|known| known == data));
    if is_same { Err(attached_already(file, id)) } else { Ok(()) }
}

fn read(file: &Path) -> Result<Vec<u8>, Problem> {
    let refused = |error| Problem::usage(format!("cannot read `{}` ({error})", file.display()));
    let bytes = open::read(file, SIGNATURE_BYTES).map_err(refused)?;
    if bytes.len() as u64 > SIGNATURE_BYTES { Err(not_a_signature(file)) } else { Ok(bytes) }
}

/// The paper in this language, or the only paper of the record.
fn paper_in(record: &Record, language: Option<Language>) -> Result<&FiledPaper, Problem> {
    let mut papers = record.papers.iter();
    match (language, papers.len()) {
        (Some(language), _) => papers
            .find(|paper| paper.language == language.code())
            .ok_or_else(|| no_such_language(record, language)),
        (None, 1) => papers.next().ok_or_else(|| which_paper(record)),
        (None, _) => Err(which_paper(record)),
    }
}

fn not_a_signature(file: &Path) -> Problem {
    Problem::usage(format!("`{}` is not a CMS signature (RFC 5652)", file.display()))
        .hint("name the file that the signing program wrote, usually `.p7s` or `.cms`; nothing was changed")
}

fn not_detached() -> Problem {
    Problem::usage("the signature is not detached: it contains the signed data")
        .hint("sign the PDF with a detached signature, so that the archived paper stays as it is")
}

fn other_file(file: &Path, id: Id) -> Problem {
    Problem::error(format!("`{}` signs a file that is not a paper of `{id}`", file.display()))
        .hint("sign the PDF that `spravka archive open` prints the path of; nothing was changed")
}

fn attached_already(file: &Path, id: Id) -> Problem {
    Problem::usage(format!("`{id}` has the signature `{}` already", file.display()))
        .hint("nothing was changed")
}

fn other_language(file: &Path, language: &str) -> Problem {
    Problem::usage(format!("`{}` signs the paper in `{language}`", file.display()))
        .hint("omit `--language`; nothing was changed")
}

fn not_compared(file: &Path) -> Problem {
    let file = file.display();
    Problem::warning(format!("`{file}` has no SHA-2 of the signed file, so the two were not compared"))
}

fn which_paper(record: &Record) -> Problem {
    Problem::usage(format!("the record has several papers: {}", record.languages.join(", ")))
        .hint("name the signed one with `--language`")
}

fn no_such_language(record: &Record, language: Language) -> Problem {
    Problem::usage(format!("the record has no paper in `{language}`, only {}", record.languages.join(", ")))
}
