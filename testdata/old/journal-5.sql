PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('begun','2026-11-28T16:48:26Z');
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
, owner TEXT NOT NULL DEFAULT '', missed INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO intents VALUES(1,'order','open','one','sent','{"n":1}',1795884506,0,0,'','',0,0,0,7450833666409754539,'32203-pd2mgux52f',0);
INSERT INTO intents VALUES(2,'credit','done','acme','confirmed','{"n":2}',1795884506,0,1795884506,'TX1','',0,0,0,-6116909029966783849,'32203-pd2mgux52f',0);
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
INSERT INTO codes VALUES(1,'000000000000000000000000',0,'100000','Your code is 100000','acme','telegram','uk','+447975777666',1763700000,0,1763700000,0,-2829159020722228200);
INSERT INTO codes VALUES(2,'000000000000000000000001',0,'100001','Your code is 100001','acme','telegram','uk','+447975777666',1763700001,0,1763700000,0,-4681662400845217002);
INSERT INTO codes VALUES(3,'000000000000000000000002',0,'100002','Your code is 100002','acme','telegram','uk','+447975777666',1763700002,0,1763700000,0,1714634335445162500);
INSERT INTO codes VALUES(4,'000000000000000000000003',0,'100003','Your code is 100003','acme','telegram','uk','+447975777666',1763700003,0,1763700000,0,8102029408416984330);
INSERT INTO codes VALUES(5,'000000000000000000000004',0,'100004','Your code is 100004','acme','telegram','uk','+447975777666',1763700004,0,1763700000,0,-3131468626611947867);
INSERT INTO codes VALUES(6,'000000000000000000000005',0,'100005','Your code is 100005','acme','telegram','uk','+447975777666',1763700005,0,1763700000,0,-5534532627734707797);
INSERT INTO codes VALUES(7,'000000000000000000000006',0,'100006','Your code is 100006','acme','telegram','uk','+447975777666',1763700006,0,1763700000,0,2016941844308711609);
INSERT INTO codes VALUES(8,'000000000000000000000007',0,'100007','Your code is 100007','acme','telegram','uk','+447975777666',1763700007,0,1763700000,0,8954906405240287159);
INSERT INTO codes VALUES(9,'000000000000000000000008',0,'100008','Your code is 100008','acme','telegram','uk','+447975777666',1763700008,0,1763700000,0,-4552927410680368798);
INSERT INTO codes VALUES(10,'000000000000000000000009',0,'100009','Your code is 100009','acme','telegram','uk','+447975777666',1763700009,0,1763700000,0,-6382890804631697812);
INSERT INTO codes VALUES(11,'00000000000000000000000a',0,'100010','Your code is 100010','acme','telegram','uk','+447975777666',1763700010,0,1763700000,0,-6386859213041389031);
INSERT INTO codes VALUES(12,'00000000000000000000000b',0,'100011','Your code is 100011','acme','telegram','uk','+447975777666',1763700011,0,1763700000,0,-6757513507669471278);
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
CREATE TABLE lease (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    holder TEXT    NOT NULL,
    since  INTEGER NOT NULL
) STRICT;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('codes',12);
INSERT INTO sqlite_sequence VALUES('intents',2);
CREATE UNIQUE INDEX intents_open ON intents (natural_key)
    WHERE natural_key <> '' AND state IN ('intent', 'sent', 'unknown');
CREATE INDEX intents_unsettled ON intents (id) WHERE state NOT IN ('confirmed', 'rejected', 'absent');
CREATE INDEX codes_activation ON codes (activation_id, id);
CREATE INDEX codes_uncopied ON codes (id) WHERE copied = 0 AND late = 0;
CREATE TRIGGER codes_fixed BEFORE UPDATE OF activation_id, round, code, text, seen ON codes
BEGIN
    SELECT raise(ABORT, 'codes are only ever added');
END;
CREATE INDEX hooks_seen ON hooks (seen);
CREATE INDEX intents_key ON intents (natural_key, id);
CREATE TABLE notes (
    kind TEXT    NOT NULL, -- customer, number, listing, activation
    id   TEXT    NOT NULL,
    note TEXT    NOT NULL,
    tags TEXT    NOT NULL, -- in order, with blanks between
    at   INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;
INSERT INTO notes VALUES('customer','acme','pays late','late vip',1793318400);
CREATE TABLE filters (
    list TEXT    NOT NULL, -- live, customers, history, listings, numbers, log
    name TEXT    NOT NULL COLLATE NOCASE,
    text TEXT    NOT NULL, -- as it was written
    at   INTEGER NOT NULL,
    PRIMARY KEY (list, name)
) STRICT;
INSERT INTO filters VALUES('history','refunds','is:refunded',1793318400);
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
COMMIT;
PRAGMA application_id = 1398227530;
PRAGMA user_version = 5;
