//! Tokens: 256 random bits. The centre keeps their digest, forms carry what follows from
//! them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

const BYTES: usize = 32;

/// A token; shows nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; BYTES]);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// This machine gives no random bytes.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// The token in a cookie.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The token as the cookie carries it.
    #[must_use]
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What the centre keeps.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }

    /// What forms carry: whoever reads a page of another origin's cannot make it, and it does
    /// not lead back to the token.
    #[must_use]
    pub fn csrf(&self) -> String {
        // HMAC takes a key of any length.
        Hmac::<Sha256>::new_from_slice(&self.0).map_or_else(
            |_| String::new(),
            |mut mac| {
                mac.update(b"csrf");
                URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
            },
        )
    }

    /// Whether a form carried what follows from this token.
    #[must_use]
    pub fn is_csrf(&self, given: &str) -> bool {
        let right = self.csrf();
        !right.is_empty() && bool::from(right.as_bytes().ct_eq(given.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn a_token_leads_through_its_cookie() {
        let token = Token::random().unwrap();
        assert!(Token::parse(&token.text()) == Some(token.clone()));
        assert_eq!(token.text().len(), 43);
        assert_eq!(token.digest().len(), 32);
        assert!(Token::parse("short").is_none() && Token::parse("").is_none());
        assert!(Token::random().unwrap() != token);
    }

    #[test]
    fn a_form_of_another_session_is_not_taken() {
        let (one, other) = (Token::random().unwrap(), Token::random().unwrap());
        assert!(one.is_csrf(&one.csrf()));
        assert!(!one.is_csrf(&other.csrf()) && !one.is_csrf("") && !one.is_csrf(&one.text()));
    }
}
