use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::entry::{Entry, ORIGIN};
use crate::digest::sha256;

/// How much is read at first, in bytes: more than any line without a long reason.
const CHUNK: u64 = 4096;

/// The end of a ledger.
#[derive(Debug, PartialEq, Eq)]
pub struct Tail {
    /// The length of the ledger in bytes.
    pub length: u64,
    /// Whether the last line has an end.
    pub is_ended: bool,
    /// The SHA-256 of the last line, with its end.
    pub hash: String,
    /// The number and the time of the last entry, if it can be read.
    pub last: Option<(u64, String)>,
}

impl Tail {
    /// Reads the last line before `length`, without the rest of the ledger.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn read(file: &mut File, length: u64) -> io::Result<Self> {
        let mut size = CHUNK;
        loop {
            let start = length.saturating_sub(size);
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(start))?;
            file.by_ref().take(length - start).read_to_end(&mut bytes)?;
            let ended = bytes.strip_suffix(b"\n");
            let (line, is_ended) = (ended.unwrap_or(&bytes), ended.is_some());
            let begin = line.iter().rposition(|byte| *byte == b'\n').map(|end| end + 1);
            match begin.or_else(|| (start == 0).then_some(0)) {
                Some(begin) => return Ok(Self::of(&line[begin..], length, is_ended)),
                None => size *= 8,
            }
        }
    }

    fn of(line: &[u8], length: u64, is_ended: bool) -> Self {
        let entry = std::str::from_utf8(line).ok().and_then(|line| line.parse::<Entry>().ok());
        let last = entry.map(|entry| (entry.number, entry.at));
        let hash = if length == 0 { ORIGIN.to_owned() } else { sha256(&[line, b"\n"].concat()) };
        Self { length, is_ended: is_ended || length == 0, hash, last }
    }
}
