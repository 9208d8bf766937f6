//! Issuing a ticket.

use super::{Claims, ClaimsError, Signer};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as B64};
use serde::Serialize;

#[derive(Serialize)]
struct Header<'a> {
    alg: &'a str,
    kid: &'a str,
    typ: &'a str,
}

/// Why no ticket could be issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignError {
    /// A claim is out of its bounds.
    Claims(ClaimsError),
    /// The claims cannot be written as JSON.
    Form,
}

impl core::fmt::Display for SignError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Claims(error) => error.fmt(f),
            Self::Form => f.write_str("the claims cannot be written as JSON"),
        }
    }
}

impl core::error::Error for SignError {}

/// The ticket with these claims, signed by the key that the edge knows as `kid`.
///
/// # Errors
/// When a claim is out of its bounds.
pub fn sign(claims: &Claims, kid: &str, key: &dyn Signer) -> Result<String, SignError> {
    claims.check().map_err(SignError::Claims)?;
    let header = Header {
        alg: key.algorithm(),
        kid,
        typ: "JWT",
    };
    let header = serde_json::to_vec(&header).map_err(|_| SignError::Form)?;
    let payload = serde_json::to_vec(claims).map_err(|_| SignError::Form)?;
    let mut ticket = B64.encode(header);
    ticket.push('.');
    B64.encode_string(payload, &mut ticket);
    let signature = key.sign(ticket.as_bytes());
    ticket.push('.');
    B64.encode_string(signature, &mut ticket);
    Ok(ticket)
}
