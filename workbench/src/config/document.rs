//! The two documents as an operator writes them. Unknown fields are refused, so a
//! misspelled one cannot be overlooked.

use std::collections::BTreeMap;

use haochaping_edge::config::document::Environment;
use serde::Deserialize;

use super::upstream::UpstreamDocument;

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
