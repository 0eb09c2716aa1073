//! The orientation of a photograph, which cameras write into the Exif data (CIPA DC-008).

use std::io::Cursor;

use exif::{In, Reader, Tag};

/// Exif data that hold the orientation alone, where a picture has one that turns or mirrors it. Read as the
/// engine reads it.
pub fn alone(bytes: &[u8]) -> Option<Vec<u8>> {
    let exif = Reader::new().read_from_container(&mut Cursor::new(bytes)).ok()?;
    let orientation = exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    let orientation = u8::try_from(orientation).ok().filter(|value| (2..=8).contains(value))?;
    // A big-endian header, one directory with one entry, and no directory after it.
    let mut alone = b"MM\0*\0\0\0\x08\0\x01".to_vec();
    // The tag, its type (a short number), how many there are, and the number.
    alone.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    alone.extend([0; 4]);
    Some(alone)
}
