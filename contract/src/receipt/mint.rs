//! Where ids and receipts come from.
//!
//! Both follow from the ticket alone, so a retry finds the same id and gets the same
//! receipt, on every edge and after every restart.

use super::{LENGTH, Receipt, grouped};
use crate::base32;
use crate::case::{CaseNo, StepNo};
use crate::round::Round;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Days are counted from 2020-01-01, in twelve bits: until 2031-03-19, then from the
/// start again. They only help to find a row.
const FIRST_DAY: i64 = 1_577_836_800 / 86_400;

/// What may be evaluated once: a step of a case of a hall, in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StepKey {
    /// The hall's id.
    pub hall: String,
    /// The case.
    pub case_no: CaseNo,
    /// The step.
    pub step_no: StepNo,
    /// The round.
    pub round: Round,
}

impl StepKey {
    /// One text per key and one key per text; `/` cannot stand in a hall's id, and
    /// the parts after the case number are numbers.
    #[must_use]
    pub fn as_text(&self) -> String {
        let Self {
            hall,
            case_no,
            step_no,
            round,
        } = self;
        format!("{hall}/{case_no}/{}/{}", step_no.value(), round.value())
    }

    fn hash(&self) -> [u8; 32] {
        Sha256::new()
            .chain_update(b"haochaping step v1\n")
            .chain_update(self.as_text())
            .finalize()
            .into()
    }
}

/// The outbox, 0 to `shards - 1`, that keeps all steps of a case together.
#[must_use]
pub fn shard_of(hall: &str, case_no: &CaseNo, shards: u8) -> u8 {
    let hash: [u8; 32] = Sha256::new()
        .chain_update(hall)
        .chain_update("/")
        .chain_update(case_no.as_str())
        .finalize()
        .into();
    hash.first().copied().unwrap_or_default() % shards.max(1)
}

/// The id of an evaluation: a UUID of version 8 (RFC 9562) with the time of service in
/// its first 48 bits, so that indexes grow at their end, and 74 bits of the step key's
/// hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationId(String);

impl EvaluationId {
    /// The id of the evaluation of `key`, whose service was at `service_time` (Unix
    /// seconds).
    #[must_use]
    pub fn of(key: &StepKey, service_time: i64) -> Self {
        let millis = u64::try_from(service_time.saturating_mul(1000)).unwrap_or_default();
        let mut bytes = [0u8; 16];
        for (to, from) in bytes.iter_mut().zip(millis.to_be_bytes().iter().skip(2)) {
            *to = *from;
        }
        for (to, from) in bytes.iter_mut().skip(6).zip(key.hash()) {
            *to = from;
        }
        let mut text = String::with_capacity(36);
        for (i, byte) in bytes.iter().enumerate() {
            let byte = match i {
                6 => (byte & 0x0f) | 0x80,
                8 => (byte & 0x3f) | 0x80,
                _ => *byte,
            };
            if matches!(i, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            for nibble in [byte >> 4, byte & 0x0f] {
                text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
        }
        Self(text)
    }

    /// The id in its usual form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The keyed hash of what an evaluation says, in hex: the same content again is the
/// same evaluation. It is keyed because a name and a number could be guessed from a
/// plain hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentDigest(String);

impl ContentDigest {
    /// 64 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The key that receipts and digests are made with.
#[derive(Clone)]
pub struct ReceiptKey(Hmac<Sha256>);

/// A receipt key of fewer than 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptKeyError;

impl core::fmt::Display for ReceiptKeyError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("a receipt key must have at least 32 bytes")
    }
}

impl ReceiptKey {
    /// Takes a secret of at least 32 bytes.
    ///
    /// # Errors
    /// [`ReceiptKeyError`] when it is shorter.
    pub fn new(secret: &[u8]) -> Result<Self, ReceiptKeyError> {
        if secret.len() < 32 {
            return Err(ReceiptKeyError);
        }
        Hmac::new_from_slice(secret)
            .map(Self)
            .map_err(|_| ReceiptKeyError)
    }

    /// The receipt of an evaluation that `shard` accepts.
    #[must_use]
    pub fn receipt(&self, id: &EvaluationId, service_time: i64, shard: u8) -> Receipt {
        let day = u128::try_from((service_time.div_euclid(86_400) - FIRST_DAY).rem_euclid(4096))
            .unwrap_or_default();
        let tag = self.tag(b"receipt", id.as_str().as_bytes());
        let signature = tag
            .iter()
            .take(10)
            .fold(0u128, |bits, byte| (bits << 8) | u128::from(*byte));
        let all = (day << 88) | (u128::from(shard) << 80) | signature;
        Receipt(grouped(&base32::written(all, LENGTH)))
    }

    /// The digest of an evaluation's content in its canonical writing.
    #[must_use]
    pub fn digest(&self, canonical: &[u8]) -> ContentDigest {
        let tag = self.tag(b"content", canonical);
        let mut text = String::with_capacity(64);
        for byte in tag {
            for nibble in [byte >> 4, byte & 0x0f] {
                text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
        }
        ContentDigest(text)
    }

    /// A tag for one purpose; a tag of one purpose is never valid for another.
    pub(crate) fn tag(&self, purpose: &[u8], message: &[u8]) -> [u8; 32] {
        self.0
            .clone()
            .chain_update(purpose)
            .chain_update([0])
            .chain_update(message)
            .finalize()
            .into_bytes()
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(case_no: &str, step: u8, round: u8) -> StepKey {
        StepKey {
            hall: "hall".into(),
            case_no: CaseNo::parse(case_no).unwrap(),
            step_no: StepNo::try_from(step).unwrap(),
            round: Round::try_from(round).unwrap(),
        }
    }

    #[test]
    fn ids_and_receipts_are_pinned() {
        let id = EvaluationId::of(&key("5001032026110900012", 1, 1), 1_795_000_000);
        assert_eq!(id.as_str(), "01a1ee56-5e00-8bf5-8028-0007e3c889cf");
        let receipt = ReceiptKey::new(&[7; 32])
            .unwrap()
            .receipt(&id, 1_795_000_000, 3);
        assert_eq!(receipt.as_str(), "KM83-DJS3-SBMZ-Z82N-T685");
        assert_eq!(receipt.shard(), 3);
    }

    #[test]
    fn a_short_key_is_refused() {
        assert_eq!(ReceiptKey::new(&[7; 31]).err(), Some(ReceiptKeyError));
    }

    proptest! {
        #[test]
        fn other_steps_have_other_ids(a in "[A-Z0-9]{1,8}", b in "[A-Z0-9]{1,8}", s in 1u8..=99, t in 1u8..=99, r in 1u8..=2, q in 1u8..=2) {
            let same = (a.clone(), s, r) == (b.clone(), t, q);
            prop_assert_eq!(EvaluationId::of(&key(&a, s, r), 0) == EvaluationId::of(&key(&b, t, q), 0), same);
        }

        #[test]
        fn receipts_read_back_with_their_shard(shard in any::<u8>(), time in 0i64..4_000_000_000) {
            let id = EvaluationId::of(&key("A1", 1, 1), time);
            let receipt = ReceiptKey::new(&[9; 32]).unwrap().receipt(&id, time, shard);
            prop_assert_eq!(receipt.shard(), shard);
            prop_assert_eq!(Receipt::parse(receipt.as_str()).unwrap(), receipt);
        }

        #[test]
        fn ids_are_in_the_order_of_time(a in 0i64..4_000_000_000, b in 0i64..4_000_000_000) {
            let (x, y) = (EvaluationId::of(&key("A1", 1, 1), a), EvaluationId::of(&key("B2", 2, 1), b));
            if a != b {
                prop_assert_eq!(x.as_str() < y.as_str(), a < b);
            }
        }

        #[test]
        fn shards_are_in_range(case_no in "[A-Z0-9]{1,20}", shards in 1u8..) {
            prop_assert!(shard_of("hall", &CaseNo::parse(&case_no).unwrap(), shards) < shards);
        }
    }
}
