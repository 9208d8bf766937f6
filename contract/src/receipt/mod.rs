//! Receipts (回执): signed proof that an evaluation was accepted.
//!
//! A receipt is twenty characters, shown in fours: short enough to be read out on
//! the telephone. Four say the day and the outbox shard, so that the row is found
//! without asking everywhere; sixteen are 80 bits of a keyed hash of the evaluation's
//! id, so that nobody can make one up. It names nobody and tells nothing by itself.

#[cfg(feature = "receipt")]
mod mint;
#[cfg(feature = "receipt")]
pub use mint::{ContentDigest, EvaluationId, ReceiptKey, ReceiptKeyError, StepKey, shard_of};

use crate::base32;
use serde::{Deserialize, Serialize};

/// Characters of a receipt without hyphens.
const LENGTH: usize = 20;

/// A well-formed receipt, held and sent as `XXXX-XXXX-XXXX-XXXX-XXXX`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("format" = "receipt", "pattern" = "^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$")))]
#[serde(try_from = "String", into = "String")]
pub struct Receipt(String);

/// Text that is no receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAReceipt;

impl core::fmt::Display for NotAReceipt {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("a receipt has twenty letters and digits, in fours")
    }
}

impl Receipt {
    /// Reads a receipt as people type it: small letters, blanks or hyphens anywhere,
    /// O for 0, I or L for 1.
    ///
    /// # Errors
    /// [`NotAReceipt`] for anything that has not twenty places of the alphabet.
    pub fn parse(text: &str) -> Result<Self, NotAReceipt> {
        let typed = text.bytes().filter(|c| !matches!(c, b'-' | b' '));
        base32::read(typed, LENGTH)
            .map(|places| Self(grouped(&places)))
            .ok_or(NotAReceipt)
    }

    /// The receipt as it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The outbox shard that accepted it.
    #[must_use]
    pub fn shard(&self) -> u8 {
        let head = base32::bits(self.0.get(..4).unwrap_or_default());
        u8::try_from(head & 0xff).unwrap_or_default()
    }
}

fn grouped(places: &str) -> String {
    let mut text = String::with_capacity(LENGTH + 4);
    for (i, place) in places.chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            text.push('-');
        }
        text.push(place);
    }
    text
}

base32::as_text!(Receipt, NotAReceipt);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn is_read_as_people_type_it() {
        let good = Receipt::parse("0123-4567-89ab-cdef-ghjk").unwrap();
        assert_eq!(good.as_str(), "0123-4567-89AB-CDEF-GHJK");
        assert_eq!(
            Receipt::parse("oI2345678 9abcdefghjk").unwrap().as_str(),
            "0123-4567-89AB-CDEF-GHJK"
        );
        for wrong in [
            "",
            "0123-4567",
            "0123-4567-89AB-CDEF-GHJK-0",
            "0123-4567-89AB-CDEF-GHJU",
            "收据",
        ] {
            assert_eq!(Receipt::parse(wrong), Err(NotAReceipt), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            if let Ok(receipt) = Receipt::parse(&text) {
                prop_assert_eq!(Receipt::parse(receipt.as_str()), Ok(receipt));
            }
        }
    }
}
