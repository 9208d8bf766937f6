-- Who may do what. The roles cannot log in: give each login the role it needs,
-- GRANT haochaping_edge TO edge_1;

DO $$
DECLARE
    missing text;
BEGIN
    FOREACH missing IN ARRAY ARRAY['haochaping_edge', 'haochaping_reader', 'haochaping_unsealer'] LOOP
        IF to_regrole(missing) IS NULL THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', missing);
        END IF;
    END LOOP;
END;
$$;
COMMENT ON ROLE haochaping_edge IS 'Edges: store and look up, never change, never read an identity.';
COMMENT ON ROLE haochaping_reader IS 'Workbench and statistics: read everything but identities.';
COMMENT ON ROLE haochaping_unsealer IS 'Whoever holds the city''s private key: read sealed identities.';

REVOKE ALL ON FUNCTION haochaping.prepare_partitions(integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION haochaping.refuse_change() FROM PUBLIC;

GRANT USAGE ON SCHEMA haochaping TO haochaping_edge, haochaping_reader, haochaping_unsealer;
GRANT INSERT, SELECT ON haochaping.service_events, haochaping.evaluation_keys, haochaping.evaluations TO haochaping_edge;
GRANT INSERT ON haochaping.sealed_identities TO haochaping_edge;
GRANT EXECUTE ON FUNCTION haochaping.prepare_partitions(integer) TO haochaping_edge;
GRANT SELECT ON haochaping.service_events, haochaping.evaluation_keys, haochaping.evaluations TO haochaping_reader;
GRANT SELECT ON haochaping.evaluation_keys, haochaping.evaluations, haochaping.sealed_identities TO haochaping_unsealer;
