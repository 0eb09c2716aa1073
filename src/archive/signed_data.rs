//! What a signature or a time stamp says about the file that it is for. Its validity is not checked: that
//! takes the certificates of the country.

use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerInfo};
use der::asn1::{AnyRef, ObjectIdentifier, OctetString};
use der::{Decode, Encode, Reader, SliceReader};
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::digest::hexadecimal;

/// Signed data (RFC 5652, 5.1).
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
/// The signed hash of the file (RFC 5652, 11.2).
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
/// What a time-stamp authority signs (RFC 3161, 2.4.2).
const TIME_STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// A hash function of the SHA-2 family (FIPS 180-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Function {
    Sha256,
    Sha384,
    Sha512,
}

impl Function {
    /// The function with this identifier (RFC 5754, 2).
    fn identified(oid: ObjectIdentifier) -> Option<Self> {
        match oid.to_string().as_str() {
            "2.16.840.1.101.3.4.2.1" => Some(Self::Sha256),
            "2.16.840.1.101.3.4.2.2" => Some(Self::Sha384),
            "2.16.840.1.101.3.4.2.3" => Some(Self::Sha512),
            _ => None,
        }
    }
}

/// The hash of a file, as a signature or a time stamp has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHash {
    function: Function,
    hash: String,
}

impl SignedHash {
    /// Whether it is the hash of this file.
    pub fn is_of(&self, file: &[u8]) -> bool {
        let hash = match self.function {
            Function::Sha256 => hexadecimal(&Sha256::digest(file)),
            Function::Sha384 => hexadecimal(&Sha384::digest(file)),
            Function::Sha512 => hexadecimal(&Sha512::digest(file)),
        };
        hash == self.hash
    }
}

/// What a file says that should be a signature.
#[derive(Debug, PartialEq, Eq)]
pub enum Signature {
    /// It is for a file with this hash.
    Of(SignedHash),
    /// It has no hash that this program can compute, or nothing that it can parse.
    Unknown,
    /// It contains what it signs.
    Attached,
    /// It is not a signature.
    Not,
}

/// Reads a detached signature, in DER or in PEM.
pub fn signature(data: &[u8]) -> Signature {
    let decoded = der::pem::decode_vec(data).ok().map(|(_, bytes)| bytes);
    let data = decoded.as_deref().unwrap_or(data);
    let info = match ContentInfo::from_der(data) {
        Ok(info) if info.content_type == SIGNED_DATA => info,
        Ok(_) => return Signature::Not,
        // Some programs write BER instead of strict DER, which this parser does not read.
        Err(_) if looks_signed(data) => return Signature::Unknown,
        Err(_) => return Signature::Not,
    };
    let Ok(signed): Result<SignedData, _> = info.content.decode_as() else { return Signature::Unknown };
    if signed.encap_content_info.econtent.is_some() {
        return Signature::Attached;
    }
    signed.signer_infos.0.iter().find_map(signed_hash).map_or(Signature::Unknown, Signature::Of)
}

/// Whether a file begins like signed data, even with indefinite lengths (X.690, 8.1.3.6).
fn looks_signed(data: &[u8]) -> bool {
    let Ok(oid) = SIGNED_DATA.to_der() else { return false };
    data.first() == Some(&0x30) && data.windows(oid.len()).take(16).any(|window| window == oid)
}

/// The hash that a signer has signed.
fn signed_hash(signer: &SignerInfo) -> Option<SignedHash> {
    let function = Function::identified(signer.digest_alg.oid)?;
    let attribute = signer.signed_attrs.as_ref()?.iter().find(|attribute| attribute.oid == MESSAGE_DIGEST)?;
    let value: OctetString = attribute.values.iter().next()?.decode_as().ok()?;
    Some(SignedHash { function, hash: hexadecimal(value.as_bytes()) })
}

/// The hash of the file that a time stamp (RFC 3161) is for. It is read from the answer of an authority, or
/// from the token in it.
pub fn time_stamp(data: &[u8]) -> Option<SignedHash> {
    let token = ContentInfo::from_der(data).ok().or_else(|| token(data).ok())?;
    let stamped = AnyRef::from(&token.content).sequence(stamped).ok()?;
    stamp(stamped.filter(|_| token.content_type == SIGNED_DATA)?.as_bytes()).ok().flatten()
}

/// What a time-stamp authority signed (RFC 5652, 5.1), without the rest of the signed data: `cms` takes the
/// attributes of some authorities for duplicates.
fn stamped(signed: &mut SliceReader<'_>) -> der::Result<Option<OctetString>> {
    let (_version, _algorithms) = (AnyRef::decode(signed)?, AnyRef::decode(signed)?);
    let content = AnyRef::decode(signed)?.sequence(|content: &mut SliceReader<'_>| {
        let is_stamp = ObjectIdentifier::decode(content)? == TIME_STAMP;
        let explicit = AnyRef::decode(content)?;
        is_stamp.then(|| OctetString::from_der(explicit.value())).transpose()
    })?;
    skip_rest(signed)?;
    Ok(content)
}

/// The token in an answer (RFC 3161, 2.4.2): after the status.
fn token(answer: &[u8]) -> der::Result<ContentInfo> {
    AnyRef::from_der(answer)?.sequence(|answer: &mut SliceReader<'_>| {
        AnyRef::decode(answer)?;
        ContentInfo::decode(answer)
    })
}

/// The hash in a time stamp (RFC 3161, 2.4.2), unless this program cannot compute it.
fn stamp(info: &[u8]) -> der::Result<Option<SignedHash>> {
    AnyRef::from_der(info)?.sequence(|info: &mut SliceReader<'_>| {
        let (_version, _policy) = (AnyRef::decode(info)?, AnyRef::decode(info)?);
        let of = AnyRef::decode(info)?.sequence(|imprint: &mut SliceReader<'_>| {
            let function = AnyRef::decode(imprint)?.sequence(|algorithm: &mut SliceReader<'_>| {
                let function = ObjectIdentifier::decode(algorithm)?;
                skip_rest(algorithm)?;
                Ok(Function::identified(function))
            })?;
            let hash = hexadecimal(OctetString::decode(imprint)?.as_bytes());
            Ok(function.map(|function| SignedHash { function, hash }))
        })?;
        skip_rest(info)?;
        Ok(of)
    })
}

fn skip_rest(reader: &mut SliceReader<'_>) -> der::Result<()> {
    let rest = reader.remaining_len();
    reader.read_slice(rest).map(|_| ())
}
