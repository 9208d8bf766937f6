//! Asks the centre for what the outbox no longer keeps, or never had.

use tokio_postgres::Row;
use tokio_postgres::types::Type;

use super::fault::Fault;
use super::session::Session;
use crate::outbox::admission::Kept;
use crate::outbox::protocol::{Receipted, Standing, StepKey};

const BY_KEY: &str = "
SELECT digest, receipt, (extract(epoch FROM accepted_at) * 1000)::bigint
FROM haochaping.evaluation_keys
WHERE area_code = $1 AND hall_id = $2 AND case_no = $3 AND step_no = $4 AND round = $5";

const BY_RECEIPT: &str = "
SELECT (extract(epoch FROM e.accepted_at) * 1000)::bigint, e.hall_id, e.step_kind, e.item_name, e.agency_name,
       (extract(epoch FROM e.service_at) * 1000)::bigint, e.level, e.round,
       (extract(epoch FROM e.stored_at) * 1000)::bigint
FROM haochaping.evaluation_keys k
JOIN haochaping.evaluations e
  ON e.area_code = k.area_code AND e.accepted_at = k.accepted_at AND e.id = k.evaluation_id
WHERE k.receipt = $1
LIMIT 1";

const PREPARE: &str = "SELECT haochaping.prepare_partitions(3)";

fn read<'a, T: tokio_postgres::types::FromSql<'a>>(row: &'a Row, at: usize) -> Result<T, Fault> {
    row.try_get(at)
        .map_err(|error| Fault::Elsewhere(format!("answer: {error}")))
}

/// What the centre has under a step's key.
///
/// # Errors
/// [`Fault`] when the centre does not answer.
pub async fn by_key(session: &Session, key: &StepKey, area: &str) -> Result<Option<Kept>, Fault> {
    let (step_no, round) = (i16::from(key.step_no), i16::from(key.round));
    let rows = session
        .rows(
            BY_KEY,
            &[
                (&area, Type::TEXT),
                (&key.hall, Type::TEXT),
                (&key.case_no, Type::TEXT),
                (&step_no, Type::INT2),
                (&round, Type::INT2),
            ],
        )
        .await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    Ok(Some(Kept {
        digest: read(row, 0)?,
        receipt: read(row, 1)?,
        accepted_at: read(row, 2)?,
        standing: Standing::Central,
    }))
}

/// The evaluation that a receipt was given for.
///
/// # Errors
/// [`Fault`] when the centre does not answer.
pub async fn by_receipt(session: &Session, receipt: &str) -> Result<Option<Receipted>, Fault> {
    let rows = session.rows(BY_RECEIPT, &[(&receipt, Type::TEXT)]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let small = |at| read::<i16>(row, at).map(|n| u8::try_from(n).unwrap_or_default());
    Ok(Some(Receipted {
        standing: Standing::Central,
        accepted_at: read(row, 0)?,
        hall: read(row, 1)?,
        step: read(row, 2)?,
        item_name: read(row, 3)?,
        agency_name: read(row, 4)?,
        service_at: read(row, 5)?,
        level: small(6)?,
        round: small(7)?,
        stored_at: Some(read(row, 8)?),
    }))
}

/// Has the partitions of this month and the next three made.
///
/// # Errors
/// [`Fault`] when the centre does not answer or does not permit it; rows then go
/// to the default partition.
pub async fn prepare_partitions(session: &Session) -> Result<(), Fault> {
    session.rows(PREPARE, &[]).await.map(drop)
}
