//! Who is sending which rows: they are claimed for a while, sent outside of any transaction,
//! and given back where they were not. Whoever dies between leaves rows whose claim runs out.

use deadpool_postgres::GenericClient;
use tokio_postgres::{Error, Row};

use super::evaluation::Stored;

/// A record that is being sent.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Area of the hall.
    pub area_code: String,
    /// The evaluation, as text.
    pub id: String,
    /// How often it was sent before.
    pub attempts: i32,
    /// With how many others at most, itself counted.
    pub at_most: Option<i16>,
    /// Whether the platform gets it by the rules that hold now.
    pub is_wanted: bool,
    /// What is stored of it; none if its row is not there any more.
    pub stored: Option<Stored>,
}

/// The oldest due rows that nobody else is claiming, of a platform that is active, by the rules
/// that another process may have registered meanwhile. A row whose partition was detached has
/// nothing stored any more.
const CLAIM: &str = "
WITH claimed AS (
    UPDATE haochaping.onward o
    SET claim = $2::text::uuid, next_at = clock_timestamp() + $4::bigint * interval '1 second'
    FROM (SELECT area_code, evaluation_id FROM haochaping.onward
          WHERE upstream_id = $1 AND state = 'waiting' AND next_at <= clock_timestamp()
            AND EXISTS (SELECT FROM haochaping.upstreams WHERE id = $1 AND active)
          ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED) due
    WHERE o.upstream_id = $1 AND o.area_code = due.area_code AND o.evaluation_id = due.evaluation_id
    RETURNING o.area_code, o.evaluation_id, o.accepted_at, o.attempts, o.at_most
)
SELECT c.area_code, c.evaluation_id::text AS id, c.attempts, c.at_most,
       e.case_no, e.step_no, e.round, e.step_kind, e.step_area_code, e.item_code, e.item_name, e.agency_code,
       e.agency_name, e.level, e.indicators, e.comment, e.channel, e.consent_publish, e.flags, e.certainty, e.profile,
       e.applicant_kind,
       coalesce((u.hall_ids IS NULL OR e.hall_id = ANY (u.hall_ids)) AND starts_with(e.area_code, u.area_prefix)
                AND e.certainty = ANY (u.certainties) AND e.accepted_at >= u.since, false) AS is_wanted,
       (extract(epoch FROM e.service_at) * 1000)::bigint AS service_ms,
       (extract(epoch FROM e.rated_at) * 1000)::bigint AS rated_ms,
       (extract(epoch FROM e.received_at) * 1000)::bigint AS received_ms
FROM claimed c
JOIN haochaping.upstreams u ON u.id = $1
LEFT JOIN haochaping.evaluations e
       ON e.area_code = c.area_code AND e.accepted_at = c.accepted_at AND e.id = c.evaluation_id
ORDER BY c.accepted_at, c.evaluation_id";

/// Claims at most `limit` due rows for `seconds`.
///
/// # Errors
/// The centre does not answer.
pub async fn claim(
    client: &impl GenericClient,
    upstream: &str,
    claim: &str,
    limit: i64,
    seconds: i64,
) -> Result<Vec<Claimed>, Error> {
    let rows = client
        .query(CLAIM, &[&upstream, &claim, &limit, &seconds])
        .await?;
    rows.iter().map(claimed).collect()
}

fn claimed(row: &Row) -> Result<Claimed, Error> {
    let there: Option<String> = row.try_get("case_no")?;
    Ok(Claimed {
        area_code: row.try_get("area_code")?,
        id: row.try_get("id")?,
        attempts: row.try_get("attempts")?,
        at_most: row.try_get("at_most")?,
        is_wanted: row.try_get("is_wanted")?,
        stored: there.map(|case_no| stored(row, case_no)).transpose()?,
    })
}

fn stored(row: &Row, case_no: String) -> Result<Stored, Error> {
    Ok(Stored {
        case_no,
        step_no: row.try_get("step_no")?,
        round: row.try_get("round")?,
        step_kind: row.try_get("step_kind")?,
        step_area_code: row.try_get("step_area_code")?,
        item_code: row.try_get("item_code")?,
        item_name: row.try_get("item_name")?,
        agency_code: row.try_get("agency_code")?,
        agency_name: row.try_get("agency_name")?,
        service_ms: row.try_get("service_ms")?,
        level: row.try_get("level")?,
        indicators: row.try_get("indicators")?,
        comment: row.try_get("comment")?,
        channel: row.try_get("channel")?,
        consent_publish: row.try_get("consent_publish")?,
        flags: row.try_get("flags")?,
        certainty: row.try_get("certainty")?,
        profile: row.try_get("profile")?,
        rated_ms: row.try_get("rated_ms")?,
        received_ms: row.try_get("received_ms")?,
        applicant_kind: row.try_get("applicant_kind")?,
    })
}

const HOLD: &str = "
UPDATE haochaping.onward o
SET attempts = o.attempts + 1, next_at = clock_timestamp() + $3::bigint * interval '1 second'
FROM unnest($4::text[], $5::text[]) AS due(area_code, id)
WHERE o.upstream_id = $1 AND o.claim = $2::text::uuid AND o.state = 'waiting'
  AND o.area_code = due.area_code AND o.evaluation_id = due.id::uuid
RETURNING o.evaluation_id::text";

/// Counts an attempt for rows that are about to be sent, and claims them anew; returns those
/// that are still ours.
///
/// # Errors
/// The centre does not answer.
pub async fn hold(
    client: &impl GenericClient,
    upstream: &str,
    claim: &str,
    seconds: i64,
    rows: Vec<Claimed>,
) -> Result<Vec<Claimed>, Error> {
    let (areas, ids) = keys(rows.iter());
    let held = client
        .query(HOLD, &[&upstream, &claim, &seconds, &areas, &ids])
        .await?;
    let held: Vec<String> = held
        .iter()
        .map(|row| row.try_get(0))
        .collect::<Result<_, _>>()?;
    let ours = rows.into_iter().filter(|row| held.contains(&row.id));
    Ok(ours
        .map(|row| Claimed {
            attempts: row.attempts.saturating_add(1),
            ..row
        })
        .collect())
}

/// Gives back what was claimed and not sent.
///
/// # Errors
/// The centre does not answer; then it is given back when the claim runs out.
pub async fn release(
    client: &impl GenericClient,
    upstream: &str,
    claim: &str,
) -> Result<(), Error> {
    client
        .execute(
            "UPDATE haochaping.onward SET claim = NULL, next_at = clock_timestamp()
             WHERE upstream_id = $1 AND claim = $2::text::uuid AND state = 'waiting'",
            &[&upstream, &claim],
        )
        .await?;
    Ok(())
}

/// Areas and numbers of rows.
pub(super) fn keys<'a>(rows: impl Iterator<Item = &'a Claimed>) -> (Vec<&'a str>, Vec<&'a str>) {
    rows.map(|row| (row.area_code.as_str(), row.id.as_str()))
        .unzip()
}
