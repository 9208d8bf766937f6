-- Tables of collected opinions that wait to be confirmed. They are working papers: what is
-- entered goes to the edge, its text is erased here in the same moment, and the rest after a day.

CREATE TABLE workbench.uploads (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hall_id        text        NOT NULL,
    account_id     bigint      NOT NULL REFERENCES workbench.accounts,
    digest         text        NOT NULL CONSTRAINT digest_is_sha256 CHECK (digest ~ '^[0-9a-f]{64}$'),
    taken_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    entering_until timestamptz
);
CREATE INDEX uploads_taken ON workbench.uploads (taken_at);
COMMENT ON TABLE workbench.uploads IS 'Tables that a collector uploaded, for a day.';
COMMENT ON COLUMN workbench.uploads.id IS 'Number in addresses.';
COMMENT ON COLUMN workbench.uploads.hall_id IS 'Hall of the collector.';
COMMENT ON COLUMN workbench.uploads.account_id IS 'Who uploaded it; nobody else sees it.';
COMMENT ON COLUMN workbench.uploads.digest IS 'SHA-256 of the file, to tell one table from another.';
COMMENT ON COLUMN workbench.uploads.taken_at IS 'When; a day later it is deleted.';
COMMENT ON COLUMN workbench.uploads.entering_until IS 'While it is being entered: until when nobody else may, should that process end.';

CREATE TABLE workbench.upload_rows (
    upload_id bigint   NOT NULL REFERENCES workbench.uploads ON DELETE CASCADE,
    line      integer  NOT NULL CONSTRAINT line_is_positive CHECK (line > 0),
    state     text     NOT NULL CONSTRAINT state_is_known
                       CHECK (state IN ('good', 'known', 'wrong', 'entered', 'duplicate', 'refused', 'retry')),
    opinion   text,
    cells     text,
    field     text,
    code      text,
    receipt   text,
    PRIMARY KEY (upload_id, line),
    CONSTRAINT only_what_waits_has_an_opinion CHECK ((opinion IS NOT NULL) = (state IN ('good', 'retry'))),
    CONSTRAINT only_what_is_wrong_has_cells CHECK (cells IS NULL OR state IN ('wrong', 'refused'))
);
COMMENT ON TABLE workbench.upload_rows IS 'Rows of such a table, one opinion each.';
COMMENT ON COLUMN workbench.upload_rows.upload_id IS 'Of which table.';
COMMENT ON COLUMN workbench.upload_rows.line IS 'Line of the file.';
COMMENT ON COLUMN workbench.upload_rows.state IS 'good (may be entered), known (entered before), wrong; after confirming entered, duplicate, refused or retry.';
COMMENT ON COLUMN workbench.upload_rows.opinion IS 'What the edge will be sent, numbers of persons taken out; erased once it has it.';
COMMENT ON COLUMN workbench.upload_rows.cells IS 'What is wrong as it was sent, numbers of persons taken out, to be put right.';
COMMENT ON COLUMN workbench.upload_rows.field IS 'Column that is wrong.';
COMMENT ON COLUMN workbench.upload_rows.code IS 'Why, a code of profiles.';
COMMENT ON COLUMN workbench.upload_rows.receipt IS 'Receipt of what is entered.';

GRANT SELECT, INSERT, UPDATE, DELETE ON workbench.uploads, workbench.upload_rows TO haochaping_workbench;

-- Figures of collected opinions ask for those of a hall alone, a few among all its evaluations.
-- Months that hold rows are left to docs/operating.md, since building an index there would hold up
-- whoever writes; months without rows have theirs now, and those to come from the parent.
CREATE INDEX evaluations_collected ON ONLY haochaping.evaluations (hall_id, rated_at)
    WHERE certainty = 'collected';
DO $$
DECLARE
    partition   regclass;
    holds_rows  boolean;
    index_name  text;
BEGIN
    FOR partition IN
        SELECT inhrelid FROM pg_inherits WHERE inhparent = 'haochaping.evaluations'::regclass
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', partition) INTO holds_rows;
        CONTINUE WHEN holds_rows;
        SELECT relname || '_collected' INTO index_name FROM pg_class WHERE oid = partition;
        EXECUTE format('CREATE INDEX %I ON %s (hall_id, rated_at) WHERE certainty = ''collected''',
                       index_name, partition);
        EXECUTE format('ALTER INDEX haochaping.evaluations_collected ATTACH PARTITION haochaping.%I', index_name);
    END LOOP;
END;
$$;
