//! The chunks of a PNG (ISO 15948, 5.3).

use std::collections::HashSet;
use std::io::{self, Read};

use flate2::Crc;
use flate2::read::ZlibDecoder;

use super::frame::Frame;
use super::orientation;
use crate::limits::PROFILE_BYTES;

const SIGNATURE: usize = 8;

/// The chunks that pixels and colours depend on.
const KEPT: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI",
    b"sBIT", b"pHYs",
];

/// A chunk, with its length, its type and its checksum.
struct Chunk<'a> {
    name: &'a [u8],
    content: &'a [u8],
    whole: &'a [u8],
}

/// The chunks up to the last. What comes after them is skipped.
struct Chunks<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Chunk<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let length = u32::from_be_bytes(self.rest.get(..4)?.try_into().ok()?);
        let name = self.rest.get(4..8)?;
        let end = usize::try_from(length).ok()?.saturating_add(8).min(self.rest.len());
        let content = &self.rest[8.min(end)..end];
        let (whole, rest) = self.rest.split_at(end.saturating_add(4).min(self.rest.len()));
        self.rest = if name == b"IEND" { &[] } else { rest };
        Some(Chunk { name, content, whole })
    }
}

fn chunks(bytes: &[u8]) -> Chunks<'_> {
    Chunks { rest: bytes.get(SIGNATURE..).unwrap_or_default() }
}

/// The size of the picture, which its first chunk holds.
pub fn frame(bytes: &[u8]) -> Option<Frame> {
    let header = chunks(bytes).next()?.content;
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    let (depth, colours) = (*header.get(8)?, *header.get(9)?);
    let is_see_through = colours & 4 != 0 || chunks(bytes).any(|chunk| chunk.name == b"tRNS");
    let channels = if colours & 2 != 0 { 3 } else { 1 };
    let samples = u64::from(channels) + u64::from(is_see_through);
    let decoded = samples * if depth == 16 { 2 } else { 1 };
    // What is see-through is decoded once more and put on white, and the engine copies that.
    let on_white = if is_see_through { 4 + 3 + 3 } else { 0 };
    Some(Frame { width: number(0)?, height: number(4)?, channels, bytes_per_pixel: decoded + on_white })
}

/// Whether the colour profile, if there is one, unpacks to a size that one may have.
pub fn has_usable_profile(bytes: &[u8]) -> bool {
    let Some(chunk) = chunks(bytes).find(|chunk| chunk.name == b"iCCP") else { return true };
    // A name that ends with a zero, and the method of compression.
    let packed =
        chunk.content.iter().position(|byte| *byte == 0).and_then(|end| chunk.content.get(end + 2..));
    let mut unpacked = ZlibDecoder::new(packed.unwrap_or_default()).take(PROFILE_BYTES + 1);
    // One that cannot be unpacked is ignored by the engine.
    io::copy(&mut unpacked, &mut io::sink()).unwrap_or(0) <= PROFILE_BYTES
}

/// The same picture with nothing but what its pixels, its colours and its orientation depend on.
pub fn cleaned(bytes: &[u8]) -> Vec<u8> {
    let mut clean = bytes.get(..SIGNATURE).unwrap_or(bytes).to_vec();
    let mut seen = HashSet::new();
    for chunk in chunks(bytes) {
        let is_again = !seen.insert(chunk.name) && chunk.name != b"IDAT";
        match chunk.name {
            _ if is_again => {}
            b"IEND" => clean.extend(written(b"IEND", &[])),
            b"eXIf" => clean.extend(orientation::alone(bytes).iter().flat_map(|exif| written(b"eXIf", exif))),
            name if KEPT.iter().any(|kept| *kept == name) => clean.extend(chunk.whole),
            _ => {}
        }
    }
    clean
}

/// A chunk with this content.
fn written(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut checksum = Crc::new();
    checksum.update(name);
    checksum.update(content);
    let length = u32::try_from(content.len()).unwrap_or_default().to_be_bytes();
    [&length[..], name, content, &checksum.sum().to_be_bytes()].concat()
}
