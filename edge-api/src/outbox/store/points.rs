//! Keeps rating points: each as it stands, earlier revisions until the centre has them, and
//! every code that a point had.

use worker::Result;

use super::Store;
use super::cells::Cells;
use crate::point::Record;

impl Store {
    /// The point of this id.
    ///
    /// # Errors
    /// The storage fails, or what it holds cannot be read.
    pub fn point(&self, hall: &str, id: &str) -> Result<Option<Record>> {
        let rows = self.rows(
            "SELECT content FROM points WHERE hall = ?1 AND id = ?2 ORDER BY revision DESC LIMIT 1",
            vec![hall.into(), id.into()],
        )?;
        read(rows).map(|records| records.into_iter().next())
    }

    /// The point that has or had this code.
    ///
    /// # Errors
    /// As [`Store::point`].
    pub fn point_of_code(&self, code: &str) -> Result<Option<Record>> {
        let rows = self.rows(
            "SELECT content FROM points JOIN point_codes USING (hall, id) WHERE code = ?1
             ORDER BY revision DESC LIMIT 1",
            vec![code.into()],
        )?;
        read(rows).map(|records| records.into_iter().next())
    }

    /// All open points of a hall, by their ids.
    ///
    /// # Errors
    /// As [`Store::point`].
    pub fn open_points(&self, hall: &str) -> Result<Vec<Record>> {
        let mut latest = read(self.rows(
            "SELECT content, max(revision) FROM points WHERE hall = ?1 GROUP BY id ORDER BY id",
            vec![hall.into()],
        )?)?;
        latest.retain(|record| record.open);
        Ok(latest)
    }

    /// Keeps a revision, once; `waiting` = the centre is to get it. Another one with its
    /// number, from the centre, takes its place as soon as the centre has both and says
    /// which counts.
    ///
    /// # Errors
    /// The storage fails.
    pub fn keep_point(&self, record: &Record, waiting: bool) -> Result<()> {
        let (hall, id) = (record.hall.as_str(), record.point.id.as_str());
        self.sql.exec(
            "INSERT INTO points (hall, id, revision, waiting, content) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET content = excluded.content WHERE waiting = 0",
            vec![
                hall.into(),
                id.into(),
                record.revision.into(),
                i64::from(waiting).into(),
                serde_json::to_string(record)?.into(),
            ],
        )?;
        self.keep_code(record.code.as_str(), record)?;
        if waiting {
            self.points_wait.set(true);
        }
        Ok(())
    }

    /// Keeps that a point has or had this code.
    ///
    /// # Errors
    /// The storage fails.
    pub fn keep_code(&self, code: &str, record: &Record) -> Result<()> {
        let (hall, id) = (record.hall.as_str(), record.point.id.as_str());
        self.sql.exec(
            "INSERT OR IGNORE INTO point_codes (code, hall, id) VALUES (?1, ?2, ?3)",
            vec![code.into(), hall.into(), id.into()],
        )?;
        Ok(())
    }

    /// Has the centre get a point again, which it may have lost.
    ///
    /// # Errors
    /// The storage fails.
    pub fn send_point_again(&self, record: &Record) -> Result<()> {
        let (hall, id) = (record.hall.as_str(), record.point.id.as_str());
        self.sql.exec(
            "UPDATE points SET waiting = 1, tried_at = 0 WHERE hall = ?1 AND id = ?2",
            vec![hall.into(), id.into()],
        )?;
        self.points_wait.set(true);
        Ok(())
    }

    /// Whether points wait for the centre.
    #[must_use]
    pub fn points_wait(&self) -> bool {
        self.points_wait.get()
    }

    /// Points that wait and were not tried since `before` (ms), at most `most`.
    ///
    /// # Errors
    /// As [`Store::point`].
    pub fn waiting_points(&self, before: i64, most: i64) -> Result<Vec<Record>> {
        read(self.rows(
            "SELECT content FROM points WHERE waiting = 1 AND tried_at < ?1 ORDER BY tried_at, revision LIMIT ?2",
            vec![before.into(), most.into()],
        )?)
    }

    /// Writes down that the centre has a revision.
    ///
    /// # Errors
    /// The storage fails; it will be sent again, which is harmless.
    pub fn point_sent(&self, record: &Record) -> Result<()> {
        let (hall, id) = (record.hall.as_str(), record.point.id.as_str());
        self.sql.exec(
            "UPDATE points SET waiting = 0 WHERE hall = ?1 AND id = ?2 AND revision = ?3",
            vec![hall.into(), id.into(), record.revision.into()],
        )?;
        self.sql.exec(
            "DELETE FROM points WHERE hall = ?1 AND id = ?2 AND waiting = 0
             AND revision < (SELECT max(revision) FROM points WHERE hall = ?1 AND id = ?2)",
            vec![hall.into(), id.into()],
        )?;
        self.count_points()
    }

    /// Writes down that the centre refused a point at `now`.
    ///
    /// # Errors
    /// The storage fails.
    pub fn point_tried(&self, record: &Record, now: i64) -> Result<()> {
        let (hall, id) = (record.hall.as_str(), record.point.id.as_str());
        self.sql.exec(
            "UPDATE points SET tried_at = ?4 WHERE hall = ?1 AND id = ?2 AND revision = ?3",
            vec![hall.into(), id.into(), record.revision.into(), now.into()],
        )?;
        Ok(())
    }

    /// Reads from disk whether points wait.
    pub(super) fn count_points(&self) -> Result<()> {
        let mut row = self.one("SELECT EXISTS (SELECT 1 FROM points WHERE waiting = 1)")?;
        self.points_wait.set(row.integer()? != 0);
        Ok(())
    }
}

fn read(rows: Vec<Cells>) -> Result<Vec<Record>> {
    rows.into_iter()
        .map(|mut row| Ok(serde_json::from_str(&row.text()?)?))
        .collect()
}
