//! Compares a page of what the outbox keeps with the centre, and has rows sent again
//! that the centre lost: most of all after it was restored from a backup, where rows,
//! keys and batches all fall back to the same earlier moment.
//!
//! Sending again is what the forwarder does anyway, and a row that is there already
//! changes nothing, so a page may be asked for as often as one likes.

use contract::api::reconciliation::{
    Disagreement, Finding, OtherOutbox, Reconciliation, ReconciliationRequest, SetAside,
};
use worker::Result;

use super::comparing::{self, KeptRow, number};
use super::entry::Kind;
use super::outbox_do::{Outbox, Parts};
use super::protocol::{Compared, Standing};
use super::settings::Settings;
use super::store::{Store, Tally};
use crate::central::compare;
use crate::central::fault::Fault;
use crate::central::session::Session;
use crate::clock::rfc3339;

/// Most rows on a page.
const PAGE: usize = 400;

/// After how many seconds a page is to be asked for again when too much waits.
const RETRY_AFTER: u32 = 2;

/// What the centre said of a page.
struct Said {
    rows: comparing::Rows,
    batches: Vec<comparing::Batch>,
    beyond: (i64, i64, i64),
    others: Vec<compare::Other>,
}

impl Outbox {
    /// Compares the page after `request.after`.
    ///
    /// # Errors
    /// The storage of this object fails; nothing was set back to waiting then.
    pub(super) async fn reconcile(&self, request: &ReconciliationRequest) -> Result<Compared> {
        let Parts {
            setup,
            store,
            session,
        } = self.parts()?;
        let after = i64::try_from(request.after).unwrap_or(i64::MAX);
        let kept = store.kept(after, PAGE)?;
        let last = store.last_seq()?;
        let through = kept.last().map_or(last, |row| row.seq);
        let asked = Question {
            store,
            session,
            edge_id: &setup.edge_id,
            shard: request.shard,
            after,
            through,
            is_first: after == 0,
            is_last: through >= last,
        };
        let said = match asked.ask(&kept).await? {
            Ok(said) => said,
            Err(fault) => return Ok(Compared::CentreAway(fault.to_string())),
        };
        let mut page = asked.page(said.rows.findings, said.rows.counts, &said.batches)?;
        page.others = said.others.into_iter().map(told).collect();
        if asked.is_last {
            note_beyond(&mut page, said.beyond, store.last_seq()?);
        } else {
            page.next = Some(number(through));
        }
        page.set_aside = kept
            .iter()
            .filter(|row| row.standing == Standing::SetAside)
            .map(set_aside)
            .collect();
        if request.fill && asked.is_first {
            // Of links nothing is compared: the centre takes each once, however often it comes.
            store.send_links_again()?;
        }
        if request.fill && !said.rows.missing.is_empty() {
            if has_room(&store.tally(), &setup.outbox, said.rows.missing.len()) {
                page.counts.filled = store.send_again(&said.rows.missing, Standing::Central)?;
            } else {
                page.retry_after = Some(RETRY_AFTER);
                page.next = Some(request.after);
            }
        }
        if request.requeue_set_aside && page.retry_after.is_none() {
            let seqs: Vec<i64> = kept
                .iter()
                .filter(|row| row.standing == Standing::SetAside)
                .map(|row| row.seq)
                .collect();
            let requeued = store.send_again(&seqs, Standing::SetAside)? > 0;
            for row in &mut page.set_aside {
                row.requeued = requeued;
            }
        }
        page.skipped = self.skips.borrow().count();
        page.first_waiting = store.first_waiting()?.map(number);
        Ok(Compared::Page(Box::new(page)))
    }
}

/// A page and whom to ask about it.
struct Question<'a> {
    store: &'a Store,
    session: &'a Session,
    edge_id: &'a str,
    shard: u8,
    after: i64,
    through: i64,
    is_first: bool,
    is_last: bool,
}

impl Question<'_> {
    async fn ask(&self, kept: &[KeptRow]) -> Result<std::result::Result<Said, Fault>> {
        let pruned = self.store.removed_through()?;
        let id = self.store.outbox_id();
        let delivered = kept.iter().filter(|row| row.standing == Standing::Central);
        let answered = async {
            let said = compare::said(self.session, delivered).await?;
            let batches =
                compare::batches(self.session, id, self.after.max(pruned), self.through).await?;
            let beyond = if self.is_last {
                compare::beyond(self.session, id, self.through).await?
            } else {
                (0, 0, 0)
            };
            let others = if self.is_first {
                compare::others(self.session, self.edge_id, self.shard, id).await?
            } else {
                Vec::new()
            };
            let rows = comparing::rows(kept, &said)
                .ok_or_else(|| Fault::Elsewhere("answer: rows are left out".to_owned()))?;
            Ok(Said {
                rows,
                batches,
                beyond,
                others,
            })
        };
        Ok(answered.await)
    }

    fn page(
        &self,
        mut findings: Vec<Finding>,
        mut counts: contract::api::reconciliation::Counts,
        batches: &[comparing::Batch],
    ) -> Result<Reconciliation> {
        let numbers: Vec<i64> = batches
            .iter()
            .flat_map(|batch| batch.seqs.iter().flat_map(|&(from, to)| from..to))
            .collect();
        let here = self.store.lines(&numbers)?;
        let (unknown, wrong) = comparing::batches(batches, &here, self.store.removed_through()?);
        counts.unknown_here = unknown;
        findings.extend(wrong);
        Ok(Reconciliation {
            shard: self.shard,
            outbox: self.store.outbox_id().to_owned(),
            counts,
            findings,
            ..Reconciliation::default()
        })
    }
}

/// Notes what the centre has beyond the last number known here. `last` is read after the
/// centre has answered, for rows are accepted and delivered meanwhile.
fn note_beyond(page: &mut Reconciliation, beyond: (i64, i64, i64), last: i64) {
    let (rows, first, end) = beyond;
    if end <= last {
        return;
    }
    let rows = number(rows);
    page.counts.unknown_here += rows;
    page.findings.push(Finding {
        what: Disagreement::UnknownHere,
        first: number(first.max(last + 1)),
        last: number(end),
        rows,
    });
}

/// Whether that many rows may be set back to waiting: half of the backlog is left to
/// citizens, and an empty one takes any page.
fn has_room(tally: &Tally, settings: &Settings, rows: usize) -> bool {
    let rows = u64::try_from(rows).unwrap_or(u64::MAX);
    tally.pending == 0
        || (tally.pending.saturating_add(rows) <= settings.backlog_rows / 2
            && tally.pending_bytes <= settings.backlog_bytes / 2)
}

fn set_aside(row: &KeptRow) -> SetAside {
    let kind = match row.kind {
        Kind::Event => "event",
        Kind::Evaluation => "evaluation",
    };
    SetAside {
        seq: number(row.seq),
        kind: kind.to_owned(),
        cause: row.cause.clone(),
        since: rfc3339(row.settled_at),
        requeued: false,
    }
}

fn told(other: compare::Other) -> OtherOutbox {
    OtherOutbox {
        outbox: other.outbox_id,
        rows: number(other.rows),
        last: number(other.last),
        gaps: other
            .gaps
            .trim_matches(|c| matches!(c, '{' | '}'))
            .to_owned(),
        last_stored_at: rfc3339(other.stored_at),
    }
}
