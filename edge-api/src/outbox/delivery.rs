//! Cuts waiting rows into statements and settles them by what the centre says.
//!
//! A statement holds rows of one kind, within a number and a size. When the
//! centre refuses the content of one with several rows, it is halved until the
//! row at fault stands alone and is set aside; all others get through. When the
//! centre cannot be reached, everything not yet settled stays as it was.

use std::collections::VecDeque;

use crate::central::fault::Fault;

use super::entry::Kind;
use super::protocol::Standing;

/// A row that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in this outbox.
    pub seq: i64,
    /// What it holds.
    pub kind: Kind,
    /// When it was accepted, ms.
    pub accepted_at: i64,
    /// The record as JSON.
    pub content: String,
}

/// Rows that go in one statement: one kind, never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// What they hold.
    pub kind: Kind,
    /// The rows, in order.
    pub rows: Vec<Row>,
}

/// What the centre says of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is there, now or since an earlier try.
    There,
    /// Another row has its place.
    Taken,
    /// It could not be told; the next try will.
    Undecided,
}

/// A row that need not be sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Its number.
    pub seq: i64,
    /// How it stands from now on.
    pub standing: Standing,
    /// Why it was set aside; no content, no personal data.
    pub cause: Option<String>,
}

/// One pass over rows that wait.
#[derive(Debug)]
pub struct Delivery {
    lots: VecDeque<Lot>,
}

// JSON around one row in a statement: {"seq":…,"acceptedAt":…,"content":…},
const FRAME: usize = 80;

impl Delivery {
    /// Cuts `rows` into lots of at most `most_rows` rows and `most_bytes` bytes.
    /// Events go first, so that the step is there when its evaluation arrives. A
    /// row that is larger than `most_bytes` goes alone.
    #[must_use]
    pub fn new(rows: Vec<Row>, most_rows: usize, most_bytes: usize) -> Self {
        let (events, evaluations): (Vec<Row>, Vec<Row>) =
            rows.into_iter().partition(|row| row.kind == Kind::Event);
        let mut lots = VecDeque::new();
        for (kind, rows) in [(Kind::Event, events), (Kind::Evaluation, evaluations)] {
            let (mut lot, mut bytes) = (Vec::new(), 0_usize);
            for row in rows {
                let size = row.content.len() + FRAME;
                let over = lot.len() >= most_rows || bytes + size > most_bytes;
                if over && !lot.is_empty() {
                    lots.push_back(Lot {
                        kind,
                        rows: std::mem::take(&mut lot),
                    });
                    bytes = 0;
                }
                bytes += size;
                lot.push(row);
            }
            if !lot.is_empty() {
                lots.push_back(Lot { kind, rows: lot });
            }
        }
        Self { lots }
    }

    /// The next lot to send; none when all are settled or left for the next pass.
    pub fn next_lot(&mut self) -> Option<Lot> {
        self.lots.pop_front()
    }

    /// Settles a lot by what the centre said: one outcome a row, in order.
    ///
    /// # Errors
    /// The centre cannot be reached; what was not settled waits for the next pass.
    pub fn settle(
        &mut self,
        mut lot: Lot,
        said: Result<Vec<Outcome>, Fault>,
    ) -> Result<Vec<Settled>, String> {
        match said {
            Ok(outcomes) => Ok(lot
                .rows
                .iter()
                .zip(outcomes)
                .filter_map(|(row, outcome)| {
                    let standing = match outcome {
                        Outcome::There => Standing::Central,
                        Outcome::Taken => Standing::Duplicate,
                        Outcome::Undecided => return None,
                    };
                    Some(Settled {
                        seq: row.seq,
                        standing,
                        cause: None,
                    })
                })
                .collect()),
            Err(Fault::Elsewhere(cause)) => {
                self.lots.clear();
                Err(cause)
            }
            Err(Fault::Content(_)) if lot.rows.len() > 1 => {
                let later = lot.rows.split_off(lot.rows.len() / 2);
                self.lots.push_front(Lot {
                    kind: lot.kind,
                    rows: later,
                });
                self.lots.push_front(lot);
                Ok(Vec::new())
            }
            Err(Fault::Content(cause)) => Ok(lot
                .rows
                .iter()
                .map(|row| Settled {
                    seq: row.seq,
                    standing: Standing::SetAside,
                    cause: Some(cause.clone()),
                })
                .collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn rows(of: &[(bool, usize)]) -> Vec<Row> {
        (1_i64..)
            .zip(of)
            .map(|(seq, &(event, size))| Row {
                seq,
                kind: if event { Kind::Event } else { Kind::Evaluation },
                accepted_at: seq,
                content: "x".repeat(size),
            })
            .collect()
    }

    #[test]
    fn one_bad_row_among_many_costs_two_tries_a_halving() {
        let mut delivery = Delivery::new(rows(&[(false, 1); 200]), 200, 64_000);
        let (mut tries, mut aside) = (0, Vec::new());
        while let Some(lot) = delivery.next_lot() {
            tries += 1;
            let bad = lot.rows.iter().any(|row| row.seq == 77);
            let said = if bad {
                Err(Fault::Content("22P05".into()))
            } else {
                Ok(vec![Outcome::There; lot.rows.len()])
            };
            let settled = delivery.settle(lot, said).unwrap();
            aside.extend(
                settled
                    .into_iter()
                    .filter(|s| s.standing == Standing::SetAside),
            );
        }
        assert_eq!(aside.len(), 1);
        assert_eq!(
            (aside[0].seq, aside[0].cause.as_deref()),
            (77, Some("22P05"))
        );
        assert!(tries <= 17, "{tries} tries");
    }

    proptest! {
        /// Every lot keeps to its limits and to one kind, and no row is lost or doubled.
        #[test]
        fn lots_hold_every_row_once(
            of in prop::collection::vec((any::<bool>(), 0_usize..900), 0..120),
            most_rows in 1_usize..50, most_bytes in 200_usize..4_000,
        ) {
            let mut delivery = Delivery::new(rows(&of), most_rows, most_bytes);
            let mut seen = Vec::new();
            while let Some(lot) = delivery.next_lot() {
                let size: usize = lot.rows.iter().map(|row| row.content.len() + FRAME).sum();
                prop_assert!(!lot.rows.is_empty() && lot.rows.len() <= most_rows);
                prop_assert!(size <= most_bytes || lot.rows.len() == 1);
                prop_assert!(lot.rows.iter().all(|row| row.kind == lot.kind));
                seen.extend(lot.rows.iter().map(|row| row.seq));
            }
            seen.sort_unstable();
            prop_assert_eq!(seen, (1..).take(of.len()).collect::<Vec<i64>>());
        }

        /// Whatever rows are bad and whenever the centre goes away, passes end with
        /// exactly the bad rows set aside and each other row there once.
        #[test]
        fn passes_end_with_only_the_bad_rows_aside(
            of in prop::collection::vec((any::<bool>(), 0_usize..300), 1..60),
            bad in prop::collection::btree_set(1_i64..60, 0..12),
            away in prop::collection::vec(any::<bool>(), 0..60),
            most_rows in 1_usize..20,
        ) {
            let mut away = away.into_iter();
            let mut waiting = rows(&of);
            let mut standing: BTreeMap<i64, Standing> = BTreeMap::new();
            while !waiting.is_empty() {
                let mut delivery = Delivery::new(waiting.clone(), most_rows, 64_000);
                while let Some(lot) = delivery.next_lot() {
                    let said = if away.next() == Some(true) {
                        Err(Fault::Elsewhere("08006".into()))
                    } else if lot.rows.iter().any(|row| bad.contains(&row.seq)) {
                        Err(Fault::Content("23514".into()))
                    } else {
                        Ok(vec![Outcome::There; lot.rows.len()])
                    };
                    for settled in delivery.settle(lot, said).unwrap_or_default() {
                        prop_assert!(standing.insert(settled.seq, settled.standing).is_none());
                    }
                }
                waiting.retain(|row| !standing.contains_key(&row.seq));
            }
            for (seq, standing) in standing {
                let expected =
                    if bad.contains(&seq) { Standing::SetAside } else { Standing::Central };
                prop_assert_eq!(standing, expected);
            }
        }
    }
}
