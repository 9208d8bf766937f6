//! `POST /v1/evaluations`.

use crate::identity::{Consent, Identity};
use crate::lang::Lang;
use crate::level::Level;
use crate::receipt::Receipt;
use serde::{Deserialize, Serialize};

/// An evaluation as a page sends it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvaluationRequest {
    /// The ticket.
    #[cfg_attr(feature = "openapi", schemars(extend("format" = "ticket", "maxLength" = crate::limits::TICKET_BYTES)))]
    pub ticket: String,
    /// The level. A request without one is answered like any broken rule, so the
    /// member may be absent here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Codes of the chosen reasons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<String>,
    /// Free text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// The version of the catalogue that the reasons were chosen from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<String>,
    /// Name and contact; absent for an anonymous evaluation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
    /// What the citizen agreed to.
    #[serde(default)]
    pub consent: Consent,
    /// The language of the page, for the words of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
}

/// The answer once an evaluation is durably stored (202).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    /// The receipt.
    pub receipt: Receipt,
    /// Where the receipt opens.
    pub receipt_url: String,
    /// When it was accepted.
    pub accepted_at: String,
    /// Whether it is a 差评 that will be answered.
    pub negative: bool,
    /// Within how many working days; only when negative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rectify_working_days: Option<u8>,
}
