-- One partition a month, made ahead by whoever writes.

CREATE FUNCTION haochaping.prepare_partitions(months_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    this_month timestamp := date_trunc('month', now() AT TIME ZONE 'Asia/Shanghai');
    first_day  timestamp;
    partition  text;
    made       integer := 0;
BEGIN
    -- Two edges may call at the same moment.
    PERFORM pg_advisory_xact_lock(hashtextextended('haochaping.prepare_partitions', 0));
    FOR n IN 0 .. least(greatest(months_ahead, 0), 24) LOOP
        first_day := this_month + n * interval '1 month';
        partition := 'evaluations_' || to_char(first_day, 'YYYY_MM');
        CONTINUE WHEN to_regclass('haochaping.' || partition) IS NOT NULL;
        BEGIN
            EXECUTE format(
                'CREATE TABLE haochaping.%I PARTITION OF haochaping.evaluations FOR VALUES FROM (%L) TO (%L)',
                partition,
                first_day AT TIME ZONE 'Asia/Shanghai',
                (first_day + interval '1 month') AT TIME ZONE 'Asia/Shanghai');
            EXECUTE format('COMMENT ON TABLE haochaping.%I IS %L', partition,
                'Evaluations accepted in ' || to_char(first_day, 'YYYY-MM') || ', China time.');
            EXECUTE format(
                'CREATE TRIGGER never_truncated BEFORE TRUNCATE ON haochaping.%I FOR EACH STATEMENT EXECUTE FUNCTION haochaping.refuse_change()',
                partition);
            made := made + 1;
        EXCEPTION WHEN check_violation THEN
            -- Rows of that month are in the default partition already; they stay
            -- there, readable and counted, until an operator moves them.
            RAISE WARNING 'no partition % made: the default partition holds rows of that month', partition;
        END;
    END LOOP;
    RETURN made;
END;
$$;
COMMENT ON FUNCTION haochaping.prepare_partitions(integer) IS 'Makes the partitions of this month and the given number of months ahead that do not exist yet; returns how many it made.';

SELECT haochaping.prepare_partitions(3);
