package platfone

import (
	"context"
	"encoding/json"
	"net/url"
	"time"

	"switchboard/client/money"
)

// Transaction is one line of a customer's ledger. Positive amounts were added to the balance.
type Transaction struct {
	ID         string
	CustomerID string
	Gateway    string
	Amount     money.Price
	CreatedAt  time.Time
	Raw        json.RawMessage // the object as received
}

// UnmarshalJSON reads a row of a transactions' list; only transaction_id is required.
func (t *Transaction) UnmarshalJSON(b []byte) error {
	return readRecord(b, "a transaction", func(o object) string {
		*t = Transaction{
			ID:         o.text("transaction_id"),
			CustomerID: o.text("customer_id"),
			Gateway:    o.text("gateway"),
			Amount:     o.balance("amount"),
			CreatedAt:  o.time("created_at"),
			Raw:        append(json.RawMessage(nil), b...),
		}
		return t.ID
	})
}

// TransactionFilter narrows the ledger; what is empty does not.
type TransactionFilter struct {
	CustomerID string
	ID         string
	From, To   time.Time // created
}

// Transactions reads one page of the ledger of all customers; a limit of 0 asks for 1000.
func (c *Client) Transactions(ctx context.Context, f TransactionFilter, page, limit int) (Page[Transaction], error) {
	e := epTransactions
	q := url.Values{}
	err := checked(e, paging(q, page, limit, MaxManagePage),
		optional(CheckCustomerID, f.CustomerID), optional(CheckTransactionID, f.ID))
	if err != nil {
		return Page[Transaction]{}, err
	}
	setText(q, "customer_id", f.CustomerID)
	setText(q, "transaction_id", f.ID)
	between(q, f.From, f.To)
	return readPage[Transaction](ctx, c, e.call(), q, "transactions")
}

// CustomerTransactions reads one page of a customer's ledger, from a moment on, by the customer's own route. It holds a tenth
// of what Transactions gives and is rationed: it is for while the management routes are paused.
func (c *Client) CustomerTransactions(ctx context.Context, customer string, from time.Time, page int) (Page[Transaction], error) {
	e := epCustomerLedger
	q := url.Values{}
	if err := checked(e, CheckCustomerID(customer), paging(q, page, MaxPage, MaxPage)); err != nil {
		return Page[Transaction]{}, err
	}
	between(q, from, time.Time{})
	p, err := readPage[Transaction](ctx, c, e.call(customer), q, "transactions")
	for i, t := range p.Items {
		if t.CustomerID == "" { // its rows need not name whose they are
			p.Items[i].CustomerID = customer
		}
	}
	return p, err
}

// NewTransaction is a change of a customer's balance to be made. ID is the provider's guard
// against doing it twice: keep it for as long as the change is meant.
type NewTransaction struct {
	ID      string
	Amount  money.Cents // negative deducts; the balance may fall below zero
	Gateway string      // may be empty
}

// Check holds the transaction to the documented limits.
func (t NewTransaction) Check() error {
	return Together(CheckNewTransactionID(t.ID), CheckAmount(t.Amount), CheckGateway(t.Gateway))
}

// AddTransaction changes a customer's balance. ErrDuplicate after a lost answer means that
// it was done before; verify it with Transactions.
func (c *Client) AddTransaction(ctx context.Context, customer string, t NewTransaction) error {
	e := epAddTransaction
	if err := checked(e, CheckCustomerID(customer), t.Check()); err != nil {
		return err
	}
	call := e.call(customer)
	call.Body = struct {
		ID      string      `json:"transaction_id"`
		Amount  money.Cents `json:"amount"`
		Gateway string      `json:"gateway,omitempty"`
	}{t.ID, t.Amount, t.Gateway}
	return c.act(ctx, call)
}
