-- Whether the provider keeps a customer from operating, as the customer's own page says; null while it was not asked.
ALTER TABLE customers ADD COLUMN on_hold INTEGER;
ALTER TABLE customers ADD COLUMN hold_seen INTEGER NOT NULL DEFAULT 0;
