-- Who may do what. The roles cannot log in: give each login the role it needs,
-- GRANT haochaping_edge TO edge_1;

DO $$
DECLARE
    role text;
    task text;
BEGIN
    FOR role, task IN VALUES
        ('haochaping_edge', 'Edges: store and look up, never change, never read an identity.'),
        ('haochaping_reader', 'Workbench and statistics: read everything but identities.'),
        ('haochaping_unsealer', 'Whoever holds the city''s private key: read sealed identities.')
    LOOP
        -- Roles belong to the whole server: another database of it may have made them,
        -- or an administrator, where migrations may not.
        IF to_regrole(role) IS NULL THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role);
            EXECUTE format('COMMENT ON ROLE %I IS %L', role, task);
        END IF;
    END LOOP;
END;
$$;

REVOKE ALL ON FUNCTION haochaping.prepare_partitions(integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION haochaping.refuse_change() FROM PUBLIC;

GRANT USAGE ON SCHEMA haochaping TO haochaping_edge, haochaping_reader, haochaping_unsealer;
GRANT INSERT, SELECT ON haochaping.service_events, haochaping.evaluation_keys, haochaping.evaluations TO haochaping_edge;
GRANT INSERT ON haochaping.sealed_identities TO haochaping_edge;
GRANT EXECUTE ON FUNCTION haochaping.prepare_partitions(integer) TO haochaping_edge;
GRANT SELECT ON haochaping.service_events, haochaping.evaluation_keys, haochaping.evaluations TO haochaping_reader;
GRANT SELECT ON haochaping.evaluation_keys, haochaping.evaluations, haochaping.sealed_identities TO haochaping_unsealer;
