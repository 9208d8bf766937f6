//! The two documents as an operator writes them. Unknown fields are refused, so a
//! misspelled one cannot be overlooked.

use std::collections::BTreeMap;

use contract::certainty::Certainty;
use haochaping_edge::config::document::Environment;
use serde::Deserialize;

/// The configuration: not a single secret in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    /// `demo` or `production`.
    pub environment: Environment,
    /// Address and port to listen on, `127.0.0.1:8790`; TLS ends at a proxy before it.
    pub listen: String,
    /// Address that staff reach it at, without a path: `https://gzt.example.gov.cn`.
    pub public_url: String,
    /// Base address of the edge.
    pub edge: String,
    /// `aud` of tickets, the same as at the edge.
    pub audience: String,
    /// The halls whose staff work here, at least one.
    pub halls: Vec<HallDocument>,
    /// PEM file of the authorities that vouch for the centre, where the system's do not.
    pub database_ca: Option<String>,
    /// The file of profiles that the edge was built with, `build/profiles.json`.
    pub profiles: Option<String>,
    /// Platforms that evaluations are reported to.
    #[serde(default)]
    pub upstreams: Vec<UpstreamDocument>,
    /// By which of them collected opinions are taken; none = they are not.
    pub collect: Option<CollectDocument>,
}

/// Names of two profiles of collected opinions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CollectDocument {
    /// Reads the tables that staff upload.
    pub table: String,
    /// What the edge is sent.
    pub record: String,
}

/// One hall.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HallDocument {
    /// The same id as at the edge.
    pub id: String,
    /// What staff call it.
    pub name: String,
    /// Administrative area, 6, 9 or 12 digits.
    pub area_code: String,
    /// `kid` of the HS256 key that the workbench signs this hall's tickets with.
    pub ticket_key: String,
}

/// One platform, as an operator writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpstreamDocument {
    /// Its name: 1 to 40 small letters, digits and hyphens. It stays, for what is waiting and
    /// what was sent is kept under it.
    pub id: String,
    /// The profile that it takes; the profile must have an `upstream`.
    pub profile: String,
    /// The whole address to POST to; https in production.
    pub url: String,
    /// PEM file of authorities that vouch for it, beside the system's.
    pub ca_file: Option<String>,
    /// Address of its tokens, where that is not the profile's path at the same machine.
    pub token_url: Option<String>,
    /// Halls whose evaluations it gets; every hall of the centre, where there is none.
    pub halls: Option<Vec<String>>,
    /// First digits of the halls' area; every area, where there are none.
    #[serde(default)]
    pub area_prefix: String,
    /// How sure an evaluation must be, by its codes.
    pub certainties: Vec<Certainty>,
    /// Only what was accepted from this time on, `2026-01-01T00:00:00+08:00`.
    pub since: String,
    /// `false`: nothing more enters, and nothing is sent.
    #[serde(default = "yes")]
    pub active: bool,
    /// Most records of one body, 1 to 2000; the profile's own bound where it is smaller.
    #[serde(default = "batch")]
    pub batch: usize,
    /// Seconds within which it must answer, 1 to 120.
    #[serde(default = "timeout")]
    pub timeout_seconds: u64,
    /// Most requests a second, 1 to 1000.
    #[serde(default = "per_second")]
    pub per_second: u32,
    /// Days after which what was sent is forgotten here, 7 to 3650.
    #[serde(default = "keep")]
    pub keep_sent_days: u16,
}

const fn yes() -> bool {
    true
}

const fn batch() -> usize {
    100
}

const fn timeout() -> u64 {
    10
}

const fn per_second() -> u32 {
    10
}

const fn keep() -> u16 {
    90
}

/// The secrets.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Secrets {
    /// `postgres://user:password@host:port/database?sslmode=require`.
    pub database: String,
    /// By hall id.
    pub halls: BTreeMap<String, HallSecrets>,
    /// 32 bytes in base64: seals telephone numbers of call lists.
    pub call_key: String,
    /// By platform: the values that its profile names.
    #[serde(default)]
    pub upstreams: BTreeMap<String, BTreeMap<String, String>>,
}

/// Secrets of one hall.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HallSecrets {
    /// HS256 secret of the key that `ticketKey` names.
    pub ticket_secret: String,
    /// The hall's bearer key at the edge.
    pub api_key: String,
}
