-- Short links in text messages. An edge that does not know one asks here. They expire, and
-- a month later they are removed, by the one function that may.

CREATE TABLE haochaping.short_links (
    code         text        PRIMARY KEY CONSTRAINT code_is_16_characters CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
    edge_id      text        NOT NULL,
    area_code    text        NOT NULL CONSTRAINT area_is_12_digits CHECK (area_code ~ '^[0-9]{12}$'),
    hall_id      text        NOT NULL,
    ticket       text        NOT NULL CONSTRAINT ticket_is_at_most_4096 CHECK (octet_length(ticket) BETWEEN 1 AND 4096),
    expires_at   timestamptz NOT NULL,
    stored_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX short_links_expires_at ON haochaping.short_links (expires_at);
COMMENT ON TABLE haochaping.short_links IS 'Short links (短链接) in text messages, until a month after they expired.';
COMMENT ON COLUMN haochaping.short_links.code IS 'What the address ends with; follows from the ticket and the end of the link by a key of the edges.';
COMMENT ON COLUMN haochaping.short_links.edge_id IS 'Edge that sent it first.';
COMMENT ON COLUMN haochaping.short_links.area_code IS 'Area (行政区划) of the hall as its edge is configured, 12 digits.';
COMMENT ON COLUMN haochaping.short_links.hall_id IS 'Hall that sends it.';
COMMENT ON COLUMN haochaping.short_links.ticket IS 'The ticket it leads to: permission to rate one step once. Readable by edges only.';
COMMENT ON COLUMN haochaping.short_links.expires_at IS 'Until when it leads there.';
COMMENT ON COLUMN haochaping.short_links.stored_at IS 'When it was stored here.';

CREATE TRIGGER immutable BEFORE UPDATE ON haochaping.short_links
    FOR EACH ROW EXECUTE FUNCTION haochaping.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON haochaping.short_links
    FOR EACH STATEMENT EXECUTE FUNCTION haochaping.refuse_change();

CREATE FUNCTION haochaping.forget_links() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    -- Some at a time, and none that another edge is just removing.
    WITH old AS (
        SELECT code FROM haochaping.short_links
        WHERE expires_at < now() - interval '30 days'
        ORDER BY expires_at LIMIT 20000
        FOR UPDATE SKIP LOCKED
    ), gone AS (
        DELETE FROM haochaping.short_links USING old WHERE short_links.code = old.code RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
COMMENT ON FUNCTION haochaping.forget_links() IS 'Removes short links that expired more than 30 days ago, at most 20 000 at a time; returns how many.';

REVOKE ALL ON FUNCTION haochaping.forget_links() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION haochaping.forget_links() TO haochaping_edge;
-- No reader: whoever has a ticket may rate.
GRANT INSERT, SELECT ON haochaping.short_links TO haochaping_edge;
