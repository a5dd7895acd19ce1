-- What stands where, for the search: a segment is a stretch of keys that is covered, its
-- signatures say in which of its blocks a piece of text may stand. What no segment covers is
-- looked through, so a missing one costs time and never a row.
CREATE TABLE segments (
    low  INTEGER PRIMARY KEY, -- the first key it covers
    high INTEGER NOT NULL,    -- the last one
    id   INTEGER NOT NULL
) STRICT;
CREATE TABLE signatures (
    k    INTEGER PRIMARY KEY, -- segment << 10 | group of buckets; 1023 holds the first key of each block
    bits BLOB NOT NULL
) STRICT;
CREATE TRIGGER segments_gone AFTER DELETE ON segments
BEGIN
    DELETE FROM signatures WHERE k BETWEEN old.id << 10 AND old.id << 10 | 1023;
END;
CREATE TRIGGER activations_new AFTER INSERT ON activations
BEGIN
    DELETE FROM segments WHERE low = (SELECT max(low) FROM segments WHERE low <= new.k) AND high >= new.k;
END;
CREATE TRIGGER activations_reworded AFTER UPDATE OF id, customer_id, phone, service_id, country_id, sms_code, sms_text, sms_fold ON activations
    WHEN old.id <> new.id OR old.customer_id <> new.customer_id OR old.phone <> new.phone OR old.service_id <> new.service_id OR
        old.country_id <> new.country_id OR old.sms_code <> new.sms_code OR old.sms_text <> new.sms_text OR old.sms_fold IS NOT new.sms_fold
BEGIN
    DELETE FROM segments WHERE low = (SELECT max(low) FROM segments WHERE low <= new.k) AND high >= new.k;
END;
CREATE TRIGGER activations_gone AFTER DELETE ON activations
BEGIN
    DELETE FROM segments WHERE low = (SELECT max(low) FROM segments WHERE low <= old.k) AND high >= old.k;
END;
