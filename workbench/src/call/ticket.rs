//! The ticket for a call: the hall's permission to rate this step, with the operator in it.

use contract::case::{AgencyCode, AreaCode, CaseNo, ItemCode, StepKind, StepNo};
use contract::channel::Channel;
use contract::round::Round;
use contract::ticket::{Claims, Recording};

/// Seconds for which a ticket holds: it is made anew for each request to the edge.
const HOLDS: i64 = 3_600;

/// What is to be rated, as the list told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// The case.
    pub case_no: CaseNo,
    /// Its step.
    pub step_no: StepNo,
    /// First or additional evaluation.
    pub round: Round,
    /// What was done.
    pub step: StepKind,
    /// The service item.
    pub item_code: ItemCode,
    /// Its name.
    pub item_name: String,
    /// The agency.
    pub agency_code: AgencyCode,
    /// Its name.
    pub agency_name: String,
    /// The area.
    pub area_code: AreaCode,
    /// When the service was rendered, seconds since 1970.
    pub service_at: i64,
}

/// The id of every ticket of a call: whatever is sent twice is one evaluation, and the row tells
/// which call recorded it.
#[must_use]
pub fn ticket_id(call: i64) -> String {
    format!("call-{call}")
}

/// The claims for `matter`, recorded by the operator `alias`.
#[must_use]
pub fn claims(
    hall: &str,
    audience: &str,
    call: i64,
    matter: &Matter,
    recording: Recording,
    now: i64,
) -> Claims {
    Claims {
        iss: hall.to_owned(),
        aud: audience.to_owned(),
        iat: now,
        nbf: None,
        exp: now.saturating_add(HOLDS),
        jti: ticket_id(call),
        case: matter.case_no.clone(),
        step: matter.step_no,
        kind: matter.step,
        svt: matter.service_at,
        item: matter.item_code.clone(),
        name: matter.item_name.clone(),
        org: matter.agency_code.clone(),
        agency: matter.agency_name.clone(),
        area: matter.area_code.clone(),
        rnd: matter.round,
        ch: Channel::Phone,
        desk: None,
        scan: None,
        rec: Some(recording),
    }
}
