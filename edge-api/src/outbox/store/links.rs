//! Keeps short links, in the order in which they were made, and how far the centre has them.
//!
//! A number says that, not a mark on each: links are many, and a centre that was restored
//! gets them all again by setting one number back.

use std::collections::HashMap;

use worker::Result;

use super::Store;
use super::accept::MOST_BOUND;
use super::cells::{Cells, count};
use crate::link::Record;
use crate::link::record::{Keeping, judge};

/// Links looked at in one step of removing old ones.
const STEP: i64 = 500;
/// Bytes of a link besides its ticket.
const FRAME: usize = 80;

/// How far the centre has the links.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sent {
    /// Number of the last link.
    last: i64,
    /// Number of the last one that the centre has.
    through: i64,
    /// The furthest that `through` ever was.
    most: i64,
}

impl Store {
    /// The link of this code.
    ///
    /// # Errors
    /// The storage fails, or what it holds cannot be read.
    pub fn link(&self, code: &str) -> Result<Option<Record>> {
        let rows = self.rows(
            "SELECT content FROM links WHERE code = ?1",
            vec![code.into()],
        )?;
        rows.into_iter()
            .map(|mut row| read(&mut row))
            .next()
            .transpose()
    }

    /// Keeps links that are new, as long as at most `most` of them wait for the centre; what
    /// became of each, in order.
    ///
    /// # Errors
    /// The storage fails; then none may be acknowledged.
    pub fn keep_links(&self, records: &[Record], most: u64, now: i64) -> Result<Vec<Keeping>> {
        let codes: Vec<&str> = records.iter().map(|record| record.code.as_str()).collect();
        let mut kept: HashMap<String, Record> = self
            .rows(
                "SELECT content FROM links WHERE code IN (SELECT value FROM json_each(?1))",
                vec![serde_json::to_string(&codes)?.into()],
            )?
            .into_iter()
            .map(|mut row| read(&mut row).map(|record| (record.code.to_string(), record)))
            .collect::<Result<_>>()?;
        let (mut answers, mut new) = (Vec::with_capacity(records.len()), Vec::new());
        let (mut waiting, mut bytes) = (self.new_links(), 0);
        for record in records {
            let code = record.code.as_str();
            let keeping = judge(record, kept.get(code), waiting < most);
            if keeping == Keeping::Made {
                let content = serde_json::to_string(record)?;
                if bytes + content.len() > MOST_BOUND {
                    self.insert_links(&new)?;
                    new.clear();
                    bytes = 0;
                }
                bytes += content.len();
                new.push((code, now, record.expires_at, content));
                kept.insert(code.to_owned(), record.clone());
                waiting += 1;
            }
            answers.push(keeping);
        }
        self.insert_links(&new)?;
        self.count_links()?;
        Ok(answers)
    }

    fn insert_links(&self, new: &[impl serde::Serialize]) -> Result<()> {
        if new.is_empty() {
            return Ok(());
        }
        self.sql
            .exec(
                "INSERT INTO links (code, made_at, expires_at, content)
                 SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?1)",
                vec![serde_json::to_string(new)?.into()],
            )
            .map(drop)
    }

    /// Whether links wait for the centre.
    #[must_use]
    pub fn links_wait(&self) -> bool {
        let Sent { last, through, .. } = self.links.get();
        last > through
    }

    /// Whether any link is kept, that may be old one day.
    #[must_use]
    pub fn keeps_links(&self) -> bool {
        self.links.get().last > 0
    }

    /// How many links wait that the centre never had.
    #[must_use]
    pub fn new_links(&self) -> u64 {
        let Sent { last, most, .. } = self.links.get();
        count(last - most)
    }

    /// The first links that wait, with their numbers; at most `most`, together within
    /// `most_bytes` or alone.
    ///
    /// # Errors
    /// As [`Store::link`].
    pub fn waiting_links(&self, most: usize, most_bytes: usize) -> Result<Vec<(i64, Record)>> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let cursor = self.sql.exec(
            "SELECT seq, content FROM links WHERE seq > ?1 ORDER BY seq LIMIT ?2",
            vec![self.links.get().through.into(), most.into()],
        )?;
        let (mut links, mut bytes) = (Vec::new(), 0);
        for row in cursor.raw() {
            let mut row = Cells::new(row?);
            let link = (row.integer()?, read(&mut row)?);
            bytes += link.1.ticket.len() + FRAME;
            if bytes > most_bytes && !links.is_empty() {
                break;
            }
            links.push(link);
        }
        Ok(links)
    }

    /// Writes down that the centre has the links after `from` through `to`, unless they were
    /// to be sent again meanwhile.
    ///
    /// # Errors
    /// The storage fails; they will be sent again, which is harmless.
    pub fn links_sent(&self, from: i64, to: i64) -> Result<()> {
        self.sql.exec(
            "UPDATE links_sent SET through = ?2, most = max(most, ?2) WHERE through = ?1",
            vec![from.into(), to.into()],
        )?;
        self.count_links()
    }

    /// Number of the last link that the centre has.
    #[must_use]
    pub fn links_sent_through(&self) -> i64 {
        self.links.get().through
    }

    /// Has the centre get all links again, which it may have lost.
    ///
    /// # Errors
    /// The storage fails.
    pub fn send_links_again(&self) -> Result<()> {
        self.sql.exec("UPDATE links_sent SET through = 0", None)?;
        self.count_links()
    }

    /// Writes down that the centre does not take a link: it is kept until it has expired.
    ///
    /// # Errors
    /// The storage fails.
    pub fn link_refused(&self, seq: i64) -> Result<()> {
        self.sql
            .exec(
                "UPDATE links SET refused = 1 WHERE seq = ?1",
                vec![seq.into()],
            )
            .map(drop)
    }

    /// Removes links made before `horizon` that the centre has, a bounded step at a time.
    /// Returns whether there may be more.
    ///
    /// # Errors
    /// The storage fails.
    pub fn prune_links(&self, horizon: i64) -> Result<bool> {
        if !self.keeps_links() {
            return Ok(false);
        }
        // From the oldest, so that few are looked at where none is old.
        let gone = self.rows(
            "DELETE FROM links WHERE seq IN (
                 SELECT seq FROM (SELECT * FROM links WHERE seq <= ?1 ORDER BY seq LIMIT ?3)
                 WHERE made_at < ?2 AND (refused = 0 OR expires_at < ?2))
             RETURNING seq",
            vec![self.links.get().through.into(), horizon.into(), STEP.into()],
        )?;
        self.count_links()?;
        Ok(gone.len() as i64 == STEP)
    }

    /// Reads from disk how far the centre has the links.
    pub(super) fn count_links(&self) -> Result<()> {
        let mut row = self.one(
            "SELECT through, most, max(through, (SELECT coalesce(max(seq), 0) FROM links)) FROM links_sent",
        )?;
        let (through, most, last) = (row.integer()?, row.integer()?, row.integer()?);
        self.links.set(Sent {
            last,
            through,
            most,
        });
        Ok(())
    }
}

fn read(row: &mut Cells) -> Result<Record> {
    Ok(serde_json::from_str(&row.text()?)?)
}
