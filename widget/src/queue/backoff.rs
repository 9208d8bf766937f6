//! When to try again.

/// The first upper bound.
const BASE: u64 = 4_000;
/// The last one: half an hour.
const CAP: u64 = 30 * 60 * 1000;
/// Never at once, whatever the dice say.
const LEAST: u64 = 500;

/// Milliseconds until the next try, after `tries` failed ones: exponential with full
/// jitter, never before the edge's `Retry-After` (seconds). `dice` is even in 0 ≤ x < 1.
#[must_use]
pub fn delay(tries: u32, retry_after: Option<u64>, dice: f64) -> u64 {
    let bound = BASE.saturating_mul(1 << tries.min(16)).min(CAP);
    // 16 bits of the dice are more than enough, and keep the sum in whole numbers.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0 ≤ x < 65536"
    )]
    let sixteenths = (dice.clamp(0.0, 1.0) * 65_535.0) as u64;
    let jitter = LEAST + bound * sixteenths / 65_536;
    let least = retry_after.unwrap_or(0).min(24 * 3600).saturating_mul(1000);
    // A crowd that was told the same time must not come back at the same time.
    least + jitter
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_waits_at_least_what_was_asked_and_never_longer_than_the_cap_beyond(
            tries in any::<u32>(), after in proptest::option::of(0u64..100_000), dice in 0.0f64..1.0,
        ) {
            let wait = delay(tries, after, dice);
            let asked = after.unwrap_or(0).min(24 * 3600) * 1000;
            prop_assert!(wait >= asked + LEAST);
            prop_assert!(wait <= asked + LEAST + CAP);
        }

        #[test]
        fn the_bound_grows_with_the_tries(tries in 0u32..40) {
            prop_assert!(delay(tries + 1, None, 0.99) >= delay(tries, None, 0.99));
        }
    }

    #[test]
    fn odd_dice_stop_nothing() {
        for dice in [f64::NAN, f64::INFINITY, -1.0, 2.0] {
            assert!(delay(3, None, dice) >= LEAST);
        }
    }
}
