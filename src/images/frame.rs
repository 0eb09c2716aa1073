//! The header of a picture.

/// What a picture says about its pixels before they are decoded.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// Pixels per row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Colours per pixel, without transparency.
    pub channels: u8,
    /// How many bytes of memory a pixel takes until it is in the PDF.
    pub bytes_per_pixel: u64,
}

impl Frame {
    /// The number of pixels.
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// The bytes of memory that they take.
    pub fn decoded_bytes(&self) -> u64 {
        self.pixels().saturating_mul(self.bytes_per_pixel)
    }
}
