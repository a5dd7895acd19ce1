-- Sums of any stretch of time are read from the largest whole parts that were kept: all routes
-- together by the hour, each route by the day.
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
INSERT INTO hours SELECT hour, sum(ordered), sum(received), sum(reserved), sum(billed), sum(charged), sum(refunds), sum(refunded),
    sum(returned), sum(reported), sum(approved), sum(declined) FROM routes GROUP BY hour;

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
INSERT INTO route_days SELECT hour / 86400 * 86400, service_id, country_id, sum(ordered), sum(received), sum(reserved), sum(billed),
    sum(charged), sum(refunds), sum(refunded), sum(returned), sum(reported), sum(approved), sum(declined)
    FROM routes GROUP BY hour / 86400 * 86400, service_id, country_id;

-- How long codes took, all routes together.
CREATE TABLE day_waits (
    day     INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    n       INTEGER NOT NULL,
    PRIMARY KEY (day, seconds)
) STRICT, WITHOUT ROWID;
INSERT INTO day_waits SELECT day, seconds, sum(n) FROM waits GROUP BY day, seconds;

-- What customers paid in, by the day.
CREATE TABLE credits (
    customer_id TEXT    NOT NULL,
    day         INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    amount      INTEGER NOT NULL,
    PRIMARY KEY (customer_id, day)
) STRICT, WITHOUT ROWID;
INSERT INTO credits SELECT customer_id, created_at / 86400 * 86400, count(*), coalesce(sum(amount), 0)
    FROM transactions GROUP BY customer_id, created_at / 86400 * 86400;
CREATE INDEX waits_day ON waits (day, n);
