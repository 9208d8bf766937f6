//! Takes records in and finds them again.

use std::collections::HashMap;

use worker::Result;

use super::{Store, standing};
use crate::outbox::admission::{Kept, Verdict};
use crate::outbox::entry::Entry;
use crate::outbox::protocol::{EvaluationRecord, Receipted, Standing};

/// Most bytes bound to one statement: the runtime takes 2 MB.
pub(super) const MOST_BOUND: usize = 1 << 20;

impl Store {
    /// What is kept under these keys.
    ///
    /// # Errors
    /// The storage fails.
    pub fn find(&self, keys: &[&str]) -> Result<HashMap<String, Kept>> {
        let keys = serde_json::to_string(keys)?;
        self.rows(
            "SELECT key, digest, receipt, accepted_at, standing FROM outbox
             WHERE key IN (SELECT value FROM json_each(?1))",
            vec![keys.into()],
        )?
        .into_iter()
        .map(|mut row| {
            let key = row.text()?;
            let kept = Kept {
                digest: row.text()?,
                receipt: row.text()?,
                accepted_at: row.integer()?,
                standing: standing(row.integer()?)?,
            };
            Ok((key, kept))
        })
        .collect()
    }

    /// The evaluation that a receipt was given for.
    ///
    /// # Errors
    /// The storage fails, or what it holds cannot be read.
    pub fn by_receipt(&self, receipt: &str) -> Result<Option<Receipted>> {
        let rows = self.rows(
            "SELECT accepted_at, standing, settled_at, content FROM outbox WHERE receipt = ?1 LIMIT 1",
            vec![receipt.into()],
        )?;
        let Some(mut row) = rows.into_iter().next() else {
            return Ok(None);
        };
        let (accepted_at, standing) = (row.integer()?, standing(row.integer()?)?);
        let settled_at = row.optional_integer()?;
        let record: EvaluationRecord = serde_json::from_str(&row.text()?)?;
        Ok(Some(Receipted {
            standing,
            accepted_at,
            stored_at: settled_at.filter(|_| standing == Standing::Central),
            hall: record.key.hall,
            step: record.matter.step,
            item_name: record.matter.item_name,
            agency_name: record.matter.agency_name,
            service_at: record.matter.service_at,
            level: record.level,
            round: record.key.round,
        }))
    }

    /// Stores those entries whose verdict says so.
    ///
    /// # Errors
    /// The storage fails; then none of the group may be acknowledged. A part of it
    /// may be stored all the same, and is counted and forwarded.
    pub fn insert(&self, entries: &[Entry], verdicts: &[Verdict]) -> Result<()> {
        let inserted = self.insert_parts(entries, verdicts);
        if inserted.is_err() {
            self.tally.replace(self.read_tally()?);
        }
        inserted
    }

    fn insert_parts(&self, entries: &[Entry], verdicts: &[Verdict]) -> Result<()> {
        let (mut part, mut size, mut rows, mut bytes) = (Vec::new(), 0, 0, 0);
        for (entry, verdict) in entries.iter().zip(verdicts) {
            let Verdict::Store { accepted_at } = verdict else {
                continue;
            };
            if size + entry.content.len() > MOST_BOUND && !part.is_empty() {
                self.insert_part(&part)?;
                part.clear();
                size = 0;
            }
            size += entry.content.len();
            rows += 1;
            bytes += entry.bytes();
            part.push((
                entry.kind as i64,
                &entry.key,
                &entry.digest,
                &entry.receipt,
                accepted_at,
                entry.bytes(),
                &entry.content,
            ));
        }
        if !part.is_empty() {
            self.insert_part(&part)?;
        }
        let mut tally = self.tally.borrow_mut();
        tally.pending += rows;
        tally.pending_bytes += bytes;
        Ok(())
    }

    fn insert_part(&self, part: &[impl serde::Serialize]) -> Result<()> {
        self.sql.exec(
            "INSERT INTO outbox (kind, key, digest, receipt, accepted_at, bytes, content)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
             FROM json_each(?1)",
            vec![serde_json::to_string(part)?.into()],
        )?;
        Ok(())
    }
}
