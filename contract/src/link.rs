//! Codes of short links (短链接): what the address in a text message ends with.
//!
//! Sixteen letters. Seventy bits follow from the ticket, the end of the link and a key of the
//! edges, so the same ticket until the same end has the same code everywhere and no hall can
//! foresee it; ten more are a check by that key. So of a thousand codes that somebody makes up, nearly all are known for wrong
//! without asking anybody. A code says nothing by itself.

use crate::base32;
#[cfg(feature = "receipt")]
use crate::receipt::ReceiptKey;
use serde::{Deserialize, Serialize};

/// Letters of a code.
const LENGTH: usize = 16;
/// Bits that check the others.
const CHECK: u32 = 10;

/// The code of a short link, `7KQ2M9XD4HTB0VWE`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("pattern" = "^[0-9A-HJKMNP-TV-Z]{16}$")))]
#[serde(try_from = "String", into = "String")]
pub struct LinkCode(String);

/// Text that is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACode;

impl core::fmt::Display for NotACode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("a link's code has sixteen letters and digits")
    }
}

impl LinkCode {
    /// Reads a code as people type it from a message: small letters, O for 0, I or L for 1.
    ///
    /// # Errors
    /// [`NotACode`] for anything that has not sixteen places of the alphabet.
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        base32::read(text.bytes(), LENGTH).map(Self).ok_or(NotACode)
    }

    /// Reads a code from an address, whatever follows it there.
    ///
    /// # Errors
    /// As [`LinkCode::parse`].
    pub fn in_address(segment: &str) -> Result<Self, NotACode> {
        Self::parse(base32::head(segment))
    }

    /// The code as it stands in the address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The outbox, 0 to `shards - 1`, that keeps the link.
    #[must_use]
    pub fn shard(&self, shards: u8) -> u8 {
        let of = (base32::bits(&self.0) >> CHECK) % u128::from(shards.max(1));
        u8::try_from(of).unwrap_or_default()
    }
}

#[cfg(feature = "receipt")]
impl LinkCode {
    /// The code of a link to `ticket` that holds until `until` (ms since 1970). The end is in
    /// it since an edge cannot know whether another one, or itself long ago, made a link with
    /// another end: then both hold, each as it was answered.
    #[must_use]
    pub fn of(ticket: &str, until: i64, key: &ReceiptKey) -> Self {
        let what = [until.to_be_bytes().as_slice(), ticket.as_bytes()].concat();
        let body = first_bits(key.tag(b"link", &what)) >> (128 - 70);
        let code = (body << CHECK) | check(body, key);
        Self(base32::written(code, LENGTH))
    }

    /// Whether it can have been made with this key: of those that were not, one in a
    /// thousand passes.
    #[must_use]
    pub fn may_be_of(&self, key: &ReceiptKey) -> bool {
        let bits = base32::bits(&self.0);
        check(bits >> CHECK, key) == bits & ((1 << CHECK) - 1)
    }
}

#[cfg(feature = "receipt")]
fn check(body: u128, key: &ReceiptKey) -> u128 {
    first_bits(key.tag(b"link check", &body.to_be_bytes())) >> (128 - CHECK)
}

#[cfg(feature = "receipt")]
fn first_bits(tag: [u8; 32]) -> u128 {
    tag.iter()
        .take(16)
        .fold(0, |bits, byte| (bits << 8) | u128::from(*byte))
}

base32::as_text!(LinkCode, NotACode);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(byte: u8) -> ReceiptKey {
        ReceiptKey::new(&[byte; 32]).unwrap()
    }

    #[test]
    fn a_code_is_pinned() {
        // Links that were sent must lead where they led.
        let code = LinkCode::of("ticket", 1_790_000_000_000, &key(7));
        assert_eq!(code.as_str(), "R6XJDXGGA0BR5BAX");
        assert_eq!(LinkCode::parse(&code.as_str().to_lowercase()), Ok(code));
    }

    #[test]
    fn made_up_codes_are_known_for_wrong() {
        let key = key(1);
        let passed = (0..10_000_u128)
            .map(|bits| LinkCode(base32::written(bits, LENGTH)))
            .filter(|code| code.may_be_of(&key))
            .count();
        assert!(passed < 40, "{passed} of 10 000");
    }

    #[test]
    fn every_outbox_gets_its_share() {
        let mut of_shard = [0; 3];
        for number in 0..3_000 {
            let shard = LinkCode::of(&number.to_string(), 0, &key(1)).shard(3);
            of_shard[usize::from(shard)] += 1;
        }
        assert!(
            of_shard.iter().all(|links| (900..1_100).contains(links)),
            "{of_shard:?}"
        );
    }

    proptest! {
        #[test]
        fn a_ticket_until_an_end_has_one_code(ticket in "[a-z.]{1,40}", until in any::<i64>(), one in 0_u8..9, other in 10_u8..19) {
            let code = LinkCode::of(&ticket, until, &key(one));
            prop_assert!(code.may_be_of(&key(one)));
            prop_assert_eq!(&LinkCode::of(&ticket, until, &key(one)), &code);
            prop_assert_ne!(&LinkCode::of(&ticket, until, &key(other)), &code);
            prop_assert_ne!(&LinkCode::of(&ticket, until ^ 1, &key(one)), &code);
            prop_assert_ne!(&LinkCode::of(&format!("{ticket}a"), until, &key(one)), &code);
            prop_assert!(code.shard(1) == 0 && code.shard(7) < 7);
        }

        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            if let Ok(code) = LinkCode::parse(&text) {
                let _ = (code.may_be_of(&key(1)), code.shard(0));
            }
        }
    }
}
