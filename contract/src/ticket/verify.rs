//! Checking a ticket.

use super::{Claims, Verifier};
use crate::limits::TICKET_BYTES;
use crate::problem::Code;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as B64};
use serde::Deserialize;

/// The header of a ticket. A `crit` or any other member that would change the meaning
/// is unknown here and so refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    kid: String,
    #[serde(default)]
    typ: Option<String>,
}

/// The halls' keys.
pub trait KeyRing {
    /// The key that `hall` signs with under the id `kid`.
    fn key(&self, hall: &str, kid: &str) -> Option<&dyn Verifier>;
}

/// What a ticket is held against.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The audience that this service is.
    pub audience: &'a str,
    /// Now, in Unix seconds.
    pub now: i64,
    /// How far the hall's clock may be off, in seconds.
    pub skew: i64,
    /// How long a ticket may hold, in seconds.
    pub longest: i64,
}

/// Why a ticket does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not a ticket: length, parts, base64, JSON, or a claim.
    Malformed(String),
    /// The hall or its key is not known.
    UnknownKey,
    /// The header names another algorithm than the key's.
    OtherAlgorithm,
    /// The signature is not the key's over this text.
    Forged,
    /// For another service.
    OtherAudience,
    /// Holds longer than allowed, or was issued later than now.
    Overlong,
    /// Holds only later.
    NotYetValid,
    /// Held until earlier; with its claims, so that the page can still say of what.
    Expired(Box<Claims>),
}

impl Refusal {
    /// What is told outside. Causes that only a forger would learn from are one code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::NotYetValid => Code::TicketNotYetValid,
            Self::Expired(_) => Code::TicketExpired,
            _ => Code::TicketInvalid,
        }
    }

    /// The cause, for the log: nothing of the ticket's content.
    #[must_use]
    pub const fn cause(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::UnknownKey => "unknown_key",
            Self::OtherAlgorithm => "other_algorithm",
            Self::Forged => "forged",
            Self::OtherAudience => "other_audience",
            Self::Overlong => "overlong",
            Self::NotYetValid => "not_yet_valid",
            Self::Expired(_) => "expired",
        }
    }
}

fn malformed(what: &str) -> Refusal {
    Refusal::Malformed(what.to_owned())
}

/// The claims of `ticket` when it holds under `terms`.
///
/// The signature is checked before any claim is believed; only the hall's id is read
/// before, to find its key.
///
/// # Errors
/// The first reason why it does not hold.
pub fn verify(ticket: &str, keys: &dyn KeyRing, terms: &Terms<'_>) -> Result<Claims, Refusal> {
    if ticket.len() > TICKET_BYTES {
        return Err(malformed("longer than a ticket may be"));
    }
    let (signed, signature) = ticket
        .rsplit_once('.')
        .ok_or_else(|| malformed("has no parts"))?;
    let (header, payload) = signed
        .split_once('.')
        .ok_or_else(|| malformed("has too few parts"))?;
    let decode = |part: &str| B64.decode(part).map_err(|_| malformed("is not base64url"));
    let header: Header =
        serde_json::from_slice(&decode(header)?).map_err(|e| malformed(&e.to_string()))?;
    let claims: Claims =
        serde_json::from_slice(&decode(payload)?).map_err(|e| malformed(&e.to_string()))?;
    let key = keys
        .key(&claims.iss, &header.kid)
        .ok_or(Refusal::UnknownKey)?;
    if header.alg != key.algorithm() || header.typ.is_some_and(|t| !t.eq_ignore_ascii_case("JWT")) {
        return Err(Refusal::OtherAlgorithm);
    }
    if !key.verify(signed.as_bytes(), &decode(signature)?) {
        return Err(Refusal::Forged);
    }
    hold(claims, terms)
}

/// Holds the claims of a ticket whose signature is good against `terms`.
fn hold(claims: Claims, terms: &Terms<'_>) -> Result<Claims, Refusal> {
    if claims.aud != terms.audience {
        return Err(Refusal::OtherAudience);
    }
    claims
        .check()
        .map_err(|e| Refusal::Malformed(e.to_string()))?;
    let latest = terms.now.saturating_add(terms.skew);
    let earliest = terms.now.saturating_sub(terms.skew);
    if claims.exp.saturating_sub(claims.iat) > terms.longest {
        return Err(Refusal::Overlong);
    }
    if claims.not_before() > latest {
        return Err(Refusal::NotYetValid);
    }
    if claims.iat > latest {
        return Err(Refusal::Overlong);
    }
    if claims.exp <= earliest {
        return Err(Refusal::Expired(Box::new(claims)));
    }
    Ok(claims)
}
