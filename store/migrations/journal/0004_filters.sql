-- Filters that a person saved under a name, for one list each. Nobody else knows them.
CREATE TABLE filters (
    list TEXT    NOT NULL, -- live, customers, history, listings, numbers, log
    name TEXT    NOT NULL COLLATE NOCASE,
    text TEXT    NOT NULL, -- as it was written
    at   INTEGER NOT NULL,
    PRIMARY KEY (list, name)
) STRICT;
