-- Evaluations that came another way than by a ticket: how sure each is, and whence. What
-- such a source does not say stays empty; nothing is put in its place. Rows that are there
-- came by tickets, and edges of earlier builds, which name none of these columns, go on
-- writing rows by tickets.

ALTER TABLE haochaping.evaluations
    ADD COLUMN certainty       text NOT NULL DEFAULT 'ticket',
    ADD COLUMN profile         text,
    ADD COLUMN point_id        text,
    ADD COLUMN claimed_case_no text,
    ADD COLUMN rated_at        timestamptz,
    ADD COLUMN applicant_kind  smallint,
    ALTER COLUMN step_kind        DROP NOT NULL,
    ALTER COLUMN item_code        DROP NOT NULL,
    ALTER COLUMN item_name        DROP NOT NULL,
    ALTER COLUMN agency_code      DROP NOT NULL,
    ALTER COLUMN agency_name      DROP NOT NULL,
    ALTER COLUMN channel          DROP NOT NULL,
    ALTER COLUMN lang             DROP NOT NULL,
    ALTER COLUMN ticket_id        DROP NOT NULL,
    ALTER COLUMN service_at       DROP NOT NULL,
    ALTER COLUMN ticket_issued_at DROP NOT NULL,
    ADD CONSTRAINT certainty_is_known
        CHECK (certainty IN ('ticket', 'point', 'operator', 'signed', 'reported', 'collected')),
    ADD CONSTRAINT ticket_tells_the_whole_step
        CHECK (certainty <> 'ticket' OR num_nulls(step_kind, item_code, item_name, agency_code, agency_name, channel,
                                                  lang, ticket_id, service_at, ticket_issued_at) = 0),
    ADD CONSTRAINT import_names_its_profile
        CHECK (certainty NOT IN ('signed', 'reported') OR (profile IS NOT NULL AND rated_at IS NOT NULL)),
    ADD CONSTRAINT profile_is_of_an_import
        CHECK (profile IS NULL OR certainty IN ('signed', 'reported', 'collected')),
    ADD CONSTRAINT point_names_itself
        CHECK (certainty <> 'point' OR point_id IS NOT NULL),
    ADD CONSTRAINT only_a_system_has_no_channel
        CHECK (channel IS NOT NULL OR certainty = 'collected' OR 'default' = ANY (flags)),
    ADD CONSTRAINT claimed_case_no_is_at_most_50
        CHECK (char_length(claimed_case_no) BETWEEN 1 AND 50),
    ADD CONSTRAINT applicant_kind_is_1_to_9
        CHECK (applicant_kind BETWEEN 1 AND 9);

COMMENT ON COLUMN haochaping.evaluations.certainty IS 'How sure it is: ticket (a hall signed for the step), point (a window''s code was scanned), operator (the telephone desk recorded it), signed (outside system, signature checked), reported (outside system, unsigned), collected (paper box and the like, of no case).';
COMMENT ON COLUMN haochaping.evaluations.profile IS 'Profile an import was read by; none for what was given here.';
COMMENT ON COLUMN haochaping.evaluations.point_id IS 'Rating point whose code was scanned.';
COMMENT ON COLUMN haochaping.evaluations.claimed_case_no IS 'Case number that the citizen named and nobody confirms; case_no is then the edge''s own.';
COMMENT ON COLUMN haochaping.evaluations.rated_at IS 'When it was rated, as an outside system tells; none for what was given here, when it is received_at.';
COMMENT ON COLUMN haochaping.evaluations.applicant_kind IS 'Kind of applicant (申请人类型) 1 to 9, where the source says it.';
COMMENT ON COLUMN haochaping.evaluations.step_kind IS 'consult, apply, supplement, pay, collect or conclude; none where an import does not say it.';
COMMENT ON COLUMN haochaping.evaluations.step_area_code IS 'Area of the step as its source told it, 12 digits, within the hall''s; the hall''s own where it told none.';
COMMENT ON COLUMN haochaping.evaluations.item_code IS 'Service item code (实施编码); none where an import does not say it.';
COMMENT ON COLUMN haochaping.evaluations.item_name IS 'Name of the service item at that time; none where an import does not say it.';
COMMENT ON COLUMN haochaping.evaluations.agency_code IS 'Unified social credit code of the agency that is rated; none where an import does not say it.';
COMMENT ON COLUMN haochaping.evaluations.agency_name IS 'Name of that agency at that time; none where an import does not say it.';
COMMENT ON COLUMN haochaping.evaluations.level IS '5 very satisfied … 1 very dissatisfied; as it was told, never put in. With the flag default an outside system made it by itself.';
COMMENT ON COLUMN haochaping.evaluations.channel IS 'Channel of the evaluation (评价渠道), 1 PC … 7 SMS; none where an outside system rated by itself.';
COMMENT ON COLUMN haochaping.evaluations.lang IS 'Language the form was shown in; none where it was no form of ours.';
COMMENT ON COLUMN haochaping.evaluations.flags IS 'What was noticed on the way: redacted, burst and the like. default (an outside system made it) and not_effective (void there) keep it out of every score.';
COMMENT ON COLUMN haochaping.evaluations.ticket_id IS 'Ticket that permitted it (jti); none for an import.';
COMMENT ON COLUMN haochaping.evaluations.service_at IS 'Hop 1: when the step took place; none where an import does not say it.';
COMMENT ON COLUMN haochaping.evaluations.ticket_issued_at IS 'Hop 2: when the ticket was issued; none for an import.';

-- The one rule of what counts: every statistic asks it.
CREATE FUNCTION haochaping.is_scored(flags text[], certainty text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN NOT flags && ARRAY['default', 'not_effective'] AND certainty <> 'collected';
COMMENT ON FUNCTION haochaping.is_scored(text[], text) IS 'Whether an evaluation counts in scores of matters: not if a system made it (default), if it is void where it came from (not_effective), or if it is of no case (collected).';
REVOKE ALL ON FUNCTION haochaping.is_scored(text[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION haochaping.is_scored(text[], text) TO haochaping_reader;
