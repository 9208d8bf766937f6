//! Hands rows out for the centre and writes down what came of it.

use worker::{Error, Result};

use super::cells::{Cells, count};
use super::{Store, standing, stored};
use crate::outbox::delivery::{Row, Settled};
use crate::outbox::entry::Kind;
use crate::outbox::protocol::Standing;

impl Store {
    /// The first rows that wait, without those of the numbers in `held`; at most
    /// `most`, together within `most_bytes` or alone.
    ///
    /// # Errors
    /// The storage fails.
    pub fn waiting(&self, most: usize, most_bytes: usize, held: &[i64]) -> Result<Vec<Row>> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let cursor = self.sql.exec(
            "SELECT seq, kind, accepted_at, content FROM outbox
             WHERE standing = 0 AND seq NOT IN (SELECT value FROM json_each(?2)) ORDER BY seq LIMIT ?1",
            vec![most.into(), serde_json::to_string(held)?.into()],
        )?;
        let (mut rows, mut bytes) = (Vec::new(), 0);
        for row in cursor.raw() {
            let mut row = Cells::new(row?);
            let (seq, kind, accepted_at) = (row.integer()?, row.integer()?, row.integer()?);
            let kind = Kind::from_stored(kind)
                .ok_or_else(|| Error::from(format!("outbox: kind {kind} is unknown")))?;
            let content = row.text()?;
            bytes += content.len();
            rows.push(Row {
                seq,
                kind,
                accepted_at,
                content,
            });
            if bytes > most_bytes {
                break;
            }
        }
        Ok(rows)
    }

    /// Writes down how rows stand, and that the centre answered.
    ///
    /// # Errors
    /// The storage fails; the rows will be sent again, which is harmless.
    pub fn settle(&self, settled: &[Settled], now: i64) -> Result<()> {
        let changes: Vec<(i64, i64, Option<&str>)> = settled
            .iter()
            .map(|row| (row.seq, stored(row.standing), row.cause.as_deref()))
            .collect();
        let changes = serde_json::to_string(&changes)?;
        let mut tally = self.tally();
        // Counted first and in sums: a row of an answer costs more than the change itself.
        let sums = self.rows(
            "SELECT change.value ->> 1, count(*), sum(bytes)
             FROM json_each(?1) AS change JOIN outbox ON seq = change.value ->> 0
             WHERE standing = 0 GROUP BY 1",
            vec![changes.as_str().into()],
        )?;
        for mut sum in sums {
            let (standing, rows, bytes) = (
                standing(sum.integer()?)?,
                count(sum.integer()?),
                count(sum.integer()?),
            );
            match standing {
                Standing::Central => tally.forwarded += rows,
                Standing::SetAside => tally.set_aside += rows,
                Standing::Duplicate => tally.duplicates += rows,
                Standing::Waiting => continue,
            }
            tally.pending = tally.pending.saturating_sub(rows);
            tally.pending_bytes = tally.pending_bytes.saturating_sub(bytes);
        }
        self.sql.exec(
            "UPDATE outbox SET standing = change.value ->> 1, cause = change.value ->> 2, settled_at = ?2
             FROM json_each(?1) AS change WHERE seq = change.value ->> 0 AND standing = 0",
            vec![changes.into(), now.into()],
        )?;
        tally.failures = 0;
        tally.retry_at = 0;
        tally.forwarded_at = Some(now);
        self.save(tally)
    }

    /// Writes down that the centre took something else than rows, if it failed before.
    ///
    /// # Errors
    /// The storage fails.
    pub fn worked(&self) -> Result<()> {
        let mut tally = self.tally();
        if tally.failures == 0 {
            return Ok(());
        }
        tally.failures = 0;
        tally.retry_at = 0;
        self.save(tally)
    }

    /// Writes down that the centre was tried in vain and when to try again.
    ///
    /// # Errors
    /// The storage fails.
    pub fn failed(&self, retry_at: i64) -> Result<()> {
        let mut tally = self.tally();
        tally.failures = tally.failures.saturating_add(1);
        tally.retry_at = retry_at;
        self.save(tally)
    }
}
