//! What the handlers need from the runtime, so that they can be tested without it.

use std::fmt;

use contract::api::reconciliation::ReconciliationRequest;

use crate::link;
use crate::outbox::client::Unreachable;
use crate::outbox::protocol::{
    Answer, Compared, EvaluationRecord, EventAnswer, EventRecord, ReceiptState, Stats, StepQuery,
    StepState,
};
use crate::point::session::{Asked, Session};
use crate::point::{Question, Told};

/// The durable outbox, shard by shard.
pub trait Outbox {
    /// Stores one evaluation; returns after it is on disk.
    ///
    /// # Errors
    /// [`Unreachable`] when nothing is known about the outcome; repeating is safe.
    fn admit(
        &self,
        shard: u8,
        record: EvaluationRecord,
    ) -> impl Future<Output = Result<Answer, Unreachable>>;

    /// Stores imported evaluations of one shard; one answer each, in order, after they are
    /// on disk.
    ///
    /// # Errors
    /// [`Unreachable`]; repeating is safe.
    fn admit_all(
        &self,
        shard: u8,
        records: Vec<EvaluationRecord>,
    ) -> impl Future<Output = Result<Vec<Answer>, Unreachable>>;

    /// Stores service events of one shard; one answer each, in order.
    ///
    /// # Errors
    /// [`Unreachable`]; repeating is safe.
    fn report(
        &self,
        shard: u8,
        records: Vec<EventRecord>,
    ) -> impl Future<Output = Result<Vec<EventAnswer>, Unreachable>>;

    /// Has this step been rated?
    ///
    /// # Errors
    /// [`Unreachable`] when the outbox failed.
    fn step(
        &self,
        shard: u8,
        query: StepQuery,
    ) -> impl Future<Output = Result<StepState, Unreachable>>;

    /// How does the evaluation with this receipt stand?
    ///
    /// # Errors
    /// [`Unreachable`] when the outbox failed.
    fn receipt(
        &self,
        shard: u8,
        receipt: String,
    ) -> impl Future<Output = Result<ReceiptState, Unreachable>>;

    /// Numbers of one shard.
    ///
    /// # Errors
    /// [`Unreachable`] when the outbox failed.
    fn stats(&self, shard: u8) -> impl Future<Output = Result<Stats, Unreachable>>;

    /// Compares a page of the shard that `request` names with the centre.
    ///
    /// # Errors
    /// [`Unreachable`] when the outbox failed; repeating is safe.
    fn reconcile(
        &self,
        request: ReconciliationRequest,
    ) -> impl Future<Output = Result<Compared, Unreachable>>;

    /// Changes or finds rating points; a change is on disk when this returns.
    ///
    /// # Errors
    /// [`Unreachable`] when the outbox failed; repeating is safe.
    fn point(&self, question: Question) -> impl Future<Output = Result<Told, Unreachable>>;

    /// Keeps links of one shard, or finds one; what is kept is on disk when this returns.
    ///
    /// # Errors
    /// [`Unreachable`] when the outbox failed; repeating is safe.
    fn link(
        &self,
        shard: u8,
        question: link::Question,
    ) -> impl Future<Output = Result<link::Told, Unreachable>>;

    /// Opens a session at a point, or waits a while for the next one; none came then.
    ///
    /// # Errors
    /// [`Unreachable`] when the outbox failed; repeating is safe.
    fn session(&self, asked: Asked) -> impl Future<Output = Result<Option<Session>, Unreachable>>;
}

/// The widget's folder.
pub trait Files {
    /// A whole file; `None` when there is none of this name.
    ///
    /// # Errors
    /// [`Unread`] when the folder itself does not answer.
    fn read(&self, path: &str) -> impl Future<Output = Result<Option<Vec<u8>>, Unread>>;
}

/// The widget's folder did not answer.
#[derive(Debug)]
pub struct Unread(
    /// For the log.
    pub String,
);

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "widget file could not be read: {}", self.0)
    }
}

impl std::error::Error for Unread {}
