use std::path::Path;

use serde::Serialize;
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

use super::frame::Frame;
use super::{Picture, jpeg, png, svg};
use crate::engine::guarded;
use crate::limits::{JPEG_SCANS, MIB, PICTURE_PIXELS, PICTURE_SIDE, PROFILE_BYTES};
use crate::report::Problem;

/// How to read the bytes of a picture, in the words of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Format {
    /// A file of this kind.
    File(Kind),
    /// Rows of pixels, three bytes each: red, green, blue.
    Pixels {
        /// Always `rgb8`.
        encoding: &'static str,
        /// Pixels per row.
        width: u32,
        /// Rows.
        height: u32,
    },
}

/// The kinds of picture files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Portable Network Graphics.
    Png,
    /// A photograph.
    Jpg,
    /// Scalable Vector Graphics.
    Svg,
}

/// The picture in a file, without what is not drawn. `has_room` says whether the brief may have one more that
/// takes so many bytes of memory; it is asked before anything is decoded.
///
/// # Errors
/// If the kind of the file differs from its extension, it is not a readable picture, its look would change on
/// paper, or there is no room.
pub fn picture(
    file: &str,
    bytes: &[u8],
    has_room: impl Fn(u64) -> Result<(), Problem>,
) -> Result<Picture, Problem> {
    let kind = Kind::of(bytes).ok_or_else(|| unknown_kind(file))?;
    if !kind.is_extension_of(file) {
        return Err(other_kind(file, kind));
    }
    if kind == Kind::Svg {
        return vector(file, bytes);
    }
    let frame = checked_frame(file, bytes, kind)?;
    has_room(frame.decoded_bytes())?;
    let clean = cleaned(file, bytes)?;
    // In a damaged file, other parts may look like notes once the first ones are gone.
    if cleaned(file, &clean)? != clean {
        return Err(broken(file, kind, "its parts are damaged"));
    }
    raster(file, clean, kind, frame.decoded_bytes())
}

/// The contents of a file without what is not drawn: what programs, cameras and people noted in it.
///
/// # Errors
/// If it is not a printable drawing.
pub fn cleaned(file: &str, bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    match Kind::of(bytes) {
        Some(Kind::Png) => Ok(png::cleaned(bytes)),
        Some(Kind::Jpg) => Ok(jpeg::cleaned(bytes)),
        Some(Kind::Svg) => svg::cleaned(file, bytes).map(String::into_bytes),
        None => Ok(bytes.to_vec()),
    }
}

/// Whether the first bytes of a file are those of a picture, and its extension is that of the same kind.
pub fn is_picture(file: &str, bytes: &[u8]) -> bool {
    Kind::of(bytes).is_some_and(|kind| kind.is_extension_of(file))
}

impl Kind {
    /// The kind, by the first bytes of a file.
    fn of(bytes: &[u8]) -> Option<Self> {
        let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpg),
            _ => start.starts_with(b"<").then_some(Self::Svg),
        }
    }

    fn is_extension_of(self, file: &str) -> bool {
        let ending = Path::new(file).extension().map(|ending| ending.to_string_lossy().to_lowercase());
        self.endings().iter().any(|known| ending.as_deref() == Some(known))
    }

    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Png => &["png"],
            Self::Jpg => &["jpg", "jpeg"],
            Self::Svg => &["svg"],
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Png => "a PNG",
            Self::Jpg => "a JPEG",
            Self::Svg => "an SVG",
        }
    }
}

fn vector(file: &str, bytes: &[u8]) -> Result<Picture, Problem> {
    let data = Bytes::new(cleaned(file, bytes)?);
    let image =
        guarded(|| SvgImage::new(data.clone())).map_err(|_| broken(file, Kind::Svg, "the engine crashed"))?;
    let image = image.map_err(|_| broken(file, Kind::Svg, "its drawing is broken"))?;
    if !svg::is_affordable(image.tree()) {
        return Err(svg::long_filters(file));
    }
    let ratio = image.width() / image.height();
    Ok(Picture { data, format: Format::File(Kind::Svg), ratio, decoded_bytes: 0 })
}

/// The header of a picture whose pixels are worth decoding.
fn checked_frame(file: &str, bytes: &[u8], kind: Kind) -> Result<Frame, Problem> {
    let frame = if kind == Kind::Png { png::frame(bytes) } else { jpeg::frame(bytes) };
    let frame = frame.ok_or_else(|| broken(file, kind, "it has no size"))?;
    if frame.pixels() > PICTURE_PIXELS || frame.width.max(frame.height) > PICTURE_SIDE {
        return Err(too_many_pixels(file, &frame));
    }
    if frame.channels > 3 {
        return Err(for_a_press(file));
    }
    if kind == Kind::Jpg && jpeg::scans(bytes) > JPEG_SCANS {
        return Err(broken(file, kind, &format!("it has more than {JPEG_SCANS} layers")));
    }
    if kind == Kind::Png && !png::has_usable_profile(bytes) {
        let limit = PROFILE_BYTES / MIB;
        return Err(broken(file, kind, &format!("its colour profile is larger than {limit} MiB")));
    }
    Ok(frame)
}

fn raster(file: &str, bytes: Vec<u8>, kind: Kind, decoded_bytes: u64) -> Result<Picture, Problem> {
    let format = if kind == Kind::Png { ExchangeFormat::Png } else { ExchangeFormat::Jpg };
    let data = Bytes::new(bytes);
    let image = guarded(|| RasterImage::plain(data.clone(), format))
        .map_err(|_| broken(file, kind, "the engine crashed"))?;
    let image = image.map_err(|error| broken(file, kind, &error))?;
    let ratio = f64::from(image.width()) / f64::from(image.height());
    if image.dynamic().color().has_alpha() {
        let (data, format) = on_white(&image);
        return Ok(Picture { data, format, ratio, decoded_bytes });
    }
    Ok(Picture { data, format: Format::File(kind), ratio, decoded_bytes })
}

/// A picture with transparency as it looks on white paper: PDF/A-1 forbids transparency.
fn on_white(image: &RasterImage) -> (Bytes, Format) {
    let (width, height) = (image.width(), image.height());
    let mix = |part: u8, alpha: u8| {
        let (part, alpha) = (u32::from(part), u32::from(alpha));
        let mixed = (part * alpha + 255 * (255 - alpha) + 127) / 255;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    };
    let pixels = image.dynamic().to_rgba8();
    let mut mixed = Vec::with_capacity(pixels.len() / 4 * 3);
    for pixel in pixels.pixels() {
        let [red, green, blue, alpha] = pixel.0;
        mixed.extend([mix(red, alpha), mix(green, alpha), mix(blue, alpha)]);
    }
    (Bytes::new(mixed), Format::Pixels { encoding: "rgb8", width, height })
}

fn unknown_kind(file: &str) -> Problem {
    Problem::error(format!("`{file}` is neither a PNG nor a JPEG nor an SVG"))
        .hint("open it in an image editor and save it as PNG or JPEG")
}

fn other_kind(file: &str, kind: Kind) -> Problem {
    let ending = kind.endings()[0];
    Problem::error(format!("`{file}` is {} but has another extension", kind.name()))
        .hint(format!("rename it to end in `.{ending}`, or save it in the format of its extension"))
}

fn broken(file: &str, kind: Kind, why: &str) -> Problem {
    Problem::error(format!("`{file}` cannot be read as {} ({why})", kind.name()))
        .hint("open it in an image editor and save it again")
}

fn too_many_pixels(file: &str, frame: &Frame) -> Problem {
    let (width, height, million) = (frame.width, frame.height, PICTURE_PIXELS / 1_000_000);
    Problem::error(format!(
        "`{file}` has {width} × {height} pixels; the limits are {PICTURE_SIDE} on a side and {million} \
         million in all"
    ))
    .hint("save it with fewer pixels: a width of 2000 is enough for a sheet")
}

fn for_a_press(file: &str) -> Problem {
    Problem::error(format!("`{file}` is in CMYK, the four colours of a printing press"))
        .hint("save it in RGB: PDF/A does not allow two colour spaces in one paper")
}
