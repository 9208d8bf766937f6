//! When a platform that does not answer is asked again: later and later, by one record alone;
//! pure.

use std::time::Duration;

use haochaping_edge::outbox::backoff;

/// First and longest pause.
const PAUSE_MS: (u32, u32) = (1_000, 60_000);
/// The longest that a platform's own `Retry-After` is heeded.
const LONGEST: Duration = Duration::from_secs(3_600);

/// How a platform has been answering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circuit {
    failures: u32,
}

impl Circuit {
    /// Whether the next attempt is a trial with one record.
    #[must_use]
    pub const fn is_open(self) -> bool {
        self.failures > 0
    }

    /// The platform answered; returns whether it was away before.
    pub const fn answered(&mut self) -> bool {
        let was_open = self.is_open();
        self.failures = 0;
        was_open
    }

    /// It did not; returns how long to leave it alone.
    pub fn failed(&mut self, asked_for: Option<Duration>, random: u32) -> Duration {
        self.failures = self.failures.saturating_add(1);
        let (base, cap) = PAUSE_MS;
        let own = Duration::from_millis(backoff::wait_ms(self.failures, base, cap, random));
        own.max(asked_for.unwrap_or_default().min(LONGEST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_with_the_first_failure_and_closes_with_the_first_answer() {
        let mut circuit = Circuit::default();
        assert!(!circuit.is_open() && !circuit.answered());
        circuit.failed(None, 0);
        circuit.failed(None, 0);
        assert!(circuit.is_open() && circuit.answered() && !circuit.is_open());
    }

    #[test]
    fn pauses_grow_to_a_minute_and_heed_what_the_platform_asks_for() {
        let mut circuit = Circuit::default();
        let pauses: Vec<u64> = (0..8)
            .map(|_| circuit.failed(None, u32::MAX).as_secs())
            .collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60]);
        let asked = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(circuit.failed(asked(300), 0).as_secs(), 300);
        assert_eq!(circuit.failed(asked(1_000_000), 0).as_secs(), 3_600);
        assert_eq!(circuit.failed(asked(1), u32::MAX).as_secs(), 60);
    }
}
