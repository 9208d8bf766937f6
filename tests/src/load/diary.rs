//! What a crowd was answered, and when.

use std::collections::BTreeMap;
use std::time::Duration;

/// Case number → receipt, of every evaluation that was answered with 202.
pub type Acknowledged = BTreeMap<String, String>;

/// Everything that a crowd heard from the edge.
#[derive(Debug, Clone, Default)]
pub struct Diary {
    /// What was answered with 202.
    pub acknowledged: Acknowledged,
    /// When, since the crowd began, in the order of the answers.
    pub moments: Vec<Duration>,
    /// How long each of those citizens had to insist, in the same order.
    pub waits: Vec<Duration>,
    /// Other answers, by status.
    pub refusals: BTreeMap<u16, u64>,
    /// How many of the refusals with 503 did not say when to come back.
    pub without_retry_after: u64,
    /// Requests that got no answer: connection refused, cut, or none in time.
    pub unanswered: u64,
}

impl Diary {
    /// The longest time in which nobody got a 202, between the first one and the last.
    #[must_use]
    pub fn longest_outage(&self) -> Duration {
        self.outage_between(Duration::ZERO, Duration::MAX)
    }

    /// The longest time without a 202 that ended after `from` and began before `to`, both since
    /// the crowd began.
    #[must_use]
    pub fn outage_between(&self, from: Duration, to: Duration) -> Duration {
        let mut moments = self.moments.clone();
        moments.sort_unstable();
        moments
            .windows(2)
            .filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
            .filter(|(before, after)| *after >= from && *before < to)
            .map(|(before, after)| after - before)
            .max()
            .unwrap_or_default()
    }

    /// The longest that `share` (0 to 1) of the citizens waited for their 202.
    #[must_use]
    pub fn waited(&self, share: f64) -> Duration {
        let mut waits = self.waits.clone();
        waits.sort_unstable();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index below the length"
        )]
        let at = (waits.len().saturating_sub(1) as f64 * share).round() as usize;
        waits.get(at).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_is_a_gap_between_answers_of_anybody() {
        let ms = Duration::from_millis;
        let diary = Diary {
            moments: vec![ms(10), ms(900), ms(20), ms(950)],
            waits: vec![ms(5), ms(700), ms(1), ms(2)],
            ..Diary::default()
        };
        assert_eq!(diary.longest_outage(), ms(880));
        assert_eq!(diary.outage_between(ms(901), Duration::MAX), ms(50));
        assert_eq!(diary.outage_between(ms(0), ms(20)), ms(10));
        assert_eq!(diary.waited(1.0), ms(700));
        assert_eq!(diary.waited(0.0), ms(1));
        assert_eq!(Diary::default().longest_outage(), Duration::ZERO);
    }
}
