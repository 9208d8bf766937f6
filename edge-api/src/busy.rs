//! How many ratings and reports are being taken at the same time: beyond a limit, who comes
//! next is told at once to come back, or everybody would wait ever longer for the one thread.
//!
//! A client that goes away takes its request with it without a word from the runtime, so
//! a place that was never given back counts as free after a while.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// After how long a place counts as given back, ms, if it is held after the body was read:
/// no answer takes that long unless the edge stands still.
const GONE_MS: i64 = 10_000;

/// Since when each place is held, ms.
#[derive(Debug)]
pub struct Busy {
    held: BTreeMap<u64, i64>,
    next: u64,
    gone_ms: i64,
}

impl Default for Busy {
    fn default() -> Self {
        Self::lasting(GONE_MS)
    }
}

impl Busy {
    /// Places of which each counts as given back `gone_ms` after it was taken.
    #[must_use]
    pub const fn lasting(gone_ms: i64) -> Self {
        Self {
            held: BTreeMap::new(),
            next: 0,
            gone_ms,
        }
    }

    /// Takes one of `most` places at `now` (ms) and says its number; none when all are held.
    pub fn take(&mut self, most: usize, now: i64) -> Option<u64> {
        if self.held.len() >= most {
            // One from the future: the clock was set back.
            let still = now.saturating_sub(self.gone_ms)..=now;
            self.held.retain(|_, since| still.contains(since));
        }
        if self.held.len() >= most {
            return None;
        }
        let number = self.next;
        self.next = number.wrapping_add(1);
        self.held.insert(number, now);
        Some(number)
    }

    /// Gives a place back; one that counts as given back already is none.
    pub fn give(&mut self, number: u64) {
        self.held.remove(&number);
    }
}

/// A place that is given back when dropped.
#[derive(Debug)]
pub struct Place<'a> {
    busy: &'a RefCell<Busy>,
    number: u64,
}

impl<'a> Place<'a> {
    /// Takes one of `most` places at `now` (ms); none when all are held.
    #[must_use]
    pub fn of(busy: &'a RefCell<Busy>, most: usize, now: i64) -> Option<Self> {
        let number = busy.borrow_mut().take(most, now)?;
        Some(Self { busy, number })
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.busy.borrow_mut().give(self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_after_the_last_place_waits_for_one() {
        let busy = RefCell::default();
        let first = Place::of(&busy, 2, 0);
        let second = Place::of(&busy, 2, 0);
        assert!(first.is_some() && second.is_some());
        assert!(Place::of(&busy, 2, 1).is_none());
        drop(first);
        assert!(Place::of(&busy, 2, 1).is_some(), "given back");
    }

    #[test]
    fn a_place_that_was_left_without_a_word_is_free_after_a_while() {
        let mut busy = Busy::default();
        assert!(busy.take(1, 1_000).is_some());
        assert!(busy.take(1, 1_000 + GONE_MS).is_none());
        assert!(busy.take(1, 1_001 + GONE_MS).is_some());
        assert!(busy.take(1, 5_000).is_some(), "the clock was set back");
    }

    #[test]
    fn a_place_that_is_given_back_late_frees_nobody_elses() {
        let mut busy = Busy::default();
        let gone = busy.take(1, 0).unwrap();
        assert!(busy.take(1, GONE_MS + 1).is_some());
        busy.give(gone);
        assert!(busy.take(1, GONE_MS + 2).is_none());
    }
}
