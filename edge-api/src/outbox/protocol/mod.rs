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
//! | [`Command::Link`] | [`Reply::Link`] | links that are to be kept, before the reply leaves |
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

mod answer;
mod record;

use contract::api::reconciliation::{Reconciliation, ReconciliationRequest};
use serde::{Deserialize, Serialize};

use crate::{link, point};

pub use self::answer::{Answer, EventAnswer, ReceiptState, Receipted, Standing, Stats, StepState};
pub use self::record::{
    EvaluationRecord, EventRecord, Matter, RatedMatter, SealedIdentity, StepKey,
};

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
    /// About short links.
    Link(link::Question),
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
    /// To [`Command::Link`].
    Link(link::Told),
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
