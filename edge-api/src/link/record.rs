//! What is kept of a link, and what the front and the outbox say to each other about it.

use contract::link::LinkCode;
use serde::{Deserialize, Serialize};

/// A link; nobody changes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Record {
    /// What its address ends with.
    pub code: LinkCode,
    /// Configuration id of the hall.
    pub hall: String,
    /// Area of the hall by the edge's configuration, 12 digits.
    pub hall_area: String,
    /// What it leads to.
    pub ticket: String,
    /// Until when, ms since 1970.
    pub expires_at: i64,
}

/// What the front asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Question {
    /// Keep links, at most 500; the answer is the durable acknowledgement.
    Keep(Vec<Record>),
    /// The link of a code.
    Find(LinkCode),
}

/// What the outbox answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Told {
    /// What became of each, in order.
    Kept(Vec<Keeping>),
    /// This one.
    Found(Box<Record>),
    /// There is none.
    Unknown,
    /// Only the centre could tell, and it does not answer.
    Unclear {
        /// Seconds after which asking again makes sense.
        retry_after: u32,
    },
}

/// What became of a link that was to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Keeping {
    /// It is on disk, just now.
    Made,
    /// It was there.
    There,
    /// Another ticket or end has this code, which chance does not bring about.
    Taken,
    /// No room.
    Full,
}

/// What becomes of a link, beside the one that is kept under its code, if there is one.
#[must_use]
pub fn judge(record: &Record, kept: Option<&Record>, has_room: bool) -> Keeping {
    match kept {
        Some(kept) if (&kept.ticket, kept.expires_at) == (&record.ticket, record.expires_at) => {
            Keeping::There
        }
        Some(_) => Keeping::Taken,
        None if has_room => Keeping::Made,
        None => Keeping::Full,
    }
}

#[cfg(test)]
mod tests {
    use super::{Keeping, LinkCode, Record, judge};

    fn link(ticket: &str, expires_at: i64) -> Record {
        Record {
            code: LinkCode::parse("7KQ2M9XD4HTB0VWE").unwrap(),
            hall: "h".into(),
            hall_area: "500103000000".into(),
            ticket: ticket.into(),
            expires_at,
        }
    }

    #[test]
    fn the_first_stands_and_is_never_replaced() {
        let new = link("a", 9);
        assert_eq!(judge(&new, None, true), Keeping::Made);
        assert_eq!(judge(&new, None, false), Keeping::Full);
        for has_room in [true, false] {
            let beside = |kept| judge(&new, Some(&kept), has_room);
            assert_eq!(beside(link("a", 9)), Keeping::There);
            // Whoever is answered must not be told an end that is not the link's.
            assert_eq!(beside(link("a", 5)), Keeping::Taken);
            assert_eq!(beside(link("b", 9)), Keeping::Taken);
        }
    }
}
