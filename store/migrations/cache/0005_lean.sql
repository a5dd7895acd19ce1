-- An index is written with every row, so it has to earn that. When a number ends follows from when
-- it was made, but for those that run longer than two hours or for ever: these alone are indexed.
-- What the sums of routes and the times to a code are asked for is found by their own keys.
DROP INDEX activations_expire;
CREATE INDEX activations_long ON activations (expire_at) WHERE expire_at = 0 OR expire_at > (k >> 20) + 7200;
DROP INDEX routes_pair;
DROP INDEX waits_day;
