package platfone

import (
	"encoding/json"
	"fmt"
	"time"
)

// Customer is one customer of the account as the management list tells it.
type Customer struct {
	ID        string
	Balance   Price // may be negative; what is held for waiting numbers is not told here
	Status    CustomerStatus
	CreatedAt time.Time
	UpdatedAt time.Time
	Raw       json.RawMessage // the object as received
}

// UnmarshalJSON reads a row of the customers' list; only customer_id is required.
func (c *Customer) UnmarshalJSON(b []byte) error {
	o, err := readObject(b)
	if err != nil {
		return fmt.Errorf("reading a customer: %w", err)
	}
	*c = Customer{
		ID:        o.text("customer_id"),
		Balance:   o.balance("balance"),
		Status:    CustomerStatus(o.text("status")),
		CreatedAt: o.time("created_at"),
		UpdatedAt: o.time("updated_at"),
		Raw:       append(json.RawMessage(nil), b...),
	}
	if c.ID == "" {
		return fmt.Errorf("reading a customer: %w", errNoID)
	}
	return nil
}
