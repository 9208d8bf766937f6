//! Closing an identity so that only the city can open it.
//!
//! HPKE (RFC 9180) in base mode with X25519, HKDF-SHA256 and ChaCha20-Poly1305. The
//! evaluation's id is authenticated with it, so a sealed identity cannot be moved to
//! another evaluation. The text is filled up to a multiple of 128 bytes, so that its
//! length does not tell the name's.
//!
//! Form: `v1.<key id>.<encapsulated key>.<ciphertext>`, the last two in unpadded
//! base64url. The `v1` stands for the suite: another one (SM2 with SM4 where
//! certified crypto is asked for) gets another prefix, and old rows stay readable.

use super::Identity;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as B64};
use hpke::{Deserializable, Kem as _, OpModeR, OpModeS, Serializable as _};

type Kem = hpke::kem::X25519HkdfSha256;
type Kdf = hpke::kdf::HkdfSha256;
type Aead = hpke::aead::ChaCha20Poly1305;

const INFO: &[u8] = b"haochaping identity v1";
const BLOCK: usize = 128;

/// The city's public key with the id by which its private key is found.
#[derive(Clone)]
pub struct SealingKey {
    kid: String,
    key: <Kem as hpke::Kem>::PublicKey,
}

/// The city's private key. Its holder is not the edge.
pub struct OpeningKey {
    kid: String,
    key: <Kem as hpke::Kem>::PrivateKey,
}

/// Why sealing or opening failed; never says anything of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealError {
    /// A key is not 32 bytes in unpadded base64url, or its id not 1 to 40 letters,
    /// digits, `-` or `_`.
    Key,
    /// Not a sealed identity of a known form.
    Form,
    /// Sealed for another key.
    OtherKey,
    /// Altered, or of another evaluation.
    Altered,
}

impl core::fmt::Display for SealError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Key => {
                "the key must be 32 bytes in unpadded base64url, its id 1 to 40 letters, digits, - or _"
            }
            Self::Form => "this is not a sealed identity of a known form",
            Self::OtherKey => "the identity is sealed for a key with another id",
            Self::Altered => "the sealed identity was altered, belongs to another evaluation, or the key is not its own",
        })
    }
}

impl core::error::Error for SealError {}

fn is_kid(kid: &str) -> bool {
    (1..=40).contains(&kid.len())
        && kid
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// A key of either kind with its id.
fn read_key<K: Deserializable>(kid: &str, key: &str) -> Result<(String, K), SealError> {
    let bytes = B64.decode(key.trim()).map_err(|_| SealError::Key)?;
    let key = K::from_bytes(&bytes).map_err(|_| SealError::Key)?;
    if is_kid(kid) {
        Ok((kid.to_owned(), key))
    } else {
        Err(SealError::Key)
    }
}

impl SealingKey {
    /// Reads a public key (32 bytes, unpadded base64url).
    ///
    /// # Errors
    /// [`SealError::Key`].
    pub fn parse(kid: &str, key: &str) -> Result<Self, SealError> {
        let (kid, key) = read_key(kid, key)?;
        Ok(Self { kid, key })
    }

    /// The 32 bytes of the key.
    #[must_use]
    pub fn public(&self) -> Vec<u8> {
        self.key.to_bytes().to_vec()
    }

    /// Seals `identity` for the evaluation with this id.
    ///
    /// # Errors
    /// [`SealError::Form`] when the identity cannot be written, which no identity
    /// that keeps the rules is.
    pub fn seal(&self, identity: &Identity, evaluation_id: &str) -> Result<String, SealError> {
        let mut text = serde_json::to_vec(identity).map_err(|_| SealError::Form)?;
        text.resize(text.len().next_multiple_of(BLOCK), b' ');
        let (key, sealed) = hpke::single_shot_seal::<Aead, Kdf, Kem>(
            &OpModeS::Base,
            &self.key,
            INFO,
            &text,
            evaluation_id.as_bytes(),
        )
        .map_err(|_| SealError::Form)?;
        Ok(format!(
            "v1.{}.{}.{}",
            self.kid,
            B64.encode(key.to_bytes()),
            B64.encode(sealed)
        ))
    }
}

impl OpeningKey {
    /// Reads a private key (32 bytes, unpadded base64url).
    ///
    /// # Errors
    /// [`SealError::Key`].
    pub fn parse(kid: &str, key: &str) -> Result<Self, SealError> {
        let (kid, key) = read_key(kid, key)?;
        Ok(Self { kid, key })
    }

    /// A new pair: the private key's text, then the public key's.
    #[must_use]
    pub fn generate() -> (String, String) {
        let (private, public) = Kem::gen_keypair();
        (
            B64.encode(private.to_bytes()),
            B64.encode(public.to_bytes()),
        )
    }

    /// Opens what was sealed for the evaluation with this id.
    ///
    /// # Errors
    /// Any [`SealError`] but [`SealError::Key`].
    pub fn open(&self, sealed: &str, evaluation_id: &str) -> Result<Identity, SealError> {
        let mut parts = sealed.split('.');
        let (Some("v1"), Some(kid), Some(key), Some(text), None) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) else {
            return Err(SealError::Form);
        };
        if kid != self.kid {
            return Err(SealError::OtherKey);
        }
        let decode = |part: &str| B64.decode(part).map_err(|_| SealError::Form);
        let key = <Kem as hpke::Kem>::EncappedKey::from_bytes(&decode(key)?)
            .map_err(|_| SealError::Form)?;
        let opened = hpke::single_shot_open::<Aead, Kdf, Kem>(
            &OpModeR::Base,
            &self.key,
            &key,
            INFO,
            &decode(text)?,
            evaluation_id.as_bytes(),
        )
        .map_err(|_| SealError::Altered)?;
        serde_json::from_slice(&opened).map_err(|_| SealError::Form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> (SealingKey, OpeningKey) {
        let (private, public) = OpeningKey::generate();
        (
            SealingKey::parse("city-1", &public).unwrap(),
            OpeningKey::parse("city-1", &private).unwrap(),
        )
    }

    fn identity() -> Identity {
        Identity {
            name: "李雷".into(),
            phone: "13800138000".into(),
            ..Identity::default()
        }
    }

    #[test]
    fn what_was_sealed_opens_and_shows_nothing() {
        let (sealing, opening) = pair();
        let sealed = sealing.seal(&identity(), "id-1").unwrap();
        assert!(!sealed.contains("13800138000") && !sealed.contains("李雷"));
        assert_eq!(opening.open(&sealed, "id-1").unwrap(), identity());
        assert_ne!(sealed, sealing.seal(&identity(), "id-1").unwrap());
    }

    #[test]
    fn length_does_not_tell_the_name() {
        let (sealing, _) = pair();
        let long = Identity {
            name: "阿卜杜拉·买买提".into(),
            ..identity()
        };
        assert_eq!(
            sealing.seal(&identity(), "a").unwrap().len(),
            sealing.seal(&long, "a").unwrap().len()
        );
    }

    #[test]
    fn another_evaluation_key_or_text_does_not_open() {
        let (sealing, opening) = pair();
        let sealed = sealing.seal(&identity(), "id-1").unwrap();
        assert_eq!(opening.open(&sealed, "id-2"), Err(SealError::Altered));
        let (_, other) = pair();
        assert_eq!(other.open(&sealed, "id-1"), Err(SealError::Altered));
        let (private, _) = OpeningKey::generate();
        let renamed = OpeningKey::parse("city-2", &private).unwrap();
        assert_eq!(renamed.open(&sealed, "id-1"), Err(SealError::OtherKey));
        assert_eq!(opening.open("v2.city-1.a.b", "id-1"), Err(SealError::Form));
        assert_eq!(opening.open("", "id-1"), Err(SealError::Form));
    }

    #[test]
    fn bad_keys_are_refused() {
        let (_, public) = OpeningKey::generate();
        for (kid, key) in [
            ("", public.as_str()),
            ("a.b", &public),
            ("city-1", "AAAA"),
            ("city-1", "?"),
        ] {
            assert_eq!(SealingKey::parse(kid, key).err(), Some(SealError::Key));
        }
    }
}
