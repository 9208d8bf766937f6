//! `POST /v1/operations/reconciliation`.
//!
//! One page compares a stretch of what an outbox keeps with what central storage
//! has of it. Nothing in it is of a person: numbers of rows, counts, times, causes.

use serde::{Deserialize, Serialize};

/// What an operator asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ReconciliationRequest {
    /// Which outbox of the edge, from 0.
    pub shard: u8,
    /// Compare what comes after this number; `next` of the page before, 0 to begin.
    pub after: u64,
    /// Have rows that central storage lacks sent again.
    pub fill: bool,
    /// Have rows that were set aside sent again.
    pub requeue_set_aside: bool,
}

/// One page of the comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Reconciliation {
    /// The edge.
    pub edge: String,
    /// Which of its outboxes.
    pub shard: u8,
    /// How many it has.
    pub shards: u8,
    /// The outbox by the random id that it gave itself.
    pub outbox: String,
    /// Rows of the whole outbox that central storage refuses for now; they are tried alone.
    pub skipped: u64,
    /// What the page counts.
    pub counts: Counts,
    /// What does not agree, by stretches of numbers.
    pub findings: Vec<Finding>,
    /// Rows of this page that were set aside.
    pub set_aside: Vec<SetAside>,
    /// Other outboxes under the same name, of which central storage has rows; only on
    /// the first page. They run elsewhere, or their disk was lost.
    pub others: Vec<OtherOutbox>,
    /// The first number that waits to be sent; absent when none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_waiting: Option<u64>,
    /// Where the next page begins; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
    /// Nothing was filled, because too much waits already: ask for this page again
    /// after that many seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

/// Rows by how they stand. `kept` is the sum of all but `unknown_here` and `filled`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Rows that the outbox keeps.
    pub kept: u64,
    /// Delivered and in central storage with the same content.
    pub in_centre: u64,
    /// Delivered, but central storage has nothing under their key.
    pub missing: u64,
    /// Of those, how many will be sent again.
    pub filled: u64,
    /// Delivered, but central storage has something else, or half of it.
    pub contradicting: u64,
    /// Not yet delivered.
    pub waiting: u64,
    /// Refused by central storage for their content; kept for an operator.
    pub set_aside: u64,
    /// Not counted in central storage, since another edge was there first.
    pub duplicates: u64,
    /// In central storage under this outbox's id, but not here.
    pub unknown_here: u64,
}

/// A stretch of numbers that do not agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What is wrong.
    pub what: Disagreement,
    /// First number.
    pub first: u64,
    /// Last number.
    pub last: u64,
    /// How many rows between them.
    pub rows: u64,
}

/// How a row does not agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Disagreement {
    /// Delivered once, not in central storage.
    Missing,
    /// Central storage has other content under its key.
    OtherContent,
    /// Central storage knows the key, but its evaluation is gone, as with a partition
    /// that was detached.
    RowGone,
    /// The digest of what was stored together is not that of what is kept here.
    OtherDigest,
    /// In central storage under this outbox's id, but not here: the outbox was set back
    /// to an older copy of itself.
    UnknownHere,
}

/// A row that central storage refused for its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SetAside {
    /// Its number.
    pub seq: u64,
    /// `event` or `evaluation`.
    pub kind: String,
    /// Code, table, column and constraint of the refusal; no content.
    pub cause: String,
    /// When it was set aside (RFC 3339).
    pub since: String,
    /// Whether it is sent again now.
    pub requeued: bool,
}

/// Another outbox under the same edge and shard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OtherOutbox {
    /// Its id.
    pub outbox: String,
    /// Rows that central storage has of it.
    pub rows: u64,
    /// The last number that arrived.
    pub last: u64,
    /// Numbers before it that did not, as `[3,5),[9,10)`; empty when all did.
    pub gaps: String,
    /// When the last arrived (RFC 3339).
    pub last_stored_at: String,
}
