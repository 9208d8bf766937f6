//! The outbox of the centre as the sender sees it: who is registered, what enters, what became
//! of rows that were sent, and what is forgotten.

use deadpool_postgres::GenericClient;
use tokio_postgres::Error;

use super::claim::{Claimed, keys};
use super::settling::Fate;
use crate::config::Upstream;

const REGISTER: &str = "SELECT haochaping.register_upstream($1, $2, $3, $4, \
    timestamptz 'epoch' + $5::bigint * interval '1 millisecond', $6)";

/// Registers a platform by what is configured; returns whether that changed anything.
///
/// # Errors
/// The centre does not answer, or who stores there does not finish within two seconds.
pub async fn register(client: &impl GenericClient, upstream: &Upstream) -> Result<bool, Error> {
    let certainties: Vec<&str> = upstream.certainties.iter().map(|it| it.code()).collect();
    let row = client
        .query_one(
            REGISTER,
            &[
                &upstream.id,
                &upstream.halls,
                &upstream.area_prefix,
                &certainties,
                &upstream.since,
                &upstream.active,
            ],
        )
        .await?;
    row.try_get(0)
}

/// Puts what was stored before a platform was registered into its outbox; returns how many.
///
/// # Errors
/// The centre does not answer.
pub async fn enqueue_earlier(client: &impl GenericClient, id: &str) -> Result<i64, Error> {
    let row = client
        .query_one("SELECT haochaping.enqueue_earlier($1)", &[&id])
        .await?;
    row.try_get(0)
}

/// A platform has the record, whoever sent it: that settles it, even if the claim ran out
/// meanwhile. Everything else is for whoever holds it.
const SETTLE: &str = "
UPDATE haochaping.onward o
SET state = f.state, claim = NULL, last_status = $3, last_code = f.code,
    at_most = CASE WHEN f.state = 'waiting' THEN coalesce(f.at_most, o.at_most) ELSE o.at_most END,
    next_at = CASE WHEN f.state = 'waiting' THEN clock_timestamp() + f.after_ms * interval '1 millisecond' ELSE o.next_at END,
    settled_at = CASE WHEN f.state = 'waiting' THEN NULL ELSE clock_timestamp() END
FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::smallint[])
    AS f(area_code, id, state, code, after_ms, at_most)
WHERE o.upstream_id = $1 AND o.area_code = f.area_code AND o.evaluation_id = f.id::uuid
  AND o.state <> 'sent' AND (f.state = 'sent' OR o.claim = $2::text::uuid)";

/// Writes down what became of rows.
///
/// # Errors
/// The centre does not answer; then they are sent again once their claim has run out.
pub async fn settle(
    client: &impl GenericClient,
    upstream: &str,
    claim: &str,
    status: Option<i16>,
    settled: &[(&Claimed, Fate)],
) -> Result<(), Error> {
    let (areas, ids) = keys(settled.iter().map(|(row, _)| *row));
    let fates = || settled.iter().map(|(_, fate)| fate);
    let states: Vec<&str> = fates().map(Fate::state).collect();
    let codes: Vec<Option<&str>> = fates().map(Fate::code).collect();
    let after: Vec<i64> = fates().map(Fate::after_ms).collect();
    let at_most: Vec<Option<i16>> = fates().map(Fate::at_most).collect();
    client
        .execute(
            SETTLE,
            &[
                &upstream, &claim, &status, &areas, &ids, &states, &codes, &after, &at_most,
            ],
        )
        .await?;
    Ok(())
}

/// Forgets what was sent more than `days` ago, some thousand rows at once; returns how many.
///
/// # Errors
/// The centre does not answer.
pub async fn prune(client: &impl GenericClient, upstream: &str, days: u16) -> Result<u64, Error> {
    client
        .execute(
            "DELETE FROM haochaping.onward WHERE (upstream_id, area_code, evaluation_id) IN (
                 SELECT upstream_id, area_code, evaluation_id FROM haochaping.onward
                 WHERE upstream_id = $1 AND state = 'sent'
                   AND settled_at < clock_timestamp() - $2::int * interval '1 day'
                 ORDER BY settled_at LIMIT 5000)",
            &[&upstream, &i32::from(days)],
        )
        .await
}
