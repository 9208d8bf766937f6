//! A QR code (ISO/IEC 18004) as modules, SVG and PNG.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

use super::Unsigned;

/// Light modules around the code; scanners ask for four.
const QUIET: u16 = 4;

/// Longest address, bytes: with level Q a code of 53 modules, about 1.6 mm each on an A5
/// sign, which phones of ten years ago read at arm's length.
const MOST_BYTES: usize = 130;

/// Widest module of a PNG, pixels.
const WIDEST: u16 = 32;

/// The code of an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    modules: QrCode,
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Code of {} modules a side", self.size())
    }
}

/// Dark modules side by side in one line of the code, without the quiet zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Column of the first.
    pub x: u16,
    /// Line, from the top.
    pub y: u16,
    /// How many.
    pub length: u16,
}

impl Code {
    /// Encodes `address`; a quarter of the code may be dirty or torn.
    ///
    /// # Errors
    /// [`Unsigned::AddressTooLong`].
    pub fn new(address: &str) -> Result<Self, Unsigned> {
        if address.len() > MOST_BYTES {
            return Err(Unsigned::AddressTooLong);
        }
        QrCode::encode_text(address, QrCodeEcc::Quartile)
            .map(|modules| Self { modules })
            .map_err(|_| Unsigned::AddressTooLong)
    }

    /// Modules a side, without the quiet zone.
    #[must_use]
    pub fn size(&self) -> u16 {
        u16::try_from(self.modules.size()).unwrap_or_default()
    }

    /// Modules a side with the quiet zone around it.
    #[must_use]
    pub fn whole(&self) -> u16 {
        self.size() + 2 * QUIET
    }

    fn is_dark(&self, x: u16, y: u16) -> bool {
        // Outside the code everything is light.
        self.modules.get_module(i32::from(x), i32::from(y))
    }

    /// The dark modules, line by line.
    pub fn runs(&self) -> impl Iterator<Item = Run> + '_ {
        let size = self.size();
        (0..size).flat_map(move |y| {
            let mut x = 0;
            std::iter::from_fn(move || {
                while x < size && !self.is_dark(x, y) {
                    x += 1;
                }
                let first = x;
                while x < size && self.is_dark(x, y) {
                    x += 1;
                }
                (x > first).then_some(Run {
                    x: first,
                    y,
                    length: x - first,
                })
            })
        })
    }

    /// An SVG of one path, black on white, that grows to any size; `said` names it for
    /// screen readers.
    #[must_use]
    pub fn svg(&self, said: &str) -> String {
        let whole = self.whole();
        let mut path = String::new();
        for Run { x, y, length } in self.runs() {
            // Writing to a string cannot fail.
            let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {whole}\" role=\"img\" \
             shape-rendering=\"crispEdges\"><title>{}</title>\
             <rect width=\"{whole}\" height=\"{whole}\" fill=\"#fff\"/><path d=\"{path}\"/></svg>\n",
            escaped(said)
        )
    }

    /// A PNG of one bit a pixel with modules of `scale` pixels, 1 to 32.
    ///
    /// # Errors
    /// [`Unsigned::Packing`].
    pub fn png(&self, scale: u16) -> Result<Vec<u8>, Unsigned> {
        let scale = scale.clamp(1, WIDEST);
        let side = self.whole() * scale;
        let mut pixels = Vec::with_capacity(usize::from(side) * usize::from(side.div_ceil(8)));
        for y in 0..side {
            pixels.extend((0..side.div_ceil(8)).map(|byte| self.eight(byte * 8, y, side, scale)));
        }
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, u32::from(side), u32::from(side));
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let written = encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(&pixels));
        written.map(|()| file).map_err(|_| Unsigned::Packing)
    }

    // Eight pixels from column `first` on; 1 is white.
    fn eight(&self, first: u16, y: u16, side: u16, scale: u16) -> u8 {
        (first..first + 8).fold(0, |bits, x| {
            let inside = |pixel: u16| (pixel / scale).checked_sub(QUIET);
            let dark = x < side
                && inside(x)
                    .zip(inside(y))
                    .is_some_and(|(x, y)| self.is_dark(x, y));
            bits << 1 | u8::from(!dark)
        })
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
#[path = "code_tests.rs"]
mod tests;
