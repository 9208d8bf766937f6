//! `POST /v1/service-events`.

use crate::case::{
    AgencyCode, ApplicantKind, AreaCode, CaseNo, Desk, ItemCode, ItemKind, ItemWarning, StepKind,
    StepNo,
};
use crate::channel::Channel;
use crate::problem::Problem;
use crate::round::Round;
use serde::{Deserialize, Serialize};

/// A rateable step that a hall reports. The same step may be reported again, at a
/// later status, by another channel or for the additional evaluation; whatever else
/// differs contradicts the first report. It holds nothing of a person: who applied is
/// the hall's to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServiceEvent {
    /// The number of the case.
    pub case_no: CaseNo,
    /// The number of the step within the case.
    pub step_no: StepNo,
    /// What was done.
    pub step: StepKind,
    /// The code of the service item.
    pub item_code: ItemCode,
    /// Its name, as the citizen knows it.
    pub item_name: String,
    /// Its kind.
    pub item_kind: ItemKind,
    /// The area of the step, within the hall's; the hall's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_code: Option<AreaCode>,
    /// The agency that rendered the service.
    pub agency_code: AgencyCode,
    /// Its name.
    pub agency_name: String,
    /// 1 to be accepted, 2 accepted, 3 concluded (`proStatus`).
    pub case_status: CaseStatus,
    /// When the service was rendered, RFC 3339 with its offset.
    #[cfg_attr(feature = "openapi", schemars(extend("format" = "date-time")))]
    pub service_time: String,
    /// Who applied, by kind.
    pub applicant_kind: ApplicantKind,
    /// Where the citizen will be invited to rate.
    pub channel: Channel,
    /// For which evaluation the ticket is wanted; the first when absent.
    #[serde(default)]
    pub round: Round,
    /// The window or terminal where the citizen will be invited, when there is one: of
    /// many ratings in a short time from one of them, the later are marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<Desk>,
}

/// How far a case is, as a number on the wire (`proStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(extend("minimum" = 1, "maximum" = 3)))]
#[serde(try_from = "u8", into = "u8")]
#[repr(u8)]
pub enum CaseStatus {
    /// 待受理
    Pending = 1,
    /// 已受理
    Accepted = 2,
    /// 已办结
    Concluded = 3,
}

impl TryFrom<u8> for CaseStatus {
    type Error = crate::case::Malformed;

    fn try_from(value: u8) -> Result<Self, Self::Error> {
        match value {
            1 => Ok(Self::Pending),
            2 => Ok(Self::Accepted),
            3 => Ok(Self::Concluded),
            _ => Err(crate::case::Malformed(
                "must be 1 (to be accepted), 2 (accepted) or 3 (concluded)",
            )),
        }
    }
}

impl From<CaseStatus> for u8 {
    fn from(status: CaseStatus) -> Self {
        status as Self
    }
}

/// The answer: one result for each event, in the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct EventResults {
    /// The results.
    pub results: Vec<EventResult>,
}

/// What became of one event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct EventResult {
    /// Its place in the request, from 0.
    pub index: usize,
    /// What became of it.
    pub status: EventStatus,
    /// The ticket, when it is stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The address of the hosted page with that ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// What is unusual about it, without harm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<ItemWarning>,
    /// Why it is not stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventStatus {
    /// Stored now.
    Accepted,
    /// Was stored before with the same content.
    Repeated,
    /// Is not stored and never will be as it is.
    Refused,
    /// Is not stored now; send it again later.
    Retry,
}
