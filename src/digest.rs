//! SHA-256.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes (FIPS 180-4), in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The SHA-256 of a value as JSON.
///
/// # Errors
/// When JSON has no form for it: a table with keys that are not texts.
pub fn of_json(value: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_vec(value).map(|json| sha256(&json))
}

/// Bytes in lower-case hexadecimal.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
