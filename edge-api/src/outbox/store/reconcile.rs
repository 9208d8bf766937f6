//! Reads rows for reconciliation and sets them back to waiting.

use std::collections::HashMap;

use worker::{Error, Result};

use super::cells::{Cells, count};
use super::{Store, standing, stored};
use crate::outbox::comparing::{KeptRow, Place};
use crate::outbox::entry::Kind;
use crate::outbox::protocol::Standing;

/// Most bytes of keys on a page, so that a question stays as small as a lot.
const MOST_BYTES: usize = 50_000;

/// JSON around the key of one row in a question.
const FRAME: usize = 90;

fn kind(row: &mut Cells) -> Result<Kind> {
    let number = row.integer()?;
    Kind::from_stored(number)
        .ok_or_else(|| Error::from(format!("outbox: kind {number} is unknown")))
}

impl Store {
    /// Rows after the number `after`, at most `most`.
    ///
    /// # Errors
    /// The storage fails.
    pub fn kept(&self, after: i64, most: usize) -> Result<Vec<KeptRow>> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let cursor = self.sql.exec(
            "SELECT seq, kind, standing, digest, coalesce(settled_at, 0), cause, content ->> '$.hallArea',
                    coalesce(content ->> '$.key.hall', content ->> '$.hall'),
                    coalesce(content ->> '$.key.caseNo', content ->> '$.caseNo'),
                    coalesce(content ->> '$.key.stepNo', content ->> '$.stepNo'),
                    coalesce(content ->> '$.key.round', content ->> '$.round')
             FROM outbox WHERE seq > ?1 ORDER BY seq LIMIT ?2",
            vec![after.into(), most.into()],
        )?;
        let (mut rows, mut bytes) = (Vec::new(), 0);
        for row in cursor.raw() {
            let mut row = Cells::new(row?);
            let kept = KeptRow {
                seq: row.integer()?,
                kind: kind(&mut row)?,
                standing: standing(row.integer()?)?,
                digest: row.text()?,
                settled_at: row.integer()?,
                cause: row.text()?,
                place: Place {
                    area: row.text()?,
                    hall: row.text()?,
                    case_no: row.text()?,
                    step_no: row.integer()?,
                    round: row.integer()?,
                },
            };
            let Place {
                area,
                hall,
                case_no,
                ..
            } = &kept.place;
            bytes += FRAME + area.len() + hall.len() + case_no.len() + kept.digest.len();
            rows.push(kept);
            if bytes > MOST_BYTES {
                break;
            }
        }
        Ok(rows)
    }

    /// Kind and line of the rows with these numbers that are here; a line is what the
    /// centre takes the digest of a batch of: area, hall, step, round, case, digest.
    ///
    /// # Errors
    /// The storage fails.
    pub fn lines(&self, seqs: &[i64]) -> Result<HashMap<i64, (Kind, String)>> {
        self.rows(
            "SELECT seq, kind,
                    CASE kind
                      WHEN 2 THEN (content ->> '$.hallArea') || ' ' || (content ->> '$.key.hall') || ' ' ||
                        (content ->> '$.key.stepNo') || ' ' || (content ->> '$.key.round') || ' ' ||
                        (content ->> '$.key.caseNo') || ' ' || digest
                      ELSE (content ->> '$.hallArea') || ' ' || (content ->> '$.hall') || ' ' ||
                        (content ->> '$.stepNo') || ' ' || (content ->> '$.caseNo') || ' ' || digest
                    END
             FROM outbox WHERE seq IN (SELECT value FROM json_each(?1))",
            vec![serde_json::to_string(seqs)?.into()],
        )?
        .into_iter()
        .map(|mut row| Ok((row.integer()?, (kind(&mut row)?, row.text()?))))
        .collect()
    }

    /// The last number that was given, as far as is still known; never less than
    /// [`Store::removed_through`].
    ///
    /// # Errors
    /// The storage fails.
    pub fn last_seq(&self) -> Result<i64> {
        let last = self
            .one("SELECT coalesce(max(seq), 0) FROM outbox")?
            .integer()?;
        Ok(last.max(self.removed_through()?))
    }

    /// Up to which number rows may have been removed.
    ///
    /// # Errors
    /// The storage fails.
    pub fn removed_through(&self) -> Result<i64> {
        let most = self.one("SELECT pruned_most FROM identity")?.integer()?;
        Ok(most.max(self.tally().pruned_seq))
    }

    /// The first number that waits.
    ///
    /// # Errors
    /// The storage fails.
    pub fn first_waiting(&self) -> Result<Option<i64>> {
        self.one("SELECT min(seq) FROM outbox WHERE standing = 0")?
            .optional_integer()
    }

    /// Sets rows of these numbers that stand as `was` back to waiting; how many. They are
    /// sent again, and removed again when they are old enough.
    ///
    /// # Errors
    /// The storage fails.
    pub fn send_again(&self, seqs: &[i64], was: Standing) -> Result<u64> {
        let changed = self.rows(
            "UPDATE outbox SET standing = 0, settled_at = NULL, cause = NULL
             WHERE standing = ?2 AND seq IN (SELECT value FROM json_each(?1)) RETURNING seq, bytes",
            vec![serde_json::to_string(seqs)?.into(), stored(was).into()],
        )?;
        let mut tally = self.tally();
        let (mut rows, mut bytes, mut first) = (0, 0, i64::MAX);
        for mut row in changed {
            first = first.min(row.integer()?);
            bytes += count(row.integer()?);
            rows += 1;
        }
        tally.pending += rows;
        tally.pending_bytes += bytes;
        match was {
            Standing::Central => tally.forwarded = tally.forwarded.saturating_sub(rows),
            Standing::SetAside => tally.set_aside = tally.set_aside.saturating_sub(rows),
            Standing::Duplicate => tally.duplicates = tally.duplicates.saturating_sub(rows),
            Standing::Waiting => {}
        }
        if first <= tally.pruned_seq {
            self.sql.exec(
                "UPDATE identity SET pruned_most = max(pruned_most, ?1)",
                vec![tally.pruned_seq.into()],
            )?;
            tally.pruned_seq = first - 1;
        }
        self.save(tally)?;
        Ok(rows)
    }
}
