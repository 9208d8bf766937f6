//! The statement that stores evaluations.

use super::columns::Columns;
use crate::outbox::delivery::Row;
use crate::outbox::protocol::{EvaluationRecord, SealedIdentity};

/// Parameters of [`SQL`] after the sender's three.
pub fn columns<'a>(
    sender: Columns<'a>,
    rows: &'a [Row],
    records: &'a [EvaluationRecord],
) -> Columns<'a> {
    let all = || records.iter();
    let identity =
        |of: fn(&SealedIdentity) -> &str| all().map(move |record| record.identity.as_ref().map(of));
    sender
        .big(rows.iter().map(|row| row.seq))
        .big(rows.iter().map(|row| row.accepted_at))
        .text(all().map(|record| record.hall_area.as_str()))
        .text(all().map(|record| record.key.hall.as_str()))
        .text(all().map(|record| record.key.case_no.as_str()))
        .small(all().map(|record| record.key.step_no))
        .small(all().map(|record| record.key.round))
        .text(all().map(|record| record.id.as_str()))
        .text(all().map(|record| record.receipt.as_str()))
        .text(all().map(|record| record.digest.as_str()))
        .optional_text(all().map(|record| record.matter.step.as_deref()))
        .text(all().map(|record| record.matter.area_code.as_str()))
        .optional_text(all().map(|record| record.matter.item_code.as_deref()))
        .optional_text(all().map(|record| record.matter.item_name.as_deref()))
        .optional_text(all().map(|record| record.matter.agency_code.as_deref()))
        .optional_text(all().map(|record| record.matter.agency_name.as_deref()))
        .optional_big(all().map(|record| record.matter.service_at))
        .small(all().map(|record| record.level))
        .list(all().map(|record| record.indicators.as_slice()))
        .text(all().map(|record| record.catalogue.as_str()))
        .optional_text(all().map(|record| record.comment.as_deref()))
        .optional_small(all().map(|record| record.channel))
        .optional_text(all().map(|record| record.lang.as_deref()))
        .flag(all().map(|record| record.consent_contact))
        .flag(all().map(|record| record.consent_publish))
        .optional_text(identity(|identity| &identity.key_id))
        .optional_text(identity(|identity| &identity.sealed))
        .list(all().map(|record| record.flags.as_slice()))
        .optional_text(all().map(|record| record.origin.as_deref()))
        .optional_text(all().map(|record| record.ticket_id.as_deref()))
        .optional_big(all().map(|record| record.ticket_issued_at))
        .big(all().map(|record| record.received_at))
        .text(all().map(|record| record.certainty.code()))
        .optional_text(all().map(|record| record.profile.as_deref()))
        .optional_text(all().map(|record| record.point_id.as_deref()))
        .optional_text(all().map(|record| record.claimed_case_no.as_deref()))
        .optional_big(all().map(|record| record.rated_at))
        .optional_small(all().map(|record| record.applicant_kind))
        .optional_text(all().map(|record| record.claimed_queue_no.as_deref()))
        .optional_text(all().map(|record| record.recorded_by.as_deref()))
        .optional_text(all().map(|record| record.collection.as_deref()))
}

/// Stores evaluations; see [`super::insert`].
///
/// An evaluation's id follows from its key and its time of service, so within a lot it
/// finds the row again at the price of one comparison.
///
/// A batch holds the rows that this statement brought, and no other: so a lot that is sent
/// again after its answer was lost makes no second one, and every row is in one batch.
///
/// `old` is read from before the statement: a key that another edge commits at the
/// same moment is in neither `fresh` nor `old`, and the row is undecided until the
/// next try.
pub const SQL: &str = r"
WITH incoming AS MATERIALIZED (
    SELECT r.*, id_text::uuid AS id, timestamptz 'epoch' + accepted_ms * interval '1 millisecond' AS accepted_at
    FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
                $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44)
        AS r(seq, accepted_ms, area_code, hall_id, case_no, step_no, round, id_text, receipt, digest, step_kind,
             step_area_code, item_code, item_name, agency_code, agency_name, service_ms, level, indicators, catalogue,
             comment, channel, lang, consent_contact, consent_publish, key_id, sealed, flags, origin, ticket_id,
             ticket_issued_ms, received_ms, certainty, profile, point_id, claimed_case_no, rated_ms, applicant_kind,
             claimed_queue_no, recorded_by, collection)
), fresh AS (
    INSERT INTO haochaping.evaluation_keys
        (area_code, hall_id, case_no, step_no, round, evaluation_id, receipt, digest, accepted_at)
    SELECT area_code, hall_id, case_no, step_no, round, id, receipt, digest, accepted_at FROM incoming
    ON CONFLICT DO NOTHING
    RETURNING evaluation_id
), evaluation AS (
    INSERT INTO haochaping.evaluations
        (area_code, id, accepted_at, hall_id, case_no, step_no, round, step_kind, step_area_code, item_code, item_name, agency_code,
         agency_name, level, indicators, catalogue_version, comment, channel, lang, consent_contact, consent_publish,
         has_identity, flags, origin, receipt, digest, ticket_id, service_at, ticket_issued_at, received_at,
         certainty, profile, point_id, claimed_case_no, rated_at, applicant_kind, claimed_queue_no, recorded_by, collection,
         edge_id, shard, seq)
    SELECT area_code, id, accepted_at, hall_id, case_no, step_no, round, step_kind, step_area_code, item_code, item_name, agency_code,
           agency_name, level, string_to_array(indicators, U&'\001f'), catalogue, comment, channel, lang, consent_contact,
           consent_publish, sealed IS NOT NULL, string_to_array(flags, U&'\001f'), origin, receipt, digest, ticket_id,
           timestamptz 'epoch' + service_ms * interval '1 millisecond',
           timestamptz 'epoch' + ticket_issued_ms * interval '1 millisecond',
           timestamptz 'epoch' + received_ms * interval '1 millisecond',
           certainty, profile, point_id, claimed_case_no,
           timestamptz 'epoch' + rated_ms * interval '1 millisecond', applicant_kind, claimed_queue_no,
           recorded_by, collection,
           $1, $2, seq
    FROM incoming WHERE id IN (SELECT evaluation_id FROM fresh)
), identity AS (
    INSERT INTO haochaping.sealed_identities (area_code, evaluation_id, key_id, sealed)
    SELECT area_code, id, key_id, sealed
    FROM incoming WHERE sealed IS NOT NULL AND id IN (SELECT evaluation_id FROM fresh)
), batch AS (
    INSERT INTO haochaping.batches (outbox_id, edge_id, shard, kind, first_seq, last_seq, rows, seqs, digest)
    SELECT $3, $1, $2, 2, min(seq), max(seq), count(*), range_agg(int8range(seq, seq, '[]')),
           encode(sha256(convert_to(string_agg(concat_ws(' ', seq, area_code, hall_id, step_no, round, case_no, digest), E'\n' ORDER BY seq), 'UTF8')), 'hex')
    FROM incoming WHERE id IN (SELECT evaluation_id FROM fresh)
    HAVING count(*) > 0
)
SELECT count(*), 'new' FROM fresh
UNION ALL
SELECT i.seq,
       CASE WHEN old.area_code IS NULL THEN 'undecided'
            WHEN old.evaluation_id = i.id AND old.digest = i.digest THEN 'there'
            ELSE 'taken' END
FROM incoming i
LEFT JOIN haochaping.evaluation_keys old USING (area_code, hall_id, case_no, step_no, round)
WHERE i.id NOT IN (SELECT evaluation_id FROM fresh)
";
