//! Removes old rows that the centre has.

use worker::Result;

use super::cells::signed;
use super::{Store, standing};
use crate::outbox::protocol::Standing;

/// Rows looked at in one step.
const STEP: i64 = 500;

impl Store {
    /// Removes rows accepted before `horizon` that the centre has, a bounded step
    /// at a time; rows that wait or were set aside stay. Returns whether there may
    /// be more.
    ///
    /// # Errors
    /// The storage fails.
    pub fn prune(&self, horizon: i64) -> Result<bool> {
        let mut tally = self.tally();
        let rows = self.rows(
            "SELECT seq, accepted_at, standing FROM outbox WHERE seq > ?1 ORDER BY seq LIMIT ?2",
            vec![tally.pruned_seq.into(), STEP.into()],
        )?;
        let full = signed(rows.len() as u64) == STEP;
        let (mut gone, mut reached_young) = (Vec::new(), false);
        for mut row in rows {
            let (seq, accepted_at, standing) =
                (row.integer()?, row.integer()?, standing(row.integer()?)?);
            if accepted_at >= horizon || standing == Standing::Waiting {
                reached_young = true;
                break;
            }
            tally.pruned_seq = seq;
            match standing {
                Standing::Central => tally.forwarded = tally.forwarded.saturating_sub(1),
                Standing::Duplicate => tally.duplicates = tally.duplicates.saturating_sub(1),
                Standing::SetAside | Standing::Waiting => continue,
            }
            tally.pruned_through = tally.pruned_through.max(accepted_at);
            gone.push(seq);
        }
        if gone.is_empty() && tally.pruned_seq == self.tally.borrow().pruned_seq {
            return Ok(false);
        }
        self.sql.exec(
            "DELETE FROM outbox WHERE seq IN (SELECT value FROM json_each(?1))",
            vec![serde_json::to_string(&gone)?.into()],
        )?;
        self.save(tally)?;
        Ok(full && !reached_young)
    }
}
