//! What reading one PDF may cost.

use std::cell::Cell;

use super::fault::Fault;
use crate::limits;

/// The rest of what one PDF may cost. Every part of the reader draws on the same one.
#[derive(Debug)]
pub struct Budget {
    parsed: Cell<usize>,
    objects: Cell<usize>,
    decoded: Cell<usize>,
}

impl Budget {
    /// The budget of a file of this length, in which each object is parsed once.
    pub fn new(length: usize) -> Self {
        Self {
            parsed: Cell::new(length.saturating_add(limits::PDF_REPEATED_BYTES)),
            objects: Cell::new(limits::PDF_OBJECTS),
            decoded: Cell::new(limits::PDF_DECODED_BYTES),
        }
    }

    /// Spends parsed bytes.
    ///
    /// # Errors
    /// When the same bytes were parsed again and again.
    pub fn parse(&self, bytes: usize) -> Result<(), Fault> {
        spend(&self.parsed, bytes, || "one reading of each object".to_owned())
    }

    /// Spends one object, or one entry of a cross-reference table.
    ///
    /// # Errors
    /// When there were too many.
    pub fn object(&self) -> Result<(), Fault> {
        spend(&self.objects, 1, || format!("{} objects", limits::PDF_OBJECTS))
    }

    /// The number of bytes that may still be decoded.
    pub fn decodable(&self) -> usize {
        self.decoded.get()
    }

    /// Spends decoded bytes.
    ///
    /// # Errors
    /// When there were too many.
    pub fn decode(&self, bytes: usize) -> Result<(), Fault> {
        spend(&self.decoded, bytes, || format!("{} MiB", limits::PDF_DECODED_BYTES as u64 / limits::MIB))
    }
}

fn spend(rest: &Cell<usize>, amount: usize, limit: impl Fn() -> String) -> Result<(), Fault> {
    rest.set(rest.get().checked_sub(amount).ok_or_else(|| Fault::TooMuch(limit()))?);
    Ok(())
}
