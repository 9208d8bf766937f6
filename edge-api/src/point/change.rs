//! What becomes of a point. A change that is sent again changes nothing, but for a
//! renewal: each makes another code, and the last one holds.

use contract::api::points::Point;
use contract::limits::POINTS;
use contract::point::PointCode;
use serde::{Deserialize, Serialize};

use super::record::Record;

/// What a hall asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// The point is to be as told, and open.
    Register(Box<Point>),
    /// The point of this id gets another code.
    Renew(String),
    /// The point of this id is closed.
    Close(String),
}

impl Change {
    /// The hall's id of the point.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Register(point) => point.id.as_str(),
            Self::Renew(id) | Self::Close(id) => id,
        }
    }
}

/// What is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// A point that was not there.
    Made(Record),
    /// Another revision.
    Altered(Record),
    /// It stands so already.
    Same(Record),
    /// There is no such point.
    Unknown,
    /// The hall has as many open points as it may.
    TooMany,
}

/// Whose point it is, and what a new one needs.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The hall.
    pub hall: &'a str,
    /// Its area.
    pub hall_area: &'a str,
    /// The code to give if one is needed.
    pub fresh: &'a PointCode,
    /// How many of the hall's points are open.
    pub open: usize,
    /// Now, ms.
    pub now: i64,
}

/// Decides a change of the point that stands as `kept`.
#[must_use]
pub fn decide(kept: Option<Record>, change: &Change, terms: &Terms<'_>) -> Changed {
    let Some(kept) = kept else {
        return match change {
            Change::Register(_) if terms.open >= POINTS => Changed::TooMany,
            Change::Register(point) => Changed::Made(Record {
                hall: terms.hall.to_owned(),
                hall_area: terms.hall_area.to_owned(),
                point: (**point).clone(),
                code: terms.fresh.clone(),
                open: true,
                revision: terms.now,
            }),
            Change::Renew(_) | Change::Close(_) => Changed::Unknown,
        };
    };
    let mut next = kept.clone();
    match change {
        Change::Register(_) if !kept.open && terms.open >= POINTS => return Changed::TooMany,
        Change::Register(point) => {
            next.point = (**point).clone();
            next.open = true;
            terms.hall_area.clone_into(&mut next.hall_area);
        }
        Change::Renew(_) => next.code = terms.fresh.clone(),
        Change::Close(_) => next.open = false,
    }
    if next == kept {
        return Changed::Same(kept);
    }
    // A clock that was set back makes no earlier revision.
    next.revision = terms.now.max(kept.revision.saturating_add(1));
    Changed::Altered(next)
}

#[cfg(test)]
#[path = "change_tests.rs"]
mod tests;
