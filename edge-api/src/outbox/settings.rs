//! The outbox's part of the configuration: how long it gathers, how much it may
//! hold, how it speaks to the centre.

use serde::{Deserialize, Serialize};

/// Limits and times of the outbox. Every field has a default that suits one
/// city; the configuration names only what differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Settings {
    /// Durable Objects that share the load, 1–255. Changing it is safe: the
    /// centre still takes one evaluation a step.
    pub shards: u8,
    /// How long the first of a group waits for company, in milliseconds, 0–50.
    pub group_ms: u32,
    /// Most records in one group, 1–1000.
    pub group_max: usize,
    /// Most rows that may wait for the centre.
    pub backlog_rows: u64,
    /// Most bytes of content that may wait for the centre.
    pub backlog_bytes: u64,
    /// What `Retry-After` says when the backlog is full, in seconds.
    pub retry_after: u32,
    /// How long a row waits for company before it is forwarded, in milliseconds.
    pub forward_ms: u32,
    /// Most rows in one statement, 1–500.
    pub batch_rows: usize,
    /// Most bytes of records in one statement, 1000–1000000; on the way they are about
    /// half. Some poolers have been seen to break off statements beyond 64 000.
    pub batch_bytes: usize,
    /// Statements that are sent before the first of them is answered, 1–16. The server runs
    /// them in turn; 1 for a pooler that takes one at a time.
    pub lots_at_once: usize,
    /// First wait after a failure, in milliseconds; doubles with each failure.
    pub backoff_base_ms: u32,
    /// Longest wait after a failure, in milliseconds.
    pub backoff_cap_ms: u32,
    /// Time to open the connection, in milliseconds.
    pub connect_timeout_ms: u32,
    /// Time for one statement, in milliseconds.
    pub statement_timeout_ms: u32,
    /// How many days a row stays here after the centre has it, 1–90.
    pub retention_days: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            shards: 1,
            group_ms: 3,
            group_max: 256,
            backlog_rows: 1_000_000,
            backlog_bytes: 1 << 30,
            retry_after: 30,
            forward_ms: 50,
            batch_rows: 200,
            batch_bytes: 200_000,
            lots_at_once: 3,
            backoff_base_ms: 250,
            backoff_cap_ms: 30_000,
            connect_timeout_ms: 5_000,
            statement_timeout_ms: 15_000,
            retention_days: 7,
        }
    }
}

/// A limit that makes no sense; the Worker refuses to start with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfRange {
    /// Field as it stands in the configuration, inside `outbox`.
    pub field: &'static str,
    /// Smallest value allowed.
    pub least: u64,
    /// Largest value allowed.
    pub most: u64,
}

impl std::fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { field, least, most } = self;
        write!(f, "outbox.{field} must be {least} to {most}")
    }
}

impl std::error::Error for OutOfRange {}

impl Settings {
    /// Checks every limit.
    ///
    /// # Errors
    /// The first field that is out of range, by its name in the configuration.
    pub fn check(&self) -> Result<(), OutOfRange> {
        let wide = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let ranges = [
            ("shards", u64::from(self.shards), 1, 255),
            ("groupMs", u64::from(self.group_ms), 0, 50),
            ("groupMax", wide(self.group_max), 1, 1_000),
            ("backlogRows", self.backlog_rows, 1, 100_000_000),
            ("backlogBytes", self.backlog_bytes, 65_536, 1 << 40),
            ("retryAfter", u64::from(self.retry_after), 1, 3_600),
            ("forwardMs", u64::from(self.forward_ms), 0, 60_000),
            ("batchRows", wide(self.batch_rows), 1, 500),
            ("batchBytes", wide(self.batch_bytes), 1_000, 1_000_000),
            ("lotsAtOnce", wide(self.lots_at_once), 1, 16),
            ("backoffBaseMs", u64::from(self.backoff_base_ms), 10, 60_000),
            (
                "backoffCapMs",
                u64::from(self.backoff_cap_ms),
                100,
                3_600_000,
            ),
            (
                "connectTimeoutMs",
                u64::from(self.connect_timeout_ms),
                100,
                60_000,
            ),
            (
                "statementTimeoutMs",
                u64::from(self.statement_timeout_ms),
                100,
                120_000,
            ),
            ("retentionDays", u64::from(self.retention_days), 1, 90),
        ];
        for (field, value, least, most) in ranges {
            if value < least || value > most {
                return Err(OutOfRange { field, least, most });
            }
        }
        Ok(())
    }

    /// Retention in milliseconds.
    #[must_use]
    pub fn retention_ms(&self) -> i64 {
        i64::from(self.retention_days) * 86_400_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_in_range() {
        assert_eq!(Settings::default().check(), Ok(()));
    }

    #[test]
    fn a_wrong_limit_is_refused_by_its_name() {
        let settings: Settings = serde_json::from_str(r#"{"batchBytes":1240000}"#).unwrap();
        let refusal = settings.check().unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "outbox.batchBytes must be 1000 to 1000000"
        );
    }

    #[test]
    fn an_unknown_field_is_refused() {
        assert!(serde_json::from_str::<Settings>(r#"{"batchSize":1}"#).is_err());
    }
}
