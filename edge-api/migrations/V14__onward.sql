-- Reporting to upper platforms: the centre's own outbox. An evaluation enters it in the
-- transaction that stores it, whoever stores it and whichever way it came, so there is no
-- moment at which it is stored and not to be reported.

CREATE TABLE haochaping.upstreams (
    id            text        PRIMARY KEY CONSTRAINT id_is_at_most_40 CHECK (id ~ '^[a-z0-9-]{1,40}$'),
    hall_ids      text[],
    area_prefix   text        NOT NULL CONSTRAINT area_prefix_is_digits CHECK (area_prefix ~ '^[0-9]{0,12}$'),
    certainties   text[]      NOT NULL CONSTRAINT certainties_are_of_a_case
        CHECK (cardinality(certainties) > 0 AND certainties <@ ARRAY['ticket', 'operator', 'signed', 'reported']),
    since         timestamptz NOT NULL,
    active        boolean     NOT NULL,
    earlier       boolean     NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE haochaping.upstreams IS 'Upper platforms, and which evaluations are reported to each.';
COMMENT ON COLUMN haochaping.upstreams.id IS 'Its name in the workbench''s configuration.';
COMMENT ON COLUMN haochaping.upstreams.hall_ids IS 'Halls whose evaluations it gets; none for every hall.';
COMMENT ON COLUMN haochaping.upstreams.area_prefix IS 'First digits of the halls'' area; empty for every area.';
COMMENT ON COLUMN haochaping.upstreams.certainties IS 'How sure an evaluation must be. Collected ones are of no case, and the case number of a point is one that was made up here: no platform can place them.';
COMMENT ON COLUMN haochaping.upstreams.since IS 'Only what was accepted from then on.';
COMMENT ON COLUMN haochaping.upstreams.active IS 'False: nothing more enters, and nothing is sent.';
COMMENT ON COLUMN haochaping.upstreams.earlier IS 'True until what was stored before it was registered has been gone through.';
COMMENT ON COLUMN haochaping.upstreams.registered_at IS 'When these rules began to hold.';

CREATE TABLE haochaping.onward (
    upstream_id   text        NOT NULL,
    area_code     text        NOT NULL,
    evaluation_id uuid        NOT NULL,
    accepted_at   timestamptz NOT NULL,
    entered_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    state         text        NOT NULL DEFAULT 'waiting'
        CONSTRAINT state_is_known CHECK (state IN ('waiting', 'sent', 'refused', 'not_carried', 'closed')),
    attempts      integer     NOT NULL DEFAULT 0,
    at_most       smallint    CONSTRAINT at_most_is_1_or_more CHECK (at_most > 0),
    next_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    claim         uuid,
    last_status   smallint,
    last_code     text        CONSTRAINT last_code_is_at_most_64 CHECK (char_length(last_code) <= 64),
    settled_at    timestamptz,
    PRIMARY KEY (upstream_id, area_code, evaluation_id),
    CONSTRAINT settled_if_not_waiting CHECK ((state = 'waiting') = (settled_at IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX onward_due ON haochaping.onward (upstream_id, next_at) WHERE state = 'waiting';
CREATE INDEX onward_failed ON haochaping.onward (upstream_id, settled_at) WHERE state IN ('refused', 'not_carried');
CREATE INDEX onward_sent ON haochaping.onward (upstream_id, settled_at) WHERE state = 'sent';
COMMENT ON TABLE haochaping.onward IS 'Outbox of the centre: what is to be reported to which upper platform, and what became of it.';
COMMENT ON COLUMN haochaping.onward.upstream_id IS 'Upper platform.';
COMMENT ON COLUMN haochaping.onward.area_code IS 'Area of the hall, as in evaluations.';
COMMENT ON COLUMN haochaping.onward.evaluation_id IS 'The evaluation.';
COMMENT ON COLUMN haochaping.onward.accepted_at IS 'When it was accepted; finds its partition.';
COMMENT ON COLUMN haochaping.onward.entered_at IS 'When it entered, or was to be sent once more by hand; what waits for too long is counted from here.';
COMMENT ON COLUMN haochaping.onward.state IS 'waiting (to be sent, again if need be), sent (the platform has it), refused (it said it never will), not_carried (its profile cannot say it), closed (somebody decided that it is not sent any more).';
COMMENT ON COLUMN haochaping.onward.attempts IS 'How often it was taken up to be sent.';
COMMENT ON COLUMN haochaping.onward.at_most IS 'With how many others at most it is sent, itself counted; none where only the profile says it. Halved when a body of several was not taken.';
COMMENT ON COLUMN haochaping.onward.next_at IS 'When it is sent next; while it is being sent, when that is given up for lost.';
COMMENT ON COLUMN haochaping.onward.claim IS 'Who is sending it, by a number made for the occasion.';
COMMENT ON COLUMN haochaping.onward.last_status IS 'HTTP status of the last answer; none if there was none.';
COMMENT ON COLUMN haochaping.onward.last_code IS 'Code of the last answer, or of what kept it from coming; never text of a person.';
COMMENT ON COLUMN haochaping.onward.settled_at IS 'When it ceased to wait.';

-- What has been sent stays sent, and what has not does not vanish.
CREATE FUNCTION haochaping.refuse_losing() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '% of %.% is refused: it would lose what has not been sent, or send it again', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END;
$$;
COMMENT ON FUNCTION haochaping.refuse_losing() IS 'Trigger that refuses the statement it is fired by.';
CREATE TRIGGER sent_stays_sent BEFORE UPDATE ON haochaping.onward
    FOR EACH ROW WHEN (OLD.state = 'sent') EXECUTE FUNCTION haochaping.refuse_losing();
CREATE TRIGGER unsent_stays BEFORE DELETE ON haochaping.onward
    FOR EACH ROW WHEN (OLD.state <> 'sent') EXECUTE FUNCTION haochaping.refuse_losing();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON haochaping.onward
    FOR EACH STATEMENT EXECUTE FUNCTION haochaping.refuse_losing();

-- Once a statement, not once a row. Without an active platform it asks one question of a
-- table with no rows.
CREATE FUNCTION haochaping.enqueue_onward() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM haochaping.upstreams WHERE active) THEN
        INSERT INTO haochaping.onward (upstream_id, area_code, evaluation_id, accepted_at)
        SELECT u.id, e.area_code, e.id, e.accepted_at
        FROM stored e
        JOIN haochaping.upstreams u
          ON u.active
         AND (u.hall_ids IS NULL OR e.hall_id = ANY (u.hall_ids))
         AND starts_with(e.area_code, u.area_prefix)
         AND e.certainty = ANY (u.certainties)
         AND e.accepted_at >= u.since
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END;
$$;
COMMENT ON FUNCTION haochaping.enqueue_onward() IS 'Trigger that puts what a statement stored into the outbox of every upper platform that gets it.';
CREATE TRIGGER enqueue_onward AFTER INSERT ON haochaping.evaluations
    REFERENCING NEW TABLE AS stored
    FOR EACH STATEMENT EXECUTE FUNCTION haochaping.enqueue_onward();

-- Registering waits, for at most two seconds, until whoever is storing has finished, and lets
-- nobody begin meanwhile. So every row is either there already, for enqueue_earlier to find,
-- or its transaction sees the platform. What has been gone through once is gone through again
-- when the rules change.
CREATE FUNCTION haochaping.register_upstream(
    new_id text, new_hall_ids text[], new_area_prefix text, new_certainties text[], new_since timestamptz, new_active boolean
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
BEGIN
    PERFORM FROM haochaping.upstreams u
    WHERE (u.id, u.hall_ids, u.area_prefix, u.certainties, u.since, u.active)
          IS NOT DISTINCT FROM (new_id, new_hall_ids, new_area_prefix, new_certainties, new_since, new_active);
    IF FOUND THEN
        RETURN false;
    END IF;
    -- Whoever is going through what was stored earlier, by the rules until now, ends first.
    PERFORM FROM haochaping.upstreams WHERE id = new_id FOR UPDATE;
    LOCK TABLE ONLY haochaping.evaluations IN SHARE ROW EXCLUSIVE MODE;
    INSERT INTO haochaping.upstreams (id, hall_ids, area_prefix, certainties, since, active, earlier)
    VALUES (new_id, new_hall_ids, new_area_prefix, new_certainties, new_since, new_active, true)
    ON CONFLICT (id) DO UPDATE
    SET (hall_ids, area_prefix, certainties, since, active, earlier, registered_at) =
        (EXCLUDED.hall_ids, EXCLUDED.area_prefix, EXCLUDED.certainties, EXCLUDED.since, EXCLUDED.active, true, clock_timestamp());
    RETURN true;
END;
$$;
COMMENT ON FUNCTION haochaping.register_upstream(text, text[], text, text[], timestamptz, boolean) IS 'Registers an upper platform, or changes which evaluations it gets; returns whether anything changed. What is in its outbox stays there.';

CREATE FUNCTION haochaping.enqueue_earlier(of_upstream text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    entered bigint;
BEGIN
    -- Else rules that change meanwhile would count as gone through.
    PERFORM FROM haochaping.upstreams WHERE id = of_upstream FOR UPDATE;
    INSERT INTO haochaping.onward (upstream_id, area_code, evaluation_id, accepted_at)
    SELECT u.id, e.area_code, e.id, e.accepted_at
    FROM haochaping.upstreams u
    JOIN haochaping.evaluations e
      ON (u.hall_ids IS NULL OR e.hall_id = ANY (u.hall_ids))
     AND starts_with(e.area_code, u.area_prefix)
     AND e.certainty = ANY (u.certainties)
     AND e.accepted_at >= u.since
    WHERE u.id = of_upstream AND u.active AND u.earlier
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS entered = ROW_COUNT;
    UPDATE haochaping.upstreams SET earlier = false WHERE id = of_upstream AND active AND earlier;
    RETURN entered;
END;
$$;
COMMENT ON FUNCTION haochaping.enqueue_earlier(text) IS 'Puts into an upper platform''s outbox what was stored before it was registered; returns how many rows. To be called once registering has been committed.';

REVOKE ALL ON FUNCTION haochaping.refuse_losing(), haochaping.enqueue_onward(), haochaping.enqueue_earlier(text),
    haochaping.register_upstream(text, text[], text, text[], timestamptz, boolean) FROM PUBLIC;

DO $$
BEGIN
    IF to_regrole('haochaping_workbench') IS NULL THEN
        CREATE ROLE haochaping_workbench NOLOGIN;
    END IF;
END;
$$;
GRANT USAGE ON SCHEMA haochaping TO haochaping_workbench;
GRANT SELECT ON haochaping.upstreams TO haochaping_workbench, haochaping_reader;
GRANT SELECT ON haochaping.onward TO haochaping_reader;
GRANT SELECT, DELETE, UPDATE (entered_at, state, attempts, at_most, next_at, claim, last_status, last_code, settled_at)
    ON haochaping.onward TO haochaping_workbench;
GRANT EXECUTE ON FUNCTION haochaping.enqueue_earlier(text),
    haochaping.register_upstream(text, text[], text, text[], timestamptz, boolean) TO haochaping_workbench;
