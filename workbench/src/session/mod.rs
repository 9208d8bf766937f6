//! Who is signed in: a random token in a cookie, its digest in the centre.

pub mod attempts;
pub mod check;
mod cookie;
mod signed;
pub mod store;
mod token;

use std::time::Duration;

pub use cookie::{Cookie, cookie_of};
pub use signed::{Nothing, Posted, Signed, is_own_page};
pub use token::Token;

/// Ends a session that nobody used for so long.
pub const IDLE: Duration = Duration::from_secs(30 * 60);
/// Ends a session so long after it began: longer than any shift.
pub const ABSOLUTE: Duration = Duration::from_secs(10 * 60 * 60);

/// Whether a session that began `age` ago and was last used `idle` ago still holds.
#[must_use]
pub fn holds(age: Duration, idle: Duration) -> bool {
    age < ABSOLUTE && idle < IDLE
}

#[cfg(test)]
mod tests {
    use super::{ABSOLUTE, IDLE, holds};
    use std::time::Duration;

    #[test]
    fn idle_and_absolute_end() {
        let second = Duration::from_secs(1);
        assert!(holds(ABSOLUTE - second, IDLE - second));
        assert!(!holds(ABSOLUTE, Duration::ZERO));
        assert!(!holds(IDLE, IDLE));
    }
}
