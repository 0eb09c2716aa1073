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
use crate::limits::SIGNATURE_BYTES;
use crate::report::Problem;

/// The name of a signature file, next to `event.toml`.
const NAME: &str = "signature.p7s";
/// Signed data (RFC 5652, 5.1).
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
/// The signed hash of the file (RFC 5652, 11.2).
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
/// SHA-256 (RFC 5754, 2.2).
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// What a signature tells about the file it signs.
#[derive(Debug, PartialEq, Eq)]
enum Signs {
    /// The SHA-256 of the file.
    Sha256(String),
    /// Another hash, or nothing that this program can parse.
    Unknown,
}

/// Keeps a detached signature with the paper it signs. The signer and the validity of the signature are not
/// checked: that takes the national certificates.
///
/// # Errors
/// When it is not a detached signature, it signs another file, or it could be for several papers of the
/// record.
pub fn attach(
    archive: &Archive,
    id: Id,
    file: &Path,
    language: Option<Language>,
) -> Result<Vec<Problem>, Problem> {
    let data = read(file)?;
    let record = archive.store().record(id)?;
    let signs = parse(&data).ok_or_else(|| not_a_signature(file))??;
    let mut warnings = Vec::new();
    let paper = match &signs {
        Signs::Sha256(hash) => {
            record.papers.iter().find(|paper| paper.sha256 == *hash).ok_or_else(|| other_file(file, id))?
        }
        Signs::Unknown => {
            warnings.push(not_compared(file));
            paper_in(&record, language)?
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
    let metadata = fs::metadata(file).map_err(refused)?;
    if metadata.len() > SIGNATURE_BYTES {
        return Err(not_a_signature(file));
    }
    fs::read(file).map_err(refused)
}

/// Parses a signature: `None` if it is not one, and an error if it is not detached.
fn parse(data: &[u8]) -> Option<Result<Signs, Problem>> {
    let decoded = der::pem::decode_vec(data).ok().map(|(_, bytes)| bytes);
    let data = decoded.as_deref().unwrap_or(data);
    let info = match ContentInfo::from_der(data) {
        Ok(info) if info.content_type == SIGNED_DATA => info,
        Ok(_) => return None,
        // Some programs write BER instead of strict DER, which this parser does not read.
        Err(_) => return looks_signed(data).then_some(Ok(Signs::Unknown)),
    };
    let Ok(signed): Result<SignedData, _> = info.content.decode_as() else { return Some(Ok(Signs::Unknown)) };
    if signed.encap_content_info.econtent.is_some() {
        return Some(Err(not_detached()));
    }
    let mut hashes = signed.signer_infos.0.iter().filter_map(digest);
    Some(Ok(hashes.next().map_or(Signs::Unknown, Signs::Sha256)))
}

/// Whether a file begins like signed data, even with indefinite lengths (X.690, 8.1.3.6).
fn looks_signed(data: &[u8]) -> bool {
    let Ok(oid) = SIGNED_DATA.to_der() else { return false };
    data.first() == Some(&0x30) && data.windows(oid.len()).take(16).any(|window| window == oid)
}

/// The SHA-256 that a signer has signed.
fn digest(signer: &SignerInfo) -> Option<String> {
    let attributes = signer.signed_attrs.as_ref().filter(|_| signer.digest_alg.oid == SHA_256)?;
    let attribute = attributes.iter().find(|attribute| attribute.oid == MESSAGE_DIGEST)?;
    let value: OctetString = attribute.values.iter().next()?.decode_as().ok()?;
    Some(hexadecimal(value.as_bytes()))
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

fn other_language(file: &Path, language: &str) -> Problem {
    Problem::usage(format!("`{}` signs the paper in `{language}`", file.display()))
        .hint("omit `--language`; nothing was changed")
}

fn not_compared(file: &Path) -> Problem {
    let file = file.display();
    Problem::warning(format!("`{file}` has no SHA-256 of the signed file, so the two were not compared"))
}

fn which_paper(record: &Record) -> Problem {
    Problem::usage(format!("the record has several papers: {}", record.languages.join(", ")))
        .hint("name the signed one with `--language`")
}

fn no_such_language(record: &Record, language: Language) -> Problem {
    Problem::usage(format!("the record has no paper in `{language}`, only {}", record.languages.join(", ")))
}
