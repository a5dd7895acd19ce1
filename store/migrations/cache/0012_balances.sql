-- SQLite does not notice an amount in which a bit has turned. What customers has of money and state is kept twice, and
-- what differs is not shown: it is unknown until it is heard again. Triggers write the second copy, so that a program from
-- before that still runs keeps it too; each copies what was written and nothing else, which may be what has turned.
CREATE TABLE balances (
    customer_id TEXT    PRIMARY KEY,
    listed      INTEGER,                    -- balance
    listed_at   INTEGER NOT NULL DEFAULT 0, -- seen
    changed_at  INTEGER NOT NULL DEFAULT 0, -- updated_at
    state       TEXT    NOT NULL DEFAULT '', -- status
    whole       INTEGER,                    -- total
    kept        INTEGER,                    -- reserved
    whole_at    INTEGER NOT NULL DEFAULT 0, -- balance_seen
    stopped     INTEGER,                    -- on_hold
    stopped_at  INTEGER NOT NULL DEFAULT 0  -- hold_seen
) STRICT, WITHOUT ROWID;
INSERT INTO balances SELECT customer_id, balance, seen, updated_at, status, total, reserved, balance_seen, on_hold, hold_seen FROM customers;

CREATE TRIGGER customers_new AFTER INSERT ON customers
BEGIN
    INSERT INTO balances VALUES (new.customer_id, new.balance, new.seen, new.updated_at, new.status, new.total, new.reserved,
        new.balance_seen, new.on_hold, new.hold_seen)
        ON CONFLICT (customer_id) DO UPDATE SET listed = excluded.listed, listed_at = excluded.listed_at, changed_at = excluded.changed_at,
            state = excluded.state, whole = excluded.whole, kept = excluded.kept, whole_at = excluded.whole_at, stopped = excluded.stopped,
            stopped_at = excluded.stopped_at;
END;
CREATE TRIGGER customers_listed AFTER UPDATE OF balance, seen, updated_at ON customers
BEGIN
    INSERT INTO balances (customer_id, listed, listed_at, changed_at) VALUES (new.customer_id, new.balance, new.seen, new.updated_at)
        ON CONFLICT (customer_id) DO UPDATE SET listed = excluded.listed, listed_at = excluded.listed_at, changed_at = excluded.changed_at;
END;
CREATE TRIGGER customers_state AFTER UPDATE OF status ON customers
BEGIN
    INSERT INTO balances (customer_id, state) VALUES (new.customer_id, new.status) ON CONFLICT (customer_id) DO UPDATE SET state = excluded.state;
END;
CREATE TRIGGER customers_whole AFTER UPDATE OF total, reserved, balance_seen ON customers
BEGIN
    INSERT INTO balances (customer_id, whole, kept, whole_at) VALUES (new.customer_id, new.total, new.reserved, new.balance_seen)
        ON CONFLICT (customer_id) DO UPDATE SET whole = excluded.whole, kept = excluded.kept, whole_at = excluded.whole_at;
END;
CREATE TRIGGER customers_stopped AFTER UPDATE OF on_hold, hold_seen ON customers
BEGIN
    INSERT INTO balances (customer_id, stopped, stopped_at) VALUES (new.customer_id, new.on_hold, new.hold_seen)
        ON CONFLICT (customer_id) DO UPDATE SET stopped = excluded.stopped, stopped_at = excluded.stopped_at;
END;
CREATE TRIGGER customers_gone AFTER DELETE ON customers
BEGIN
    DELETE FROM balances WHERE customer_id = old.customer_id;
END;

-- The same of the account.
CREATE TABLE account_balance (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    whole    INTEGER,
    kept     INTEGER,
    whole_at INTEGER NOT NULL
) STRICT;
INSERT INTO account_balance SELECT one, total, reserved, seen FROM account;
CREATE TRIGGER account_new AFTER INSERT ON account
BEGIN
    INSERT INTO account_balance VALUES (new.one, new.total, new.reserved, new.seen)
        ON CONFLICT (one) DO UPDATE SET whole = excluded.whole, kept = excluded.kept, whole_at = excluded.whole_at;
END;
CREATE TRIGGER account_told AFTER UPDATE ON account
BEGIN
    INSERT INTO account_balance VALUES (new.one, new.total, new.reserved, new.seen)
        ON CONFLICT (one) DO UPDATE SET whole = excluded.whole, kept = excluded.kept, whole_at = excluded.whole_at;
END;

-- Prices are many and have a checksum; null of one that a program from before has written, which is taken as it is.
ALTER TABLE prices ADD COLUMN sum INTEGER;
CREATE TRIGGER prices_told AFTER UPDATE ON prices
    WHEN new.sum IS old.sum AND (new.low IS NOT old.low OR new.high IS NOT old.high OR new.suggested IS NOT old.suggested OR
        new.quality IS NOT old.quality OR new.count IS NOT old.count OR new.seen <> old.seen)
BEGIN
    UPDATE prices SET sum = NULL WHERE service_id = new.service_id AND country_id = new.country_id;
END;
