-- What a person noted of a customer, a number, a listing or an activation. Nobody else knows it.
CREATE TABLE notes (
    kind TEXT    NOT NULL, -- customer, number, listing, activation
    id   TEXT    NOT NULL,
    note TEXT    NOT NULL,
    tags TEXT    NOT NULL, -- in order, with blanks between
    at   INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;
