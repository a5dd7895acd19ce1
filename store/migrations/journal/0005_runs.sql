-- Acts that a person wanted together, for as long as their run goes on: when its program ends in the
-- middle of it, what is left of it is known. A run that came to its end, or was seen, is not here.
CREATE TABLE runs (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    title   TEXT    NOT NULL, -- what was wanted, for a person: "Close 12 numbers"
    total   INTEGER NOT NULL,
    file    TEXT    NOT NULL, -- whose rows it carries out; '' of acts that are written below
    owner   TEXT    NOT NULL, -- the process
    created INTEGER NOT NULL,
    told    INTEGER NOT NULL DEFAULT 0 -- the log says that it was cut off
) STRICT;

CREATE TABLE run_acts (
    run    INTEGER NOT NULL,
    n      INTEGER NOT NULL,
    op     TEXT    NOT NULL,
    body   TEXT    NOT NULL, -- the act
    intent INTEGER NOT NULL DEFAULT 0, -- the newest attempt at it
    PRIMARY KEY (run, n)
) STRICT, WITHOUT ROWID;
