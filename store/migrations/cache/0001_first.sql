-- What the providers said last. All of it can be asked for again.
-- Money is integer cents, NULL when the provider left it out. Times are unix seconds, 0 for none.

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
CREATE INDEX activations_customer ON activations (customer_id, k);
CREATE INDEX activations_pair ON activations (service_id, country_id, k);
CREATE INDEX activations_expire ON activations (expire_at);
CREATE INDEX activations_active ON activations (customer_id) WHERE activation_status = 'active';
CREATE INDEX activations_reported ON activations (k) WHERE report_status <> '';
CREATE INDEX activations_refunded ON activations (k) WHERE billing_status = 'refunded';

CREATE TABLE activation_raw (
    k   INTEGER PRIMARY KEY,
    raw TEXT NOT NULL
) STRICT;

-- Sums kept on every write, by the hour the activation was created in.
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
CREATE INDEX routes_pair ON routes (service_id, country_id, hour);

-- The same by customer, service and day.
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
CREATE INDEX spends_day ON spends (day);

-- How long codes took, counted by length.
CREATE TABLE waits (
    service_id TEXT    NOT NULL,
    country_id TEXT    NOT NULL,
    day        INTEGER NOT NULL,
    seconds    INTEGER NOT NULL,
    n          INTEGER NOT NULL,
    PRIMARY KEY (service_id, country_id, day, seconds)
) STRICT, WITHOUT ROWID;

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
CREATE INDEX transactions_customer ON transactions (customer_id, k);

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
CREATE INDEX reports_created ON reports (created_at);

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
CREATE INDEX prices_country ON prices (country_id);

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

CREATE TABLE health (
    provider TEXT    PRIMARY KEY,
    state    TEXT    NOT NULL,
    since    INTEGER NOT NULL,
    last_ok  INTEGER NOT NULL,
    next_try INTEGER NOT NULL,
    message  TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
