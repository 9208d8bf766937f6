//! The group that is being gathered: entries that arrive within a few
//! milliseconds share one commit.
//!
//! fsync blocks the only thread of the process, so one commit per request would
//! give hundreds per second and starve every other route; one per group gives
//! thousands. What is gathered is not stored and not acknowledged: losing it
//! loses nothing that was promised.

use futures_channel::oneshot;
use worker::Result;

use super::admission::{Verdict, decide};
use super::entry::Entry;
use super::settings::Settings;
use super::store::Store;

/// What one requester waits for: a verdict an entry, or that storing failed.
pub type Awaited = oneshot::Receiver<std::result::Result<Vec<Verdict>, String>>;

struct Requester {
    entries: usize,
    reply: oneshot::Sender<std::result::Result<Vec<Verdict>, String>>,
}

/// Entries and who waits for them.
#[derive(Default)]
pub struct Gathering {
    entries: Vec<Entry>,
    requesters: Vec<Requester>,
    bytes: u64,
    since: i64,
}

/// Most bytes in one group, so that memory stays small.
const MOST_BYTES: u64 = 1 << 20;

/// After how long a group has lost its leader, ms: far beyond any configured wait.
const ABANDONED_MS: i64 = 250;

impl Gathering {
    /// Whether nothing is gathered: whoever joins now leads, and sees to it that
    /// the group is closed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.requesters.is_empty()
    }

    /// Adds the entries of one request that arrived at `now`.
    pub fn join(&mut self, entries: Vec<Entry>, now: i64) -> Awaited {
        let (reply, awaited) = oneshot::channel();
        if self.is_empty() {
            self.since = now;
        }
        self.bytes += entries.iter().map(Entry::bytes).sum::<u64>();
        self.requesters.push(Requester {
            entries: entries.len(),
            reply,
        });
        self.entries.extend(entries);
        awaited
    }

    /// Whether whoever joined last has to close the group: it is full, or its leader
    /// did not. A group that began later than now has a leader that sleeps until the
    /// clock, which was set back, is there again: the runtime's timers follow it.
    #[must_use]
    pub fn is_due(&self, settings: &Settings, now: i64) -> bool {
        self.entries.len() >= settings.group_max
            || self.bytes >= MOST_BYTES
            || now < self.since
            || now - self.since > ABANDONED_MS
    }

    /// Decides and stores the group, then answers everyone in it.
    pub fn close(self, store: &Store, settings: &Settings, now: i64) {
        match Self::commit(&self.entries, store, settings, now) {
            Ok(verdicts) => {
                let mut verdicts = verdicts.into_iter();
                for requester in self.requesters {
                    let own = verdicts.by_ref().take(requester.entries).collect();
                    // A requester that has gone away is answered by its retry.
                    let _ = requester.reply.send(Ok(own));
                }
            }
            Err(error) => {
                let cause = error.to_string();
                for requester in self.requesters {
                    let _ = requester.reply.send(Err(cause.clone()));
                }
            }
        }
    }

    /// Decides a group and stores it.
    ///
    /// # Errors
    /// The storage fails; then none of the group may be acknowledged.
    pub fn commit(
        entries: &[Entry],
        store: &Store,
        settings: &Settings,
        now: i64,
    ) -> Result<Vec<Verdict>> {
        let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
        let kept = store.find(&keys)?;
        let verdicts = decide(entries, &kept, store.room(settings), now);
        store.insert(entries, &verdicts)?;
        Ok(verdicts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_joins_closes_a_group_that_its_leader_left() {
        let (mut group, settings) = (Gathering::default(), Settings::default());
        let _awaited = group.join(Vec::new(), 1_000);
        assert!(!group.is_due(&settings, 1_000 + ABANDONED_MS));
        assert!(group.is_due(&settings, 1_001 + ABANDONED_MS));
        assert!(group.is_due(&settings, 999), "the clock was set back");
    }
}
