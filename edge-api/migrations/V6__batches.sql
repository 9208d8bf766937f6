-- What was stored together, and from which outbox: written by the statement that
-- stores the rows, so a batch is there if and only if its rows are. A row that was
-- there already belongs to the batch that brought it; a lot that is sent again
-- brings nothing, and makes no batch.
--
-- No key beyond its own number: an outbox that was set back to an older copy gives
-- its numbers a second time, and a row must not be refused for that. It is found by
-- comparing.

CREATE TABLE haochaping.batches (
    id         bigint         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    outbox_id  text           NOT NULL CONSTRAINT outbox_is_32_digits CHECK (outbox_id ~ '^[0-9a-f]{32}$'),
    edge_id    text           NOT NULL,
    shard      smallint       NOT NULL,
    kind       smallint       NOT NULL CONSTRAINT kind_is_1_or_2 CHECK (kind IN (1, 2)),
    first_seq  bigint         NOT NULL,
    last_seq   bigint         NOT NULL,
    rows       integer        NOT NULL CONSTRAINT rows_is_1_or_more CHECK (rows > 0),
    seqs       int8multirange NOT NULL,
    digest     text           NOT NULL,
    stored_at  timestamptz    NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX batches_outbox ON haochaping.batches (outbox_id, last_seq);
CREATE INDEX batches_edge ON haochaping.batches (edge_id, shard, outbox_id);
COMMENT ON TABLE haochaping.batches IS 'What was stored in one statement: which numbers of which outbox. Reconciliation compares it with what the outbox keeps.';
COMMENT ON COLUMN haochaping.batches.id IS 'Number of the batch; gaps mean nothing.';
COMMENT ON COLUMN haochaping.batches.outbox_id IS 'Outbox, by the random id that it gave itself when its tables were made. One that was lost and began anew has another.';
COMMENT ON COLUMN haochaping.batches.edge_id IS 'Edge that sent it.';
COMMENT ON COLUMN haochaping.batches.shard IS 'Outbox of that edge.';
COMMENT ON COLUMN haochaping.batches.kind IS '1 service events, 2 evaluations.';
COMMENT ON COLUMN haochaping.batches.first_seq IS 'Smallest number in it.';
COMMENT ON COLUMN haochaping.batches.last_seq IS 'Largest number in it.';
COMMENT ON COLUMN haochaping.batches.rows IS 'How many rows it brought.';
COMMENT ON COLUMN haochaping.batches.seqs IS 'Their numbers in that outbox.';
COMMENT ON COLUMN haochaping.batches.digest IS 'SHA-256, hexadecimal, of its rows by number, joined by line feeds: number, area, hall, step, round (of evaluations only), case, digest, with a space between.';
COMMENT ON COLUMN haochaping.batches.stored_at IS 'When it was stored.';

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON haochaping.batches
    FOR EACH ROW EXECUTE FUNCTION haochaping.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON haochaping.batches
    FOR EACH STATEMENT EXECUTE FUNCTION haochaping.refuse_change();

GRANT INSERT, SELECT ON haochaping.batches TO haochaping_edge;
GRANT SELECT ON haochaping.batches TO haochaping_reader;
