//! Cuts waiting rows into statements and settles them by what the centre says.
//!
//! A statement holds rows of one kind, within a number and a size. When the
//! centre refuses the content of one with several rows, it is halved until the
//! row at fault stands alone and is set aside; all others get through. So it is
//! with what the centre refuses again and again for another reason, but that row is
//! only skipped, for it may be taken later. When no row at all gets through, it is
//! the centre that is at fault and no row; then, and when the centre cannot be
//! reached, everything not yet settled stays as it was.

use std::collections::{BTreeSet, VecDeque};

use crate::central::fault::Fault;

use super::entry::Kind;
pub use super::lot::{Lot, Outcome, Row, Settled, Skipped};
use super::protocol::Standing;
use super::skipping::Skips;

/// How rows of one kind fare in a pass.
#[derive(Debug, Default)]
struct Course {
    /// Whether the centre took a statement.
    through: bool,
    /// How many statements it refused before it took one.
    refused: u32,
    /// Rows it refused alone, before it was known whether it takes any.
    alone: Vec<(i64, Fault)>,
    /// What is wrong with the centre, when it takes none.
    fault: Option<Fault>,
}

/// One pass over rows that wait.
#[derive(Debug)]
pub struct Delivery {
    lots: VecDeque<Lot>,
    tells_apart: bool,
    suspects: BTreeSet<i64>,
    skipped: Vec<Skipped>,
    events: Course,
    evaluations: Course,
}

// JSON around one row in a statement: {"seq":…,"acceptedAt":…,"content":…},
pub(super) const FRAME: usize = 80;

/// So many rows refused alone, and none taken: it is the centre that is at fault.
const NOT_BY_CHANCE: usize = 3;

/// Most statements that are spent on finding one row that the centre takes.
const MOST_REFUSED: u32 = 64;

/// How far the search for such a row moves on from pass to pass; within
/// [`MOST_REFUSED`] statements more rows than this stand alone.
const STRIDE: usize = 16;

impl Delivery {
    /// Cuts `rows` into lots of at most `most_rows` rows and `most_bytes` bytes.
    /// Events go first, so that the step is there when its evaluation arrives. A
    /// row that is larger than `most_bytes` goes alone, and so do, at the end, rows
    /// that were skipped before.
    #[must_use]
    pub fn new(mut rows: Vec<Row>, most_rows: usize, most_bytes: usize, skips: &Skips) -> Self {
        let suspects = skips.suspects();
        if skips.tells_apart() && !rows.is_empty() {
            let turn = usize::try_from(skips.refusals()).unwrap_or_default();
            let by = turn.saturating_mul(STRIDE) % rows.len();
            rows.rotate_left(by);
        }
        let (alone, rows): (Vec<Row>, Vec<Row>) = rows
            .into_iter()
            .partition(|row| suspects.contains(&row.seq));
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
        lots.extend(alone.into_iter().map(|row| Lot {
            kind: row.kind,
            rows: vec![row],
        }));
        Self {
            lots,
            tells_apart: skips.tells_apart(),
            suspects,
            skipped: Vec::new(),
            events: Course::default(),
            evaluations: Course::default(),
        }
    }

    /// Whether the centre refused before, so that lots go one by one until it is known
    /// what it refuses.
    #[must_use]
    pub const fn tells_apart(&self) -> bool {
        self.tells_apart
    }

    /// The next lot to send; none when all are settled or left for the next pass.
    pub fn next_lot(&mut self) -> Option<Lot> {
        self.lots.pop_front()
    }

    /// Settles a lot by what the centre said: one outcome a row, in order.
    ///
    /// # Errors
    /// The centre cannot be reached, or refuses for a reason that no row has been
    /// found for; what was not settled waits for the next pass.
    pub fn settle(
        &mut self,
        lot: Lot,
        said: Result<Vec<Outcome>, Fault>,
    ) -> Result<Vec<Settled>, Fault> {
        match said {
            Ok(outcomes) => {
                let mut settled = decided(&lot, outcomes);
                let course = self.course(lot.kind);
                course.through = true;
                let alone = std::mem::take(&mut course.alone);
                settled.extend(self.leave(alone));
                Ok(settled)
            }
            Err(fault @ Fault::Elsewhere(_)) => {
                self.lots.clear();
                Err(fault)
            }
            Err(fault @ Fault::Refused(_)) if !self.tells_apart && !self.is_suspect(&lot) => {
                self.lots.clear();
                Err(fault)
            }
            Err(fault) => Ok(self.narrow(lot, fault)),
        }
    }

    /// What is to be said of rows that the centre refused alone once all lots have
    /// been sent, and what is wrong with the centre, if it takes none.
    pub fn finish(&mut self) -> (Vec<Settled>, Option<Fault>) {
        let (mut settled, mut fault) = (Vec::new(), None);
        for kind in [Kind::Event, Kind::Evaluation] {
            let course = self.course(kind);
            let alone = std::mem::take(&mut course.alone);
            let none_by_chance = !course.through && alone.len() >= NOT_BY_CHANCE;
            let wrong = course.fault.take();
            let wrong = wrong.or_else(|| none_by_chance.then(|| none_gets_through(alone.first())));
            if wrong.is_some() {
                fault = wrong;
            } else {
                settled.extend(self.leave(alone));
            }
        }
        (settled, fault)
    }

    /// Rows to try again later, since the last call.
    pub fn take_skipped(&mut self) -> Vec<Skipped> {
        std::mem::take(&mut self.skipped)
    }

    const fn course(&mut self, kind: Kind) -> &mut Course {
        match kind {
            Kind::Event => &mut self.events,
            Kind::Evaluation => &mut self.evaluations,
        }
    }

    fn is_suspect(&self, lot: &Lot) -> bool {
        lot.rows.iter().all(|row| self.suspects.contains(&row.seq))
    }

    /// Closes in on the row at fault in a lot that was refused.
    fn narrow(&mut self, mut lot: Lot, fault: Fault) -> Vec<Settled> {
        let suspect = self.is_suspect(&lot);
        let (kind, several) = (lot.kind, lot.rows.len() > 1);
        let course = self.course(kind);
        course.refused += 1;
        if !course.through && !suspect && course.refused > MOST_REFUSED {
            course.fault = Some(none_gets_through(Some(&(0, fault))));
            self.lots.retain(|lot| lot.kind != kind);
            return Vec::new();
        }
        if several {
            let later = lot.rows.split_off(lot.rows.len() / 2);
            self.lots.push_front(Lot { kind, rows: later });
            self.lots.push_front(lot);
            return Vec::new();
        }
        let alone = lot.rows.into_iter().map(|row| (row.seq, fault.clone()));
        // Others have been seen to get through where a suspect did not.
        if course.through || (suspect && matches!(fault, Fault::Refused(_))) {
            let alone = alone.collect();
            return self.leave(alone);
        }
        course.alone.extend(alone);
        Vec::new()
    }

    /// Sets aside what will never be taken and skips what may be.
    fn leave(&mut self, alone: Vec<(i64, Fault)>) -> Vec<Settled> {
        let mut settled = Vec::new();
        for (seq, fault) in alone {
            match fault {
                Fault::Content(cause) => settled.push(Settled {
                    seq,
                    standing: Standing::SetAside,
                    cause: Some(cause),
                }),
                Fault::Refused(cause) | Fault::Elsewhere(cause) => {
                    self.skipped.push(Skipped { seq, cause });
                }
            }
        }
        settled
    }
}

fn none_gets_through(alone: Option<&(i64, Fault)>) -> Fault {
    let cause = alone.map(|(_, fault)| fault.to_string());
    Fault::Refused(format!("no row: {}", cause.unwrap_or_default()))
}

fn decided(lot: &Lot, outcomes: Vec<Outcome>) -> Vec<Settled> {
    lot.rows
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
        .collect()
}
