//! Keys that sign and check tickets.
//!
//! The traits are the place where another provider of crypto fits: SM2 with SM3, or a
//! certified device. A key knows its algorithm; a ticket's header is only compared
//! with it and never chooses.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// A key that signs tickets.
pub trait Signer {
    /// The algorithm's name in a JWS header.
    fn algorithm(&self) -> &'static str;
    /// The signature over `message`.
    fn sign(&self, message: &[u8]) -> Vec<u8>;
}

/// A key that checks tickets.
pub trait Verifier {
    /// The algorithm's name in a JWS header.
    fn algorithm(&self) -> &'static str;
    /// Whether `signature` is this key's over `message`; takes the same time for every
    /// wrong signature.
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool;
}

/// A key that is too short or is not on the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyError(&'static str);

impl core::fmt::Display for KeyError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.0)
    }
}

impl core::error::Error for KeyError {}

/// A shared secret, HS256 (RFC 7518, 3.2).
#[derive(Clone)]
pub struct HmacKey(Hmac<Sha256>);

impl HmacKey {
    /// Takes a secret of at least 32 bytes, as the RFC asks.
    ///
    /// # Errors
    /// When it is shorter.
    pub fn new(secret: &[u8]) -> Result<Self, KeyError> {
        if secret.len() < 32 {
            return Err(KeyError("an HS256 secret must have at least 32 bytes"));
        }
        Hmac::new_from_slice(secret)
            .map(Self)
            .map_err(|_| KeyError("the secret cannot be used"))
    }
}

impl Signer for HmacKey {
    fn algorithm(&self) -> &'static str {
        "HS256"
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0
            .clone()
            .chain_update(message)
            .finalize()
            .into_bytes()
            .to_vec()
    }
}

impl Verifier for HmacKey {
    fn algorithm(&self) -> &'static str {
        "HS256"
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0
            .clone()
            .chain_update(message)
            .verify_slice(signature)
            .is_ok()
    }
}

/// A hall's own private key, EdDSA over Ed25519 (RFC 8037).
pub struct Ed25519Signer(SigningKey);

impl Ed25519Signer {
    /// Takes the 32 bytes of a private key (RFC 8032).
    ///
    /// # Errors
    /// When there are not 32.
    pub fn new(private: &[u8]) -> Result<Self, KeyError> {
        <&[u8; 32]>::try_from(private)
            .map(|bytes| Self(SigningKey::from_bytes(bytes)))
            .map_err(|_| KeyError("an Ed25519 private key must have 32 bytes"))
    }

    /// The public key that checks its tickets.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }
}

impl Signer for Ed25519Signer {
    fn algorithm(&self) -> &'static str {
        "EdDSA"
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).to_bytes().to_vec()
    }
}

/// A hall's public key, EdDSA over Ed25519 (RFC 8037).
#[derive(Clone)]
pub struct Ed25519Verifier(VerifyingKey);

impl Ed25519Verifier {
    /// Takes the 32 bytes of a public key.
    ///
    /// # Errors
    /// When there are not 32, or they are no point of the curve, or a weak one.
    pub fn new(public: &[u8]) -> Result<Self, KeyError> {
        let bytes = <&[u8; 32]>::try_from(public)
            .map_err(|_| KeyError("an Ed25519 public key must have 32 bytes"))?;
        match VerifyingKey::from_bytes(bytes) {
            Ok(key) if !key.is_weak() => Ok(Self(key)),
            _ => Err(KeyError("these 32 bytes are no usable Ed25519 public key")),
        }
    }
}

impl Verifier for Ed25519Verifier {
    fn algorithm(&self) -> &'static str {
        "EdDSA"
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.0.verify_strict(message, &signature).is_ok())
    }
}
