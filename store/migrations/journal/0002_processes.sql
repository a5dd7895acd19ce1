-- Several processes act at once: whose attempt it is, and since when no trace of it is found,
-- so that the looks of all of them count together.
ALTER TABLE intents ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE intents ADD COLUMN missed INTEGER NOT NULL DEFAULT 0; -- the first look that found no trace
CREATE INDEX intents_key ON intents (natural_key, id);

-- Which process polls.
DROP TABLE leader;
CREATE TABLE lease (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    holder TEXT    NOT NULL,
    since  INTEGER NOT NULL
) STRICT;
