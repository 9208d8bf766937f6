//! What an administrator decides of rows that were not taken, over all halls: that they are
//! sent once more, or that they never will be.

use deadpool_postgres::GenericClient;
use tokio_postgres::{Error, Row};

/// What becomes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// They wait again.
    Again,
    /// They are not sent any more, and stay as they are.
    Close,
}

/// Rows of one hall that were changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The hall; none where the evaluations are not there any more.
    pub hall: Option<String>,
    /// Its area.
    pub area_code: String,
    /// How many.
    pub count: i64,
}

const AGAIN: &str = "
WITH changed AS (
    UPDATE haochaping.onward
    SET state = 'waiting', settled_at = NULL, next_at = clock_timestamp(), entered_at = clock_timestamp(), attempts = 0
    WHERE upstream_id = $1 AND state IN ('refused', 'not_carried') AND ($2::text IS NULL OR last_code = $2)
    RETURNING area_code, accepted_at, evaluation_id
)";

const CLOSE: &str = "
WITH changed AS (
    UPDATE haochaping.onward
    SET state = 'closed', settled_at = clock_timestamp()
    WHERE upstream_id = $1 AND state IN ('refused', 'not_carried') AND ($2::text IS NULL OR last_code = $2)
    RETURNING area_code, accepted_at, evaluation_id
)";

const BY_HALL: &str = "
SELECT e.hall_id, c.area_code, count(*) AS count
FROM changed c
LEFT JOIN haochaping.evaluations e
       ON e.area_code = c.area_code AND e.accepted_at = c.accepted_at AND e.id = c.evaluation_id
GROUP BY e.hall_id, c.area_code ORDER BY c.area_code, e.hall_id";

/// Decides of what a platform did not take, of one code or of all; returns how many rows of
/// which hall.
///
/// # Errors
/// The centre does not answer; then nothing changed.
pub async fn decide(
    client: &impl GenericClient,
    upstream: &str,
    code: Option<&str>,
    decision: Decision,
) -> Result<Vec<Changed>, Error> {
    let change = match decision {
        Decision::Again => AGAIN,
        Decision::Close => CLOSE,
    };
    let rows = client
        .query(&format!("{change}{BY_HALL}"), &[&upstream, &code])
        .await?;
    let changed = |row: &Row| {
        Ok(Changed {
            hall: row.try_get("hall_id")?,
            area_code: row.try_get("area_code")?,
            count: row.try_get("count")?,
        })
    };
    rows.iter().map(changed).collect()
}

/// Ids of the platforms that the centre knows, each with whether anything enters its outbox.
///
/// # Errors
/// The centre does not answer.
pub async fn registered(client: &impl GenericClient) -> Result<Vec<(String, bool)>, Error> {
    let rows = client
        .query(
            "SELECT id, active FROM haochaping.upstreams ORDER BY id",
            &[],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect()
}
