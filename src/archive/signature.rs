use std::fs;
use std::path::Path;

use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerInfo};
use der::asn1::{ObjectIdentifier, OctetString};
use der::{Decode, Encode};

use super::Archive;
use super::event::Change;
use super::event_bag::write_event;
use super::id::Id;
use super::record::{FiledPaper, Record};
use super::staging::Staging;
use crate::digest::hexadecimal;
use crate::language::Language;
use crate::report::Problem;

/// The name of a signature beside the description of its event.
const NAME: &str = "signature.p7s";
/// The largest signature that is kept, in bytes: 1 MiB. One with a chain of certificates and a time stamp has 20 KB.
const LARGEST: u64 = 1024 * 1024;
/// Data with signatures (RFC 5652, 5.1).
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
/// The signed hash of what is signed (RFC 5652, 11.2).
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
/// SHA-256 (RFC 5754, 2.2).
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// What is said about the file that a signature is for.
#[derive(Debug, PartialEq, Eq)]
enum Signs {
    /// It has this SHA-256.
    Sha256(String),
    /// By another algorithm, or nothing that can be read without the keys.
    Unsaid,
}

/// Keeps a detached signature beside the paper that it is for. Who has signed and whether the signature holds is not checked
/// here: that takes the certificates of the country.
///
/// # Errors
/// When it is no detached signature, is for another file, or it is not clear for which paper of the record it is.
pub fn attach(
    archive: &Archive,
    id: Id,
    file: &Path,
    language: Option<Language>,
) -> Result<Vec<Problem>, Problem> {
    let data = read(file)?;
    let record = archive.store().record(id)?;
    let signs = signed(&data).ok_or_else(|| no_signature(file))??;
    let mut warnings = Vec::new();
    let paper = match &signs {
        Signs::Sha256(hash) => {
            record.papers.iter().find(|paper| paper.sha256 == *hash).ok_or_else(|| other_file(file, id))?
        }
        Signs::Unsaid => {
            warnings.push(unsaid(file));
            chosen(&record, language)?
        }
    };
    if language.is_some_and(|language| language.code() != paper.language) {
        return Err(other_language(file, &paper.language));
    }
    let staging = Staging::begin(archive.root(), archive.store())?;
    let change = Change::Signed { paper: paper.file.clone(), signature: NAME.to_owned() };
    write_event(&staging, id, change, &[(NAME, &data)])?;
    warnings.extend(staging.put_away(archive.store(), || Ok(()))?);
    Ok(warnings)
}

fn read(file: &Path) -> Result<Vec<u8>, Problem> {
    let refused = |error| Problem::usage(format!("cannot read `{}` ({error})", file.display()));
    let about = fs::metadata(file).map_err(refused)?;
    if about.len() > LARGEST {
        return Err(no_signature(file));
    }
    fs::read(file).map_err(refused)
}

/// For what a signature is: none if it is no signature at all, and an error if it has in it what it signs.
fn signed(data: &[u8]) -> Option<Result<Signs, Problem>> {
    let unpacked = der::pem::decode_vec(data).ok().map(|(_, bytes)| bytes);
    let data = unpacked.as_deref().unwrap_or(data);
    let info = match ContentInfo::from_der(data) {
        Ok(info) if info.content_type == SIGNED_DATA => info,
        Ok(_) => return None,
        // Some programs write what is no strict DER; that it is a signature is then all that can be said.
        Err(_) => return looks_signed(data).then_some(Ok(Signs::Unsaid)),
    };
    let Ok(signed): Result<SignedData, _> = info.content.decode_as() else { return Some(Ok(Signs::Unsaid)) };
    if signed.encap_content_info.econtent.is_some() {
        return Some(Err(not_detached()));
    }
    let mut hashes = signed.signer_infos.0.iter().filter_map(digest);
    Some(Ok(hashes.next().map_or(Signs::Unsaid, Signs::Sha256)))
}

/// Whether a file begins as data with signatures do, be it with lengths that are told later (X.690, 8.1.3.6).
fn looks_signed(data: &[u8]) -> bool {
    let Ok(oid) = SIGNED_DATA.to_der() else { return false };
    data.first() == Some(&0x30) && data.windows(oid.len()).take(16).any(|window| window == oid)
}

/// The SHA-256 that one signer has signed.
fn digest(signer: &SignerInfo) -> Option<String> {
    let attributes = signer.signed_attrs.as_ref().filter(|_| signer.digest_alg.oid == SHA_256)?;
    let attribute = attributes.iter().find(|attribute| attribute.oid == MESSAGE_DIGEST)?;
    let value: OctetString = attribute.values.iter().next()?.decode_as().ok()?;
    Some(hexadecimal(value.as_bytes()))
}

/// The paper that a signature is for, where it does not say so itself.
fn chosen(record: &Record, language: Option<Language>) -> Result<&FiledPaper, Problem> {
    let mut papers = record.papers.iter();
    match (language, papers.len()) {
        (Some(language), _) => papers
            .find(|paper| paper.language == language.code())
            .ok_or_else(|| no_such_language(record, language)),
        (None, 1) => papers.next().ok_or_else(|| which_paper(record)),
        (None, _) => Err(which_paper(record)),
    }
}

fn no_signature(file: &Path) -> Problem {
    Problem::usage(format!("`{}` is no signature (CMS, RFC 5652)", file.display()))
        .hint("name the file that the signing program wrote: it usually ends in `.p7s` or `.cms`; nothing was changed")
}

fn not_detached() -> Problem {
    Problem::usage("the signature has in it what it signs")
        .hint("sign the PDF with a detached signature: the paper stays as it is in the archive")
}

fn other_file(file: &Path, id: Id) -> Problem {
    Problem::error(format!("`{}` signs another file than any paper of `{id}`", file.display()))
        .hint("sign the very PDF of the archive: `spravka archive show` prints its path; nothing was changed")
}

fn other_language(file: &Path, language: &str) -> Problem {
    Problem::usage(format!("`{}` signs the paper in `{language}`", file.display()))
        .hint("leave `--language` out; nothing was changed")
}

fn unsaid(file: &Path) -> Problem {
    Problem::warning(format!(
        "`{}` does not say in SHA-256 what it signs, so that was not compared",
        file.display()
    ))
}

fn which_paper(record: &Record) -> Problem {
    Problem::usage(format!("the record has several papers: {}", record.languages.join(", ")))
        .hint("say with `--language` which of them is signed")
}

fn no_such_language(record: &Record, language: Language) -> Problem {
    Problem::usage(format!("the record has no paper in `{language}`, only {}", record.languages.join(", ")))
}
