-- What cannot be fetched again. Rows that end in "sum" carry a checksum over their other columns.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE intents (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    op          TEXT    NOT NULL,
    natural_key TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    created     INTEGER NOT NULL,
    sent_at     INTEGER NOT NULL,
    settled_at  INTEGER NOT NULL,
    ref         TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    checks      INTEGER NOT NULL,
    next_check  INTEGER NOT NULL,
    parent      INTEGER NOT NULL,
    sum         INTEGER NOT NULL
) STRICT;
-- One attempt at a time for one thing, whichever process makes it.
CREATE UNIQUE INDEX intents_open ON intents (natural_key)
    WHERE natural_key <> '' AND state IN ('intent', 'sent', 'unknown');
CREATE INDEX intents_unsettled ON intents (id) WHERE state NOT IN ('confirmed', 'rejected', 'absent');

CREATE TABLE codes (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    activation_id TEXT    NOT NULL,
    round         INTEGER NOT NULL, -- how many times another SMS had been asked for
    code          TEXT    NOT NULL,
    text          TEXT    NOT NULL,
    customer_id   TEXT    NOT NULL,
    service_id    TEXT    NOT NULL,
    country_id    TEXT    NOT NULL,
    phone         TEXT    NOT NULL,
    ordered       INTEGER NOT NULL, -- when the activation was made
    late          INTEGER NOT NULL, -- 1: heard after the activation was over, never offered for copying
    seen          INTEGER NOT NULL,
    copied        INTEGER NOT NULL,
    sum           INTEGER NOT NULL
) STRICT;
CREATE INDEX codes_activation ON codes (activation_id, id);
CREATE INDEX codes_uncopied ON codes (id) WHERE copied = 0 AND late = 0;
CREATE TRIGGER codes_fixed BEFORE UPDATE OF activation_id, round, code, text, seen ON codes
BEGIN
    SELECT raise(ABORT, 'codes are only ever added');
END;

CREATE TABLE spent (
    provider TEXT    NOT NULL,
    budget   TEXT    NOT NULL,
    at       INTEGER NOT NULL, -- unix milliseconds
    n        INTEGER NOT NULL, -- calls in that millisecond
    PRIMARY KEY (provider, budget, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE emptied (
    provider TEXT    NOT NULL,
    budget   TEXT    NOT NULL,
    until    INTEGER NOT NULL, -- unix milliseconds
    PRIMARY KEY (provider, budget)
) STRICT, WITHOUT ROWID;

CREATE TABLE blocks (
    provider  TEXT    NOT NULL,
    scope     TEXT    NOT NULL,
    until     INTEGER NOT NULL, -- unix milliseconds
    reason    TEXT    NOT NULL,
    estimated INTEGER NOT NULL,
    seen      INTEGER NOT NULL,
    PRIMARY KEY (provider, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE hooks (
    id   TEXT    PRIMARY KEY,
    seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX hooks_seen ON hooks (seen);

CREATE TABLE risks (
    e164    TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    score   INTEGER,
    reports INTEGER, -- in thirty days
    grade   TEXT    NOT NULL,
    PRIMARY KEY (e164, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    what   TEXT    NOT NULL,
    who    TEXT    NOT NULL,
    result TEXT    NOT NULL
) STRICT;

CREATE TABLE favourites (
    kind TEXT    NOT NULL, -- "pair", "activation", "customer" and the like
    id   TEXT    NOT NULL,
    at   INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE leader (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    pid   INTEGER NOT NULL,
    since INTEGER NOT NULL
) STRICT;
