//! Lists in the database, and how far their calls are.

use contract::case::AreaCode;
use deadpool_postgres::GenericClient;
use tokio_postgres::{Error, Row};

use super::list::Listed;
use super::number::{Bound, Seal};
use super::rules::KEPT_DAYS;
use super::store::FREE;

/// How the calls of a hall stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Can be called now.
    pub due: i64,
    /// Waits for its time.
    pub later: i64,
    /// Held by somebody.
    pub held: i64,
    /// Ended with a rating.
    pub rated: i64,
    /// Ended without.
    pub ended: i64,
}

/// A list and how far it is.
#[derive(Clone, Debug)]
pub struct List {
    /// What the supervisor called it.
    pub title: String,
    /// Who gave it.
    pub given_by: String,
    /// When, in Chongqing.
    pub given_at: String,
    /// Its calls.
    pub standing: Standing,
}

/// Ends the calls of lists that are older than [`KEPT_DAYS`]; how many.
///
/// # Errors
/// The database's.
pub async fn forget(client: &impl GenericClient) -> Result<u64, Error> {
    let sql = "UPDATE workbench.calls c
               SET state = 'expired', ended_at = clock_timestamp(),
                   held_by = NULL, held_until = NULL, sealed_number = NULL
               FROM workbench.call_lists l
               WHERE l.list_id = c.list_id AND c.state IN ('waiting', 'held')
                 AND l.given_at < clock_timestamp() - make_interval(days => $1)";
    let days = i32::try_from(KEPT_DAYS).unwrap_or(i32::MAX);
    client.execute(sql, &[&days]).await
}

/// Notes a list; `None` when the same file was taken before.
///
/// # Errors
/// The database's.
pub async fn add_list(
    client: &impl GenericClient,
    hall: &str,
    title: &str,
    digest: &str,
    alias: &str,
) -> Result<Option<String>, Error> {
    let sql = "INSERT INTO workbench.call_lists (hall_id, title, digest, given_by) VALUES ($1, $2, $3, $4)
               ON CONFLICT (hall_id, digest) DO NOTHING RETURNING list_id::text";
    let row = client
        .query_opt(sql, &[&hall, &title, &digest, &alias])
        .await?;
    Ok(row.map(|row| row.get(0)))
}

/// Adds a case to a list; false when it is on one of the hall's already.
///
/// # Errors
/// The database's. A number that cannot be sealed leaves its case out.
pub async fn add_call(
    client: &impl GenericClient,
    list: &str,
    hall: &str,
    area: &AreaCode,
    listed: &Listed,
    seal: &Seal,
) -> Result<bool, Error> {
    let event = &listed.event;
    let bound = Bound {
        hall,
        case_no: event.case_no.as_str(),
        step_no: event.step_no.value(),
        round: event.round.value(),
    };
    let Some(sealed) = seal.close(&listed.number, bound) else {
        return Ok(false);
    };
    let sql = "INSERT INTO workbench.calls (list_id, hall_id, case_no, step_no, round, step_kind, item_code, item_name,
                                            agency_code, agency_name, area_code, service_at, sealed_number)
               VALUES ($1::text::uuid, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, to_timestamp($12::float8 / 1000), $13)
               ON CONFLICT (hall_id, case_no, step_no, round) DO NOTHING";
    #[allow(
        clippy::cast_precision_loss,
        reason = "milliseconds of this millennium have 42 bits"
    )]
    let service_at = listed.service_at as f64;
    let area = event.area_code.as_ref().unwrap_or(area);
    let changed = client
        .execute(
            sql,
            &[
                &list,
                &hall,
                &event.case_no.as_str(),
                &i16::from(event.step_no.value()),
                &i16::from(event.round.value()),
                &event.step.code(),
                &event.item_code.as_str(),
                &event.item_name,
                &event.agency_code.as_str(),
                &event.agency_name,
                &area.as_str(),
                &service_at,
                &sealed,
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// The columns of [`counts`].
fn columns() -> String {
    format!(
        "count(*) FILTER (WHERE {FREE}),
         count(*) FILTER (WHERE state = 'waiting' AND due_at > clock_timestamp()),
         count(*) FILTER (WHERE state = 'held' AND held_until >= clock_timestamp()),
         count(*) FILTER (WHERE state = 'rated'),
         count(*) FILTER (WHERE ended_at IS NOT NULL AND state <> 'rated')"
    )
}

/// How the calls of a hall stand.
///
/// # Errors
/// The database's.
pub async fn standing(client: &impl GenericClient, hall: &str) -> Result<Standing, Error> {
    let columns = columns();
    let sql = format!("SELECT {columns} FROM workbench.calls WHERE hall_id = $1");
    Ok(counts(&client.query_one(&sql, &[&hall]).await?, 0))
}

/// The hall's lists, the latest first, at most fifty.
///
/// # Errors
/// The database's.
pub async fn lists(client: &impl GenericClient, hall: &str) -> Result<Vec<List>, Error> {
    let columns = columns();
    let sql = format!(
        "SELECT l.title, l.given_by, to_char(l.given_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), {columns}
         FROM (SELECT * FROM workbench.call_lists WHERE hall_id = $1 ORDER BY given_at DESC LIMIT 50) l
         LEFT JOIN workbench.calls c USING (list_id)
         GROUP BY l.list_id, l.title, l.given_by, l.given_at ORDER BY l.given_at DESC"
    );
    let rows = client.query(&sql, &[&hall]).await?;
    Ok(rows
        .iter()
        .map(|row| List {
            title: row.get(0),
            given_by: row.get(1),
            given_at: row.get(2),
            standing: counts(row, 3),
        })
        .collect())
}

fn counts(row: &Row, from: usize) -> Standing {
    Standing {
        due: row.get(from),
        later: row.get(from + 1),
        held: row.get(from + 2),
        rated: row.get(from + 3),
        ended: row.get(from + 4),
    }
}
