-- Evaluations that somebody wrote down for a citizen: an operator at the telephone, or whoever
-- collected opinions that are of no case. Each says by whose alias. An edge of an earlier
-- build names neither column, so it can store no such row half: the centre refuses it, that
-- edge sets it aside, and the newer one sends it again. What is there already holds all this,
-- since nothing wrote such rows, and is not looked through, which would hold up whoever writes.

ALTER TABLE haochaping.evaluations
    ADD COLUMN recorded_by text,
    ADD COLUMN collection  text,
    ADD CONSTRAINT recorded_by_is_an_alias
        CHECK (recorded_by ~ '^[0-9A-Za-z_.-]{1,32}$') NOT VALID,
    ADD CONSTRAINT recorded_by_is_of_what_was_written_down
        CHECK (recorded_by IS NULL OR certainty IN ('operator', 'collected')) NOT VALID,
    ADD CONSTRAINT collection_is_known
        CHECK (collection IN ('paper_box', 'forum', 'open_day')) NOT VALID,
    ADD CONSTRAINT collection_is_of_what_was_collected
        CHECK (collection IS NULL OR certainty = 'collected') NOT VALID,
    ADD CONSTRAINT operator_recorded_a_whole_step
        CHECK (certainty <> 'operator'
               OR (channel IS NOT DISTINCT FROM 6
                   AND num_nulls(recorded_by, ticket_id, ticket_issued_at, step_kind, item_code, item_name, agency_code,
                                 agency_name, lang, service_at) = 0)) NOT VALID,
    ADD CONSTRAINT collected_is_of_no_case
        CHECK (certainty <> 'collected'
               OR (case_no LIKE 'COLLECTED#%' AND num_nulls(recorded_by, collection, profile, rated_at) = 0
                   AND num_nonnulls(channel, ticket_id, step_kind, service_at) = 0)) NOT VALID;

COMMENT ON COLUMN haochaping.evaluations.recorded_by IS 'Alias of who wrote it down (记录人): the operator of a call, or the collector of an opinion; none where the citizen gave it.';
COMMENT ON COLUMN haochaping.evaluations.collection IS 'Where an opinion of no case was collected: paper_box (意见箱), forum (座谈会), open_day (开放日).';
