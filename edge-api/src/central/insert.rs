//! Stores a lot in one statement and says of each row whether it is there.
//!
//! The rows travel as one JSON parameter, so a statement has four parameters
//! whatever its size. Uniqueness is decided by `evaluation_keys`: only a row whose
//! key went in is inserted into `evaluations`, in the same statement, hence in the
//! same transaction; a lot that is sent twice changes nothing the second time.

use std::collections::HashMap;
use std::fmt::Write;

use tokio_postgres::types::Type;

use super::fault::Fault;
use super::session::Session;
use crate::outbox::delivery::{Lot, Outcome};
use crate::outbox::entry::Kind;

/// Which outbox speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// Edge, as configured.
    pub edge_id: String,
    /// Outbox of that edge.
    pub shard: u8,
    /// That outbox by the id it gave itself.
    pub outbox_id: String,
}

/// Stores `lot`; one outcome a row, in order.
///
/// # Errors
/// See [`Session::rows`]; after an error nothing of the lot is stored by this try.
pub async fn store(session: &Session, sender: &Sender, lot: &Lot) -> Result<Vec<Outcome>, Fault> {
    let sql = match lot.kind {
        Kind::Event => EVENTS,
        Kind::Evaluation => EVALUATIONS,
    };
    let rows = parameter(lot);
    let shard = i16::from(sender.shard);
    let said = session
        .rows(
            sql,
            &[
                (&rows, Type::TEXT),
                (&sender.edge_id, Type::TEXT),
                (&shard, Type::INT2),
                (&sender.outbox_id, Type::TEXT),
            ],
        )
        .await?;
    let mut outcomes = HashMap::with_capacity(said.len());
    for row in &said {
        let read = |error| Fault::Elsewhere(format!("answer: {error}"));
        let seq: i64 = row.try_get(0).map_err(read)?;
        let outcome: &str = row.try_get(1).map_err(read)?;
        outcomes.insert(seq, outcome_of(outcome));
    }
    Ok(lot
        .rows
        .iter()
        .map(|row| {
            outcomes
                .get(&row.seq)
                .copied()
                .unwrap_or(Outcome::Undecided)
        })
        .collect())
}

fn outcome_of(word: &str) -> Outcome {
    match word {
        "there" => Outcome::There,
        "taken" => Outcome::Taken,
        _ => Outcome::Undecided,
    }
}

/// The rows of a lot as the JSON array that the statements read.
fn parameter(lot: &Lot) -> String {
    let size = lot.rows.iter().map(|row| row.content.len() + 80).sum();
    let mut json = String::with_capacity(size);
    for row in &lot.rows {
        json.push(if json.is_empty() { '[' } else { ',' });
        // Writing to a string cannot fail.
        let _ = write!(
            json,
            r#"{{"seq":{},"acceptedAt":{},"content":{}}}"#,
            row.seq, row.accepted_at, row.content
        );
    }
    json.push(']');
    json
}

// A batch holds the rows that this statement brought, and no other: so a lot that is sent
// again after its answer was lost makes no second one, and every row is in one batch.
//
// `old` is read from before the statement: a key that another edge commits at the
// same moment is in neither `fresh` nor `old`, and the row is undecided until the
// next try.
const EVALUATIONS: &str = r#"
WITH incoming AS (
    SELECT r.seq, c."hallArea" AS area_code, k.hall AS hall_id, k."caseNo" AS case_no, k."stepNo" AS step_no, k.round,
           c.*, m.*,
           timestamptz 'epoch' + r."acceptedAt" * interval '1 millisecond' AS accepted_at
    FROM jsonb_to_recordset($1::jsonb) AS r(seq bigint, "acceptedAt" bigint, content jsonb)
    CROSS JOIN LATERAL jsonb_to_record(r.content) AS c(
        "hallArea" text, id uuid, receipt text, digest text, level smallint, indicators text[], catalogue text, comment text,
        channel smallint, lang text, "consentContact" boolean, "consentPublish" boolean, identity jsonb,
        flags text[], origin text, "ticketId" text, "ticketIssuedAt" bigint, "receivedAt" bigint,
        certainty text, profile text, "pointId" text, "claimedCaseNo" text, "ratedAt" bigint, "applicantKind" smallint)
    CROSS JOIN LATERAL jsonb_to_record(r.content -> 'key') AS k(
        hall text, "caseNo" text, "stepNo" smallint, round smallint)
    CROSS JOIN LATERAL jsonb_to_record(r.content -> 'matter') AS m(
        step text, "itemCode" text, "itemName" text, "agencyCode" text, "agencyName" text, "areaCode" text,
        "serviceAt" bigint)
), fresh AS (
    INSERT INTO haochaping.evaluation_keys
        (area_code, hall_id, case_no, step_no, round, evaluation_id, receipt, digest, accepted_at)
    SELECT area_code, hall_id, case_no, step_no, round, id, receipt, digest, accepted_at FROM incoming
    ON CONFLICT DO NOTHING
    RETURNING area_code, hall_id, case_no, step_no, round
), evaluation AS (
    INSERT INTO haochaping.evaluations
        (area_code, id, accepted_at, hall_id, case_no, step_no, round, step_kind, step_area_code, item_code, item_name, agency_code,
         agency_name, level, indicators, catalogue_version, comment, channel, lang, consent_contact, consent_publish,
         has_identity, flags, origin, receipt, digest, ticket_id, service_at, ticket_issued_at, received_at,
         certainty, profile, point_id, claimed_case_no, rated_at, applicant_kind,
         edge_id, shard, seq)
    SELECT area_code, id, accepted_at, hall_id, case_no, step_no, round, step, "areaCode", "itemCode", "itemName", "agencyCode",
           "agencyName", level, indicators, catalogue, comment, channel, lang, "consentContact", "consentPublish",
           identity ->> 'sealed' IS NOT NULL, flags, origin, receipt, digest, "ticketId",
           timestamptz 'epoch' + "serviceAt" * interval '1 millisecond',
           timestamptz 'epoch' + "ticketIssuedAt" * interval '1 millisecond',
           timestamptz 'epoch' + "receivedAt" * interval '1 millisecond',
           coalesce(certainty, 'ticket'), profile, "pointId", "claimedCaseNo",
           timestamptz 'epoch' + "ratedAt" * interval '1 millisecond', "applicantKind",
           $2, $3, seq
    FROM incoming JOIN fresh USING (area_code, hall_id, case_no, step_no, round)
), identity AS (
    INSERT INTO haochaping.sealed_identities (area_code, evaluation_id, key_id, sealed)
    SELECT area_code, id, identity ->> 'keyId', identity ->> 'sealed'
    FROM incoming JOIN fresh USING (area_code, hall_id, case_no, step_no, round)
    WHERE identity ->> 'sealed' IS NOT NULL
), batch AS (
    INSERT INTO haochaping.batches (outbox_id, edge_id, shard, kind, first_seq, last_seq, rows, seqs, digest)
    SELECT $4, $2, $3, 2, min(seq), max(seq), count(*), range_agg(int8range(seq, seq, '[]')),
           encode(sha256(convert_to(string_agg(concat_ws(' ', seq, area_code, hall_id, step_no, round, case_no, digest), E'\n' ORDER BY seq), 'UTF8')), 'hex')
    FROM incoming JOIN fresh USING (area_code, hall_id, case_no, step_no, round)
    HAVING count(*) > 0
)
SELECT i.seq,
       CASE WHEN fresh.area_code IS NOT NULL THEN 'there'
            WHEN old.area_code IS NULL THEN 'undecided'
            WHEN old.evaluation_id = i.id AND old.digest = i.digest THEN 'there'
            ELSE 'taken' END
FROM incoming i
LEFT JOIN fresh USING (area_code, hall_id, case_no, step_no, round)
LEFT JOIN haochaping.evaluation_keys old USING (area_code, hall_id, case_no, step_no, round)
"#;

const EVENTS: &str = r#"
WITH incoming AS (
    SELECT r.seq, c."hallArea" AS area_code, c.hall AS hall_id, c."caseNo" AS case_no, c."stepNo" AS step_no,
           c.*, m.*,
           timestamptz 'epoch' + r."acceptedAt" * interval '1 millisecond' AS accepted_at
    FROM jsonb_to_recordset($1::jsonb) AS r(seq bigint, "acceptedAt" bigint, content jsonb)
    CROSS JOIN LATERAL jsonb_to_record(r.content) AS c(
        hall text, "hallArea" text, "caseNo" text, "stepNo" smallint, round smallint, digest text, "itemKind" text,
        "caseStatus" smallint, "applicantKind" smallint, channel smallint, "receivedAt" bigint)
    CROSS JOIN LATERAL jsonb_to_record(r.content -> 'matter') AS m(
        step text, "itemCode" text, "itemName" text, "agencyCode" text, "agencyName" text, "areaCode" text,
        "serviceAt" bigint)
), fresh AS (
    INSERT INTO haochaping.service_events
        (area_code, hall_id, case_no, step_no, step_kind, step_area_code, item_code, item_name, item_kind, agency_code, agency_name,
         case_status, applicant_kind, channel, round, digest, service_at, received_at, accepted_at,
         edge_id, shard, seq)
    SELECT area_code, hall_id, case_no, step_no, step, "areaCode", "itemCode", "itemName", "itemKind", "agencyCode", "agencyName",
           "caseStatus", "applicantKind", channel, round, digest,
           timestamptz 'epoch' + "serviceAt" * interval '1 millisecond',
           timestamptz 'epoch' + "receivedAt" * interval '1 millisecond',
           accepted_at, $2, $3, seq
    FROM incoming
    ON CONFLICT DO NOTHING
    RETURNING area_code, hall_id, case_no, step_no
), batch AS (
    INSERT INTO haochaping.batches (outbox_id, edge_id, shard, kind, first_seq, last_seq, rows, seqs, digest)
    SELECT $4, $2, $3, 1, min(seq), max(seq), count(*), range_agg(int8range(seq, seq, '[]')),
           encode(sha256(convert_to(string_agg(concat_ws(' ', seq, area_code, hall_id, step_no, case_no, digest), E'\n' ORDER BY seq), 'UTF8')), 'hex')
    FROM incoming JOIN fresh USING (area_code, hall_id, case_no, step_no)
    HAVING count(*) > 0
)
SELECT i.seq,
       CASE WHEN fresh.area_code IS NOT NULL THEN 'there'
            WHEN old.area_code IS NULL THEN 'undecided'
            WHEN old.digest = i.digest THEN 'there'
            ELSE 'taken' END
FROM incoming i
LEFT JOIN fresh USING (area_code, hall_id, case_no, step_no)
LEFT JOIN haochaping.service_events old USING (area_code, hall_id, case_no, step_no)
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::delivery::Row;

    #[test]
    fn the_parameter_is_pinned() {
        let row = |seq| Row {
            seq,
            kind: Kind::Event,
            accepted_at: 9,
            content: r#"{"hall":"h"}"#.into(),
        };
        let lot = Lot {
            kind: Kind::Event,
            rows: vec![row(1), row(2)],
        };
        assert_eq!(
            parameter(&lot),
            r#"[{"seq":1,"acceptedAt":9,"content":{"hall":"h"}},{"seq":2,"acceptedAt":9,"content":{"hall":"h"}}]"#
        );
    }
}
