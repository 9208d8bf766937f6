//! What an operator decides, typed and checked once, before the first request.
//!
//! [`Config::parse`] takes the two documents and either returns a
//! configuration in which everything has been decoded and cross-checked, or
//! [`Refused`] with the path of the field and what to do. While the
//! configuration is refused the Worker answers 503 `misconfigured` to
//! everything but `/healthz`, so no citizen is told that something was kept.

mod check;
mod digest;
pub mod document;
mod halls;
mod origin;
mod profiles;
mod published;
pub mod secrets;
mod value;

use std::collections::BTreeMap;
use std::fmt;

use contract::bridge::Scheme;
use contract::case::AreaCode;
use contract::catalogue::Catalogue;
use contract::identity::seal::SealingKey;
use contract::receipt::ReceiptKey;
use contract::ticket::{Ed25519Verifier, HmacKey, KeyRing, Verifier};
pub use digest::KeyDigest;
use document::{Environment, Limits};
pub use origin::Origin;
pub use published::is_published;
pub use secrets::{CentralLogin, Secrets};

use crate::outbox::Settings;
use crate::profile::{Named, Profile};

/// Why a configuration is refused: never a value, so it may be logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Path of the field, `halls[0].origins[1]`; of secrets with `secrets.` before it.
    pub field: String,
    /// What is wrong and what to write instead.
    pub reason: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.reason)
    }
}

impl std::error::Error for Refused {}

/// What verifies the tickets of one key id.
#[derive(Clone)]
pub enum TicketKey {
    /// Shared secret.
    Hs256(HmacKey),
    /// The hall's public key.
    EdDsa(Ed25519Verifier),
}

impl TicketKey {
    /// The key as the ticket check needs it.
    #[must_use]
    pub fn verifier(&self) -> &dyn Verifier {
        match self {
            Self::Hs256(key) => key,
            Self::EdDsa(key) => key,
        }
    }
}

/// A hall, decoded.
#[derive(Clone)]
pub struct Hall {
    /// Configuration id, `iss` of its tickets.
    pub id: String,
    /// What citizens call it.
    pub name: String,
    /// Administrative area, of events that name none.
    pub area_code: AreaCode,
    /// Origins of the pages that embed the widget.
    pub origins: Vec<Origin>,
    /// Origins that may frame the hosted page.
    pub frame_ancestors: Vec<Origin>,
    /// Schemes of the hall's own app.
    pub app_schemes: Vec<Scheme>,
    /// Digests of its API keys.
    pub api_keys: Vec<KeyDigest>,
    /// Its ticket keys by key id.
    pub ticket_keys: Vec<(String, TicketKey)>,
    /// Names of the profiles it may import by.
    pub profiles: Vec<String>,
    /// Values that those profiles name.
    pub named: Named,
}

/// The key that the edge issues tickets with.
#[derive(Clone)]
pub struct Issuer {
    /// Key id; no hall may use the same.
    pub kid: String,
    /// HS256 secret.
    pub key: HmacKey,
}

/// The city's public key.
#[derive(Clone)]
pub struct Sealing {
    /// Name stored beside each sealed identity.
    pub kid: String,
    /// What seals.
    pub key: SealingKey,
}

/// Everything an operator decides, checked.
#[derive(Clone)]
pub struct Config {
    /// Demo or production.
    pub environment: Environment,
    /// Origin that citizens reach this edge at.
    pub public_url: Origin,
    /// Name of this edge.
    pub edge_id: String,
    /// `aud` of tickets.
    pub audience: String,
    /// Halls, in the order of the document; ids are unique.
    pub halls: Vec<Hall>,
    /// Signs tickets of reported events.
    pub issuer: Issuer,
    /// Seals identities.
    pub sealing: Sealing,
    /// Key of receipts and digests.
    pub receipt_key: ReceiptKey,
    /// Digest of the bearer key of `/metrics`.
    pub metrics_key: KeyDigest,
    /// Digest of the bearer key of `/v1/operations/…`; none = nobody has it.
    pub operations_key: Option<KeyDigest>,
    /// Days after a service during which it may be rated.
    pub ticket_days: u32,
    /// Working days within which a negative evaluation is dealt with.
    pub rectify_working_days: u8,
    /// 1 or 2.
    pub rounds: u8,
    /// The indicators in force.
    pub catalogue: Catalogue,
    /// Profiles that the deployment brings, by name.
    pub profiles: BTreeMap<String, Profile>,
    /// Rates of tickets and halls.
    pub limits: Limits,
    /// The durable outbox: shards, backlog, retention.
    pub outbox: Settings,
    /// Login at the centre, where the binding does not say it.
    pub central: Option<CentralLogin>,
}

impl Config {
    /// Reads and checks both documents.
    ///
    /// # Errors
    /// The first field that is wrong, with its path.
    pub fn parse(document: &str, secrets: &str) -> Result<Self, Refused> {
        check::config(read(document, "")?, read(secrets, "secrets.")?)
    }

    /// Adds the profiles that the deployment brings, as a JSON list of profile files.
    ///
    /// # Errors
    /// The first thing that is wrong with a profile, a hall names one that is not there, or
    /// a value is missing that one names.
    pub fn with_profiles(self, text: &str) -> Result<Self, Refused> {
        profiles::add(self, text)
    }

    /// The profile of this name, if `hall` may import by it.
    #[must_use]
    pub fn profile_of(&self, hall: &Hall, name: &str) -> Option<&Profile> {
        let allowed = hall.profiles.iter().any(|known| known == name);
        self.profiles.get(name).filter(|_| allowed)
    }

    /// The hall with this id.
    #[must_use]
    pub fn hall(&self, id: &str) -> Option<&Hall> {
        self.halls.iter().find(|hall| hall.id == id)
    }

    /// The hall whose API key this is. Compares digests without leaking how far
    /// they agree.
    #[must_use]
    pub fn hall_of_key(&self, key: &str) -> Option<&Hall> {
        self.halls
            .iter()
            .find(|hall| hall.api_keys.iter().any(|known| known.is_of(key)))
    }

    /// Whether this is the bearer key of `/metrics`.
    #[must_use]
    pub fn is_metrics_key(&self, key: &str) -> bool {
        self.metrics_key.is_of(key)
    }

    /// Whether this is the bearer key of `/v1/operations/…`.
    #[must_use]
    pub fn is_operations_key(&self, key: &str) -> bool {
        self.operations_key
            .as_ref()
            .is_some_and(|known| known.is_of(key))
    }

    /// Whether pages of this origin may speak to the edge at all: one of any
    /// hall, or the edge's own hosted page.
    #[must_use]
    pub fn knows_origin(&self, origin: &str) -> bool {
        self.public_url.is(origin) || self.halls.iter().any(|hall| hall.allows_origin(origin))
    }
}

impl Hall {
    /// Whether a page of this origin may rate on the hall's behalf.
    #[must_use]
    pub fn allows_origin(&self, origin: &str) -> bool {
        self.origins.iter().any(|known| known.is(origin))
    }

    /// The key with this id.
    #[must_use]
    pub fn ticket_key(&self, kid: &str) -> Option<&TicketKey> {
        self.ticket_keys
            .iter()
            .find(|(known, _)| known == kid)
            .map(|(_, key)| key)
    }
}

impl KeyRing for Config {
    fn key(&self, hall: &str, kid: &str) -> Option<&dyn Verifier> {
        let hall = self.hall(hall)?;
        if kid == self.issuer.kid {
            return Some(&self.issuer.key);
        }
        hall.ticket_key(kid).map(TicketKey::verifier)
    }
}

/// Reads a document; `prefix` stands before the path of a field, `secrets.`, and keeps every
/// value out of what is said.
///
/// # Errors
/// The first field that is wrong or unknown.
pub fn read<'a, T: serde::Deserialize<'a>>(text: &'a str, prefix: &str) -> Result<T, Refused> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let field = format!("{prefix}{}", error.path());
        let message = error.into_inner().to_string();
        // The parser quotes values; of secrets it may only name fields.
        let quotes = !message.starts_with("unknown field") && !message.starts_with("missing field");
        let reason = if quotes && !prefix.is_empty() {
            "is not of the expected type".to_owned()
        } else {
            message
        };
        Refused { field, reason }
    })?;
    json.end().map_err(|error| Refused {
        field: format!("{prefix}."),
        reason: format!("one JSON document is expected: {error}"),
    })?;
    Ok(value)
}

#[cfg(test)]
mod tests;
