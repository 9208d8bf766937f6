//! What the outbox says of what it was handed, and of itself.

use serde::{Deserialize, Serialize};

/// What became of an evaluation that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    tag = "answer",
    rename_all_fields = "camelCase"
)]
pub enum Answer {
    /// Durably stored just now → 202.
    Accepted {
        /// When, which is also its time in the centre.
        accepted_at: i64,
    },
    /// The same content was stored before → 202 with the same receipt.
    Same {
        /// When it was first accepted.
        accepted_at: i64,
        /// The receipt given then.
        receipt: String,
        /// How it stands.
        standing: Standing,
    },
    /// The step was rated with other content → 409 `already_evaluated`.
    Conflict {
        /// When it was rated.
        accepted_at: i64,
    },
    /// No room; nothing was stored → 503 with `Retry-After`.
    Full {
        /// Seconds.
        retry_after: u32,
    },
    /// Whether this step has been rated can only be told by the centre, which
    /// does not answer now; nothing was stored → 503 with `Retry-After`.
    /// Happens only for a service older than the oldest row kept here.
    Unclear {
        /// Seconds.
        retry_after: u32,
    },
}

/// What became of one service event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    tag = "answer",
    rename_all_fields = "camelCase"
)]
pub enum EventAnswer {
    /// Durably stored just now.
    Accepted,
    /// Stored before with the same content.
    Repeated,
    /// This step was reported before with other content; the first stands.
    Conflict {
        /// When the first was stored.
        accepted_at: i64,
    },
    /// No room; not stored.
    Full {
        /// Seconds.
        retry_after: u32,
    },
}

/// How a stored evaluation stands on its way to the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// Durably accepted, not yet in the centre.
    Waiting,
    /// In the centre, which has exactly one row for it.
    Central,
    /// The centre refuses its content; kept here for an operator, never dropped.
    SetAside,
    /// The centre had an evaluation of this step from another edge; that one counts.
    Duplicate,
}

/// Whether a step has been rated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    tag = "state",
    rename_all_fields = "camelCase"
)]
pub enum StepState {
    /// Not rated, as far as this edge and (where it must be asked) the centre know.
    Open,
    /// Rated.
    Evaluated {
        /// When.
        accepted_at: i64,
    },
    /// Only the centre could tell and it does not answer: show the form; the
    /// answer to a submission will be right.
    Unclear,
}

/// What a receipt opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    tag = "state",
    rename_all_fields = "camelCase"
)]
pub enum ReceiptState {
    /// Known; the standing is inside.
    Known(Box<Receipted>),
    /// Neither here nor in the centre → 404.
    Unknown,
    /// Not here, and the centre does not answer → 503.
    Unclear {
        /// Seconds.
        retry_after: u32,
    },
}

/// What the holder of a receipt may see: no comment, no case number, no identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Receipted {
    /// How it stands.
    pub standing: Standing,
    /// When it was accepted.
    pub accepted_at: i64,
    /// When the centre had it; none while it has not.
    pub stored_at: Option<i64>,
    /// Hall it was given at.
    pub hall: String,
    /// Step kind, where it is known; and so are those below.
    pub step: Option<String>,
    /// Name of the service item.
    pub item_name: Option<String>,
    /// Agency's name.
    pub agency_name: Option<String>,
    /// When the step took place.
    pub service_at: Option<i64>,
    /// Level 5 … 1.
    pub level: u8,
    /// 1 or 2.
    pub round: u8,
}

/// Numbers of one outbox.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Stats {
    /// Rows waiting to be forwarded (evaluations and events).
    pub pending: u64,
    /// Bytes of those rows' content.
    pub pending_bytes: u64,
    /// Most rows that may wait.
    pub pending_max: u64,
    /// Most bytes that may wait.
    pub pending_bytes_max: u64,
    /// Rows forwarded and still kept here.
    pub forwarded: u64,
    /// Rows the centre refuses by content.
    pub set_aside: u64,
    /// Waiting rows the centre refuses for now, which are tried alone and ever more seldom.
    pub skipped: u64,
    /// Evaluations whose step another edge had already sent to the centre.
    pub duplicates: u64,
    /// Short links that the centre never had.
    pub links: u64,
    /// Age of the oldest waiting row in milliseconds; 0 when none waits.
    pub oldest_pending_ms: u64,
    /// Failed tries since the centre last answered; 0 = the last try worked.
    pub failures: u32,
    /// When the centre last took a batch; none = never.
    pub last_forwarded_at: Option<i64>,
    /// Size of the database in bytes.
    pub database_bytes: u64,
}
