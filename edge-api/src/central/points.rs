//! Rating points in the centre: every revision of each, the latest of which counts; of two
//! with one number, made by two edges, the one whose digest sorts last.

use tokio_postgres::Row;
use tokio_postgres::types::Type;

use super::fault::Fault;
use super::session::Session;
use crate::point::Record;

const INSERT: &str = "
INSERT INTO haochaping.points (area_code, hall_id, point_id, revision, edge_id, code, record)
VALUES ($1, $2, $3, $4, $5, $6, $7::text::jsonb)
ON CONFLICT DO NOTHING";

const OF_HALL: &str = "
SELECT DISTINCT ON (point_id) record::text
FROM haochaping.points
WHERE area_code = $1 AND hall_id = $2 AND ($3 = '' OR point_id = $3)
ORDER BY point_id, revision DESC, digest DESC
LIMIT 2000";

const BY_CODE: &str = "
SELECT latest.record::text
FROM haochaping.points had
CROSS JOIN LATERAL (
    SELECT record FROM haochaping.points p
    WHERE p.area_code = had.area_code AND p.hall_id = had.hall_id AND p.point_id = had.point_id
    ORDER BY revision DESC, digest DESC LIMIT 1) latest
WHERE had.code = $1
LIMIT 1";

fn read(row: &Row) -> Result<Record, Fault> {
    let text: &str = row
        .try_get(0)
        .map_err(|error| Fault::Elsewhere(format!("answer: {error}")))?;
    // Never its text: the message may quote it.
    serde_json::from_str(text).map_err(|error| {
        Fault::Refused(format!(
            "a point that cannot be read: {:?}",
            error.classify()
        ))
    })
}

/// Stores a revision; one that is there already stays.
///
/// # Errors
/// [`Fault`] when the centre does not answer or does not take it.
pub async fn store(session: &Session, edge_id: &str, record: &Record) -> Result<(), Fault> {
    let content =
        serde_json::to_string(record).map_err(|error| Fault::Content(format!("point: {error}")))?;
    let (id, code) = (record.point.id.as_str(), record.code.as_str());
    session
        .rows(
            INSERT,
            &[
                (&record.hall_area, Type::TEXT),
                (&record.hall, Type::TEXT),
                (&id, Type::TEXT),
                (&record.revision, Type::INT8),
                (&edge_id, Type::TEXT),
                (&code, Type::TEXT),
                (&content, Type::TEXT),
            ],
        )
        .await
        .map(drop)
}

/// The latest revision of a hall's point, or of all its points when `id` is empty.
///
/// # Errors
/// [`Fault`] when the centre does not answer.
pub async fn of_hall(
    session: &Session,
    area: &str,
    hall: &str,
    id: &str,
) -> Result<Vec<Record>, Fault> {
    let rows = session
        .rows(
            OF_HALL,
            &[(&area, Type::TEXT), (&hall, Type::TEXT), (&id, Type::TEXT)],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The latest revision of the point that has or had this code.
///
/// # Errors
/// [`Fault`] when the centre does not answer.
pub async fn by_code(session: &Session, code: &str) -> Result<Option<Record>, Fault> {
    let rows = session.rows(BY_CODE, &[(&code, Type::TEXT)]).await?;
    rows.first().map(read).transpose()
}
