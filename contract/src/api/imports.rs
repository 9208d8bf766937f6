//! `POST /v1/import/{profile}`.

use crate::case::ItemWarning;
use crate::receipt::Receipt;
use serde::{Deserialize, Serialize};

/// The answer: one result for each record, in the order of the body. Records are taken or
/// refused each for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ImportResults {
    /// How many were stored now.
    pub accepted: usize,
    /// How many were stored before.
    pub duplicate: usize,
    /// How many are not stored and never will be as they are.
    pub refused: usize,
    /// How many are not stored now; send the body again later.
    pub retry: usize,
    /// The results.
    pub results: Vec<ImportResult>,
}

/// What became of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ImportResult {
    /// Its place in the body, from 0.
    pub index: usize,
    /// What became of it.
    pub status: ImportStatus,
    /// The receipt of an evaluation that is stored, the same however often it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
    /// The ticket of a service event that is stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The address of the hosted page with that ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// What is unusual about an evaluation, without harm: `default`, `service_after_rating` and the like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
    /// What is unusual about the item of a service event, without harm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<ItemWarning>,
    /// Why it is not stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<ImportRefusal>,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportStatus {
    /// Stored now, durably.
    Accepted,
    /// Was stored before with the same content.
    Duplicate,
    /// Is not stored and never will be as it is.
    Refused,
    /// Is not stored now; send it again later.
    Retry,
}

/// Why a record is not stored. It never repeats what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ImportRefusal {
    /// The stable code: one of a record, or a problem's.
    pub code: String,
    /// The field by its name in the profile, when it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Where it stands in the body as it was sent: a path, or line and column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What it must look like, or what to do.
    pub detail: String,
}
