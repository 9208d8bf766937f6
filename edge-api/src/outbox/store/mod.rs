//! The outbox's tables, and every statement on them.
//!
//! Each method runs without an `.await`, so all its statements are one
//! transaction of the Durable Object: they are on disk together, before any
//! answer leaves the object, or the object is reset and none of them happened.
//! What is held in memory ([`Tally`]) is read back from disk when it starts.
//!
//! | table | row |
//! |---|---|
//! | `outbox` | one record; `seq` orders them, `key` is unique, `standing` 0 waiting, 1 in the centre, 2 set aside, 3 duplicate |
//! | `progress` | one row: counts, failures, how far old rows have been removed |
//! | `identity` | one row: a random id, made with the tables; the furthest that rows were removed before some of them were sent again |
//! | `points` | one revision of a rating point, the latest for ever; `waiting` 1 = the centre has not got it |
//! | `point_codes` | every code that a point had, so that an old one can say so |
//! | `links` | one short link; `seq` orders them, `refused` 1 = the centre does not take it |
//! | `links_sent` | one row: through which link the centre has them, and the furthest that ever was |
//!
//! What came later are tables of their own, so that the build before, which does not
//! know them, still opens what this one wrote.

mod accept;
mod cells;
mod deliver;
mod links;
mod points;
mod prune;
mod reconcile;

use std::cell::{Cell, RefCell};

use worker::{Error, Result, SqlStorage, SqlStorageValue};

use self::cells::{Cells, count, signed};
use self::links::Sent;
use super::admission::Room;
use super::protocol::{Standing, Stats};
use super::settings::Settings;

const SCHEMA: [&str; 12] = [
    "CREATE TABLE IF NOT EXISTS outbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT NULL, key TEXT NOT NULL UNIQUE,
        digest TEXT NOT NULL, receipt TEXT, accepted_at INTEGER NOT NULL, standing INTEGER NOT NULL DEFAULT 0,
        bytes INTEGER NOT NULL, content TEXT NOT NULL, settled_at INTEGER, cause TEXT)",
    "CREATE INDEX IF NOT EXISTS outbox_receipt ON outbox (receipt) WHERE receipt IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS outbox_waiting ON outbox (seq, bytes) WHERE standing = 0",
    "CREATE TABLE IF NOT EXISTS progress (
        one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL,
        forwarded INTEGER NOT NULL DEFAULT 0, set_aside INTEGER NOT NULL DEFAULT 0,
        duplicates INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
        retry_at INTEGER NOT NULL DEFAULT 0, forwarded_at INTEGER,
        pruned_seq INTEGER NOT NULL DEFAULT 0, pruned_through INTEGER NOT NULL DEFAULT 0)",
    "INSERT OR IGNORE INTO progress (one, version) VALUES (1, 1)",
    "CREATE TABLE IF NOT EXISTS identity (
        one INTEGER PRIMARY KEY CHECK (one = 1), outbox_id TEXT NOT NULL,
        pruned_most INTEGER NOT NULL DEFAULT 0)",
    "INSERT OR IGNORE INTO identity (one, outbox_id) VALUES (1, lower(hex(randomblob(16))))",
    "CREATE TABLE IF NOT EXISTS points (
        hall TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, waiting INTEGER NOT NULL,
        tried_at INTEGER NOT NULL DEFAULT 0, content TEXT NOT NULL, PRIMARY KEY (hall, id, revision))",
    "CREATE TABLE IF NOT EXISTS point_codes (
        code TEXT PRIMARY KEY, hall TEXT NOT NULL, id TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS links (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL UNIQUE, made_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL, refused INTEGER NOT NULL DEFAULT 0, content TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS links_sent (
        one INTEGER PRIMARY KEY CHECK (one = 1), through INTEGER NOT NULL DEFAULT 0,
        most INTEGER NOT NULL DEFAULT 0)",
    "INSERT OR IGNORE INTO links_sent (one) VALUES (1)",
];

/// Version of the tables above; a newer one on disk is not touched.
const VERSION: i64 = 1;

/// What the outbox knows of itself without reading.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Rows that wait.
    pub pending: u64,
    /// Bytes of their content.
    pub pending_bytes: u64,
    /// Rows in the centre and still here.
    pub forwarded: u64,
    /// Rows set aside.
    pub set_aside: u64,
    /// Rows whose place was taken.
    pub duplicates: u64,
    /// Failures in a row.
    pub failures: u32,
    /// When to try again, ms; 0 = no failure.
    pub retry_at: i64,
    /// When the centre last took a lot, ms.
    pub forwarded_at: Option<i64>,
    /// Up to which row old ones have been looked at.
    pub pruned_seq: i64,
    /// Latest acceptance among removed rows, ms; 0 = none removed. Whoever was
    /// served after it is still known here.
    pub pruned_through: i64,
}

/// The tables and their tally.
pub struct Store {
    sql: SqlStorage,
    outbox_id: String,
    tally: RefCell<Tally>,
    points_wait: Cell<bool>,
    links: Cell<Sent>,
}

fn stored(standing: Standing) -> i64 {
    match standing {
        Standing::Waiting => 0,
        Standing::Central => 1,
        Standing::SetAside => 2,
        Standing::Duplicate => 3,
    }
}

fn standing(number: i64) -> Result<Standing> {
    match number {
        0 => Ok(Standing::Waiting),
        1 => Ok(Standing::Central),
        2 => Ok(Standing::SetAside),
        3 => Ok(Standing::Duplicate),
        other => Err(Error::from(format!("outbox: standing {other} is unknown"))),
    }
}

impl Store {
    /// Opens the tables, making them if they are missing.
    ///
    /// # Errors
    /// The storage fails, or a newer build wrote it.
    pub fn open(sql: SqlStorage) -> Result<Self> {
        for statement in SCHEMA {
            sql.exec(statement, None)?;
        }
        let mut store = Self {
            sql,
            outbox_id: String::new(),
            tally: RefCell::default(),
            points_wait: Cell::new(false),
            links: Cell::default(),
        };
        store.outbox_id = store.one("SELECT outbox_id FROM identity")?.text()?;
        let tally = store.read_tally()?;
        store.tally.replace(tally);
        store.count_points()?;
        store.count_links()?;
        Ok(store)
    }

    fn read_tally(&self) -> Result<Tally> {
        let mut row = self.one(
            "SELECT version, forwarded, set_aside, duplicates, failures, retry_at, forwarded_at, pruned_seq,
                    pruned_through,
                    (SELECT count(*) FROM outbox WHERE standing = 0),
                    (SELECT coalesce(sum(bytes), 0) FROM outbox WHERE standing = 0)
             FROM progress",
        )?;
        let version = row.integer()?;
        if version > VERSION {
            return Err(Error::from(format!(
                "outbox: tables have version {version}, this build knows {VERSION}: start the newer build"
            )));
        }
        Ok(Tally {
            forwarded: count(row.integer()?),
            set_aside: count(row.integer()?),
            duplicates: count(row.integer()?),
            failures: u32::try_from(row.integer()?).unwrap_or(u32::MAX),
            retry_at: row.integer()?,
            forwarded_at: row.optional_integer()?,
            pruned_seq: row.integer()?,
            pruned_through: row.integer()?,
            pending: count(row.integer()?),
            pending_bytes: count(row.integer()?),
        })
    }

    fn rows(&self, sql: &str, bind: Vec<SqlStorageValue>) -> Result<Vec<Cells>> {
        self.sql
            .exec(sql, bind)?
            .raw()
            .map(|row| row.map(Cells::new))
            .collect()
    }

    fn one(&self, sql: &str) -> Result<Cells> {
        self.rows(sql, Vec::new())?
            .into_iter()
            .next()
            .ok_or_else(|| Error::from("outbox: no row where one is certain"))
    }

    /// The random id that was made with the tables, 32 hexadecimal digits: an outbox
    /// that was lost begins anew with another, and the same numbers.
    #[must_use]
    pub fn outbox_id(&self) -> &str {
        &self.outbox_id
    }

    /// What the outbox knows of itself.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.tally.borrow().clone()
    }

    /// What may still be stored.
    #[must_use]
    pub fn room(&self, settings: &Settings) -> Room {
        let tally = self.tally.borrow();
        Room {
            rows: settings.backlog_rows.saturating_sub(tally.pending),
            bytes: settings.backlog_bytes.saturating_sub(tally.pending_bytes),
        }
    }

    fn save(&self, tally: Tally) -> Result<()> {
        self.sql.exec(
            "UPDATE progress SET forwarded = ?1, set_aside = ?2, duplicates = ?3, failures = ?4, retry_at = ?5,
                                 forwarded_at = ?6, pruned_seq = ?7, pruned_through = ?8",
            vec![
                signed(tally.forwarded).into(),
                signed(tally.set_aside).into(),
                signed(tally.duplicates).into(),
                i64::from(tally.failures).into(),
                tally.retry_at.into(),
                tally.forwarded_at.into(),
                tally.pruned_seq.into(),
                tally.pruned_through.into(),
            ],
        )?;
        self.tally.replace(tally);
        Ok(())
    }

    /// Numbers for the operator; which rows are skipped is not known here.
    ///
    /// # Errors
    /// The storage fails.
    pub fn stats(&self, settings: &Settings, now: i64) -> Result<Stats> {
        let oldest = self.rows(
            "SELECT accepted_at FROM outbox WHERE standing = 0 ORDER BY seq LIMIT 1",
            Vec::new(),
        )?;
        let oldest_pending_ms = match oldest.into_iter().next() {
            Some(mut row) => count(now - row.integer()?),
            None => 0,
        };
        let tally = self.tally();
        Ok(Stats {
            pending: tally.pending,
            pending_bytes: tally.pending_bytes,
            pending_max: settings.backlog_rows,
            pending_bytes_max: settings.backlog_bytes,
            forwarded: tally.forwarded,
            set_aside: tally.set_aside,
            skipped: 0,
            duplicates: tally.duplicates,
            links: self.new_links(),
            oldest_pending_ms,
            failures: tally.failures,
            last_forwarded_at: tally.forwarded_at,
            database_bytes: self.sql.database_size() as u64,
        })
    }
}
