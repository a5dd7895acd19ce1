-- A statement asks for one customer's refunds of orders from before it. With whose each is and when it
-- was refunded in the index, none of the others is read for that.
DROP INDEX activations_refunded;
CREATE INDEX activations_refunded ON activations (k, customer_id, updated_at) WHERE billing_status = 'refunded';
