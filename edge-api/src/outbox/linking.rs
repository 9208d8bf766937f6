//! Keeps short links and tells the centre of them, so that every other edge opens a link that
//! was made at this one.
//!
//! What is kept here answers at once and while the centre is away. Of a code that is not,
//! only the centre can tell: it may be another edge's, or older than what is kept here.

use std::cell::Cell;
use std::time::Duration;

use worker::Result;

use super::answering::ask;
use super::forwarding::{Forwarder, log_line};
use super::outbox_do::{Outbox, Parts, now};
use super::settings::Settings;
use crate::central::fault::Fault;
use crate::central::links as centre;
use crate::link::{Question, Record, Told};

/// Most questions about links to the centre at a time, beside all others: whoever makes up
/// codes and hits upon the check must not keep citizens from rating.
const MOST: u32 = 8;
/// Lots in one pass: of links there may be many more than of anything else, and ratings
/// come first.
const LOTS: usize = 4;
/// For how long links rest that the centre refused as a whole, ms: it may lack their table.
const AGAIN_MS: i64 = 60_000;
/// How often the centre is to forget links that expired long ago, ms.
const FORGET_MS: i64 = 3_600_000;

/// What links wait for, besides the centre; ms since 1970.
#[derive(Debug, Default)]
pub struct Pauses {
    /// When they are sent again.
    send_at: Cell<i64>,
    /// When old ones are forgotten again.
    forget_at: Cell<i64>,
}

impl Outbox {
    /// Answers a question about links.
    pub(super) async fn link(&self, question: Question) -> Result<Told> {
        let Parts {
            setup,
            store,
            session,
        } = self.parts()?;
        let code = match question {
            Question::Keep(records) => {
                let most = setup.outbox.backlog_rows;
                return store.keep_links(&records, most, now()).map(Told::Kept);
            }
            Question::Find(code) => code,
        };
        if let Some(kept) = store.link(code.as_str())? {
            return Ok(Told::Found(Box::new(kept)));
        }
        let question = centre::by_code(session, code.as_str());
        Ok(
            match ask(session, &self.asking.links, MOST, question).await {
                None => Told::Unclear {
                    retry_after: setup.outbox.retry_after,
                },
                Some(None) => Told::Unknown,
                Some(Some(record)) => Told::Found(Box::new(record)),
            },
        )
    }
}

impl Forwarder<'_> {
    /// Sends links that wait, some lots. Returns when to go on: none when none waits; after a
    /// failure of the centre, which is counted, when to try again.
    ///
    /// # Errors
    /// The storage of this object fails.
    pub(super) async fn send_links(&self) -> Result<Option<Duration>> {
        let rest = self.links.send_at.get().saturating_sub(now());
        // A clock that was set back does not make them rest for longer.
        if self.store.links_wait() && (1..=AGAIN_MS).contains(&rest) {
            return Ok(Some(Duration::from_millis(rest.unsigned_abs())));
        }
        for _ in 0..LOTS {
            if !self.store.links_wait() {
                return Ok(None);
            }
            if let Some(wait) = self.send_lot().await? {
                return Ok(Some(wait));
            }
        }
        Ok(self.store.links_wait().then_some(Duration::ZERO))
    }

    /// Sends the first links that wait. Returns how long to wait if the centre fails.
    async fn send_lot(&self) -> Result<Option<Duration>> {
        let Settings {
            batch_rows,
            batch_bytes,
            ..
        } = *self.settings;
        let from = self.store.links_sent_through();
        let lot = self.store.waiting_links(batch_rows, batch_bytes)?;
        let Some(to) = lot.last().map(|(seq, _)| *seq) else {
            return Ok(None);
        };
        let records: Vec<&Record> = lot.iter().map(|(_, record)| record).collect();
        match centre::store(self.session, &self.sender.edge_id, &records).await {
            Ok(()) => {}
            Err(Fault::Content(_)) => match self.send_one_by_one(&lot).await? {
                None => {}
                wait => return Ok(wait),
            },
            Err(fault) => return self.rest(&fault).map(Some),
        }
        self.store.links_sent(from, to)?;
        self.store.worked()?;
        Ok(None)
    }

    /// Sends links alone of which the centre refuses one by its content. Returns how long to
    /// wait if it fails meanwhile.
    async fn send_one_by_one(&self, lot: &[(i64, Record)]) -> Result<Option<Duration>> {
        for (seq, record) in lot {
            match centre::store(self.session, &self.sender.edge_id, &[record]).await {
                Ok(()) => {}
                Err(fault @ Fault::Content(_)) => {
                    self.store.link_refused(*seq)?;
                    log_line(
                        "link_refused",
                        self.sender.shard,
                        Some(*seq),
                        &fault.to_string(),
                    );
                }
                Err(fault) => return self.rest(&fault).map(Some),
            }
        }
        Ok(None)
    }

    /// A centre that is away is waited for by everything; one that refuses links, by links.
    fn rest(&self, fault: &Fault) -> Result<Duration> {
        if matches!(fault, Fault::Elsewhere(_)) {
            return self.back_off(&fault.to_string());
        }
        self.links.send_at.set(now() + AGAIN_MS);
        log_line("links_refused", self.sender.shard, None, &fault.to_string());
        Ok(Duration::from_millis(AGAIN_MS.unsigned_abs()))
    }

    /// Has the centre forget links that expired long ago, now and then. What it does not get
    /// done it does the next time.
    pub(super) async fn forget_links(&self) {
        let due = self.links.forget_at.get();
        if (now() + 1..=now() + FORGET_MS).contains(&due) {
            return;
        }
        self.links.forget_at.set(now() + FORGET_MS);
        if let Err(fault) = centre::forget(self.session).await {
            log_line(
                "links_not_forgotten",
                self.sender.shard,
                None,
                &fault.to_string(),
            );
        }
    }
}
