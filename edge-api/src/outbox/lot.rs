//! What goes to the centre together, and what becomes of each row.

use super::entry::Kind;
use super::protocol::Standing;

/// A row that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in this outbox.
    pub seq: i64,
    /// What it holds.
    pub kind: Kind,
    /// When it was accepted, ms.
    pub accepted_at: i64,
    /// The record as JSON.
    pub content: String,
}

/// Rows that go in one statement: one kind, never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// What they hold.
    pub kind: Kind,
    /// The rows, in order.
    pub rows: Vec<Row>,
}

/// What the centre says of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is there, now or since an earlier try.
    There,
    /// Another row has its place.
    Taken,
    /// It could not be told; the next try will.
    Undecided,
}

/// A row that need not be sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Its number.
    pub seq: i64,
    /// How it stands from now on.
    pub standing: Standing,
    /// Why it was set aside; no content, no personal data.
    pub cause: Option<String>,
}

/// A row that is left for later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its number.
    pub seq: i64,
    /// Why; no content, no personal data.
    pub cause: String,
}
