//! Asks the centre for what the outbox no longer keeps, or never had.

use std::collections::HashMap;

use serde::Serialize;
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

const BY_KEYS: &str = r#"
SELECT r.row, k.digest, k.receipt, (extract(epoch FROM k.accepted_at) * 1000)::bigint
FROM jsonb_to_recordset($1::jsonb) AS r(
    row bigint, area text, hall text, "caseNo" text, "stepNo" smallint, round smallint)
JOIN haochaping.evaluation_keys k
  ON k.area_code = r.area AND k.hall_id = r.hall AND k.case_no = r."caseNo" AND k.step_no = r."stepNo"
     AND k.round = r.round"#;

const BY_RECEIPT: &str = "
SELECT (extract(epoch FROM e.accepted_at) * 1000)::bigint, e.hall_id, e.step_kind, e.item_name, e.agency_name,
       (extract(epoch FROM e.service_at) * 1000)::bigint, e.level, e.round,
       (extract(epoch FROM e.stored_at) * 1000)::bigint
FROM haochaping.evaluation_keys k
JOIN haochaping.evaluations e
  ON e.area_code = k.area_code AND e.accepted_at = k.accepted_at AND e.id = k.evaluation_id
WHERE k.receipt = $1
LIMIT 1";

/// A row of the question.
#[derive(Serialize)]
struct Asked<'a> {
    row: usize,
    area: &'a str,
    #[serde(flatten)]
    key: &'a StepKey,
}

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

/// What the centre has under steps' keys, by their place in `rows` (key and area).
///
/// # Errors
/// [`Fault`] when the centre does not answer.
pub async fn by_keys(
    session: &Session,
    rows: &[(&StepKey, &str)],
) -> Result<HashMap<usize, Kept>, Fault> {
    let asked: Vec<Asked<'_>> = rows
        .iter()
        .enumerate()
        .map(|(row, (key, area))| Asked { row, area, key })
        .collect();
    let asked = serde_json::to_string(&asked)
        .map_err(|error| Fault::Elsewhere(format!("question: {error}")))?;
    let found = session.rows(BY_KEYS, &[(&asked, Type::TEXT)]).await?;
    found
        .iter()
        .map(|row| {
            let at: i64 = read(row, 0)?;
            let kept = Kept {
                digest: read(row, 1)?,
                receipt: read(row, 2)?,
                accepted_at: read(row, 3)?,
                standing: Standing::Central,
            };
            Ok((usize::try_from(at).unwrap_or(usize::MAX), kept))
        })
        .collect()
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
