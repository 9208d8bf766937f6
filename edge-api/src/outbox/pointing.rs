//! Keeps rating points and tells the centre of them, so that every other edge knows a
//! code that was registered at this one.
//!
//! What is kept here answers at once and while the centre is away. Of a point that was
//! not asked after for [`FRESH_MS`] the centre is asked whether another edge changed
//! it, and gets it again if it lost it; of one that is not kept here, only the centre can
//! tell.

use std::cell::RefCell;
use std::collections::HashMap;
use std::time::Duration;

use worker::Result;

use super::answering::ask;
use super::forwarding::{Forwarder, log_line};
use super::outbox_do::{Outbox, Parts, now};
use crate::central::fault::Fault;
use crate::central::points as centre;
use crate::point::change::{Change, Changed, Terms, decide};
use crate::point::{Question, Record, Told};
use contract::point::PointCode;

/// For how long what is kept here is taken for the latest, ms.
const FRESH_MS: i64 = 300_000;
/// After how long the centre is asked again that did not answer, ms.
const SOON_MS: i64 = 5_000;
/// Most questions about points to the centre at a time, beside those about steps.
const MOST: u32 = 8;
/// Most questions about codes that nobody here knows: anybody can make one up, and a
/// crowd of them must not keep halls from their points.
const MOST_CODES: u32 = 4;
/// Points sent in one pass, one statement each, so that one that is refused holds up
/// no other and no evaluation.
const LOT: i64 = 50;
/// After how long a point that the centre refused is sent again, ms.
const AGAIN_MS: i64 = 60_000;

/// When the centre was last asked about what, ms: a hall's point, or with an empty id
/// all points of the hall. It holds no more than there are points.
pub(super) type Asked = RefCell<HashMap<(String, String), i64>>;

/// What is kept here of a point, or of all points of a hall, after asking the centre.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Learned {
    /// All that the centre has, now or a short while ago.
    All,
    /// Something, and the centre did not answer.
    Some,
    /// Nothing, and the centre did not answer.
    Nothing,
}

impl Outbox {
    /// Answers a question about points.
    pub(super) async fn point(&self, question: Question) -> Result<Told> {
        let Parts { setup, store, .. } = self.parts()?;
        let unclear = Told::Unclear {
            retry_after: setup.outbox.retry_after,
        };
        Ok(match question {
            Question::One {
                hall,
                hall_area,
                id,
            } => {
                let learned = self.learn(&hall, &hall_area, &id, FRESH_MS).await?;
                let sure = learned != Learned::Nothing;
                found(store.point(&hall, &id)?, sure, unclear)
            }
            Question::Code(code) => self.point_of_code(&code, unclear).await?,
            Question::All { hall, hall_area } => {
                // A file of signs from which one is missing would look whole.
                match self.learn(&hall, &hall_area, "", FRESH_MS).await? {
                    Learned::All => Told::All(store.open_points(&hall)?),
                    Learned::Some | Learned::Nothing => unclear,
                }
            }
            Question::Change {
                hall,
                hall_area,
                change,
                fresh,
            } => {
                // Asked however short the last time is ago: another edge may have renewed
                // the code since, and a change would bring the old one back.
                match self.learn(&hall, &hall_area, change.id(), 0).await? {
                    Learned::Nothing => return Ok(unclear),
                    // To close a point or give it another code, what is kept will do.
                    Learned::Some if matches!(change, Change::Register(_)) => return Ok(unclear),
                    Learned::Some | Learned::All => {}
                }
                self.change(&hall, &hall_area, &change, &fresh)?
            }
        })
    }

    // From reading to writing without a pause: two changes at the same time are two
    // changes one after the other.
    fn change(&self, hall: &str, area: &str, change: &Change, fresh: &PointCode) -> Result<Told> {
        let Parts { store, .. } = self.parts()?;
        let terms = Terms {
            hall,
            hall_area: area,
            fresh,
            open: store.open_points(hall)?.len(),
            now: now(),
        };
        Ok(
            match decide(store.point(hall, change.id())?, change, &terms) {
                Changed::Made(record) => {
                    store.keep_point(&record, true)?;
                    Told::Made(Box::new(record))
                }
                Changed::Altered(record) => {
                    store.keep_point(&record, true)?;
                    Told::Stands(Box::new(record))
                }
                Changed::Same(record) => {
                    store.send_point_again(&record)?;
                    Told::Stands(Box::new(record))
                }
                Changed::Unknown => Told::Unknown,
                Changed::TooMany => Told::TooMany,
            },
        )
    }

    async fn point_of_code(&self, code: &PointCode, unclear: Told) -> Result<Told> {
        let Parts { store, session, .. } = self.parts()?;
        if let Some(kept) = store.point_of_code(code.as_str())? {
            let (hall, id) = (&kept.hall, kept.point.id.as_str());
            self.learn(hall, &kept.hall_area, id, FRESH_MS).await?;
            return Ok(found(store.point(hall, id)?, true, unclear));
        }
        let question = centre::by_code(session, code.as_str());
        Ok(
            match ask(session, &self.asking.codes, MOST_CODES, question).await {
                None => unclear,
                Some(None) => Told::Unknown,
                Some(Some(record)) => {
                    store.keep_point(&record, false)?;
                    store.keep_code(code.as_str(), &record)?;
                    found(store.point_of_code(code.as_str())?, true, unclear)
                }
            },
        )
    }

    /// Asks the centre for what another edge may have changed, unless it was asked less
    /// than `fresh` ms ago; an empty `id` means all points of the hall.
    async fn learn(&self, hall: &str, area: &str, id: &str, fresh: i64) -> Result<Learned> {
        let Parts { store, session, .. } = self.parts()?;
        let key = (hall.to_owned(), id.to_owned());
        let since = self.points_asked.borrow().get(&key).copied();
        if since.is_some_and(|since| (0..fresh).contains(&(now() - since))) {
            return Ok(Learned::All);
        }
        let kept = !id.is_empty() && store.point(hall, id)?.is_some();
        if kept {
            // Only one citizen waits for the centre, whatever it does.
            let soon = now() - FRESH_MS + SOON_MS;
            self.points_asked.borrow_mut().insert(key.clone(), soon);
        }
        let question = centre::of_hall(session, area, hall, id);
        let Some(records) = ask(session, &self.asking.points, MOST, question).await else {
            // What is kept holds meanwhile. Of what is not, nothing is known.
            return Ok(if kept {
                Learned::Some
            } else {
                Learned::Nothing
            });
        };
        for record in &records {
            store.keep_point(record, false)?;
        }
        self.send_what_is_missing(hall, id, &records)?;
        if kept || !records.is_empty() {
            self.points_asked.borrow_mut().insert(key, now());
        }
        Ok(Learned::All)
    }

    /// Has the centre get what it does not have: it may have been restored from a backup.
    fn send_what_is_missing(&self, hall: &str, id: &str, there: &[Record]) -> Result<()> {
        let Parts { store, .. } = self.parts()?;
        let kept = match id {
            "" => store.open_points(hall)?,
            _ => store.point(hall, id)?.into_iter().collect(),
        };
        for record in kept {
            let has = |other: &Record| {
                other.point.id == record.point.id && other.revision >= record.revision
            };
            if !there.iter().any(has) {
                store.send_point_again(&record)?;
            }
        }
        Ok(())
    }
}

fn found(record: Option<Record>, sure: bool, unclear: Told) -> Told {
    match record {
        Some(record) => Told::Stands(Box::new(record)),
        None if sure => Told::Unknown,
        None => unclear,
    }
}

impl Forwarder<'_> {
    /// Sends points that wait. Returns when to go on: none when none waits; after a
    /// failure of the centre, which is counted, when to try again.
    ///
    /// # Errors
    /// The storage of this object fails.
    pub(super) async fn send_points(&self) -> Result<Option<Duration>> {
        for record in self.store.waiting_points(now() - AGAIN_MS, LOT)? {
            match centre::store(self.session, &self.sender.edge_id, &record).await {
                Ok(()) => {
                    self.store.point_sent(&record)?;
                    self.store.worked()?;
                }
                Err(fault @ Fault::Elsewhere(_)) => {
                    return self.back_off(&fault.to_string()).map(Some);
                }
                Err(fault) => {
                    self.store.point_tried(&record, now())?;
                    log_line("point_refused", self.sender.shard, None, &fault.to_string());
                }
            }
        }
        if !self.store.points_wait() {
            return Ok(None);
        }
        let more = self.store.waiting_points(now() - AGAIN_MS, 1)?;
        Ok(Some(if more.is_empty() {
            Duration::from_millis(AGAIN_MS.unsigned_abs())
        } else {
            Duration::ZERO
        }))
    }
}
