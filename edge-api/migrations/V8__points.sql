-- The codes at the halls' windows. Every revision is a row of its own, so an edge may
-- insert and look up here as everywhere and never changes what stands; of a point's
-- revisions the last counts. The digest is part of the key: two edges that change a point
-- in the same millisecond both keep their row, and the same sent twice is one.

CREATE TABLE haochaping.points (
    area_code    text        NOT NULL CONSTRAINT area_is_12_digits CHECK (area_code ~ '^[0-9]{12}$'),
    hall_id      text        NOT NULL,
    point_id     text        NOT NULL CONSTRAINT point_id_is_at_most_32 CHECK (char_length(point_id) BETWEEN 1 AND 32),
    revision     bigint      NOT NULL,
    edge_id      text        NOT NULL,
    code         text        NOT NULL CONSTRAINT code_is_12_characters CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
    record       jsonb       NOT NULL,
    open         boolean     NOT NULL GENERATED ALWAYS AS (record -> 'open' = 'true'::jsonb) STORED,
    window_name  text        NOT NULL GENERATED ALWAYS AS (record #>> '{point,window}') STORED,
    agency_code  text        NOT NULL GENERATED ALWAYS AS (record #>> '{point,agencyCode}') STORED,
    agency_name  text        NOT NULL GENERATED ALWAYS AS (record #>> '{point,agencyName}') STORED,
    digest       text        NOT NULL GENERATED ALWAYS AS (md5(record::text)) STORED,
    stored_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (area_code, hall_id, point_id, revision, digest)
);
CREATE INDEX points_code ON haochaping.points (code);
COMMENT ON TABLE haochaping.points IS 'Rating points (窗口评价码): windows with a QR code, every revision; the last of a point counts.';
COMMENT ON COLUMN haochaping.points.area_code IS 'Area (行政区划) of the hall as its edge is configured, 12 digits; distribution key.';
COMMENT ON COLUMN haochaping.points.hall_id IS 'Hall the point belongs to.';
COMMENT ON COLUMN haochaping.points.point_id IS 'The hall''s own id of the point; evaluations.point_id of what was rated there.';
COMMENT ON COLUMN haochaping.points.revision IS 'When it was changed, milliseconds since 1970 by the edge''s clock; grows with each change.';
COMMENT ON COLUMN haochaping.points.edge_id IS 'Edge that sent it first.';
COMMENT ON COLUMN haochaping.points.code IS 'The code at the window from this revision on.';
COMMENT ON COLUMN haochaping.points.record IS 'The point as the hall registered it, with code, state and revision, as edges read it.';
COMMENT ON COLUMN haochaping.points.open IS 'False from the revision on that closed it.';
COMMENT ON COLUMN haochaping.points.window_name IS 'What the window is called in the hall.';
COMMENT ON COLUMN haochaping.points.agency_code IS 'Unified social credit code of the agency that serves there.';
COMMENT ON COLUMN haochaping.points.agency_name IS 'Name of that agency.';
COMMENT ON COLUMN haochaping.points.digest IS 'MD5 of the record: tells a repeat from another change in the same millisecond, nothing more.';
COMMENT ON COLUMN haochaping.points.stored_at IS 'When the revision was stored here.';

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON haochaping.points
    FOR EACH ROW EXECUTE FUNCTION haochaping.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON haochaping.points
    FOR EACH STATEMENT EXECUTE FUNCTION haochaping.refuse_change();

GRANT INSERT, SELECT ON haochaping.points TO haochaping_edge;
GRANT SELECT ON haochaping.points TO haochaping_reader;

ALTER TABLE haochaping.evaluations
    ADD COLUMN claimed_queue_no text,
    ADD CONSTRAINT claimed_queue_no_is_at_most_50
        CHECK (char_length(claimed_queue_no) BETWEEN 1 AND 50);
COMMENT ON COLUMN haochaping.evaluations.claimed_queue_no IS 'Number of a queue ticket (排队号) that the citizen named and nobody confirms.';
