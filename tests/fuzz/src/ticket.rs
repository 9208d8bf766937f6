//! Any text as a ticket.

use contract::ticket::{Refusal, verify};

use crate::world;

/// Only the one ticket that was signed verifies, and a refusal tells the log nothing of what
/// was sent.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    match verify(text, world::config(), &world::terms()) {
        Ok(claims) => {
            assert_eq!(text, world::ticket(), "a ticket that nobody signed");
            assert_eq!(claims, world::claims());
        }
        Err(Refusal::Malformed(_)) => {}
        Err(refusal) => {
            // Everything else is decided after the text was found to be a ticket's.
            assert_eq!(text.split('.').count(), 3, "{}", refusal.cause());
        }
    }
}
