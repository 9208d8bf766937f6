//! Answers the commands of the front.

use std::cell::Cell;

use worker::Result;

use super::entry::evaluation_key;
use super::outbox_do::{Outbox, Parts, now};
use super::protocol::{Command, ReceiptState, Reply, Stats, StepQuery, StepState};
use crate::central::fault::Fault;
use crate::central::lookup;
use crate::central::session::Session;

/// Most questions about a step to the centre at a time: they share the connection
/// with what is forwarded.
const MOST_STEPS: u32 = 16;

/// Most questions about a receipt at a time, beside those: whoever makes up receipts
/// must neither slow the forwarding down nor take the place of citizens who rate.
const MOST_RECEIPTS: u32 = 4;

/// How far a hall's clock may be ahead of ours, ms. A step may be rated that much
/// before its service time, so its row may have been accepted and removed by then.
const CLOCK_AHEAD_MS: i64 = 120_000;

/// Whether a row of a step served at `service_at` may have been removed here; one of which
/// that is not known may always have been.
pub(super) const fn may_be_removed(service_at: Option<i64>, pruned_through: i64) -> bool {
    match service_at {
        _ if pruned_through <= 0 => false,
        Some(at) => at.saturating_sub(CLOCK_AHEAD_MS) <= pruned_through,
        None => true,
    }
}

/// Questions to the centre that wait for their answer, by what they are about.
#[derive(Debug, Default)]
pub struct Questions {
    steps: Cell<u32>,
    receipts: Cell<u32>,
    pub(super) points: Cell<u32>,
    pub(super) codes: Cell<u32>,
    pub(super) links: Cell<u32>,
}

/// One question that waits for its answer.
struct Asking<'a>(&'a Cell<u32>);

impl<'a> Asking<'a> {
    /// None when `most` wait already.
    fn begin(count: &'a Cell<u32>, most: u32) -> Option<Self> {
        let waiting = count.get();
        (waiting < most).then(|| {
            count.set(waiting + 1);
            Self(count)
        })
    }
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

impl Outbox {
    /// Answers one command.
    ///
    /// # Errors
    /// The storage of this object fails; nothing was promised then.
    pub async fn answer(&self, command: Command) -> Result<Reply> {
        Ok(match command {
            Command::Evaluation(record) => Reply::Evaluation(self.admit(&record).await?),
            Command::Evaluations { records } => Reply::Evaluations(self.admit_all(&records).await?),
            Command::Events { records } => Reply::Events(self.report(&records).await?),
            Command::Step(query) => Reply::Step(self.step(&query).await?),
            Command::Receipt { receipt } => Reply::Receipt(self.receipt(&receipt).await?),
            Command::Stats => {
                let Parts { setup, store, .. } = self.parts()?;
                let skipped = self.skips.borrow().count();
                let stats = store.stats(&setup.outbox, now())?;
                Reply::Stats(Stats { skipped, ..stats })
            }
            Command::Reconcile(request) => Reply::Reconciled(self.reconcile(&request).await?),
            Command::Session(asked) => Reply::Session(self.session(asked).await),
            Command::Point(question) => Reply::Point(self.point(*question).await?),
            Command::Link(question) => Reply::Link(self.link(question).await?),
        })
    }

    async fn step(&self, query: &StepQuery) -> Result<StepState> {
        let Parts { store, session, .. } = self.parts()?;
        let key = evaluation_key(&query.key);
        if let Some(kept) = store.find(&[&key])?.remove(&key) {
            return Ok(StepState::Evaluated {
                accepted_at: kept.accepted_at,
            });
        }
        if !may_be_removed(Some(query.service_at), store.tally().pruned_through) {
            return Ok(StepState::Open);
        }
        let question = lookup::by_key(session, &query.key, &query.hall_area);
        let found = self.ask_of_step(session, question).await;
        Ok(match found {
            None => StepState::Unclear,
            Some(None) => StepState::Open,
            Some(Some(kept)) => StepState::Evaluated {
                accepted_at: kept.accepted_at,
            },
        })
    }

    async fn receipt(&self, receipt: &str) -> Result<ReceiptState> {
        let Parts {
            setup,
            store,
            session,
        } = self.parts()?;
        if let Some(receipted) = store.by_receipt(receipt)? {
            return Ok(ReceiptState::Known(Box::new(receipted)));
        }
        let question = lookup::by_receipt(session, receipt);
        let asked = ask(session, &self.asking.receipts, MOST_RECEIPTS, question);
        Ok(match asked.await {
            None => ReceiptState::Unclear {
                retry_after: setup.outbox.retry_after,
            },
            Some(None) => ReceiptState::Unknown,
            Some(Some(receipted)) => ReceiptState::Known(Box::new(receipted)),
        })
    }

    pub(super) async fn ask_of_step<T>(
        &self,
        session: &Session,
        question: impl Future<Output = std::result::Result<T, Fault>>,
    ) -> Option<T> {
        ask(session, &self.asking.steps, MOST_STEPS, question).await
    }
}

/// Asks the centre; none when it does not answer, or when `most` questions of this
/// kind wait already.
pub(super) async fn ask<T>(
    session: &Session,
    waiting: &Cell<u32>,
    most: u32,
    question: impl Future<Output = std::result::Result<T, Fault>>,
) -> Option<T> {
    if session.just_failed() {
        return None;
    }
    let _asking = Asking::begin(waiting, most)?;
    question.await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_may_be_rated_a_little_before_its_service_time() {
        let pruned = 1_000_000;
        assert!(may_be_removed(Some(pruned), pruned));
        assert!(may_be_removed(Some(pruned + CLOCK_AHEAD_MS), pruned));
        assert!(!may_be_removed(Some(pruned + CLOCK_AHEAD_MS + 1), pruned));
        assert!(may_be_removed(None, pruned), "nobody says when it was");
        assert!(!may_be_removed(Some(1), 0), "nothing has been removed");
        assert!(!may_be_removed(None, 0), "nothing has been removed");
    }

    #[test]
    fn receipts_wait_apart_from_steps() {
        let questions = Questions::default();
        let asked: Vec<_> = (0..9)
            .filter_map(|_| Asking::begin(&questions.receipts, MOST_RECEIPTS))
            .collect();
        assert_eq!(asked.len(), 4);
        assert!(Asking::begin(&questions.steps, MOST_STEPS).is_some());
        drop(asked);
        assert!(Asking::begin(&questions.receipts, MOST_RECEIPTS).is_some());
    }
}
