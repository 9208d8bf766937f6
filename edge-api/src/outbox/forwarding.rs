//! One pass of forwarding: sends what waits, until nothing does, the centre
//! fails, or the pass has lasted long enough.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use futures_util::stream::{FuturesOrdered, StreamExt};
use worker::Result;

use super::backoff::wait_ms;
use super::delivery::{Delivery, Settled};
use super::linking::Pauses;
use super::outbox_do::now;
use super::protocol::Standing;
use super::settings::Settings;
use super::skipping::Skips;
use super::store::Store;
use super::timing::{is_preparation_due, next_preparation, next_try};
use crate::central::fault::Fault;
use crate::central::insert::{Sender, store as store_in_centre};
use crate::central::lookup::prepare_partitions;
use crate::central::session::Session;

/// Longest pass; another follows at once. An alarm may run minutes, but a short
/// one is easier to stop and to watch.
const LONGEST_MS: i64 = 20_000;

/// Lots read from disk at a time.
const LOTS: usize = 4;

/// How often old rows are looked for when there is nothing else to do.
const PRUNE_EVERY: Duration = Duration::from_secs(3_600);

/// What a pass needs.
pub struct Forwarder<'a> {
    /// Where rows wait.
    pub store: &'a Store,
    /// Where they go.
    pub session: &'a Session,
    /// Who sends them.
    pub sender: Sender,
    /// How many at a time.
    pub settings: &'a Settings,
    /// When months are to be prepared next, ms.
    pub prepare_at: &'a Cell<i64>,
    /// Rows that are tried alone.
    pub skips: &'a RefCell<Skips>,
    /// When links are next sent and old ones forgotten.
    pub links: &'a Pauses,
}

/// What a round came to.
enum Round {
    /// Rows were sent; more may wait.
    Sent,
    /// The centre failed: wait that long.
    Failed(Duration),
    /// All rows that wait are skipped for that long.
    Held(Duration),
}

impl Forwarder<'_> {
    /// Runs a pass. Returns when to run the next one: none when nothing waits and
    /// nothing is kept.
    ///
    /// # Errors
    /// The storage of this object fails; the centre's failures are no error here.
    pub async fn pass(&self) -> Result<Option<Duration>> {
        let until = now() + LONGEST_MS;
        let tally = self.store.tally();
        let retry_at = next_try(tally.retry_at, now(), self.settings.backoff_cap_ms);
        if retry_at > now() {
            return Ok(Some(until_ms(retry_at)));
        }
        // Before the rows, of which there may always be some.
        let failures = tally.failures;
        let points = self.send_points().await?;
        if self.store.tally().failures > failures {
            return Ok(points);
        }
        let links = self.send_links().await?;
        if self.store.tally().failures > failures {
            return Ok(links);
        }
        let mut held = Duration::ZERO;
        while self.store.tally().pending > 0 {
            match self.round().await? {
                Round::Sent => {}
                Round::Failed(wait) => return Ok(Some(wait)),
                Round::Held(wait) => {
                    held = wait;
                    break;
                }
            }
            if now() > until {
                return Ok(Some(Duration::ZERO));
            }
        }
        let horizon = now() - self.settings.retention_ms();
        let more = self.store.prune(horizon)? | self.store.prune_links(horizon)?;
        self.forget_links().await;
        let tally = self.store.tally();
        let kept = tally.forwarded + tally.duplicates + u64::from(self.store.keeps_links());
        let rows = match (more, tally.pending, kept) {
            (true, ..) => Some(Duration::ZERO),
            (false, 0, 0) => None,
            (false, 0, _) => Some(PRUNE_EVERY),
            (false, ..) => Some(held),
        };
        // The one that comes first; none is later than any. What came in meanwhile has woken
        // the next pass already.
        Ok([rows, points, links].into_iter().flatten().min())
    }

    /// Sends some lots.
    async fn round(&self) -> Result<Round> {
        let Settings {
            batch_rows,
            batch_bytes,
            backoff_cap_ms,
            ..
        } = *self.settings;
        let held = self.skips.borrow().held(now(), backoff_cap_ms);
        let (most, most_bytes) = (batch_rows * LOTS, batch_bytes * LOTS);
        let rows = self.store.waiting(most, most_bytes, &held)?;
        if rows.is_empty() {
            let due = self.skips.borrow().next().unwrap_or_default();
            return Ok(Round::Held(until_ms(due)));
        }
        self.prepare().await;
        let mut delivery = Delivery::new(rows, batch_rows, batch_bytes, &self.skips.borrow());
        let (settled, fault) = self.send(&mut delivery).await;
        let done = self.skip(&mut delivery) + self.settle(&settled)?;
        if let Some(fault) = fault {
            return self.failed(&fault);
        }
        self.skips.borrow_mut().note(false);
        if done == 0 {
            return self.back_off("no row could be decided").map(Round::Failed);
        }
        Ok(Round::Sent)
    }

    /// Sends all lots, some before the first is answered: the centre works on one while the
    /// next is put together here. Returns what to write down, in one go since each write
    /// waits for the disk, and what stopped it. What the centre took and is not written down
    /// after a crash is sent again, which is harmless.
    async fn send(&self, delivery: &mut Delivery) -> (Vec<Settled>, Option<Fault>) {
        // After a failure one alone asks whether the centre is back: it may still be at
        // what was sent before.
        let probing = delivery.tells_apart() || self.store.tally().failures > 0;
        let at_once = if probing {
            1
        } else {
            self.settings.lots_at_once
        };
        if let Err(fault) = self.session.connected().await {
            return (Vec::new(), Some(fault));
        }
        let (mut all, mut sent) = (Vec::new(), FuturesOrdered::new());
        loop {
            while sent.len() < at_once
                && let Some(lot) = delivery.next_lot()
            {
                sent.push_back(async move {
                    let said = store_in_centre(self.session, &self.sender, &lot).await;
                    (lot, said)
                });
            }
            let Some((lot, said)) = sent.next().await else {
                break;
            };
            match delivery.settle(lot, said) {
                Ok(settled) => all.extend(settled),
                Err(fault) => return (all, Some(fault)),
            }
        }
        let (settled, fault) = delivery.finish();
        all.extend(settled);
        (all, fault)
    }

    /// Writes down what need not be sent again; how many rows that is.
    fn settle(&self, settled: &[Settled]) -> Result<usize> {
        if settled.is_empty() {
            return Ok(0);
        }
        self.store.settle(settled, now())?;
        for row in settled {
            self.skips.borrow_mut().forget(row.seq);
            if row.standing == Standing::SetAside {
                let cause = row.cause.as_deref().unwrap_or_default();
                log_line("set_aside", self.sender.shard, Some(row.seq), cause);
            }
        }
        Ok(settled.len())
    }

    /// Leaves rows for later that the centre refuses while it takes others; how many.
    fn skip(&self, delivery: &mut Delivery) -> usize {
        let skipped = delivery.take_skipped();
        let Settings {
            backoff_base_ms,
            backoff_cap_ms,
            ..
        } = *self.settings;
        let mut left = 0;
        for row in &skipped {
            let random = getrandom::u32().unwrap_or(u32::MAX);
            let left_alone = self.skips.borrow_mut().skip(
                row.seq,
                now(),
                backoff_base_ms,
                backoff_cap_ms,
                random,
            );
            left += usize::from(left_alone);
            log_line("skipped", self.sender.shard, Some(row.seq), &row.cause);
        }
        left
    }

    fn failed(&self, fault: &Fault) -> Result<Round> {
        if matches!(fault, Fault::Refused(_)) {
            self.skips.borrow_mut().note(true);
        }
        self.back_off(&fault.to_string()).map(Round::Failed)
    }

    pub(super) fn back_off(&self, cause: &str) -> Result<Duration> {
        let failures = self.store.tally().failures.saturating_add(1);
        let Settings {
            backoff_base_ms,
            backoff_cap_ms,
            ..
        } = *self.settings;
        // Without randomness the longest wait is the safe one.
        let random = getrandom::u32().unwrap_or(u32::MAX);
        let wait = wait_ms(failures, backoff_base_ms, backoff_cap_ms, random);
        self.store
            .failed(now() + i64::try_from(wait).unwrap_or(i64::MAX))?;
        log_line("centre_failed", self.sender.shard, None, cause);
        Ok(Duration::from_millis(wait))
    }

    async fn prepare(&self) {
        if !is_preparation_due(self.prepare_at.get(), now()) {
            return;
        }
        let prepared = prepare_partitions(self.session).await;
        self.prepare_at
            .set(next_preparation(now(), prepared.is_ok()));
        // Rows go to the default partition meanwhile.
        if let Err(fault) = prepared {
            log_line(
                "partitions_not_prepared",
                self.sender.shard,
                None,
                &fault.to_string(),
            );
        }
    }
}

fn until_ms(at: i64) -> Duration {
    Duration::from_millis(u64::try_from(at - now()).unwrap_or(0))
}

pub(super) fn log_line(event: &str, shard: u8, seq: Option<i64>, cause: &str) {
    let line = serde_json::json!({ "kind": "outbox", "event": event, "shard": shard, "seq": seq, "cause": cause });
    worker::console_warn!("{line}");
}
