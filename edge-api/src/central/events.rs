//! The statement that stores service events.

use super::columns::Columns;
use crate::outbox::delivery::Row;
use crate::outbox::protocol::EventRecord;

/// Parameters of [`SQL`] after the sender's three.
pub fn columns<'a>(
    sender: Columns<'a>,
    rows: &'a [Row],
    records: &'a [EventRecord],
) -> Columns<'a> {
    let all = || records.iter();
    sender
        .big(rows.iter().map(|row| row.seq))
        .big(rows.iter().map(|row| row.accepted_at))
        .text(all().map(|record| record.hall_area.as_str()))
        .text(all().map(|record| record.hall.as_str()))
        .text(all().map(|record| record.case_no.as_str()))
        .small(all().map(|record| record.step_no))
        .small(all().map(|record| record.round))
        .text(all().map(|record| record.digest.as_str()))
        .text(all().map(|record| record.matter.step.as_str()))
        .text(all().map(|record| record.matter.area_code.as_str()))
        .text(all().map(|record| record.matter.item_code.as_str()))
        .text(all().map(|record| record.matter.item_name.as_str()))
        .text(all().map(|record| record.item_kind.as_str()))
        .text(all().map(|record| record.matter.agency_code.as_str()))
        .text(all().map(|record| record.matter.agency_name.as_str()))
        .small(all().map(|record| record.case_status))
        .small(all().map(|record| record.applicant_kind))
        .small(all().map(|record| record.channel))
        .big(all().map(|record| record.matter.service_at))
        .big(all().map(|record| record.received_at))
}

/// Stores service events; see [`super::insert`] and [`super::evaluations::SQL`].
pub const SQL: &str = r"
WITH incoming AS MATERIALIZED (
    SELECT * FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
        AS r(seq, accepted_ms, area_code, hall_id, case_no, step_no, round, digest, step_kind, step_area_code, item_code,
             item_name, item_kind, agency_code, agency_name, case_status, applicant_kind, channel, service_ms, received_ms)
), fresh AS (
    INSERT INTO haochaping.service_events
        (area_code, hall_id, case_no, step_no, step_kind, step_area_code, item_code, item_name, item_kind, agency_code, agency_name,
         case_status, applicant_kind, channel, round, digest, service_at, received_at, accepted_at,
         edge_id, shard, seq)
    SELECT area_code, hall_id, case_no, step_no, step_kind, step_area_code, item_code, item_name, item_kind, agency_code, agency_name,
           case_status, applicant_kind, channel, round, digest,
           timestamptz 'epoch' + service_ms * interval '1 millisecond',
           timestamptz 'epoch' + received_ms * interval '1 millisecond',
           timestamptz 'epoch' + accepted_ms * interval '1 millisecond', $1, $2, seq
    FROM incoming
    ON CONFLICT DO NOTHING
    RETURNING seq
), batch AS (
    INSERT INTO haochaping.batches (outbox_id, edge_id, shard, kind, first_seq, last_seq, rows, seqs, digest)
    SELECT $3, $1, $2, 1, min(seq), max(seq), count(*), range_agg(int8range(seq, seq, '[]')),
           encode(sha256(convert_to(string_agg(concat_ws(' ', seq, area_code, hall_id, step_no, case_no, digest), E'\n' ORDER BY seq), 'UTF8')), 'hex')
    FROM incoming WHERE seq IN (SELECT seq FROM fresh)
    HAVING count(*) > 0
)
SELECT count(*), 'new' FROM fresh
UNION ALL
SELECT i.seq,
       CASE WHEN old.area_code IS NULL THEN 'undecided'
            WHEN old.digest = i.digest THEN 'there'
            ELSE 'taken' END
FROM incoming i
LEFT JOIN haochaping.service_events old USING (area_code, hall_id, case_no, step_no)
WHERE i.seq NOT IN (SELECT seq FROM fresh)
";
