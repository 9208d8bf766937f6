//! Asks the centre what it has of an outbox, for reconciliation.

use std::collections::HashMap;

use serde::Serialize;
use tokio_postgres::Row;
use tokio_postgres::types::Type;

use super::fault::Fault;
use super::session::Session;
use crate::outbox::comparing::{Batch, KeptRow, Said};
use crate::outbox::entry::Kind;

// The evaluation itself is looked for too: its partition may have been detached.
const EVALUATIONS: &str = r#"
SELECT r.seq,
       CASE WHEN k.area_code IS NULL THEN 'absent'
            WHEN k.digest <> r.digest THEN 'other'
            WHEN e.id IS NULL THEN 'gone'
            ELSE 'same' END
FROM jsonb_to_recordset($1::jsonb) AS r(
    seq bigint, area text, hall text, "caseNo" text, "stepNo" smallint, round smallint, digest text)
LEFT JOIN haochaping.evaluation_keys k
  ON k.area_code = r.area AND k.hall_id = r.hall AND k.case_no = r."caseNo" AND k.step_no = r."stepNo"
     AND k.round = r.round
LEFT JOIN haochaping.evaluations e
  ON e.area_code = k.area_code AND e.accepted_at = k.accepted_at AND e.id = k.evaluation_id"#;

const EVENTS: &str = r#"
SELECT r.seq,
       CASE WHEN s.area_code IS NULL THEN 'absent'
            WHEN s.digest <> r.digest THEN 'other'
            ELSE 'same' END
FROM jsonb_to_recordset($1::jsonb) AS r(
    seq bigint, area text, hall text, "caseNo" text, "stepNo" smallint, digest text)
LEFT JOIN haochaping.service_events s
  ON s.area_code = r.area AND s.hall_id = r.hall AND s.case_no = r."caseNo" AND s.step_no = r."stepNo""#;

const BATCHES: &str = "
SELECT kind, ARRAY(SELECT lower(r) FROM unnest(seqs) AS r), ARRAY(SELECT upper(r) FROM unnest(seqs) AS r), digest
FROM haochaping.batches
WHERE outbox_id = $1 AND last_seq > $2 AND last_seq <= $3
ORDER BY last_seq";

const BEYOND: &str = "
SELECT coalesce(sum(upper(r) - lower(r)), 0)::bigint, coalesce(min(lower(r)), 0), coalesce(max(upper(r)) - 1, 0)
FROM haochaping.batches, unnest(seqs * int8multirange(int8range($2 + 1, NULL))) AS r
WHERE outbox_id = $1 AND last_seq > $2";

const OTHERS: &str = "
SELECT outbox_id, sum(rows)::bigint, max(last_seq),
       (int8multirange(int8range(1, max(last_seq), '[]')) - range_agg(seqs))::text,
       (extract(epoch FROM max(stored_at)) * 1000)::bigint
FROM haochaping.batches
WHERE edge_id = $1 AND shard = $2 AND outbox_id <> $3
GROUP BY outbox_id
ORDER BY max(stored_at) DESC
LIMIT 20";

/// A row as the statements read it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Asked<'a> {
    seq: i64,
    area: &'a str,
    hall: &'a str,
    case_no: &'a str,
    step_no: i64,
    round: i64,
    digest: &'a str,
}

/// Another outbox of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Its id.
    pub outbox_id: String,
    /// Rows that arrived.
    pub rows: i64,
    /// The last number that arrived.
    pub last: i64,
    /// Numbers before it that did not, as PostgreSQL writes them.
    pub gaps: String,
    /// When the last arrived, ms.
    pub stored_at: i64,
}

fn read<'a, T: tokio_postgres::types::FromSql<'a>>(row: &'a Row, at: usize) -> Result<T, Fault> {
    row.try_get(at)
        .map_err(|error| Fault::Elsewhere(format!("answer: {error}")))
}

/// What the centre has under the keys of `rows`.
///
/// # Errors
/// [`Fault`] when the centre does not answer.
pub async fn said(
    session: &Session,
    rows: impl Iterator<Item = &KeptRow> + Clone,
) -> Result<HashMap<i64, Said>, Fault> {
    let mut all = HashMap::new();
    for (kind, sql) in [(Kind::Event, EVENTS), (Kind::Evaluation, EVALUATIONS)] {
        let asked: Vec<Asked<'_>> = rows
            .clone()
            .filter(|row| row.kind == kind)
            .map(asked)
            .collect();
        if asked.is_empty() {
            continue;
        }
        let asked = serde_json::to_string(&asked)
            .map_err(|error| Fault::Elsewhere(format!("question: {error}")))?;
        for row in &session.rows(sql, &[(&asked, Type::TEXT)]).await? {
            let word: &str = read(row, 1)?;
            all.insert(read(row, 0)?, meant(word));
        }
    }
    Ok(all)
}

fn asked(row: &KeptRow) -> Asked<'_> {
    Asked {
        seq: row.seq,
        area: &row.place.area,
        hall: &row.place.hall,
        case_no: &row.place.case_no,
        step_no: row.place.step_no,
        round: row.place.round,
        digest: &row.digest,
    }
}

fn meant(word: &str) -> Said {
    match word {
        "same" => Said::Same,
        "gone" => Said::RowGone,
        "absent" => Said::Absent,
        _ => Said::OtherContent,
    }
}

/// Batches of an outbox whose last number is after `after` and at most `through`.
///
/// # Errors
/// [`Fault`] when the centre does not answer.
pub async fn batches(
    session: &Session,
    outbox_id: &str,
    after: i64,
    through: i64,
) -> Result<Vec<Batch>, Fault> {
    let parameters: [(&(dyn tokio_postgres::types::ToSql + Sync), Type); 3] = [
        (&outbox_id, Type::TEXT),
        (&after, Type::INT8),
        (&through, Type::INT8),
    ];
    session
        .rows(BATCHES, &parameters)
        .await?
        .iter()
        .map(|row| {
            let (from, to): (Vec<i64>, Vec<i64>) = (read(row, 1)?, read(row, 2)?);
            Ok(Batch {
                kind: read(row, 0)?,
                seqs: from.into_iter().zip(to).collect(),
                digest: read(row, 3)?,
            })
        })
        .collect()
}

/// Numbers after `last` that the centre has of an outbox: how many, the first, the last.
///
/// # Errors
/// [`Fault`] when the centre does not answer.
pub async fn beyond(
    session: &Session,
    outbox_id: &str,
    last: i64,
) -> Result<(i64, i64, i64), Fault> {
    let rows = session
        .rows(BEYOND, &[(&outbox_id, Type::TEXT), (&last, Type::INT8)])
        .await?;
    match rows.first() {
        Some(row) => Ok((read(row, 0)?, read(row, 1)?, read(row, 2)?)),
        None => Ok((0, 0, 0)),
    }
}

/// Other outboxes that sent under this edge and shard, the latest first, at most 20.
///
/// # Errors
/// [`Fault`] when the centre does not answer.
pub async fn others(
    session: &Session,
    edge_id: &str,
    shard: u8,
    outbox_id: &str,
) -> Result<Vec<Other>, Fault> {
    let shard = i16::from(shard);
    let parameters: [(&(dyn tokio_postgres::types::ToSql + Sync), Type); 3] = [
        (&edge_id, Type::TEXT),
        (&shard, Type::INT2),
        (&outbox_id, Type::TEXT),
    ];
    session
        .rows(OTHERS, &parameters)
        .await?
        .iter()
        .map(|row| {
            Ok(Other {
                outbox_id: read(row, 0)?,
                rows: read(row, 1)?,
                last: read(row, 2)?,
                gaps: read(row, 3)?,
                stored_at: read(row, 4)?,
            })
        })
        .collect()
}
