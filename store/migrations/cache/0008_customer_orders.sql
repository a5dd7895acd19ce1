-- Twenty thousand customers are read in each of their orders by place, and those with little left are counted, without a walk over all.
-- An expression is used only where a query has it word by word.
CREATE INDEX IF NOT EXISTS customers_least_free ON customers (
    coalesce(CASE WHEN balance_seen = 0 THEN balance WHEN seen > balance_seen AND balance IS NOT NULL THEN balance - coalesce(reserved, 0)
    ELSE total - coalesce(reserved, 0) END, 1 << 60), customer_id, status);
CREATE INDEX IF NOT EXISTS customers_most_free ON customers (
    coalesce(-(CASE WHEN balance_seen = 0 THEN balance WHEN seen > balance_seen AND balance IS NOT NULL THEN balance - coalesce(reserved, 0)
    ELSE total - coalesce(reserved, 0) END), 1 << 60), customer_id);
CREATE INDEX IF NOT EXISTS customers_newest ON customers (-created_at, customer_id);
