//! What is stored and forwarded: the records, with all that will stand in the centre.

use contract::certainty::Certainty;
use serde::{Deserialize, Serialize};

/// What can be rated once: one step of one case at one hall, in one round.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StepKey {
    /// Configuration id of the hall, `yuzhong-zwfw`.
    pub hall: String,
    /// Case number as the hall wrote it, at most 50 characters.
    pub case_no: String,
    /// Number of the step within the case, 1–99.
    pub step_no: u8,
    /// 1 = first evaluation, 2 = additional one (追评).
    pub round: u8,
}

/// The step of a service event, as the hall told it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Matter {
    /// Step kind: `consult`, `apply`, `supplement`, `pay`, `collect`, `conclude`.
    pub step: String,
    /// Service item code (实施编码), 31 or 33 characters, not enforced here.
    pub item_code: String,
    /// Name of the service item.
    pub item_name: String,
    /// Agency's unified social credit code.
    pub agency_code: String,
    /// Agency's name.
    pub agency_name: String,
    /// Administrative area of the step, 12 digits; within the hall's.
    pub area_code: String,
    /// When the step took place.
    pub service_at: i64,
}

/// The step that was rated: whole where a ticket told it, else as far as the source says it.
/// Reads whatever [`Matter`] writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RatedMatter {
    /// As in [`Matter`], and so are those below.
    pub step: Option<String>,
    /// Service item code.
    pub item_code: Option<String>,
    /// Its name.
    pub item_name: Option<String>,
    /// Agency's code.
    pub agency_code: Option<String>,
    /// Its name.
    pub agency_name: Option<String>,
    /// The hall's own area where the source names none.
    pub area_code: String,
    /// When the step took place.
    pub service_at: Option<i64>,
}

impl From<Matter> for RatedMatter {
    fn from(matter: Matter) -> Self {
        Self {
            step: Some(matter.step),
            item_code: Some(matter.item_code),
            item_name: Some(matter.item_name),
            agency_code: Some(matter.agency_code),
            agency_name: Some(matter.agency_name),
            area_code: matter.area_code,
            service_at: Some(matter.service_at),
        }
    }
}

/// A name, phone or certificate, already sealed with the city's public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SealedIdentity {
    /// Which public key sealed it.
    pub key_id: String,
    /// The sealed text `v1.…`; the only form that is ever stored.
    pub sealed: String,
}

/// One evaluation, complete, as it will stand in the centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvaluationRecord {
    /// The step it rates; one evaluation each, ever.
    pub key: StepKey,
    /// Area of the hall by the edge's configuration, 12 digits. The centre
    /// distributes by it.
    pub hall_area: String,
    /// UUID in its 36-character form, derived from key and service time.
    pub id: String,
    /// Receipt, 20 characters without the dashes.
    pub receipt: String,
    /// Digest over the whole content, identity included. Equal digest = same content.
    pub digest: String,
    /// What was rated.
    pub matter: RatedMatter,
    /// Level 5 (very satisfied) … 1.
    pub level: u8,
    /// Indicator codes of that level, `["207","208"]`.
    pub indicators: Vec<String>,
    /// Catalogue version the indicators belong to, `"2"`.
    pub catalogue: String,
    /// Comment, NFC, redacted, at most 500 characters.
    pub comment: Option<String>,
    /// How sure it is. Rows of builds that knew tickets only do not say it.
    #[serde(default, skip_serializing_if = "Certainty::is_ticket")]
    pub certainty: Certainty,
    /// Name of the profile it was read by, if it was imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Rating point it was given at, if at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point_id: Option<String>,
    /// Case number that the citizen claimed and nobody confirms; the one in the key is then
    /// the edge's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_case_no: Option<String>,
    /// Number of a queue ticket that the citizen claimed and nobody confirms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_queue_no: Option<String>,
    /// Alias of who wrote it down, if the citizen did not give it themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<String>,
    /// Where it was collected, if it is of no case: `paper_box`, `forum`, `open_day`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// When it was rated, as an outside system tells; none for what was given here, when it
    /// is `received_at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rated_at: Option<i64>,
    /// Applicant kind 1–9, where the source says it of the evaluation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant_kind: Option<u8>,
    /// Channel 1–7 (评价渠道); none where the outside system rated by itself.
    pub channel: Option<u8>,
    /// Language the form was shown in, `zh` or `en`; none if there was no form of ours.
    pub lang: Option<String>,
    /// Consent to be contacted about this evaluation.
    pub consent_contact: bool,
    /// Consent to publish the comment.
    pub consent_publish: bool,
    /// Present only with consent to contact.
    pub identity: Option<SealedIdentity>,
    /// What was noticed on the way: `redacted`, `burst`, …; `default` (made by a system)
    /// and `not_effective` keep it out of every score.
    pub flags: Vec<String>,
    /// Web origin of the page that sent it; none for a form post or a backend.
    pub origin: Option<String>,
    /// Id of the ticket (`jti`), where there was one.
    pub ticket_id: Option<String>,
    /// When the ticket was issued.
    pub ticket_issued_at: Option<i64>,
    /// When the request reached the edge.
    pub received_at: i64,
}

/// One service event: a step that took place and can be rated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventRecord {
    /// Hall that reports it.
    pub hall: String,
    /// Area of the hall by the edge's configuration, 12 digits. The centre
    /// distributes by it.
    pub hall_area: String,
    /// Case number, at most 50 characters.
    pub case_no: String,
    /// Number of the step within the case.
    pub step_no: u8,
    /// Round that may be rated now; kept, but no part of the event's identity.
    pub round: u8,
    /// Digest over what the step was: without round, case status, channel and times of
    /// arrival, which differ when it is reported again.
    pub digest: String,
    /// What took place.
    pub matter: Matter,
    /// Item kind (事项类型), two digits.
    pub item_kind: String,
    /// Case status 1 to be accepted, 2 accepted, 3 concluded.
    pub case_status: u8,
    /// Applicant kind 1–9.
    pub applicant_kind: u8,
    /// Channel the step was handled through, 1–7.
    pub channel: u8,
    /// When the report reached the edge.
    pub received_at: i64,
}
