//! What is kept of a point, and what the front and the outbox say to each other about it.

use contract::api::points::Point;
use contract::point::PointCode;
use serde::{Deserialize, Serialize};

use super::change::Change;

/// The shard that keeps all points: they are few, and whoever scans brings a code alone,
/// which names no hall.
pub const SHARD: u8 = 0;

/// A point as it stands; every change makes another revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Record {
    /// Configuration id of the hall.
    pub hall: String,
    /// Area of the hall by the edge's configuration, 12 digits. The centre distributes
    /// by it.
    pub hall_area: String,
    /// What the hall registered.
    pub point: Point,
    /// The code at the window.
    pub code: PointCode,
    /// False once it was closed.
    pub open: bool,
    /// When it was changed, ms since 1970; grows with each change, so that of two
    /// revisions the later is known on every edge.
    pub revision: i64,
}

/// What the front asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Question {
    /// Change a point; the answer is the durable acknowledgement.
    Change {
        /// The hall.
        hall: String,
        /// Its area, 12 digits.
        hall_area: String,
        /// What is to become of which point.
        change: Change,
        /// The code it gets if it needs one.
        fresh: PointCode,
    },
    /// One point of a hall.
    One {
        /// The hall.
        hall: String,
        /// Its area, 12 digits.
        hall_area: String,
        /// The hall's id of the point.
        id: String,
    },
    /// All open points of a hall, by their ids.
    All {
        /// The hall.
        hall: String,
        /// Its area, 12 digits.
        hall_area: String,
    },
    /// The point that a code leads or led to.
    Code(PointCode),
}

/// What the outbox answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Told {
    /// Registered just now, durably.
    Made(Box<Record>),
    /// As it stands, durably, whether it was changed just now or before.
    Stands(Box<Record>),
    /// All that were asked for.
    All(Vec<Record>),
    /// There is no such point.
    Unknown,
    /// The hall has as many open points as it may.
    TooMany,
    /// Only the centre could tell, and it does not answer.
    Unclear {
        /// Seconds after which asking again makes sense.
        retry_after: u32,
    },
}
