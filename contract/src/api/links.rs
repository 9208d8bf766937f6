//! `POST /v1/links`: short links for text messages.

use crate::link::LinkCode;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// Tickets for which a hall wants links, to send them by its own gateway. The same ticket
/// until the same end has the same link however often it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkRequest {
    /// The tickets, 1 to 500, all of this hall and of channel 7 (text message) or 2 (message
    /// in an app).
    #[cfg_attr(feature = "openapi", schemars(length(min = 1, max = 500), extend("items" = { "type": "string", "format": "ticket", "maxLength": 4096 })))]
    pub tickets: Vec<String>,
    /// Until when the links are to hold, RFC 3339 with its offset; as long as their tickets
    /// when absent, and never longer. Another end is another link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schemars(extend("format" = "date-time")))]
    pub expires_at: Option<String>,
}

/// The answer: one result for each ticket, in the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct LinkResults {
    /// The results.
    pub results: Vec<LinkResult>,
}

/// What became of one ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LinkResult {
    /// Its place in the request, from 0.
    pub index: usize,
    /// What became of it.
    pub status: LinkStatus,
    /// The link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Why there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// A link that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// Its code.
    pub code: LinkCode,
    /// The address to send.
    pub url: String,
    /// Until when it leads to the form, RFC 3339.
    #[cfg_attr(feature = "openapi", schemars(extend("format" = "date-time")))]
    pub expires_at: String,
}

/// What became of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkStatus {
    /// It has a link now.
    Made,
    /// It had one before.
    Repeated,
    /// It gets none as it is.
    Refused,
    /// Not now; send it again later.
    Retry,
}
