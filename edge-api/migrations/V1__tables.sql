-- The centre's tables.
--
-- Every key starts with area_code, so that Citus can distribute all four tables
-- by it (SELECT create_distributed_table('haochaping.…', 'area_code')) and keep
-- an evaluation, its key and its identity on one node. It is the hall's area by the
-- edge's configuration, never what a ticket claims: else one step could be rated
-- once in every area that somebody signs. Text is bounded here too:
-- a check that fails costs one row, which the edge sets aside with its cause.

CREATE SCHEMA haochaping;
COMMENT ON SCHEMA haochaping IS 'Evaluations of government services (好差评): what was rated, how, when, by which way.';

CREATE TABLE haochaping.service_events (
    area_code       text        NOT NULL CONSTRAINT area_is_12_digits CHECK (area_code ~ '^[0-9]{12}$'),
    hall_id         text        NOT NULL,
    case_no         text        NOT NULL CONSTRAINT case_no_is_at_most_50 CHECK (char_length(case_no) BETWEEN 1 AND 50),
    step_no         smallint    NOT NULL CONSTRAINT step_no_is_1_to_99 CHECK (step_no BETWEEN 1 AND 99),
    step_kind       text        NOT NULL,
    step_area_code  text        NOT NULL CONSTRAINT step_area_is_12_digits CHECK (step_area_code ~ '^[0-9]{12}$'),
    item_code       text        NOT NULL,
    item_name       text        NOT NULL,
    item_kind       text        NOT NULL,
    agency_code     text        NOT NULL,
    agency_name     text        NOT NULL,
    case_status     smallint    NOT NULL CONSTRAINT case_status_is_1_to_3 CHECK (case_status BETWEEN 1 AND 3),
    applicant_kind  smallint    NOT NULL,
    channel         smallint    NOT NULL CONSTRAINT channel_is_1_to_7 CHECK (channel BETWEEN 1 AND 7),
    round           smallint    NOT NULL CONSTRAINT round_is_1_or_2 CHECK (round IN (1, 2)),
    digest          text        NOT NULL,
    service_at      timestamptz NOT NULL,
    received_at     timestamptz NOT NULL,
    accepted_at     timestamptz NOT NULL,
    stored_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    edge_id         text        NOT NULL,
    shard           smallint    NOT NULL,
    seq             bigint      NOT NULL,
    PRIMARY KEY (area_code, hall_id, case_no, step_no)
);
COMMENT ON TABLE haochaping.service_events IS 'Steps of cases that halls reported as rateable (办件服务). One row a step; the first report stands.';
COMMENT ON COLUMN haochaping.service_events.area_code IS 'Area (行政区划) of the hall as its edge is configured, 12 digits; distribution key.';
COMMENT ON COLUMN haochaping.service_events.hall_id IS 'Configuration id of the hall that reported it.';
COMMENT ON COLUMN haochaping.service_events.case_no IS 'Case number (办件编号) as the hall wrote it.';
COMMENT ON COLUMN haochaping.service_events.step_no IS 'Number of the step within the case (第N次服务).';
COMMENT ON COLUMN haochaping.service_events.step_kind IS 'consult, apply, supplement, pay, collect or conclude.';
COMMENT ON COLUMN haochaping.service_events.step_area_code IS 'Area of the step as the hall told it, 12 digits; within the hall''s.';
COMMENT ON COLUMN haochaping.service_events.item_code IS 'Service item code (实施编码), 31 or 33 characters.';
COMMENT ON COLUMN haochaping.service_events.item_name IS 'Name of the service item (事项名称).';
COMMENT ON COLUMN haochaping.service_events.item_kind IS 'Kind of the item (事项类型), two digits.';
COMMENT ON COLUMN haochaping.service_events.agency_code IS 'Unified social credit code of the agency that handled it.';
COMMENT ON COLUMN haochaping.service_events.agency_name IS 'Name of that agency.';
COMMENT ON COLUMN haochaping.service_events.case_status IS 'At the first report: 1 to be accepted, 2 accepted, 3 concluded (办件状态).';
COMMENT ON COLUMN haochaping.service_events.applicant_kind IS 'Kind of applicant (申请人类型), 1 natural person … 9 other organisation.';
COMMENT ON COLUMN haochaping.service_events.channel IS 'Channel of the first report, 1 to 7.';
COMMENT ON COLUMN haochaping.service_events.round IS 'Round that could be rated when it was reported.';
COMMENT ON COLUMN haochaping.service_events.digest IS 'Digest of what the step was, without round, status and channel; tells a repeat from a contradiction.';
COMMENT ON COLUMN haochaping.service_events.service_at IS 'When the step took place.';
COMMENT ON COLUMN haochaping.service_events.received_at IS 'When the report reached the edge.';
COMMENT ON COLUMN haochaping.service_events.accepted_at IS 'When the edge had it on disk.';
COMMENT ON COLUMN haochaping.service_events.stored_at IS 'When it was stored here.';
COMMENT ON COLUMN haochaping.service_events.edge_id IS 'Edge that sent it.';
COMMENT ON COLUMN haochaping.service_events.shard IS 'Outbox of that edge.';
COMMENT ON COLUMN haochaping.service_events.seq IS 'Number of the row in that outbox.';

CREATE TABLE haochaping.evaluation_keys (
    area_code      text        NOT NULL CONSTRAINT area_is_12_digits CHECK (area_code ~ '^[0-9]{12}$'),
    hall_id        text        NOT NULL,
    case_no        text        NOT NULL,
    step_no        smallint    NOT NULL,
    round          smallint    NOT NULL,
    evaluation_id  uuid        NOT NULL,
    receipt        text        NOT NULL,
    digest         text        NOT NULL,
    accepted_at    timestamptz NOT NULL,
    PRIMARY KEY (area_code, hall_id, case_no, step_no, round)
);
CREATE INDEX evaluation_keys_receipt ON haochaping.evaluation_keys (receipt);
COMMENT ON TABLE haochaping.evaluation_keys IS 'Which steps have been rated. Not partitioned, so that its primary key holds over all time: one step, one round, one evaluation.';
COMMENT ON COLUMN haochaping.evaluation_keys.area_code IS 'Area (行政区划) of the hall as its edge is configured, 12 digits; distribution key.';
COMMENT ON COLUMN haochaping.evaluation_keys.hall_id IS 'Hall the step belongs to.';
COMMENT ON COLUMN haochaping.evaluation_keys.case_no IS 'Case number.';
COMMENT ON COLUMN haochaping.evaluation_keys.step_no IS 'Number of the step within the case.';
COMMENT ON COLUMN haochaping.evaluation_keys.round IS '1 first evaluation, 2 additional one (追评).';
COMMENT ON COLUMN haochaping.evaluation_keys.evaluation_id IS 'The evaluation that counts.';
COMMENT ON COLUMN haochaping.evaluation_keys.receipt IS 'Receipt given for it, 20 characters.';
COMMENT ON COLUMN haochaping.evaluation_keys.digest IS 'Keyed digest of its content; tells a repeat from a contradiction.';
COMMENT ON COLUMN haochaping.evaluation_keys.accepted_at IS 'When it was accepted; finds its partition.';

CREATE TABLE haochaping.evaluations (
    area_code         text        NOT NULL CONSTRAINT area_is_12_digits CHECK (area_code ~ '^[0-9]{12}$'),
    id                uuid        NOT NULL,
    accepted_at       timestamptz NOT NULL,
    hall_id           text        NOT NULL,
    case_no           text        NOT NULL CONSTRAINT case_no_is_at_most_50 CHECK (char_length(case_no) BETWEEN 1 AND 50),
    step_no           smallint    NOT NULL CONSTRAINT step_no_is_1_to_99 CHECK (step_no BETWEEN 1 AND 99),
    round             smallint    NOT NULL CONSTRAINT round_is_1_or_2 CHECK (round IN (1, 2)),
    step_kind         text        NOT NULL,
    step_area_code    text        NOT NULL CONSTRAINT step_area_is_12_digits CHECK (step_area_code ~ '^[0-9]{12}$'),
    item_code         text        NOT NULL,
    item_name         text        NOT NULL,
    agency_code       text        NOT NULL,
    agency_name       text        NOT NULL,
    level             smallint    NOT NULL CONSTRAINT level_is_1_to_5 CHECK (level BETWEEN 1 AND 5),
    negative          boolean     NOT NULL GENERATED ALWAYS AS (level <= 2) STORED,
    indicators        text[]      NOT NULL,
    catalogue_version text        NOT NULL,
    comment           text        CONSTRAINT comment_is_at_most_500 CHECK (char_length(comment) <= 500),
    channel           smallint    NOT NULL CONSTRAINT channel_is_1_to_7 CHECK (channel BETWEEN 1 AND 7),
    lang              text        NOT NULL,
    consent_contact   boolean     NOT NULL,
    consent_publish   boolean     NOT NULL,
    has_identity      boolean     NOT NULL,
    flags             text[]      NOT NULL,
    origin            text,
    receipt           text        NOT NULL,
    digest            text        NOT NULL,
    ticket_id         text        NOT NULL,
    service_at        timestamptz NOT NULL,
    ticket_issued_at  timestamptz NOT NULL,
    received_at       timestamptz NOT NULL,
    stored_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    edge_id           text        NOT NULL,
    shard             smallint    NOT NULL,
    seq               bigint      NOT NULL,
    PRIMARY KEY (area_code, accepted_at, id),
    CONSTRAINT identity_needs_consent CHECK (consent_contact OR NOT has_identity)
) PARTITION BY RANGE (accepted_at);
CREATE INDEX evaluations_agency ON haochaping.evaluations (agency_code, accepted_at);
CREATE INDEX evaluations_case ON haochaping.evaluations (hall_id, case_no);
CREATE TABLE haochaping.evaluations_default PARTITION OF haochaping.evaluations DEFAULT;
COMMENT ON TABLE haochaping.evaluations IS 'Evaluations (评价), immutable, partitioned by the month of acceptance in China time.';
COMMENT ON TABLE haochaping.evaluations_default IS 'Evaluations of months that have no partition: normally empty.';
COMMENT ON COLUMN haochaping.evaluations.area_code IS 'Area (行政区划) of the hall as its edge is configured, 12 digits; distribution key.';
COMMENT ON COLUMN haochaping.evaluations.id IS 'UUID version 8: 48 bits service time, the rest a digest of the step; a retry finds the same.';
COMMENT ON COLUMN haochaping.evaluations.accepted_at IS 'When the edge had it on disk, which is when it was acknowledged; partition key.';
COMMENT ON COLUMN haochaping.evaluations.hall_id IS 'Hall the step belongs to.';
COMMENT ON COLUMN haochaping.evaluations.case_no IS 'Case number (办件编号).';
COMMENT ON COLUMN haochaping.evaluations.step_no IS 'Number of the step within the case.';
COMMENT ON COLUMN haochaping.evaluations.round IS '1 first evaluation, 2 additional one (追评).';
COMMENT ON COLUMN haochaping.evaluations.step_kind IS 'consult, apply, supplement, pay, collect or conclude.';
COMMENT ON COLUMN haochaping.evaluations.step_area_code IS 'Area of the step as the hall told it, 12 digits; within the hall''s.';
COMMENT ON COLUMN haochaping.evaluations.item_code IS 'Service item code (实施编码).';
COMMENT ON COLUMN haochaping.evaluations.item_name IS 'Name of the service item at that time.';
COMMENT ON COLUMN haochaping.evaluations.agency_code IS 'Unified social credit code of the agency that is rated.';
COMMENT ON COLUMN haochaping.evaluations.agency_name IS 'Name of that agency at that time.';
COMMENT ON COLUMN haochaping.evaluations.level IS '5 very satisfied … 1 very dissatisfied; chosen by the citizen, never defaulted.';
COMMENT ON COLUMN haochaping.evaluations.negative IS 'Level 2 or 1 (差评).';
COMMENT ON COLUMN haochaping.evaluations.indicators IS 'Indicator codes of that level.';
COMMENT ON COLUMN haochaping.evaluations.catalogue_version IS 'Version of the catalogue the indicators belong to.';
COMMENT ON COLUMN haochaping.evaluations.comment IS 'Comment after redaction of personal numbers; none if none was written.';
COMMENT ON COLUMN haochaping.evaluations.channel IS 'Channel of the evaluation (评价渠道), 1 PC … 7 SMS.';
COMMENT ON COLUMN haochaping.evaluations.lang IS 'Language the form was shown in.';
COMMENT ON COLUMN haochaping.evaluations.consent_contact IS 'Consent to be contacted to verify and follow up, nothing else.';
COMMENT ON COLUMN haochaping.evaluations.consent_publish IS 'Consent to publish the comment without the identity.';
COMMENT ON COLUMN haochaping.evaluations.has_identity IS 'Whether sealed_identities holds who rated.';
COMMENT ON COLUMN haochaping.evaluations.flags IS 'What was noticed on the way: redacted, default, late and the like.';
COMMENT ON COLUMN haochaping.evaluations.origin IS 'Web origin of the page it was given on.';
COMMENT ON COLUMN haochaping.evaluations.receipt IS 'Receipt given for it.';
COMMENT ON COLUMN haochaping.evaluations.digest IS 'Keyed digest of the content, identity included.';
COMMENT ON COLUMN haochaping.evaluations.ticket_id IS 'Ticket that permitted it (jti).';
COMMENT ON COLUMN haochaping.evaluations.service_at IS 'Hop 1: when the step took place.';
COMMENT ON COLUMN haochaping.evaluations.ticket_issued_at IS 'Hop 2: when the ticket was issued.';
COMMENT ON COLUMN haochaping.evaluations.received_at IS 'Hop 3: when the request reached the edge.';
COMMENT ON COLUMN haochaping.evaluations.stored_at IS 'Hop 4: when it was stored here.';
COMMENT ON COLUMN haochaping.evaluations.edge_id IS 'Edge that sent it.';
COMMENT ON COLUMN haochaping.evaluations.shard IS 'Outbox of that edge.';
COMMENT ON COLUMN haochaping.evaluations.seq IS 'Number of the row in that outbox.';

CREATE TABLE haochaping.sealed_identities (
    area_code      text NOT NULL,
    evaluation_id  uuid NOT NULL,
    key_id         text NOT NULL,
    sealed         text NOT NULL,
    PRIMARY KEY (area_code, evaluation_id)
);
COMMENT ON TABLE haochaping.sealed_identities IS 'Who rated, sealed at the edge with the city''s public key (HPKE, RFC 9180). Nobody who can only read the database can read a name.';
COMMENT ON COLUMN haochaping.sealed_identities.area_code IS 'Area (行政区划) of the hall as its edge is configured, 12 digits; distribution key.';
COMMENT ON COLUMN haochaping.sealed_identities.evaluation_id IS 'Evaluation it belongs to.';
COMMENT ON COLUMN haochaping.sealed_identities.key_id IS 'Public key that sealed it.';
COMMENT ON COLUMN haochaping.sealed_identities.sealed IS 'v1.<key id>.<encapsulated key>.<ciphertext>, the last two in base64url without padding; bound to evaluation_id.';
