//! Tickets (评价凭证): signed permission to rate one step once.
//!
//! A ticket is a JWT (RFC 7519) in compact JWS form. It carries everything that the
//! page must show of the matter, so no edge has to look anything up to paint it, and
//! nothing of a person, so it may stand in an address.

mod claims;
#[cfg(feature = "ticket")]
mod keys;
#[cfg(feature = "ticket")]
mod sign;
#[cfg(feature = "ticket")]
mod verify;

pub use claims::{Claims, ClaimsError, Recording, Scan};
#[cfg(feature = "ticket")]
pub use keys::{Ed25519Signer, Ed25519Verifier, HmacKey, KeyError, Signer, Verifier};
#[cfg(feature = "ticket")]
pub use sign::{SignError, sign};
#[cfg(feature = "ticket")]
pub use verify::{KeyRing, Refusal, Terms, verify};

#[cfg(feature = "ticket")]
#[cfg(test)]
mod tests;
