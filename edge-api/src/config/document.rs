//! The configuration as an operator writes it: `HAOCHAPING_CONFIG`, one JSON
//! document without a single secret in it. Unknown fields are refused, so a
//! misspelled one cannot be overlooked.

use serde::Deserialize;

use crate::outbox::Settings;

/// `demo` accepts the published demo keys, `production` refuses them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// A machine where everybody may know the keys.
    Demo,
    /// Citizens rate and staff work here.
    Production,
}

/// The whole document.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    /// `demo` or `production`.
    pub environment: Environment,
    /// Address that citizens reach this edge at, without a path: `https://pj.example.gov.cn`.
    pub public_url: String,
    /// Name of this edge in logs and in the centre, `edge-1`.
    pub edge_id: String,
    /// `aud` that every ticket must carry, `haochaping.cq`.
    pub audience: String,
    /// The halls that may be rated here, at least one.
    pub halls: Vec<HallDocument>,
    /// The key that the edge signs the tickets of reported service events with.
    pub issuer: IssuerDocument,
    /// The city's public key, under which identities are sealed.
    pub sealing: SealingDocument,
    /// Days after the service during which it may be rated.
    #[serde(default = "ticket_days")]
    pub ticket_days: u32,
    /// Working days within which a negative evaluation is dealt with.
    #[serde(default = "rectify_working_days")]
    pub rectify_working_days: u8,
    /// 1 = a step can be rated once, 2 = and once more in addition (追评).
    #[serde(default = "rounds")]
    pub rounds: u8,
    /// How often a ticket and a hall may ask.
    #[serde(default)]
    pub limits: Limits,
    /// The durable outbox: shards, backlog, retention.
    #[serde(default)]
    pub outbox: Settings,
}

/// One hall.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HallDocument {
    /// `yuzhong-zwfw`; the `iss` of its tickets.
    pub id: String,
    /// What citizens call it.
    pub name: String,
    /// Administrative area, 6, 9 or 12 digits; of events that name none.
    pub area_code: String,
    /// Web origins of the pages that embed the widget, `https://zwfw.example.gov.cn`.
    #[serde(default)]
    pub origins: Vec<String>,
    /// Origins that may show the hosted page in a frame; none = no framing.
    #[serde(default)]
    pub frame_ancestors: Vec<String>,
    /// Schemes that the hall's own app has registered, `yuzhongapp`: where it may lead back to
    /// from the hosted page.
    #[serde(default)]
    pub app_schemes: Vec<String>,
    /// SHA-256 of each API key, 64 hexadecimal digits. The keys themselves are nowhere.
    #[serde(default)]
    pub api_keys_sha256: Vec<String>,
    /// Keys that the hall signs tickets with. Several at once = rotation.
    #[serde(default)]
    pub ticket_keys: Vec<TicketKeyDocument>,
    /// Profiles that the hall may import by; none unless named.
    #[serde(default)]
    pub profiles: Vec<String>,
}

/// Signature algorithm of tickets (RFC 7518, RFC 8037).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Algorithm {
    /// HMAC with SHA-256; its secret stands in `HAOCHAPING_SECRETS`.
    HS256,
    /// Ed25519; the public key stands here, the private one stays with the hall.
    EdDSA,
}

/// One key of a hall.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TicketKeyDocument {
    /// `kid` in the head of the tickets.
    pub kid: String,
    /// `HS256` or `EdDSA`.
    pub alg: Algorithm,
    /// With `EdDSA`: 32 bytes in base64url without padding.
    pub public_key: Option<String>,
}

/// The edge's own key.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IssuerDocument {
    /// `kid` in the head of the tickets.
    pub kid: String,
}

/// The city's public key.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SealingDocument {
    /// Name of the key, stored beside every sealed identity.
    pub kid: String,
    /// X25519 public key, 32 bytes in base64url without padding.
    pub public_key: String,
}

/// One token bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Bucket {
    /// Requests at once.
    pub burst: u32,
    /// Requests a minute in the long run.
    pub per_minute: u32,
}

/// How often one ticket and one hall may ask. Never by address: a whole hall
/// sits behind one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Limits {
    /// Of one ticket.
    pub ticket: Bucket,
    /// Of all tickets and keys of one hall together.
    pub hall: Bucket,
    /// Evaluations of one window or terminal; those beyond are marked, not refused.
    pub desk: Bucket,
    /// Tickets that one device gets by scanning codes.
    pub device: Bucket,
    /// Tickets that the code of one rating point gives.
    pub point: Bucket,
    /// Seconds within which a body must have arrived.
    pub body_seconds: u32,
    /// Ratings and reports that are worked on at the same time; more get 503.
    pub at_once: u32,
    /// Imported bodies that are held in memory at the same time; more get 503.
    pub imports_at_once: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            ticket: Bucket {
                burst: 20,
                per_minute: 30,
            },
            hall: Bucket {
                burst: 5_000,
                per_minute: 120_000,
            },
            desk: Bucket {
                burst: 5,
                per_minute: 2,
            },
            device: Bucket {
                burst: 3,
                per_minute: 1,
            },
            point: Bucket {
                burst: 20,
                per_minute: 20,
            },
            body_seconds: 30,
            at_once: 512,
            imports_at_once: 2,
        }
    }
}

const fn ticket_days() -> u32 {
    30
}

const fn rectify_working_days() -> u8 {
    5
}

const fn rounds() -> u8 {
    2
}
