-- How addresses stand has a table of its own: with columns of it in numbers, a program from before that still
-- runs could write no number any more, and would have left what it changed standing as it was. The triggers
-- see its writes too.
DROP INDEX numbers_cover;
ALTER TABLE numbers DROP COLUMN cover;
ALTER TABLE numbers DROP COLUMN serves;
ALTER TABLE numbers DROP COLUMN line;

CREATE TABLE covers (
    e164   TEXT    PRIMARY KEY,
    cover  INTEGER NOT NULL DEFAULT -1, -- how the emergency address stands, -1 until it was worked out
    serves INTEGER NOT NULL DEFAULT 0,  -- in service
    line   TEXT                         -- the address
) STRICT, WITHOUT ROWID;
CREATE INDEX covers_standing ON covers (cover, serves, line);
INSERT INTO covers (e164) SELECT e164 FROM numbers;

CREATE TRIGGER numbers_new AFTER INSERT ON numbers
BEGIN
    INSERT INTO covers (e164) VALUES (new.e164);
END;
CREATE TRIGGER numbers_told AFTER UPDATE ON numbers
BEGIN
    UPDATE covers SET cover = -1 WHERE e164 = new.e164;
END;
CREATE TRIGGER numbers_left AFTER DELETE ON numbers
BEGIN
    DELETE FROM covers WHERE e164 = old.e164;
END;
