//! One pass of forwarding: sends what waits, until nothing does, the centre
//! fails, or the pass has lasted long enough.

use std::time::Duration;

use worker::Result;

use super::backoff::wait_ms;
use super::delivery::Delivery;
use super::outbox_do::now;
use super::protocol::Standing;
use super::settings::Settings;
use super::store::Store;
use crate::central::insert::{Sender, store as store_in_centre};
use crate::central::lookup::prepare_partitions;
use crate::central::session::Session;

/// Longest pass; another follows at once. An alarm may run minutes, but a short
/// one is easier to stop and to watch.
const LONGEST_MS: i64 = 20_000;

/// How long the tables of the months ahead are taken for granted.
const PREPARED_MS: i64 = 12 * 3_600_000;

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
    /// When months were last prepared, ms.
    pub prepared_at: &'a std::cell::Cell<i64>,
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
        if tally.retry_at > now() {
            return Ok(Some(until_ms(tally.retry_at)));
        }
        while self.store.tally().pending > 0 {
            if let Some(wait) = self.round().await? {
                return Ok(Some(wait));
            }
            if now() > until {
                return Ok(Some(Duration::ZERO));
            }
        }
        let more = self.store.prune(now() - self.settings.retention_ms())?;
        let tally = self.store.tally();
        Ok(
            match (
                tally.pending > 0 || more,
                tally.forwarded + tally.duplicates,
            ) {
                (true, _) => Some(Duration::ZERO),
                (false, 0) => None,
                (false, _) => Some(PRUNE_EVERY),
            },
        )
    }

    /// Sends some lots; returns how long to wait if the centre failed.
    async fn round(&self) -> Result<Option<Duration>> {
        let Settings {
            batch_rows,
            batch_bytes,
            ..
        } = *self.settings;
        let rows = self.store.waiting(batch_rows * LOTS, batch_bytes * LOTS)?;
        let read = rows.len();
        self.prepare().await;
        let mut delivery = Delivery::new(rows, batch_rows, batch_bytes);
        let mut done = 0;
        while let Some(lot) = delivery.next_lot() {
            let said = store_in_centre(self.session, &self.sender, &lot).await;
            match delivery.settle(lot, said) {
                Ok(settled) if settled.is_empty() => {}
                Ok(settled) => {
                    done += settled.len();
                    self.store.settle(&settled, now())?;
                    for row in settled
                        .iter()
                        .filter(|row| row.standing == Standing::SetAside)
                    {
                        let cause = row.cause.as_deref().unwrap_or_default();
                        log_line("set_aside", self.sender.shard, Some(row.seq), cause);
                    }
                }
                Err(cause) => return self.back_off(&cause).map(Some),
            }
        }
        if done == 0 && read > 0 {
            return self.back_off("no row could be decided").map(Some);
        }
        Ok(None)
    }

    fn back_off(&self, cause: &str) -> Result<Duration> {
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
        if now() - self.prepared_at.get() < PREPARED_MS {
            return;
        }
        match prepare_partitions(self.session).await {
            Ok(()) => self.prepared_at.set(now()),
            // Rows go to the default partition meanwhile.
            Err(fault) => log_line(
                "partitions_not_prepared",
                self.sender.shard,
                None,
                &fault.to_string(),
            ),
        }
    }
}

fn until_ms(at: i64) -> Duration {
    Duration::from_millis(u64::try_from(at - now()).unwrap_or(0))
}

fn log_line(event: &str, shard: u8, seq: Option<i64>, cause: &str) {
    let line = serde_json::json!({ "kind": "outbox", "event": event, "shard": shard, "seq": seq, "cause": cause });
    worker::console_warn!("{line}");
}
