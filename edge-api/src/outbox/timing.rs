//! What the outbox makes of times it wrote down, when the clock may have been set
//! back or a pass may have been cut off since.

/// How long the tables of the months ahead are taken for granted.
const PREPARED_MS: i64 = 12 * 3_600_000;

/// How long having them made is left alone after it failed. It locks the table that
/// every edge writes to, and the default partition takes the rows meanwhile.
const NOT_PREPARED_MS: i64 = 10 * 60_000;

/// Longest that a pass is believed to be running, ms: far beyond what its time limits
/// let it last.
const PASS_MS: i64 = 5 * 60_000;

/// When to have the months ahead prepared next, in ms.
#[must_use]
pub const fn next_preparation(now: i64, prepared: bool) -> i64 {
    now + if prepared {
        PREPARED_MS
    } else {
        NOT_PREPARED_MS
    }
}

/// Whether the months ahead are to be prepared, `due` being what
/// [`next_preparation`] said.
#[must_use]
pub const fn is_preparation_due(due: i64, now: i64) -> bool {
    due <= now || due > now + PREPARED_MS
}

/// Whether a pass that began at `since` (0 = none) is still running. One that began
/// long ago was cut off without a word.
#[must_use]
pub const fn is_running(since: i64, now: i64) -> bool {
    since > 0 && since <= now && now - since < PASS_MS
}

/// When the centre is to be tried again: at `retry_at`, but at once if that is
/// further away than any wait can be, since then the clock was set back.
#[must_use]
pub fn next_try(retry_at: i64, now: i64, longest_wait_ms: u32) -> i64 {
    if retry_at > now + i64::from(longest_wait_ms) {
        now
    } else {
        retry_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_preparation_waits_ten_minutes() {
        assert!(is_preparation_due(0, 1));
        let due = next_preparation(1_000, false);
        assert!(!is_preparation_due(due, 1_000 + 599_999));
        assert!(is_preparation_due(due, 1_000 + 600_000));
        let due = next_preparation(1_000, true);
        assert!(!is_preparation_due(due, 1_000 + 600_000));
        assert!(is_preparation_due(due, 999), "the clock was set back");
    }

    #[test]
    fn a_pass_that_was_cut_off_blocks_the_next_for_minutes_only() {
        let (since, now) = (1_000_000, 1_000_000 + 20_000);
        assert!(is_running(since, now));
        assert!(!is_running(0, now));
        assert!(!is_running(since, since + PASS_MS));
        assert!(!is_running(since, since - 1), "the clock was set back");
    }

    #[test]
    fn a_clock_set_back_lengthens_no_wait() {
        assert_eq!(next_try(30_000, 10_000, 30_000), 30_000);
        assert_eq!(next_try(40_001, 10_000, 30_000), 10_000);
        assert_eq!(next_try(5, 10_000, 30_000), 5);
    }
}
