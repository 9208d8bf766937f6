//! Evaluations that wait to be sent: which, and when.
//!
//! Pure: the rim gives the clock, the dice and the storage. The state is one text
//! (`localStorage` writes it in one piece, so it survives a killed process): the
//! version, then a line a job, its fields parted by tabs.
//!
//! ```text
//! 1
//! made⇥due⇥asked⇥lease⇥tries⇥refused⇥endpoint⇥ticket⇥body
//! ```
//!
//! `body` is the body of `POST /v1/evaluations` without `identity`: name and contact are
//! never written to a device. Times are milliseconds since 1970. A job whose `lease`
//! lies ahead is being sent by some tab; a tab that dies leaves the lease to run out. A
//! refused job keeps code and sentence of its refusal until its citizen has seen it.
//!
//! Migration: a later version reads this one and writes its own; this one leaves a later
//! version alone and waits in memory instead.

mod backoff;
mod book;
mod text;
mod waiting;

pub use backoff::delay;
pub use book::{Book, Full, Job};
pub use text::Unreadable;
pub use waiting::{Device, NotKept, Waiting};

/// The key of the text in `localStorage`.
pub const KEY: &str = "haochaping.queue";
/// The version of the text.
pub const VERSION: u32 = 1;
/// How much may wait.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Jobs at most.
    pub jobs: usize,
    /// Bytes of the text at most.
    pub bytes: usize,
}

/// Whether a refusal stands for good. On a kiosk nobody comes back to be told of one, so
/// everything else, such as a key or an origin that is missing in the edge's configuration,
/// is tried again for as long as a job may wait.
#[must_use]
pub fn is_final(code: &str) -> bool {
    matches!(code, "already_evaluated" | "ticket_expired")
}

/// On a citizen's own device, and on any page.
pub const ROOM: Room = Room {
    jobs: 20,
    bytes: 64 * 1024,
};
/// On a kiosk: some hours of a counter without a connection.
pub const KIOSK_ROOM: Room = Room {
    jobs: 200,
    bytes: 512 * 1024,
};
/// How long a job waits at most: as long as a ticket is valid by default, 30 days.
pub const AGE: u64 = 30 * 24 * 3600 * 1000;
/// How long a tab may take to send before another may try.
pub const LEASE: u64 = 30_000;
