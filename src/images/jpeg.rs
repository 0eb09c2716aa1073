//! The segments of a JPEG (ITU-T T.81, annex B).

use super::frame::Frame;
use super::orientation;

const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;

/// A segment, with its marker and its length.
struct Segment<'a> {
    marker: u8,
    whole: &'a [u8],
    /// The compressed pixels after the header of a scan.
    pixels: &'a [u8],
}

impl Segment<'_> {
    /// What is inside, without the marker and the length.
    fn content(&self) -> &[u8] {
        self.whole.get(4..).unwrap_or_default()
    }

    fn is_frame(&self) -> bool {
        matches!(self.marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF)
    }
}

/// The segments up to the end of the image. Whatever is between them and after them is skipped.
struct Segments<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.rest.windows(2).position(|pair| pair[0] == 0xFF && is_marker(pair[1]))?;
        let marker = self.rest[start + 1];
        if marker == END_OF_IMAGE {
            return None;
        }
        let rest = &self.rest[start..];
        let length =
            rest.get(2..4).map_or(0, |length| usize::from(u16::from_be_bytes([length[0], length[1]])));
        let (whole, rest) = rest.split_at((2 + length).min(rest.len()));
        let pixels = if marker == START_OF_SCAN { scan_length(rest) } else { 0 };
        let (pixels, rest) = rest.split_at(pixels);
        self.rest = rest;
        Some(Segment { marker, whole, pixels })
    }
}

/// Whether a byte after `FF` begins a segment: neither stuffing nor a marker without a segment.
fn is_marker(byte: u8) -> bool {
    !matches!(byte, 0x00 | 0x01 | 0xD0..=0xD8 | 0xFF)
}

/// The length of compressed pixels: up to the next segment.
fn scan_length(bytes: &[u8]) -> usize {
    bytes.windows(2).position(|pair| pair[0] == 0xFF && is_marker(pair[1])).unwrap_or(bytes.len())
}

fn segments(bytes: &[u8]) -> Segments<'_> {
    Segments { rest: bytes.get(2..).unwrap_or_default() }
}

/// The size of the picture, which its frame segment holds.
pub fn frame(bytes: &[u8]) -> Option<Frame> {
    let found = segments(bytes).find(Segment::is_frame)?;
    let [_, h1, h2, w1, w2, channels, ..] = *found.content() else { return None };
    let (height, width) = (u16::from_be_bytes([h1, h2]).into(), u16::from_be_bytes([w1, w2]).into());
    Some(Frame { width, height, channels, bytes_per_pixel: u64::from(channels) })
}

/// How many passes over the pixels it takes.
pub fn scans(bytes: &[u8]) -> usize {
    segments(bytes).filter(|segment| segment.marker == START_OF_SCAN).count()
}

/// The same picture with nothing but what its pixels, its colours and its orientation depend on.
pub fn cleaned(bytes: &[u8]) -> Vec<u8> {
    let mut clean = vec![0xFF, 0xD8];
    let mut turned = orientation_segment(bytes);
    let (mut has_densities, mut has_transform) = (false, false);
    for segment in segments(bytes) {
        match segment.marker {
            0xE0 if segment.content().starts_with(b"JFIF\0") => {
                let first = without_thumbnail(&segment).filter(|_| !has_densities);
                has_densities = true;
                clean.extend(first.unwrap_or_default());
            }
            0xE1 if segment.content().starts_with(b"Exif\0\0") => {
                clean.extend(turned.take().unwrap_or_default());
            }
            0xE2 if segment.content().starts_with(b"ICC_PROFILE\0") => clean.extend(segment.whole),
            0xEE if segment.content().starts_with(b"Adobe") => {
                let first = colour_transform(&segment).filter(|_| !has_transform);
                has_transform = true;
                clean.extend(first.unwrap_or_default());
            }
            // Other data of programs, the tables of later versions, and comments.
            0xE0..=0xFE => {}
            _ => clean.extend(segment.whole),
        }
        clean.extend(segment.pixels);
    }
    clean.extend([0xFF, END_OF_IMAGE]);
    clean
}

/// The JFIF segment without its thumbnail: version, unit and densities.
fn without_thumbnail(segment: &Segment<'_>) -> Option<Vec<u8>> {
    let densities = segment.content().get(..12)?;
    Some([&[0xFF, 0xE0, 0, 16], densities, &[0, 0]].concat())
}

/// The Adobe segment without what may follow the colour transform.
fn colour_transform(segment: &Segment<'_>) -> Option<Vec<u8>> {
    let content = segment.content().get(..12)?;
    Some([&[0xFF, 0xEE, 0, 14], content].concat())
}

/// An Exif segment that holds the orientation alone, if there is one.
fn orientation_segment(bytes: &[u8]) -> Option<Vec<u8>> {
    let exif = orientation::alone(bytes)?;
    let length = u16::try_from(exif.len() + 8).ok()?.to_be_bytes();
    Some([&[0xFF, 0xE1], &length[..], b"Exif\0\0", &exif].concat())
}
