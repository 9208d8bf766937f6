//! The secrets, apart from the configuration: `HAOCHAPING_SECRETS`, one JSON
//! document that only the process itself reads.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

/// The whole document.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Secrets {
    /// Key of receipts and content digests; changing it makes old receipts unknown.
    pub receipt_key: String,
    /// Bearer key of `GET /metrics`.
    pub metrics_key: String,
    /// Bearer key of `POST /v1/operations/…`; none = nobody may ask there.
    pub operations_key: Option<String>,
    /// HS256 secret of the tickets that the edge issues.
    pub issuer_key: String,
    /// HS256 secrets of the halls: hall id → key id → secret.
    #[serde(default)]
    pub ticket_keys: BTreeMap<String, BTreeMap<String, String>>,
    /// Values that profiles name (keys, marks, words): hall id → name → value.
    #[serde(default)]
    pub profile_values: BTreeMap<String, BTreeMap<String, String>>,
    /// Who logs in at the centre, where the database binding does not say it.
    pub central: Option<CentralLogin>,
}

/// A login at PostgreSQL.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CentralLogin {
    /// Role that owns nothing and may insert.
    pub user: String,
    /// Its password.
    pub password: String,
    /// Database.
    pub database: String,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl fmt::Debug for CentralLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CentralLogin(…)")
    }
}
