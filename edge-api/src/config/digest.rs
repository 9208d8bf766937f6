//! What is kept of a bearer key: its SHA-256, which can be asked and never compared.

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// The digest of a key. It has no `==`: that stops at the first byte that differs, and
/// how long it took would tell how many were right.
#[derive(Clone)]
pub struct KeyDigest([u8; 32]);

impl KeyDigest {
    /// Of a digest as it stands in the configuration.
    pub(super) const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Of a key.
    #[must_use]
    pub fn of(key: &[u8]) -> Self {
        Self(Sha256::digest(key).into())
    }

    /// Whether `key` is the one; takes the same time for every wrong key of its length.
    #[must_use]
    pub fn is_of(&self, key: &str) -> bool {
        self.is(&Self::of(key.as_bytes()))
    }

    /// Whether both are of the same key.
    #[must_use]
    pub(super) fn is(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

#[cfg(test)]
mod tests {
    use std::marker::PhantomData;

    use contract::receipt::ReceiptKey;
    use contract::ticket::{Ed25519Signer, HmacKey};

    use super::KeyDigest;
    use crate::config::{CentralLogin, Secrets, TicketKey};

    /// Answers whether a type can be compared: its own constant comes before the trait's.
    struct Probe<T>(PhantomData<T>);

    trait Otherwise {
        const COMPARABLE: bool = false;
    }

    impl<T> Otherwise for Probe<T> {}

    impl<T: PartialEq> Probe<T> {
        const COMPARABLE: bool = true;
    }

    #[test]
    fn no_secret_can_be_compared_byte_by_byte() {
        let compared = [
            // What the probe says of a type that can be.
            Probe::<[u8; 32]>::COMPARABLE,
            Probe::<KeyDigest>::COMPARABLE,
            Probe::<TicketKey>::COMPARABLE,
            Probe::<HmacKey>::COMPARABLE,
            Probe::<Ed25519Signer>::COMPARABLE,
            Probe::<ReceiptKey>::COMPARABLE,
            Probe::<Secrets>::COMPARABLE,
            Probe::<CentralLogin>::COMPARABLE,
        ];
        assert_eq!(
            compared,
            [true, false, false, false, false, false, false, false]
        );
    }

    #[test]
    fn only_the_key_itself_is_the_key() {
        let digest = KeyDigest::of(b"demo key of 32 bytes and no less");
        assert!(digest.is_of("demo key of 32 bytes and no less"));
        for wrong in [
            "",
            "demo key of 32 bytes and no lesS",
            "Demo key of 32 bytes and no less",
            "demo key of 32 bytes and no less ",
        ] {
            assert!(!digest.is_of(wrong), "{wrong}");
        }
    }
}
