-- The workbench: who may sign in, who is signed in, what they did. It lives beside
-- the evaluations in the same database, in a schema of its own, as a role of its own
-- that reads evaluations and can neither change nor add one, and reads no identity.
-- Rooms of the workbench add their tables in migrations of their own.

DO $$
BEGIN
    -- Roles belong to the whole server: another database of it may have made this one.
    IF to_regrole('haochaping_workbench') IS NULL THEN
        CREATE ROLE haochaping_workbench NOLOGIN;
        COMMENT ON ROLE haochaping_workbench IS 'The workbench: accounts, sessions, its own tables; reads evaluations, never identities.';
    END IF;
END;
$$;

CREATE SCHEMA workbench;
COMMENT ON SCHEMA workbench IS 'What the hall''s staff work with: accounts, sessions, what they did.';

CREATE TABLE workbench.accounts (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hall_id       text        NOT NULL CONSTRAINT hall_is_at_most_64 CHECK (char_length(hall_id) BETWEEN 1 AND 64),
    alias         text        NOT NULL CONSTRAINT alias_is_an_alias CHECK (alias ~ '^[A-Za-z0-9._-]{1,32}$'),
    roles         text[]      NOT NULL CONSTRAINT roles_are_known
                              CHECK (cardinality(roles) > 0 AND roles <@ ARRAY['operator', 'collector', 'supervisor']),
    password      text        NOT NULL CONSTRAINT password_is_argon2id CHECK (password LIKE '$argon2id$%'),
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    disabled_at   timestamptz
);
-- Small and capital letters must not tell two people apart, in a list or on the telephone.
CREATE UNIQUE INDEX accounts_alias ON workbench.accounts (hall_id, lower(alias));
COMMENT ON TABLE workbench.accounts IS 'Who may sign in. Never deleted, only disabled: the trail names them for ever.';
COMMENT ON COLUMN workbench.accounts.id IS 'Number of the account.';
COMMENT ON COLUMN workbench.accounts.hall_id IS 'Hall it works for, as the configuration names it.';
COMMENT ON COLUMN workbench.accounts.alias IS 'Name to sign in with and to stand beside what was recorded; never a person''s name.';
COMMENT ON COLUMN workbench.accounts.roles IS 'operator (telephone), collector (paper box), supervisor (lists, trail).';
COMMENT ON COLUMN workbench.accounts.password IS 'Argon2id in PHC form; the password itself is nowhere.';
COMMENT ON COLUMN workbench.accounts.created_at IS 'When it was added.';
COMMENT ON COLUMN workbench.accounts.disabled_at IS 'Since when it cannot sign in; none = it can.';

CREATE TABLE workbench.sessions (
    token_sha256  bytea       PRIMARY KEY CONSTRAINT token_is_32_bytes CHECK (octet_length(token_sha256) = 32),
    account_id    bigint      NOT NULL REFERENCES workbench.accounts (id),
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sessions_account ON workbench.sessions (account_id);
COMMENT ON TABLE workbench.sessions IS 'Who is signed in.';
COMMENT ON COLUMN workbench.sessions.token_sha256 IS 'SHA-256 of the cookie: whoever reads this table cannot sign in with it.';
COMMENT ON COLUMN workbench.sessions.account_id IS 'Whose it is.';
COMMENT ON COLUMN workbench.sessions.created_at IS 'When they signed in; ends it after 10 hours.';
COMMENT ON COLUMN workbench.sessions.seen_at IS 'When they last asked for a page, to the minute; ends it after 30 minutes.';

CREATE TABLE workbench.sign_in_attempts (
    name_sha256   bytea       PRIMARY KEY CONSTRAINT name_is_32_bytes CHECK (octet_length(name_sha256) = 32),
    failures      integer     NOT NULL DEFAULT 0,
    last_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sign_in_attempts_last ON workbench.sign_in_attempts (last_at);
COMMENT ON TABLE workbench.sign_in_attempts IS 'How often signing in failed in a row; slows guessing down.';
COMMENT ON COLUMN workbench.sign_in_attempts.name_sha256 IS 'SHA-256 of hall and alias in small letters; whatever can be no alias counts as one name. What was typed may be no account, or a password in the wrong field.';
COMMENT ON COLUMN workbench.sign_in_attempts.failures IS 'Attempts since the last one that succeeded.';
COMMENT ON COLUMN workbench.sign_in_attempts.last_at IS 'When the last one was.';

CREATE TABLE workbench.audit (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    hall_id       text        NOT NULL,
    account_id    bigint      REFERENCES workbench.accounts (id),
    alias         text        NOT NULL,
    action        text        NOT NULL CONSTRAINT action_is_at_most_64 CHECK (char_length(action) BETWEEN 1 AND 64),
    target_kind   text        NOT NULL CONSTRAINT target_kind_is_at_most_64 CHECK (char_length(target_kind) BETWEEN 1 AND 64),
    target_id     text        NOT NULL CONSTRAINT target_id_is_at_most_128 CHECK (char_length(target_id) BETWEEN 1 AND 128)
);
CREATE INDEX audit_hall ON workbench.audit (hall_id, id);
COMMENT ON TABLE workbench.audit IS 'Trail of what was done, written with what it tells of, never changed. Nothing of a citizen stands in it.';
COMMENT ON COLUMN workbench.audit.id IS 'Order in the trail; gaps mean nothing.';
COMMENT ON COLUMN workbench.audit.at IS 'When.';
COMMENT ON COLUMN workbench.audit.hall_id IS 'Hall it concerns.';
COMMENT ON COLUMN workbench.audit.account_id IS 'Who did it; none = the command line.';
COMMENT ON COLUMN workbench.audit.alias IS 'Who did it, as they were called then; command = the command line.';
COMMENT ON COLUMN workbench.audit.action IS 'What was done, as account.add.';
COMMENT ON COLUMN workbench.audit.target_kind IS 'To what kind of thing.';
COMMENT ON COLUMN workbench.audit.target_id IS 'To which one.';

-- Like the function for evaluations; its own, to say what is refused.
CREATE FUNCTION workbench.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '% of %.% is refused: it is kept as it is', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END;
$$;
COMMENT ON FUNCTION workbench.refuse_change() IS 'Trigger that refuses the statement it is fired by.';
REVOKE ALL ON FUNCTION workbench.refuse_change() FROM PUBLIC;

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON workbench.audit
    FOR EACH ROW EXECUTE FUNCTION workbench.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON workbench.audit
    FOR EACH STATEMENT EXECUTE FUNCTION workbench.refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON workbench.accounts
    FOR EACH ROW EXECUTE FUNCTION workbench.refuse_change();

GRANT USAGE ON SCHEMA workbench, haochaping TO haochaping_workbench;
GRANT SELECT, INSERT ON workbench.accounts, workbench.audit TO haochaping_workbench;
GRANT UPDATE (roles, password, disabled_at) ON workbench.accounts TO haochaping_workbench;
GRANT SELECT, INSERT, UPDATE, DELETE ON workbench.sessions, workbench.sign_in_attempts TO haochaping_workbench;
-- What haochaping_reader may read. Not through that role: an administrator may have made it, and
-- then a migration may not give it on.
GRANT SELECT ON haochaping.service_events, haochaping.evaluation_keys, haochaping.evaluations TO haochaping_workbench;
GRANT EXECUTE ON FUNCTION haochaping.is_scored(text[], text) TO haochaping_workbench;
