//! Removes old rows that the centre has.

use worker::Result;

use super::cells::signed;
use super::{Store, standing};
use crate::outbox::protocol::Standing;

/// Rows looked at in one step.
const STEP: i64 = 500;

/// What a step found, row by row from the oldest.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sifted {
    /// Rows to remove.
    gone: Vec<i64>,
    /// How many of those the centre has.
    forwarded: u64,
    /// How many of those had their place taken.
    duplicates: u64,
    /// The last row looked at; none when the first is too young.
    seq: Option<i64>,
    /// Latest acceptance among those to remove, ms.
    through: Option<i64>,
    /// Whether a row was reached that has to stay for now, as all after it.
    stopped: bool,
}

/// What decides whether a row may go.
struct Old {
    seq: i64,
    accepted_at: i64,
    standing: Standing,
    /// Whether a citizen holds a receipt for it.
    receipted: bool,
}

/// Sorts rows into those that may go and those that stay.
fn sift(rows: impl IntoIterator<Item = Old>, horizon: i64) -> Sifted {
    let mut sifted = Sifted::default();
    for row in rows {
        let Old {
            seq,
            accepted_at,
            standing,
            receipted,
        } = row;
        if accepted_at >= horizon || standing == Standing::Waiting {
            sifted.stopped = true;
            break;
        }
        sifted.seq = Some(seq);
        match standing {
            Standing::Central => sifted.forwarded += 1,
            Standing::Duplicate if !receipted => sifted.duplicates += 1,
            // For an operator to look into, however long that takes. What lost to
            // another edge was acknowledged too and is nowhere else: without it its
            // receipt would open nothing.
            Standing::SetAside | Standing::Duplicate | Standing::Waiting => continue,
        }
        sifted.through = sifted.through.max(Some(accepted_at));
        sifted.gone.push(seq);
    }
    sifted
}

impl Store {
    /// Removes rows accepted before `horizon` that the centre has, a bounded step
    /// at a time; rows that wait, were set aside or lost to another edge's
    /// evaluation stay. Returns whether there may be more.
    ///
    /// # Errors
    /// The storage fails.
    pub fn prune(&self, horizon: i64) -> Result<bool> {
        let mut tally = self.tally();
        let rows = self
            .rows(
                "SELECT seq, accepted_at, standing, receipt IS NOT NULL FROM outbox WHERE seq > ?1 ORDER BY seq LIMIT ?2",
                vec![tally.pruned_seq.into(), STEP.into()],
            )?
            .into_iter()
            .map(|mut row| {
                Ok(Old {
                    seq: row.integer()?,
                    accepted_at: row.integer()?,
                    standing: standing(row.integer()?)?,
                    receipted: row.integer()? != 0,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        let full = signed(rows.len() as u64) == STEP;
        let sifted = sift(rows, horizon);
        let Some(seq) = sifted.seq else {
            return Ok(false);
        };
        self.sql.exec(
            "DELETE FROM outbox WHERE seq IN (SELECT value FROM json_each(?1))",
            vec![serde_json::to_string(&sifted.gone)?.into()],
        )?;
        tally.pruned_seq = seq;
        tally.forwarded = tally.forwarded.saturating_sub(sifted.forwarded);
        tally.duplicates = tally.duplicates.saturating_sub(sifted.duplicates);
        tally.pruned_through = tally.pruned_through.max(sifted.through.unwrap_or_default());
        self.save(tally)?;
        Ok(full && !sifted.stopped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn old(seq: i64, accepted_at: i64, standing: Standing) -> Old {
        Old {
            seq,
            accepted_at,
            standing,
            receipted: true,
        }
    }

    #[test]
    fn only_what_the_centre_has_goes() {
        let event = Old {
            receipted: false,
            ..old(6, 11, Standing::Duplicate)
        };
        let rows = [
            old(4, 10, Standing::Central),
            old(5, 12, Standing::SetAside),
            event,
            old(7, 30, Standing::Central),
            old(8, 13, Standing::Central),
        ];
        let sifted = sift(rows, 20);
        let expected = Sifted {
            gone: vec![4, 6],
            forwarded: 1,
            duplicates: 1,
            seq: Some(6),
            through: Some(11),
            stopped: true,
        };
        assert_eq!(sifted, expected);
    }

    #[test]
    fn an_evaluation_that_lost_keeps_its_receipt() {
        let expected = Sifted {
            seq: Some(6),
            ..Sifted::default()
        };
        assert_eq!(sift([old(6, 11, Standing::Duplicate)], 20), expected);
    }

    #[test]
    fn nothing_passes_a_row_that_waits() {
        let rows = [old(1, 1, Standing::Waiting), old(2, 1, Standing::Central)];
        let expected = Sifted {
            stopped: true,
            ..Sifted::default()
        };
        assert_eq!(sift(rows, 100), expected);
    }
}
