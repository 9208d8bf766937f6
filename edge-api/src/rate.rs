//! How often one ticket and one hall may ask: token buckets in bounded memory.
//!
//! Keys are hashes of the ticket's id and of the hall, never addresses: a whole
//! hall sits behind one. A bucket is one number, the time at which it would be
//! full again (GCRA), so asking costs two look-ups and no timer. Two generations
//! of at most `GENERATION` buckets are kept; when the young one is full, the
//! old one is dropped, and with it only buckets that were not asked for lately.
//! Counting is per isolate and forgets at a restart: it is a brake against
//! floods, and never the reason why a step is rated once.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::config::document::Bucket;

/// Buckets of one generation; 24 bytes each.
const GENERATION: usize = 50_000;
/// Microseconds of a minute.
const MINUTE: i64 = 60_000_000;

/// The bucket is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Empty {
    /// Seconds until the next request passes, at least 1.
    pub retry_after: u32,
}

/// All buckets of one isolate.
#[derive(Debug, Default)]
pub struct Rates {
    young: HashMap<u64, i64>,
    old: HashMap<u64, i64>,
}

impl Rates {
    /// Whether `who` has no token left; takes none.
    #[must_use]
    pub fn is_empty(&self, who: impl Hash, bucket: Bucket, now: i64) -> bool {
        let (next, depth) = self.after(key(who), bucket, now);
        next.saturating_sub(now.saturating_mul(1_000)) > depth
    }

    /// Takes one token of `who`'s bucket at `now` (milliseconds since 1970).
    ///
    /// # Errors
    /// [`Empty`] when there is none.
    pub fn take(&mut self, who: impl Hash, bucket: Bucket, now: i64) -> Result<(), Empty> {
        let key = key(who);
        let (next, depth) = self.after(key, bucket, now);
        let over = next
            .saturating_sub(now.saturating_mul(1_000))
            .saturating_sub(depth);
        if over > 0 {
            let seconds = over.saturating_add(999_999) / 1_000_000;
            return Err(Empty {
                retry_after: u32::try_from(seconds).unwrap_or(u32::MAX).max(1),
            });
        }
        if self.young.len() >= GENERATION && !self.young.contains_key(&key) {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, next);
        Ok(())
    }

    /// When the bucket would be full again with one token less, and how long filling an
    /// empty one takes; microseconds.
    fn after(&self, key: u64, bucket: Bucket, now: i64) -> (i64, i64) {
        let now = now.saturating_mul(1_000);
        let interval = MINUTE / i64::from(bucket.per_minute.max(1));
        let depth = interval.saturating_mul(i64::from(bucket.burst));
        let known = self.young.get(&key).or_else(|| self.old.get(&key)).copied();
        // No bucket is full later than that, unless the clock was set back: then it
        // would refuse everybody until the clock is where it was.
        let known = known.filter(|full_at| *full_at <= now.saturating_add(depth));
        let full_at = known.unwrap_or(now).max(now);
        (full_at.saturating_add(interval), depth)
    }
}

fn key(who: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    who.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{Bucket, Empty, GENERATION, Rates};

    const BUCKET: Bucket = Bucket {
        burst: 3,
        per_minute: 60,
    };

    #[test]
    fn a_burst_passes_and_then_one_a_second() {
        let mut rates = Rates::default();
        for _ in 0..3 {
            assert_eq!(rates.take("t", BUCKET, 0), Ok(()));
        }
        assert_eq!(rates.take("t", BUCKET, 0), Err(Empty { retry_after: 1 }));
        assert_eq!(rates.take("t", BUCKET, 999), Err(Empty { retry_after: 1 }));
        assert_eq!(rates.take("t", BUCKET, 1_000), Ok(()));
        assert_eq!(
            rates.take("t", BUCKET, 1_000),
            Err(Empty { retry_after: 1 })
        );
    }

    #[test]
    fn a_clock_set_back_refuses_nobody_for_long() {
        let (mut rates, hour) = (Rates::default(), 3_600_000);
        while rates.take("t", BUCKET, hour).is_ok() {}
        for _ in 0..3 {
            assert_eq!(rates.take("t", BUCKET, 0), Ok(()));
        }
        assert_eq!(rates.take("t", BUCKET, 0), Err(Empty { retry_after: 1 }));
    }

    #[test]
    fn others_are_not_slowed() {
        let mut rates = Rates::default();
        while rates.take("a", BUCKET, 0).is_ok() {}
        assert_eq!(rates.take("b", BUCKET, 0), Ok(()));
    }

    #[test]
    fn a_refused_request_costs_nothing() {
        let mut rates = Rates::default();
        for _ in 0..100 {
            let _ = rates.take("t", BUCKET, 0);
        }
        assert_eq!(rates.take("t", BUCKET, 1_000), Ok(()));
    }

    #[test]
    fn looking_takes_nothing() {
        let mut rates = Rates::default();
        for taken in 0..4 {
            for _ in 0..10 {
                assert_eq!(rates.is_empty("t", BUCKET, 0), taken == 3, "after {taken}");
            }
            let _ = rates.take("t", BUCKET, 0);
        }
        assert!(!rates.is_empty("t", BUCKET, 1_000));
    }

    #[test]
    fn memory_is_bounded_and_busy_buckets_stay() {
        let mut rates = Rates::default();
        while rates.take("busy", BUCKET, 0).is_ok() {}
        for number in 0..GENERATION {
            rates.take(number, BUCKET, 0).unwrap();
        }
        assert!(
            rates.take("busy", BUCKET, 0).is_err(),
            "still known in the old generation"
        );
        for number in 0..3 * GENERATION {
            rates.take(("more", number), BUCKET, 0).unwrap();
        }
        assert!(rates.young.len() + rates.old.len() <= 2 * GENERATION);
    }
}
