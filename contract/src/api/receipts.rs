//! `GET /v1/receipts/{receipt}`, and the page where its number is typed.

use crate::receipt::Receipt;
use serde::{Deserialize, Serialize};

/// Path of the page where a receipt's number is typed.
pub const LOOK_UP: &str = "/receipt";

/// Where the number of a receipt is typed, as people write it down, `pj.example.gov.cn/receipt`;
/// from the address of the receipt itself. None of an address that is no receipt's.
#[must_use]
pub fn look_up(receipt_url: &str) -> Option<String> {
    let (edge, _) = receipt_url.split_once("/v1/receipts/")?;
    let edge = edge.strip_prefix("https://").unwrap_or(edge);
    Some([edge, LOOK_UP].concat())
}

/// The state of an evaluation, for whoever holds its receipt. It tells neither level
/// nor comment: a receipt may be shown at a counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReceiptState {
    /// The receipt.
    pub receipt: Receipt,
    /// How far it is.
    pub state: EvaluationState,
    /// When it was accepted (RFC 3339).
    pub accepted_at: String,
    /// When central storage had it (RFC 3339).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored_at: Option<String>,
}

/// How far an evaluation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EvaluationState {
    /// Durably kept at the edge, on its way.
    Accepted,
    /// In central storage.
    Stored,
    /// Kept, but another evaluation of the same step reached central storage before,
    /// through another edge; that one counts.
    Duplicate,
    /// Kept, but central storage did not take it; people look into it.
    SetAside,
}
