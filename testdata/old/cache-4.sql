PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE activations (
    k                 INTEGER PRIMARY KEY, -- created_at << 20 | low 20 bits of the id, one more on a clash: newest first is ORDER BY k DESC
    id                TEXT    NOT NULL UNIQUE,
    customer_id       TEXT    NOT NULL,
    phone             TEXT    NOT NULL,
    formatted         TEXT    NOT NULL,
    service_id        TEXT    NOT NULL,
    country_id        TEXT    NOT NULL,
    sms_status        TEXT    NOT NULL,
    activation_status TEXT    NOT NULL,
    billing_status    TEXT    NOT NULL,
    report_status     TEXT    NOT NULL,
    sms_code          TEXT    NOT NULL,
    sms_text          TEXT    NOT NULL,
    sms_fold          TEXT, -- the text without accents, only where it is not plain ASCII
    price             INTEGER,
    customer_price    INTEGER,
    expire_at         INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    created_at        INTEGER NOT NULL,
    cancelable_after  INTEGER NOT NULL,
    retriable         INTEGER NOT NULL,
    round             INTEGER NOT NULL, -- how many times another SMS was asked for, as far as was seen
    code_at           INTEGER NOT NULL, -- when the first code came, 0 when nobody was looking
    raw_sum           INTEGER NOT NULL, -- checksum of the object as received
    seen              INTEGER NOT NULL
) STRICT;
INSERT INTO activations VALUES(1849373491200000,'000000000000000000000000','acme','+447975777666','+44 7975 777666','telegram','uk','smsReceived','active','billed','','100000','Your code is 100000',NULL,20,80,1763701200,1763700001,1763700000,0,1,0,1763700001,5665274857994724004,1763700000);
INSERT INTO activations VALUES(1849373492248577,'000000000000000000000001','acme','+447975777666','+44 7975 777666','telegram','uk','smsReceived','active','billed','','100001','Your code is 100001',NULL,20,80,1763701201,1763700002,1763700001,0,1,0,1763700002,-8675540429874218048,1763700000);
INSERT INTO activations VALUES(1849373493297154,'000000000000000000000002','acme','+447975777666','+44 7975 777666','telegram','uk','smsReceived','active','billed','','100002','Your code is 100002',NULL,20,80,1763701202,1763700003,1763700002,0,1,0,1763700003,-8128893754870279080,1763700000);
INSERT INTO activations VALUES(1849373494345731,'000000000000000000000003','acme','+447975777666','+44 7975 777666','telegram','uk','smsReceived','active','billed','','100003','Your code is 100003',NULL,20,80,1763701203,1763700004,1763700003,0,1,0,1763700004,-8698623695764482163,1763700000);
INSERT INTO activations VALUES(1849373495394308,'000000000000000000000004','acme','+447975777666','+44 7975 777666','telegram','uk','smsReceived','active','billed','','100004','Your code is 100004',NULL,20,80,1763701204,1763700005,1763700004,0,1,0,1763700005,6852570803786076633,1763700000);
INSERT INTO activations VALUES(1849373496442885,'000000000000000000000005','acme','+447975777666','+44 7975 777666','telegram','uk','smsReceived','active','billed','','100005','Your code is 100005',NULL,20,80,1763701205,1763700006,1763700005,0,1,0,1763700006,-7630108971863029571,1763700000);
INSERT INTO activations VALUES(1849373497491462,'000000000000000000000006','acme','+447975777666','+44 7975 777666','telegram','uk','smsReceived','active','billed','','100006','Your code is 100006',NULL,20,80,1763701206,1763700007,1763700006,0,1,0,1763700007,-7010275498063616219,1763700000);
INSERT INTO activations VALUES(1849373498540039,'000000000000000000000007','acme','+447975777666','+44 7975 777666','telegram','uk','smsReceived','active','billed','','100007','Your code is 100007',NULL,20,80,1763701207,1763700008,1763700007,0,1,0,1763700008,-8724497664078000361,1763700000);
INSERT INTO activations VALUES(1849373499588616,'000000000000000000000008','acme','+447975777666','+44 7975 777666','telegram','uk','smsReceived','active','billed','','100008','Your code is 100008',NULL,20,80,1763701208,1763700009,1763700008,0,1,0,1763700009,7895753755944928350,1763700000);
INSERT INTO activations VALUES(1849373500637193,'000000000000000000000009','acme','+447975777666','+44 7975 777666','telegram','uk','smsReceived','active','billed','','100009','Your code is 100009',NULL,20,80,1763701209,1763700010,1763700009,0,1,0,1763700010,2480679871213697292,1763700000);
INSERT INTO activations VALUES(1849373501685770,'00000000000000000000000a','acme','+447975777666','+44 7975 777666','telegram','uk','smsReceived','active','billed','','100010','Your code is 100010',NULL,20,80,1763701210,1763700011,1763700010,0,1,0,1763700011,8803289934761347892,1763700000);
INSERT INTO activations VALUES(1849373502734347,'00000000000000000000000b','acme','+447975777666','+44 7975 777666','telegram','uk','smsReceived','active','billed','','100011','Your code is 100011',NULL,20,80,1763701211,1763700012,1763700011,0,1,0,1763700012,5562635695295339879,1763700000);
INSERT INTO activations VALUES(1849377266120168,'waiting','acme','+447975777666','+44 7975 777666','telegram','uk','smsRequested','active','reserved','','','',NULL,20,80,1763704800,1763703600,1763703600,0,1,0,0,1659301248796208604,1763700000);
CREATE TABLE activation_raw (
    k   INTEGER PRIMARY KEY,
    raw TEXT NOT NULL
) STRICT;
INSERT INTO activation_raw VALUES(1849373491200000,'{"activation_id":"000000000000000000000000","sms_status":"smsReceived","activation_status":"active","sms_code":"100000","updated_at":1763700001}');
INSERT INTO activation_raw VALUES(1849373492248577,'{"activation_id":"000000000000000000000001","sms_status":"smsReceived","activation_status":"active","sms_code":"100001","updated_at":1763700002}');
INSERT INTO activation_raw VALUES(1849373493297154,'{"activation_id":"000000000000000000000002","sms_status":"smsReceived","activation_status":"active","sms_code":"100002","updated_at":1763700003}');
INSERT INTO activation_raw VALUES(1849373494345731,'{"activation_id":"000000000000000000000003","sms_status":"smsReceived","activation_status":"active","sms_code":"100003","updated_at":1763700004}');
INSERT INTO activation_raw VALUES(1849373495394308,'{"activation_id":"000000000000000000000004","sms_status":"smsReceived","activation_status":"active","sms_code":"100004","updated_at":1763700005}');
INSERT INTO activation_raw VALUES(1849373496442885,'{"activation_id":"000000000000000000000005","sms_status":"smsReceived","activation_status":"active","sms_code":"100005","updated_at":1763700006}');
INSERT INTO activation_raw VALUES(1849373497491462,'{"activation_id":"000000000000000000000006","sms_status":"smsReceived","activation_status":"active","sms_code":"100006","updated_at":1763700007}');
INSERT INTO activation_raw VALUES(1849373498540039,'{"activation_id":"000000000000000000000007","sms_status":"smsReceived","activation_status":"active","sms_code":"100007","updated_at":1763700008}');
INSERT INTO activation_raw VALUES(1849373499588616,'{"activation_id":"000000000000000000000008","sms_status":"smsReceived","activation_status":"active","sms_code":"100008","updated_at":1763700009}');
INSERT INTO activation_raw VALUES(1849373500637193,'{"activation_id":"000000000000000000000009","sms_status":"smsReceived","activation_status":"active","sms_code":"100009","updated_at":1763700010}');
INSERT INTO activation_raw VALUES(1849373501685770,'{"activation_id":"00000000000000000000000a","sms_status":"smsReceived","activation_status":"active","sms_code":"100010","updated_at":1763700011}');
INSERT INTO activation_raw VALUES(1849373502734347,'{"activation_id":"00000000000000000000000b","sms_status":"smsReceived","activation_status":"active","sms_code":"100011","updated_at":1763700012}');
INSERT INTO activation_raw VALUES(1849377266120168,'{"activation_id":"waiting","sms_status":"smsRequested","activation_status":"active","sms_code":"","updated_at":1763703600}');
CREATE TABLE routes (
    hour       INTEGER NOT NULL,
    service_id TEXT    NOT NULL,
    country_id TEXT    NOT NULL,
    ordered    INTEGER NOT NULL,
    received   INTEGER NOT NULL,
    reserved   INTEGER NOT NULL, -- cents still held
    billed     INTEGER NOT NULL, -- cents the account paid
    charged    INTEGER NOT NULL, -- cents the customers paid
    refunds    INTEGER NOT NULL,
    refunded   INTEGER NOT NULL, -- cents the account got back
    returned   INTEGER NOT NULL, -- cents the customers got back
    reported   INTEGER NOT NULL,
    approved   INTEGER NOT NULL,
    declined   INTEGER NOT NULL,
    PRIMARY KEY (hour, service_id, country_id)
) STRICT, WITHOUT ROWID;
INSERT INTO routes VALUES(1763697600,'telegram','uk',12,12,0,240,960,0,0,0,0,0,0);
INSERT INTO routes VALUES(1763701200,'telegram','uk',1,0,80,0,0,0,0,0,0,0,0);
CREATE TABLE spends (
    customer_id TEXT    NOT NULL,
    day         INTEGER NOT NULL,
    service_id  TEXT    NOT NULL,
    ordered     INTEGER NOT NULL,
    received    INTEGER NOT NULL,
    reserved    INTEGER NOT NULL,
    billed      INTEGER NOT NULL,
    charged     INTEGER NOT NULL,
    refunds     INTEGER NOT NULL,
    refunded    INTEGER NOT NULL,
    returned    INTEGER NOT NULL,
    reported    INTEGER NOT NULL,
    approved    INTEGER NOT NULL,
    declined    INTEGER NOT NULL,
    PRIMARY KEY (customer_id, day, service_id)
) STRICT, WITHOUT ROWID;
INSERT INTO spends VALUES('acme',1763683200,'telegram',13,12,80,240,960,0,0,0,0,0,0);
CREATE TABLE waits (
    service_id TEXT    NOT NULL,
    country_id TEXT    NOT NULL,
    day        INTEGER NOT NULL,
    seconds    INTEGER NOT NULL,
    n          INTEGER NOT NULL,
    PRIMARY KEY (service_id, country_id, day, seconds)
) STRICT, WITHOUT ROWID;
INSERT INTO waits VALUES('telegram','uk',1763683200,1,12);
CREATE TABLE customers (
    customer_id  TEXT    PRIMARY KEY,
    balance      INTEGER,
    status       TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    raw          TEXT    NOT NULL,
    seen         INTEGER NOT NULL,
    total        INTEGER,
    reserved     INTEGER,
    balance_seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO customers VALUES('acme',NULL,'active',0,0,'{"customer_id":"acme"}',1763700000,NULL,NULL,0);
CREATE TABLE account (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    total    INTEGER,
    reserved INTEGER,
    seen     INTEGER NOT NULL
) STRICT;
CREATE TABLE transactions (
    k              INTEGER PRIMARY KEY,
    transaction_id TEXT    NOT NULL,
    customer_id    TEXT    NOT NULL,
    gateway        TEXT    NOT NULL,
    amount         INTEGER,
    created_at     INTEGER NOT NULL,
    raw            TEXT    NOT NULL,
    seen           INTEGER NOT NULL,
    UNIQUE (transaction_id, customer_id)
) STRICT;
INSERT INTO transactions VALUES(1849373492036528,'TX1','acme','manual',500,1763700000,'{}',1763700000);
CREATE TABLE reports (
    activation_id TEXT    PRIMARY KEY,
    customer_id   TEXT    NOT NULL,
    reason_id     INTEGER NOT NULL,
    reason_name   TEXT    NOT NULL,
    message       TEXT    NOT NULL,
    evidence_url  TEXT    NOT NULL,
    snapshot      TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    raw           TEXT    NOT NULL,
    seen          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE countries (
    country_id TEXT    PRIMARY KEY,
    place      INTEGER NOT NULL, -- in the provider's list
    body       TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE services (
    service_id TEXT    PRIMARY KEY,
    place      INTEGER NOT NULL,
    body       TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE popular (
    service_id TEXT    PRIMARY KEY,
    place      INTEGER NOT NULL,
    body       TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE etags (
    what TEXT    PRIMARY KEY,
    etag TEXT    NOT NULL,
    seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE prices (
    service_id TEXT    NOT NULL,
    country_id TEXT    NOT NULL,
    low        INTEGER,
    high       INTEGER,
    suggested  INTEGER,
    quality    REAL,
    count      INTEGER,
    seen       INTEGER NOT NULL,
    PRIMARY KEY (service_id, country_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE listings (
    e164            TEXT    PRIMARY KEY,
    body            TEXT    NOT NULL, -- the decoded listing, '' until it was read
    score           INTEGER,
    looked          INTEGER,          -- the score when a person last looked
    looked_at       INTEGER NOT NULL,
    seen            INTEGER NOT NULL,
    complaints      TEXT    NOT NULL, -- the decoded reports and reviews, '' until they were read
    complaints_seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE bound (
    e164 TEXT    PRIMARY KEY,
    body TEXT    NOT NULL,
    seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE numbers (
    e164     TEXT    PRIMARY KEY,
    body     TEXT    NOT NULL, -- the row of the list
    document TEXT    NOT NULL, -- everything the server keeps, '' until it was read
    seen     INTEGER NOT NULL,
    read     INTEGER NOT NULL  -- when the document was
) STRICT, WITHOUT ROWID;
CREATE TABLE drafts (
    kind TEXT    NOT NULL,
    id   TEXT    NOT NULL,
    body TEXT    NOT NULL,
    at   INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE checkouts (
    e164   TEXT    PRIMARY KEY,
    url    TEXT    NOT NULL,
    minted INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE spans (
    what TEXT    NOT NULL,
    low  INTEGER NOT NULL,
    high INTEGER NOT NULL,
    PRIMARY KEY (what, low)
) STRICT, WITHOUT ROWID;
CREATE TABLE cursors (
    what   TEXT    PRIMARY KEY,
    cursor TEXT    NOT NULL,
    done   INTEGER NOT NULL,
    total  INTEGER NOT NULL,
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO settings VALUES('sort','left');
CREATE TABLE health (
    provider TEXT    PRIMARY KEY,
    state    TEXT    NOT NULL,
    since    INTEGER NOT NULL,
    last_ok  INTEGER NOT NULL,
    next_try INTEGER NOT NULL,
    message  TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE gone (
    e164  TEXT    PRIMARY KEY,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE hours (
    hour      INTEGER PRIMARY KEY,
    ordered   INTEGER NOT NULL,
    received  INTEGER NOT NULL,
    reserved  INTEGER NOT NULL,
    billed    INTEGER NOT NULL,
    charged   INTEGER NOT NULL,
    refunds   INTEGER NOT NULL,
    refunded  INTEGER NOT NULL,
    returned  INTEGER NOT NULL,
    reported  INTEGER NOT NULL,
    approved  INTEGER NOT NULL,
    declined  INTEGER NOT NULL
) STRICT;
INSERT INTO hours VALUES(1763697600,12,12,0,240,960,0,0,0,0,0,0);
INSERT INTO hours VALUES(1763701200,1,0,80,0,0,0,0,0,0,0,0);
CREATE TABLE route_days (
    day        INTEGER NOT NULL,
    service_id TEXT    NOT NULL,
    country_id TEXT    NOT NULL,
    ordered    INTEGER NOT NULL,
    received   INTEGER NOT NULL,
    reserved   INTEGER NOT NULL,
    billed     INTEGER NOT NULL,
    charged    INTEGER NOT NULL,
    refunds    INTEGER NOT NULL,
    refunded   INTEGER NOT NULL,
    returned   INTEGER NOT NULL,
    reported   INTEGER NOT NULL,
    approved   INTEGER NOT NULL,
    declined   INTEGER NOT NULL,
    PRIMARY KEY (day, service_id, country_id)
) STRICT, WITHOUT ROWID;
INSERT INTO route_days VALUES(1763683200,'telegram','uk',13,12,80,240,960,0,0,0,0,0,0);
CREATE TABLE day_waits (
    day     INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    n       INTEGER NOT NULL,
    PRIMARY KEY (day, seconds)
) STRICT, WITHOUT ROWID;
INSERT INTO day_waits VALUES(1763683200,1,12);
CREATE TABLE credits (
    customer_id TEXT    NOT NULL,
    day         INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    amount      INTEGER NOT NULL,
    PRIMARY KEY (customer_id, day)
) STRICT, WITHOUT ROWID;
INSERT INTO credits VALUES('acme',1763683200,1,500);
CREATE TABLE segments (
    low  INTEGER PRIMARY KEY, -- the first key it covers
    high INTEGER NOT NULL,    -- the last one
    id   INTEGER NOT NULL
) STRICT;
CREATE TABLE signatures (
    k    INTEGER PRIMARY KEY, -- segment << 10 | group of buckets; 1023 holds the first key of each block
    bits BLOB NOT NULL
) STRICT;
CREATE INDEX activations_customer ON activations (customer_id, k);
CREATE INDEX activations_pair ON activations (service_id, country_id, k);
CREATE INDEX activations_expire ON activations (expire_at);
CREATE INDEX activations_active ON activations (customer_id) WHERE activation_status = 'active';
CREATE INDEX activations_reported ON activations (k) WHERE report_status <> '';
CREATE INDEX activations_refunded ON activations (k) WHERE billing_status = 'refunded';
CREATE INDEX routes_pair ON routes (service_id, country_id, hour);
CREATE INDEX spends_day ON spends (day);
CREATE INDEX transactions_customer ON transactions (customer_id, k);
CREATE INDEX reports_created ON reports (created_at);
CREATE INDEX prices_country ON prices (country_id);
CREATE INDEX waits_day ON waits (day, n);
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
COMMIT;
PRAGMA application_id = 1398227523;
PRAGMA user_version = 4;
