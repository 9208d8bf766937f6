//! How long to wait before the centre is tried again.
//!
//! Full jitter: a random time up to a ceiling that doubles with each failure, so
//! that a thousand edges do not knock together when the centre comes back. There
//! is no last try.

/// Shortest wait in milliseconds: never a busy loop.
const FLOOR_MS: u64 = 10;

/// Milliseconds to wait after `failures` failures in a row (1 = the first).
///
/// `base_ms` and `cap_ms` bound the ceiling; `random` is uniform over its whole
/// range and decides where below the ceiling the wait falls.
#[must_use]
pub fn wait_ms(failures: u32, base_ms: u32, cap_ms: u32, random: u32) -> u64 {
    let doublings = failures.saturating_sub(1).min(31);
    let ceiling = (u64::from(base_ms) << doublings)
        .min(u64::from(cap_ms))
        .max(FLOOR_MS);
    let span = ceiling - FLOOR_MS + 1;
    FLOOR_MS + ((u64::from(random) * span) >> 32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_ceiling_doubles_up_to_the_cap() {
        let ceilings: Vec<u64> = (1..=9)
            .map(|failures| wait_ms(failures, 250, 30_000, u32::MAX))
            .collect();
        assert_eq!(
            ceilings,
            [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]
        );
    }

    proptest! {
        #[test]
        fn it_stays_between_floor_and_ceiling(
            failures in 0_u32.., base in 10_u32..60_000, cap in 100_u32..3_600_000, random: u32,
        ) {
            let wait = wait_ms(failures, base, cap, random);
            prop_assert!(wait >= FLOOR_MS);
            prop_assert!(wait <= u64::from(cap));
        }

        #[test]
        fn more_failures_never_wait_less(
            failures in 1_u32..64, base in 10_u32..60_000, cap in 100_u32..3_600_000, random: u32,
        ) {
            prop_assert!(wait_ms(failures + 1, base, cap, random) >= wait_ms(failures, base, cap, random));
        }
    }
}
