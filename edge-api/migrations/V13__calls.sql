-- Telephone call-backs (电话回访): which cases an operator is to call about, and what came
-- of each. What the citizen said is not here: it goes to the edge as an evaluation like any
-- other. A number to call is sealed by the workbench and kept no longer than the call is open.

CREATE TABLE workbench.call_lists (
    list_id  uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    hall_id  text        NOT NULL,
    title    text        NOT NULL CONSTRAINT title_is_at_most_100 CHECK (char_length(title) BETWEEN 1 AND 100),
    digest   text        NOT NULL CONSTRAINT digest_is_sha256 CHECK (digest ~ '^[0-9a-f]{64}$'),
    given_by text        NOT NULL,
    given_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (hall_id, digest)
);
COMMENT ON TABLE workbench.call_lists IS 'Lists of cases to call about, one row a file.';
COMMENT ON COLUMN workbench.call_lists.digest IS 'HMAC-SHA-256 of the file under callKey: the same file is taken once, and nobody finds a number by trying all of them.';
COMMENT ON COLUMN workbench.call_lists.given_by IS 'Alias of the supervisor who gave it.';

CREATE TABLE workbench.calls (
    call_id       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    list_id       uuid        NOT NULL REFERENCES workbench.call_lists,
    hall_id       text        NOT NULL,
    case_no       text        NOT NULL,
    step_no       smallint    NOT NULL,
    round         smallint    NOT NULL,
    step_kind     text        NOT NULL,
    item_code     text        NOT NULL,
    item_name     text        NOT NULL,
    agency_code   text        NOT NULL,
    agency_name   text        NOT NULL,
    area_code     text        NOT NULL,
    service_at    timestamptz NOT NULL,
    sealed_number bytea,
    state         text        NOT NULL DEFAULT 'waiting' CONSTRAINT state_is_known
        CHECK (state IN ('waiting', 'held', 'rated', 'rated_elsewhere', 'declined', 'wrong_number', 'unreachable', 'expired')),
    attempts      smallint    NOT NULL DEFAULT 0,
    due_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    held_by       text,
    held_until    timestamptz,
    ended_by      text,
    ended_at      timestamptz,
    receipt       text,
    UNIQUE (hall_id, case_no, step_no, round),
    CONSTRAINT held_by_somebody_for_a_time
        CHECK ((state = 'held') = (held_by IS NOT NULL) AND (state = 'held') = (held_until IS NOT NULL)),
    CONSTRAINT ended_once
        CHECK ((state IN ('waiting', 'held')) = (ended_at IS NULL)),
    CONSTRAINT no_number_after_the_end
        CHECK (ended_at IS NULL OR sealed_number IS NULL),
    CONSTRAINT rated_has_a_receipt
        CHECK ((state = 'rated') = (receipt IS NOT NULL))
);
CREATE INDEX calls_due ON workbench.calls (hall_id, due_at, call_id) WHERE state IN ('waiting', 'held');
CREATE INDEX calls_standing ON workbench.calls (hall_id, state, due_at);
CREATE INDEX calls_list ON workbench.calls (list_id);
CREATE UNIQUE INDEX calls_one_held ON workbench.calls (hall_id, held_by) WHERE state = 'held';
COMMENT ON TABLE workbench.calls IS 'One row a case to call about, through all lists of a hall.';
COMMENT ON COLUMN workbench.calls.sealed_number IS 'Number to call, ChaCha20-Poly1305 with the workbench''s callKey, bound to the case; erased when the call ends.';
COMMENT ON COLUMN workbench.calls.state IS 'waiting, held by an operator, or ended: rated, rated_elsewhere (another channel was first), declined, wrong_number, unreachable (called as often as is allowed), expired (the time for rating had passed).';
COMMENT ON COLUMN workbench.calls.attempts IS 'How often nobody answered.';
COMMENT ON COLUMN workbench.calls.due_at IS 'Not called before.';
COMMENT ON COLUMN workbench.calls.held_until IS 'After this another operator may take it.';
COMMENT ON COLUMN workbench.calls.ended_by IS 'Alias of the operator who ended it.';
COMMENT ON COLUMN workbench.calls.receipt IS 'Receipt of the evaluation that was recorded.';

-- What has ended stays as it is.
CREATE TRIGGER ended_is_final BEFORE UPDATE ON workbench.calls
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION haochaping.refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON workbench.calls
    FOR EACH ROW EXECUTE FUNCTION haochaping.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON workbench.calls
    FOR EACH STATEMENT EXECUTE FUNCTION haochaping.refuse_change();

GRANT SELECT, INSERT ON workbench.call_lists TO haochaping_workbench;
GRANT SELECT, INSERT, UPDATE ON workbench.calls TO haochaping_workbench;
