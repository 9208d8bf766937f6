-- A build that does not know scanned codes, put back in place while such ratings wait in its
-- outbox, would store them as if a hall had signed for their steps. With this it sets them
-- aside, and the newer build sends them again. What is there already is not looked through,
-- which would hold up whoever writes.

ALTER TABLE haochaping.evaluations
    ADD CONSTRAINT scanned_is_no_ticket
        CHECK (certainty <> 'ticket' OR ticket_id NOT LIKE 'scan-%' OR case_no NOT LIKE 'SCAN#%') NOT VALID;
