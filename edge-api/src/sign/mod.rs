//! What hangs at a window: the QR code that opens a rating point's page, and the A5 sign
//! around it.
//!
//! | part | does |
//! |---|---|
//! | [`code`] | address → QR code → SVG, PNG |
//! | [`text`] | how wide words are, and how they fit a line |
//! | [`sheet`] | what stands where on a sign, in points |
//! | [`pdf`] | one page a sign, for one window or a whole hall |

pub mod code;
pub mod pdf;
pub mod sheet;
pub mod text;

/// Why there is no code or no sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsigned {
    /// The address is longer than a code holds that a phone still reads from a metre away.
    AddressTooLong,
    /// More signs than one file takes: [`pdf::MOST`].
    TooMany,
    /// The picture could not be packed.
    Packing,
}

impl std::fmt::Display for Unsigned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::AddressTooLong => "the address is too long for a QR code that is easy to read",
            Self::TooMany => "too many signs for one file: ask for a part of the hall",
            Self::Packing => "the picture could not be packed",
        })
    }
}

impl std::error::Error for Unsigned {}
