//! One row of the outbox before it is a row: what both kinds of record share.

use super::protocol::{EvaluationRecord, EventRecord, StepKey};

/// What a row holds. The numbers are stored; never reuse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A service event.
    Event = 1,
    /// An evaluation.
    Evaluation = 2,
}

impl Kind {
    /// The kind that a stored number means.
    #[must_use]
    pub fn from_stored(number: i64) -> Option<Self> {
        match number {
            1 => Some(Self::Event),
            2 => Some(Self::Evaluation),
            _ => None,
        }
    }
}

/// A record on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it holds.
    pub kind: Kind,
    /// What may exist only once: see [`evaluation_key`] and [`event_key`].
    pub key: String,
    /// Equal digest = same content.
    pub digest: String,
    /// Receipt of an evaluation; none for an event.
    pub receipt: Option<String>,
    /// The record as JSON, as it will be forwarded.
    pub content: String,
}

// Between the parts of a key; no part can contain it, since the contract refuses
// control characters, and the only free part stands last anyway.
const PART: char = '\u{1f}';

/// Key of an evaluation: hall, step, round, case.
#[must_use]
pub fn evaluation_key(key: &StepKey) -> String {
    let StepKey {
        hall,
        case_no,
        step_no,
        round,
    } = key;
    format!("v{PART}{hall}{PART}{step_no}{PART}{round}{PART}{case_no}")
}

/// Key of a service event: hall, step, case.
#[must_use]
pub fn event_key(hall: &str, case_no: &str, step_no: u8) -> String {
    format!("e{PART}{hall}{PART}{step_no}{PART}{case_no}")
}

impl Entry {
    /// Makes an entry of an evaluation.
    ///
    /// # Errors
    /// Only if JSON cannot hold the record, which its types rule out.
    pub fn evaluation(record: &EvaluationRecord) -> Result<Self, serde_json::Error> {
        Ok(Self {
            kind: Kind::Evaluation,
            key: evaluation_key(&record.key),
            digest: record.digest.clone(),
            receipt: Some(record.receipt.clone()),
            content: serde_json::to_string(record)?,
        })
    }

    /// Makes an entry of a service event.
    ///
    /// # Errors
    /// Only if JSON cannot hold the record, which its types rule out.
    pub fn event(record: &EventRecord) -> Result<Self, serde_json::Error> {
        Ok(Self {
            kind: Kind::Event,
            key: event_key(&record.hall, &record.case_no, record.step_no),
            digest: record.digest.clone(),
            receipt: None,
            content: serde_json::to_string(record)?,
        })
    }

    /// What it counts for in limits.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        u64::try_from(self.content.len()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_pinned() {
        let key = StepKey {
            hall: "h".into(),
            case_no: "C1".into(),
            step_no: 3,
            round: 2,
        };
        assert_eq!(evaluation_key(&key), "v\u{1f}h\u{1f}3\u{1f}2\u{1f}C1");
        assert_eq!(event_key("h", "C1", 3), "e\u{1f}h\u{1f}3\u{1f}C1");
    }
}
