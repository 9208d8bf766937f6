//! What the front of the Worker and the Durable Object `Outbox` say to each
//! other: one [`Command`] and one [`Reply`], both JSON, by the remote method `ask`.
//!
//! The front has checked everything before it speaks: ticket, origin, catalogue,
//! lengths. The outbox checks again only what it alone can know: whether the
//! step has been rated, and whether there is room.
//!
//! | command | reply | stores |
//! |---|---|---|
//! | [`Command::Evaluation`] | [`Reply::Evaluation`] | one evaluation, before the reply leaves |
//! | [`Command::Evaluations`] | [`Reply::Evaluations`], one per record, in order | evaluations, before the reply leaves |
//! | [`Command::Events`] | [`Reply::Events`], one per record, in order | service events, before the reply leaves |
//! | [`Command::Step`] | [`Reply::Step`] | nothing |
//! | [`Command::Receipt`] | [`Reply::Receipt`] | nothing |
//! | [`Command::Stats`] | [`Reply::Stats`] | nothing |
//! | [`Command::Reconcile`] | [`Reply::Reconciled`] | which rows are to be sent again |
//! | [`Command::Session`] | [`Reply::Session`] | nothing: a session is not kept on disk |
//! | [`Command::Point`] | [`Reply::Point`] | a point that is changed, before the reply leaves |
//!
//! `POST /v1/evaluations` takes a shorter way: the method `admit` takes the record alone, with
//! the others of its group, and gives an [`Answer`]; see `edge-api/entry.js`.
//!
//! An error instead of a reply means the outbox itself failed and nothing may be told to the
//! citizen but *try again*. The shard's number travels beside the command.
//!
//! All times are milliseconds since 1970 (UTC), by the server's clock. All codes
//! are the plain values of the vocabulary, so that a stored row can be read by
//! eye and outlives a renamed Rust type.

use contract::api::reconciliation::{Reconciliation, ReconciliationRequest};
use contract::certainty::Certainty;
use serde::{Deserialize, Serialize};

use crate::point;

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

/// A step, with what it takes to look beyond this outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StepQuery {
    /// The step.
    pub key: StepKey,
    /// Area of the hall, 12 digits: where the centre would keep it.
    pub hall_area: String,
    /// When it took place. Only a step older than the oldest row kept here can
    /// have been rated without this outbox knowing.
    pub service_at: i64,
}

/// What the front asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Command {
    /// Store an evaluation; the reply is the durable acknowledgement.
    Evaluation(Box<EvaluationRecord>),
    /// Store evaluations that were imported together, at most 500.
    Evaluations {
        /// The evaluations, all of this shard.
        records: Vec<EvaluationRecord>,
    },
    /// Store service events, at most 500.
    Events {
        /// The events, all of this shard.
        records: Vec<EventRecord>,
    },
    /// Has this step been rated?
    Step(StepQuery),
    /// How does the evaluation with this receipt stand?
    Receipt {
        /// 20 characters without dashes.
        receipt: String,
    },
    /// Numbers for `/metrics` and `/readyz`.
    Stats,
    /// Compare a page with the centre.
    Reconcile(ReconciliationRequest),
    /// About rating points.
    Point(Box<point::Question>),
    /// About who stands at a point.
    Session(point::session::Asked),
}

/// What the outbox answers, of the same name as the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reply {
    /// To [`Command::Evaluation`].
    Evaluation(Answer),
    /// To [`Command::Evaluations`].
    Evaluations(Vec<Answer>),
    /// To [`Command::Events`].
    Events(Vec<EventAnswer>),
    /// To [`Command::Step`].
    Step(StepState),
    /// To [`Command::Receipt`].
    Receipt(ReceiptState),
    /// To [`Command::Stats`].
    Stats(Stats),
    /// To [`Command::Reconcile`].
    Reconciled(Compared),
    /// To [`Command::Point`].
    Point(point::Told),
    /// To [`Command::Session`]; none when no later one came in time.
    Session(Option<point::session::Session>),
}

/// What came of comparing a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Compared {
    /// The page; of the edge it says nothing yet.
    Page(Box<Reconciliation>),
    /// The centre does not answer, for this cause → 503.
    CentreAway(String),
}

/// What became of an evaluation that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    tag = "answer",
    rename_all_fields = "camelCase"
)]
pub enum Answer {
    /// Durably stored just now → 202.
    Accepted {
        /// When, which is also its time in the centre.
        accepted_at: i64,
    },
    /// The same content was stored before → 202 with the same receipt.
    Same {
        /// When it was first accepted.
        accepted_at: i64,
        /// The receipt given then.
        receipt: String,
        /// How it stands.
        standing: Standing,
    },
    /// The step was rated with other content → 409 `already_evaluated`.
    Conflict {
        /// When it was rated.
        accepted_at: i64,
    },
    /// No room; nothing was stored → 503 with `Retry-After`.
    Full {
        /// Seconds.
        retry_after: u32,
    },
    /// Whether this step has been rated can only be told by the centre, which
    /// does not answer now; nothing was stored → 503 with `Retry-After`.
    /// Happens only for a service older than the oldest row kept here.
    Unclear {
        /// Seconds.
        retry_after: u32,
    },
}

/// What became of one service event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    tag = "answer",
    rename_all_fields = "camelCase"
)]
pub enum EventAnswer {
    /// Durably stored just now.
    Accepted,
    /// Stored before with the same content.
    Repeated,
    /// This step was reported before with other content; the first stands.
    Conflict {
        /// When the first was stored.
        accepted_at: i64,
    },
    /// No room; not stored.
    Full {
        /// Seconds.
        retry_after: u32,
    },
}

/// How a stored evaluation stands on its way to the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// Durably accepted, not yet in the centre.
    Waiting,
    /// In the centre, which has exactly one row for it.
    Central,
    /// The centre refuses its content; kept here for an operator, never dropped.
    SetAside,
    /// The centre had an evaluation of this step from another edge; that one counts.
    Duplicate,
}

/// Whether a step has been rated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    tag = "state",
    rename_all_fields = "camelCase"
)]
pub enum StepState {
    /// Not rated, as far as this edge and (where it must be asked) the centre know.
    Open,
    /// Rated.
    Evaluated {
        /// When.
        accepted_at: i64,
    },
    /// Only the centre could tell and it does not answer: show the form; the
    /// answer to a submission will be right.
    Unclear,
}

/// What a receipt opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    tag = "state",
    rename_all_fields = "camelCase"
)]
pub enum ReceiptState {
    /// Known; the standing is inside.
    Known(Box<Receipted>),
    /// Neither here nor in the centre → 404.
    Unknown,
    /// Not here, and the centre does not answer → 503.
    Unclear {
        /// Seconds.
        retry_after: u32,
    },
}

/// What the holder of a receipt may see: no comment, no case number, no identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Receipted {
    /// How it stands.
    pub standing: Standing,
    /// When it was accepted.
    pub accepted_at: i64,
    /// When the centre had it; none while it has not.
    pub stored_at: Option<i64>,
    /// Hall it was given at.
    pub hall: String,
    /// Step kind, where it is known; and so are those below.
    pub step: Option<String>,
    /// Name of the service item.
    pub item_name: Option<String>,
    /// Agency's name.
    pub agency_name: Option<String>,
    /// When the step took place.
    pub service_at: Option<i64>,
    /// Level 5 … 1.
    pub level: u8,
    /// 1 or 2.
    pub round: u8,
}

/// Numbers of one outbox.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Stats {
    /// Rows waiting to be forwarded (evaluations and events).
    pub pending: u64,
    /// Bytes of those rows' content.
    pub pending_bytes: u64,
    /// Most rows that may wait.
    pub pending_max: u64,
    /// Most bytes that may wait.
    pub pending_bytes_max: u64,
    /// Rows forwarded and still kept here.
    pub forwarded: u64,
    /// Rows the centre refuses by content.
    pub set_aside: u64,
    /// Waiting rows the centre refuses for now, which are tried alone and ever more seldom.
    pub skipped: u64,
    /// Evaluations whose step another edge had already sent to the centre.
    pub duplicates: u64,
    /// Age of the oldest waiting row in milliseconds; 0 when none waits.
    pub oldest_pending_ms: u64,
    /// Failed tries since the centre last answered; 0 = the last try worked.
    pub failures: u32,
    /// When the centre last took a batch; none = never.
    pub last_forwarded_at: Option<i64>,
    /// Size of the database in bytes.
    pub database_bytes: u64,
}
