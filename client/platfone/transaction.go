package platfone

import (
	"encoding/json"
	"fmt"
	"time"
)

// Transaction is one line of a customer's ledger. Positive amounts were added to the balance.
type Transaction struct {
	ID         string
	CustomerID string
	Gateway    string
	Amount     Price
	CreatedAt  time.Time
	Raw        json.RawMessage // the object as received
}

// UnmarshalJSON reads a row of a transactions' list; only transaction_id is required.
func (t *Transaction) UnmarshalJSON(b []byte) error {
	o, err := readObject(b)
	if err != nil {
		return fmt.Errorf("reading a transaction: %w", err)
	}
	*t = Transaction{
		ID:         o.text("transaction_id"),
		CustomerID: o.text("customer_id"),
		Gateway:    o.text("gateway"),
		Amount:     o.balance("amount"),
		CreatedAt:  o.time("created_at"),
		Raw:        append(json.RawMessage(nil), b...),
	}
	if t.ID == "" {
		return fmt.Errorf("reading a transaction: %w", errNoID)
	}
	return nil
}
