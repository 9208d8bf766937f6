//! Rows that the centre does not take for a reason that may pass: they are tried
//! alone and ever more seldom, so that they hold up none of the others.
//!
//! Kept in memory only: after a start they are found out anew.

use std::collections::{BTreeMap, BTreeSet};

use super::backoff::wait_ms;
use super::timing::next_try;

/// Rows skipped at a time; beyond that it is the centre that has to be mended.
const MOST: usize = 1_000;

/// How often in a row the centre has to refuse a lot before its rows are told apart.
const PATIENCE: u32 = 3;

#[derive(Debug)]
struct Skip {
    tries: u32,
    until: i64,
}

/// Rows that are skipped for now, and how often in a row the centre refused a lot.
#[derive(Debug, Default)]
pub struct Skips {
    rows: BTreeMap<i64, Skip>,
    refusals: u32,
}

impl Skips {
    /// Whether lots that are refused are to be told apart row by row.
    #[must_use]
    pub const fn tells_apart(&self) -> bool {
        self.refusals >= PATIENCE
    }

    /// How often in a row the centre refused a lot.
    #[must_use]
    pub const fn refusals(&self) -> u32 {
        self.refusals
    }

    /// Notes that a round ended with a refusal, or without.
    pub const fn note(&mut self, refused: bool) {
        self.refusals = if refused {
            self.refusals.saturating_add(1)
        } else {
            0
        };
    }

    /// Skips a row for longer than the last time. `base_ms`, `cap_ms` and `random` as
    /// for [`wait_ms`]. False when too many are skipped already.
    pub fn skip(&mut self, seq: i64, now: i64, base_ms: u32, cap_ms: u32, random: u32) -> bool {
        if self.rows.len() >= MOST && !self.rows.contains_key(&seq) {
            return false;
        }
        let skip = self.rows.entry(seq).or_insert(Skip { tries: 0, until: 0 });
        skip.tries = skip.tries.saturating_add(1);
        let wait = wait_ms(skip.tries, base_ms, cap_ms, random);
        skip.until = now.saturating_add(i64::try_from(wait).unwrap_or(i64::MAX));
        true
    }

    /// Forgets a row that has been settled.
    pub fn forget(&mut self, seq: i64) {
        self.rows.remove(&seq);
    }

    /// Rows that are not to be sent now; `cap_ms` is the longest wait there is.
    #[must_use]
    pub fn held(&self, now: i64, cap_ms: u32) -> Vec<i64> {
        let held = self.rows.iter();
        let held = held.filter(|(_, skip)| next_try(skip.until, now, cap_ms) > now);
        held.map(|(&seq, _)| seq).collect()
    }

    /// All rows that have been skipped and not been settled since.
    #[must_use]
    pub fn suspects(&self) -> BTreeSet<i64> {
        self.rows.keys().copied().collect()
    }

    /// How many rows are skipped.
    #[must_use]
    pub fn count(&self) -> u64 {
        u64::try_from(self.rows.len()).unwrap_or(u64::MAX)
    }

    /// When the first of the skipped rows is due.
    #[must_use]
    pub fn next(&self) -> Option<i64> {
        self.rows.values().map(|skip| skip.until).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skipped_row_is_tried_ever_more_seldom() {
        let mut skips = Skips::default();
        let mut now = 0;
        let waits: Vec<i64> = (0..5)
            .map(|_| {
                assert!(skips.skip(7, now, 250, 1_000, u32::MAX));
                assert_eq!(skips.held(now, 1_000), [7]);
                let due = skips.next().unwrap();
                assert!(skips.held(due, 1_000).is_empty());
                let wait = due - now;
                now = due;
                wait
            })
            .collect();
        assert_eq!(waits, [250, 500, 1_000, 1_000, 1_000]);
        assert!(skips.suspects().contains(&7));
        skips.forget(7);
        assert_eq!(skips.next(), None);
    }

    #[test]
    fn only_refusals_in_a_row_tell_rows_apart() {
        let mut skips = Skips::default();
        for refused in [true, true, false, true, true] {
            skips.note(refused);
            assert!(!skips.tells_apart());
        }
        skips.note(true);
        assert!(skips.tells_apart());
    }

    #[test]
    fn too_many_rows_are_not_skipped() {
        let mut skips = Skips::default();
        let skipped = (0..1_001).filter(|&seq| skips.skip(seq, 0, 10, 100, 0));
        assert_eq!(skipped.count(), MOST);
        assert!(skips.skip(0, 0, 10, 100, 0), "one that is skipped stays so");
    }
}
