//! The number to call, as it lies in the database: sealed, and bound to its case.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

type HmacSha256 = Hmac<Sha256>;

const NONCE: usize = 12;

/// Seals and opens numbers with the workbench's `callKey`.
#[derive(Clone)]
pub struct Seal {
    cipher: ChaCha20Poly1305,
    digests: HmacSha256,
}

/// Which call a number belongs to: a number that is put beside another case does not open.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
    /// The hall.
    pub hall: &'a str,
    /// The case.
    pub case_no: &'a str,
    /// The step.
    pub step_no: u8,
    /// The round.
    pub round: u8,
}

impl Bound<'_> {
    fn bytes(&self) -> Vec<u8> {
        format!(
            "call\0{}\0{}\0{}\0{}",
            self.hall, self.case_no, self.step_no, self.round
        )
        .into_bytes()
    }
}

impl Seal {
    /// With a key of 32 bytes.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        // A key of HMAC is a block; a shorter one is filled up with zeros (RFC 2104).
        let mut block = [0; 64];
        if let Some(first) = block.first_chunk_mut() {
            *first = *key;
        }
        Self {
            cipher: ChaCha20Poly1305::new(&Key::from(*key)),
            digests: HmacSha256::new(&block.into()),
        }
    }

    /// Tells a list again without keeping anything of it: a plain digest of a short list would
    /// let whoever has the tables try all numbers.
    #[must_use]
    pub fn digest(&self, file: &[u8]) -> String {
        let mac = self.digests.clone().chain_update(b"call list\0");
        let digest = mac.chain_update(file).finalize().into_bytes();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Nonce and ciphertext; `None` when the system has no randomness to give.
    #[must_use]
    pub fn close(&self, number: &str, bound: Bound<'_>) -> Option<Vec<u8>> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).ok()?;
        let payload = Payload {
            msg: number.as_bytes(),
            aad: &bound.bytes(),
        };
        let sealed = self.cipher.encrypt(&Nonce::from(nonce), payload).ok()?;
        Some([nonce.as_slice(), sealed.as_slice()].concat())
    }

    /// The number; `None` under another key, for another case, or when it was altered.
    #[must_use]
    pub fn open(&self, sealed: &[u8], bound: Bound<'_>) -> Option<String> {
        let (nonce, text) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: text,
            aad: &bound.bytes(),
        };
        let open = self.cipher.decrypt(&Nonce::from(*nonce), payload).ok()?;
        String::from_utf8(open).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: Bound<'_> = Bound {
        hall: "yuzhong-zwfw",
        case_no: "C-1",
        step_no: 1,
        round: 1,
    };

    #[test]
    fn only_the_same_key_and_case_open_it() {
        let seal = Seal::new(&[7; 32]);
        let sealed = seal.close("13800138000", CASE).unwrap();
        assert_eq!(seal.open(&sealed, CASE).as_deref(), Some("13800138000"));
        for other in [
            Bound { hall: "x", ..CASE },
            Bound {
                case_no: "C-2",
                ..CASE
            },
            Bound { step_no: 2, ..CASE },
            Bound { round: 2, ..CASE },
        ] {
            assert_eq!(seal.open(&sealed, other), None, "{other:?}");
        }
        assert_eq!(Seal::new(&[8; 32]).open(&sealed, CASE), None);
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert_eq!(seal.open(&altered, CASE), None, "byte {at}");
            assert_eq!(seal.open(&sealed[..at], CASE), None, "cut at {at}");
        }
    }

    #[test]
    fn a_list_is_told_again_by_the_same_key_alone() {
        let digest = |key: u8, file: &[u8]| Seal::new(&[key; 32]).digest(file);
        assert_eq!(digest(7, b"a"), digest(7, b"a"));
        assert_eq!(digest(7, b"a").len(), 64);
        assert_ne!(digest(7, b"a"), digest(7, b"b"));
        assert_ne!(digest(7, b"a"), digest(8, b"a"));
    }

    #[test]
    fn the_same_number_looks_another_way_each_time() {
        let seal = Seal::new(&[7; 32]);
        assert_ne!(seal.close("1", CASE), seal.close("1", CASE));
    }
}
