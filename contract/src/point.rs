//! Codes of rating points (窗口评价码): what a QR code at a window leads to.
//!
//! Twelve characters of Crockford's base 32 hold sixty random bits: short enough for a
//! code that a phone reads from a metre away, and too many to try. A code says nothing
//! by itself and gives no right but to be asked what was handled.

use crate::base32;
use serde::{Deserialize, Serialize};

/// Characters of a code.
const LENGTH: usize = 12;

/// The code of a rating point, `7KQ2M9XD4HTB`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("pattern" = "^[0-9A-HJKMNP-TV-Z]{12}$")))]
#[serde(try_from = "String", into = "String")]
pub struct PointCode(String);

/// Text that is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACode;

impl core::fmt::Display for NotACode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("a point's code has twelve letters and digits")
    }
}

impl PointCode {
    /// The code of the lowest sixty of these bits, which are to be random.
    #[must_use]
    pub fn of(bits: u64) -> Self {
        Self(base32::written(u128::from(bits), LENGTH))
    }

    /// Reads a code as people type it from a sign: small letters, O for 0, I or L for 1.
    ///
    /// # Errors
    /// [`NotACode`] for anything that has not twelve places of the alphabet.
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        base32::read(text.bytes(), LENGTH).map(Self).ok_or(NotACode)
    }

    /// Reads a code from an address, whatever follows it there.
    ///
    /// # Errors
    /// As [`PointCode::parse`].
    pub fn in_address(segment: &str) -> Result<Self, NotACode> {
        Self::parse(base32::head(segment))
    }

    /// The code as it stands in the address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

base32::as_text!(PointCode, NotACode);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_follows_it_in_an_address_is_left_out() {
        let code = PointCode::parse("0112M9XD4HTB").unwrap();
        for after in ["", "/", ".", "%20", "%EF%BC%8C%E8%B0%A2", ")"] {
            let segment = ["0112M9XD4HTB", after].concat();
            assert_eq!(PointCode::in_address(&segment), Ok(code.clone()));
        }
        assert!(PointCode::in_address("0112M9XD4HTBA").is_err());
        assert!(PointCode::in_address(".0112M9XD4HTB").is_err());
    }

    #[test]
    fn is_read_as_people_type_it() {
        let code = PointCode::parse("oil2m9xd4htb").unwrap();
        assert_eq!(code.as_str(), "0112M9XD4HTB");
        for wrong in [
            "",
            "7KQ2M9XD4HT",
            "7KQ2M9XD4HTBB",
            "7KQ2-M9XD-4HTB",
            "7KQ2M9XD4HTU",
            "码码码码",
        ] {
            assert_eq!(PointCode::parse(wrong), Err(NotACode), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn sixty_bits_make_a_code_and_no_two_the_same(one in 0_u64..1 << 60, other in 0_u64..1 << 60) {
            let code = PointCode::of(one);
            prop_assert_eq!(PointCode::parse(code.as_str()), Ok(code.clone()));
            prop_assert_eq!(code == PointCode::of(other), one == other);
        }

        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let _ = PointCode::parse(&text);
        }
    }
}
