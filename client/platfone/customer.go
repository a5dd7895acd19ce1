package platfone

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"switchboard/client/money"
)

// Customer is one customer of the account as the management list tells it.
type Customer struct {
	ID        string
	Balance   money.Price // may be negative; what is held for waiting numbers is not told here
	Status    CustomerStatus
	CreatedAt time.Time
	UpdatedAt time.Time
	Raw       json.RawMessage // the object as received
}

// UnmarshalJSON reads a row of the customers' list; only customer_id is required.
func (c *Customer) UnmarshalJSON(b []byte) error {
	return readRecord(b, "a customer", func(o object) string {
		*c = Customer{
			ID:        o.text("customer_id"),
			Balance:   o.balance("balance"),
			Status:    CustomerStatus(o.text("status")),
			CreatedAt: o.time("created_at"),
			UpdatedAt: o.time("updated_at"),
			Raw:       append(json.RawMessage(nil), b...),
		}
		return c.ID
	})
}

// CreateCustomer makes a customer with an opening balance in cents. A balance above zero
// makes a transaction whose id is not told: read the ledger afterwards. ErrDuplicate says
// that the id is taken.
func (c *Client) CreateCustomer(ctx context.Context, id string, balance money.Cents) error {
	e := epCreateCustomer
	if err := checked(e, CheckCustomerID(id), CheckOpening(balance)); err != nil {
		return err
	}
	call := e.call()
	call.Body = struct {
		ID      string      `json:"customer_id"`
		Balance money.Cents `json:"balance"`
	}{id, balance}
	return c.act(ctx, call)
}

// SetCustomerStatus changes what a customer may do. Whether markedForDeletion can be undone
// is not documented.
func (c *Client) SetCustomerStatus(ctx context.Context, id string, status CustomerStatus) error {
	e := epSetStatus
	if err := checked(e, CheckCustomerID(id), CheckStatus(status)); err != nil {
		return err
	}
	call := e.call(id)
	call.Body = struct {
		Status CustomerStatus `json:"status"`
	}{status}
	return c.act(ctx, call)
}

// CustomerFilter narrows the customers' list; what is empty does not.
type CustomerFilter struct {
	ID       string
	Status   []CustomerStatus
	From, To time.Time // created
}

// Customers reads one page of the customers; a limit of 0 asks for 1000.
func (c *Client) Customers(ctx context.Context, f CustomerFilter, page, limit int) (Page[Customer], error) {
	e := epCustomers
	q := url.Values{}
	if err := checked(e, paging(q, page, limit, MaxManagePage), optional(CheckCustomerID, f.ID)); err != nil {
		return Page[Customer]{}, err
	}
	setText(q, "customer_id", f.ID)
	joined(q, "status", f.Status)
	between(q, f.From, f.To)
	return readPage[Customer](ctx, c, e.call(), q, "customers")
}

// OnHold reports whether a customer is kept from operating.
func (c *Client) OnHold(ctx context.Context, customer string) (bool, error) {
	h, err := readOne[hold](ctx, c, epOnHold, []string{customer}, CheckCustomerID(customer))
	return bool(h), err
}

// hold reads {"accountOnHold":bool}; the answer must say one or the other.
type hold bool

func (h *hold) UnmarshalJSON(b []byte) error {
	o, err := readObject(b)
	if err != nil {
		return fmt.Errorf("reading a customer: %w", err)
	}
	switch word := o.text("accountOnHold"); word {
	case "true", "false":
		*h = word == "true"
		return nil
	}
	return errors.New("reading a customer: it does not say whether it is on hold")
}
