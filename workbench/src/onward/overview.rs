//! What waits, what was sent and what was not, for those who see to it.

use deadpool_postgres::GenericClient;
use tokio_postgres::{Error, Row};

use crate::config::Hall;

/// Failures on one page.
pub const PAGE: i64 = 200;

/// How a platform's outbox stands, over all halls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// To be sent, or sent again.
    pub waiting: i64,
    /// For how many minutes the oldest of them has been waiting since it entered the outbox, or was to be sent once more.
    pub oldest_minutes: Option<i64>,
    /// Sent since midnight in China.
    pub sent_today: i64,
    /// Of these, what the platform had before.
    pub there_before: i64,
    /// What the platform says it never will take.
    pub refused: i64,
    /// What its profile cannot say.
    pub not_carried: i64,
}

/// Rows that stand alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// `waiting`, `refused` or `not_carried`.
    pub state: String,
    /// Why, by its code.
    pub code: String,
    /// HTTP status of the last answer.
    pub status: Option<i16>,
    /// How many.
    pub count: i64,
    /// Of waiting ones: when the first is sent again, in China time.
    pub next_at: Option<String>,
}

/// One evaluation that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The evaluation.
    pub id: String,
    /// When it was given up, in China time.
    pub at: String,
    /// `refused` or `not_carried`.
    pub state: String,
    /// Why, by its code.
    pub code: String,
    /// HTTP status of the answer.
    pub status: Option<i16>,
    /// How often it was sent.
    pub attempts: i32,
    /// Case number, step and round.
    pub what: String,
}

/// Each part says what the condition of one partial index says, so that none reads the
/// millions that were sent long ago.
pub const COUNTS: &str = "
SELECT w.waiting, w.oldest, s.sent, s.there_before, f.refused, f.not_carried
FROM (SELECT count(*) AS waiting,
             (extract(epoch FROM clock_timestamp() - min(entered_at)) / 60)::bigint AS oldest
      FROM haochaping.onward WHERE upstream_id = $1 AND state = 'waiting') w,
     (SELECT count(*) AS sent, count(*) FILTER (WHERE last_code = 'duplicate') AS there_before
      FROM haochaping.onward WHERE upstream_id = $1 AND state = 'sent'
       AND settled_at >= date_trunc('day', now() AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'Asia/Shanghai') s,
     (SELECT count(*) FILTER (WHERE state = 'refused') AS refused,
             count(*) FILTER (WHERE state = 'not_carried') AS not_carried
      FROM haochaping.onward WHERE upstream_id = $1 AND state IN ('refused', 'not_carried')) f";

/// How the outbox of a platform stands.
///
/// # Errors
/// The centre does not answer.
pub async fn counts(client: &impl GenericClient, upstream: &str) -> Result<Counts, Error> {
    let row = client.query_one(COUNTS, &[&upstream]).await?;
    Ok(Counts {
        waiting: row.try_get("waiting")?,
        oldest_minutes: row.try_get("oldest")?,
        sent_today: row.try_get("sent")?,
        there_before: row.try_get("there_before")?,
        refused: row.try_get("refused")?,
        not_carried: row.try_get("not_carried")?,
    })
}

/// In parts, for the same reason.
pub const GROUPS: &str = "
SELECT state, coalesce(last_code, '') AS code, last_status, count(*) AS count,
       to_char(min(next_at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') AS next_at
FROM (SELECT state, last_code, last_status, next_at FROM haochaping.onward
      WHERE upstream_id = $1 AND state = 'waiting' AND last_code IS NOT NULL
      UNION ALL
      SELECT state, last_code, last_status, NULL FROM haochaping.onward
      WHERE upstream_id = $1 AND state IN ('refused', 'not_carried')) o
GROUP BY state, last_code, last_status
ORDER BY state, count(*) DESC, last_code LIMIT 50";

/// What did not go well, by its cause, over all halls.
///
/// # Errors
/// The centre does not answer.
pub async fn groups(client: &impl GenericClient, upstream: &str) -> Result<Vec<Group>, Error> {
    let rows = client.query(GROUPS, &[&upstream]).await?;
    let group = |row: &Row| {
        Ok(Group {
            state: row.try_get("state")?,
            code: row.try_get("code")?,
            status: row.try_get("last_status")?,
            count: row.try_get("count")?,
            next_at: row.try_get("next_at")?,
        })
    };
    rows.iter().map(group).collect()
}

const FAILED: &str = "
SELECT o.evaluation_id::text AS id, o.state, coalesce(o.last_code, '') AS code, o.last_status, o.attempts,
       to_char(o.settled_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') AS at,
       e.case_no || ' / ' || e.step_no || ' / ' || e.round AS what
FROM haochaping.onward o
JOIN haochaping.evaluations e
  ON e.area_code = o.area_code AND e.accepted_at = o.accepted_at AND e.id = o.evaluation_id
WHERE o.upstream_id = $1 AND o.state IN ('refused', 'not_carried') AND e.hall_id = $2 AND o.area_code = $3
ORDER BY o.settled_at DESC, o.evaluation_id LIMIT $4";

/// A hall's evaluations that a platform did not take, the latest first, at most [`PAGE`].
///
/// # Errors
/// The centre does not answer.
pub async fn failed(
    client: &impl GenericClient,
    upstream: &str,
    hall: &Hall,
) -> Result<Vec<Failed>, Error> {
    let area = hall.area_code.as_str();
    let rows = client
        .query(FAILED, &[&upstream, &hall.id, &area, &PAGE])
        .await?;
    let failed = |row: &Row| {
        Ok(Failed {
            id: row.try_get("id")?,
            at: row.try_get("at")?,
            state: row.try_get("state")?,
            code: row.try_get("code")?,
            status: row.try_get("last_status")?,
            attempts: row.try_get("attempts")?,
            what: row.try_get("what")?,
        })
    };
    rows.iter().map(failed).collect()
}

/// Which of a hall's evaluations are to be sent once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Again {
    /// Every one that failed.
    All,
    /// This one.
    One(String),
}

const RETRY: &str = "
UPDATE haochaping.onward o
SET state = 'waiting', settled_at = NULL, next_at = clock_timestamp(), entered_at = clock_timestamp(), attempts = 0
FROM haochaping.evaluations e
WHERE e.area_code = o.area_code AND e.accepted_at = o.accepted_at AND e.id = o.evaluation_id
  AND o.upstream_id = $1 AND o.state IN ('refused', 'not_carried') AND e.hall_id = $2 AND o.area_code = $3
  AND ($4::text IS NULL OR o.evaluation_id::text = $4)";

/// Lets what failed wait again; returns how many.
///
/// # Errors
/// The centre does not answer; then nothing changed.
pub async fn retry(
    client: &impl GenericClient,
    upstream: &str,
    hall: &Hall,
    again: &Again,
) -> Result<u64, Error> {
    let one = match again {
        Again::All => None,
        Again::One(id) => Some(id.as_str()),
    };
    let area = hall.area_code.as_str();
    client
        .execute(RETRY, &[&upstream, &hall.id, &area, &one])
        .await
}
