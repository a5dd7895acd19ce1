-- How many numbers help would not find is asked for at every start, and whether one has the last address at
-- every row that is selected: it is worked out when a number is written, not from ten thousand documents each
-- time. cover is how the emergency address stands, -1 until it was worked out; line is the address.
ALTER TABLE numbers ADD COLUMN cover INTEGER NOT NULL DEFAULT -1;
ALTER TABLE numbers ADD COLUMN serves INTEGER NOT NULL DEFAULT 0; -- in service
ALTER TABLE numbers ADD COLUMN line TEXT;
CREATE INDEX numbers_cover ON numbers (cover, serves, line);
