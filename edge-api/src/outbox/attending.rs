//! Tells the kiosk at a point who stands there: holds its question until there is an answer,
//! or for a while.

use std::time::Duration;

use worker::Delay;

use super::outbox_do::{Outbox, now};
use crate::point::session::{Asked, Session};

/// How long a question is held, ms: below what proxies wait for an answer.
const HELD_MS: i64 = 20_000;
/// How often it is looked at meanwhile.
const LOOK: Duration = Duration::from_millis(250);

impl Outbox {
    /// Opens a session, or waits for one that is later than the kiosk has seen.
    pub(super) async fn session(&self, asked: Asked) -> Option<Session> {
        let (place, seen) = match asked {
            Asked::Open(place, ticket) => {
                let opened = self.sessions.borrow_mut().open(place, ticket, now());
                return Some(opened);
            }
            Asked::Follow(place, seen) => (place, seen),
        };
        let since = now();
        // A clock that is set back ends the wait too.
        while (0..HELD_MS).contains(&(now() - since)) {
            let found = self.sessions.borrow().after(&place, seen, now()).cloned();
            if found.is_some() {
                return found;
            }
            Delay::from(LOOK).await;
        }
        None
    }
}
