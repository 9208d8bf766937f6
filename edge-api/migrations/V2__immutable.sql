-- What was accepted stays as it was accepted, for the owner of the tables too.

CREATE FUNCTION haochaping.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '% of %.% is refused: evaluations are immutable', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation',
              HINT = 'Add what is new in a table of its own; to archive a month, detach its partition.';
END;
$$;
COMMENT ON FUNCTION haochaping.refuse_change() IS 'Trigger that refuses the statement it is fired by.';

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON haochaping.evaluations
    FOR EACH ROW EXECUTE FUNCTION haochaping.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON haochaping.evaluations
    FOR EACH STATEMENT EXECUTE FUNCTION haochaping.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON haochaping.evaluations_default
    FOR EACH STATEMENT EXECUTE FUNCTION haochaping.refuse_change();

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON haochaping.evaluation_keys
    FOR EACH ROW EXECUTE FUNCTION haochaping.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON haochaping.evaluation_keys
    FOR EACH STATEMENT EXECUTE FUNCTION haochaping.refuse_change();
