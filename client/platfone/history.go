package platfone

import (
	"context"
	"net/url"
	"time"
)

// ActivationFilter narrows the activations of all customers; what is empty does not.
type ActivationFilter struct {
	CustomerID string
	SMS        []SMSStatus
	Status     []ActivationStatus
	Billing    []BillingStatus
	From, To   time.Time // created
}

// CustomersActivations reads one page of the activations of all customers, running ones
// included; a limit of 0 asks for 1000. It is not rationed like a customer's own history.
func (c *Client) CustomersActivations(ctx context.Context, f ActivationFilter, page, limit int) (Page[Activation], error) {
	e := epAllActivations
	q := url.Values{}
	err := checked(e, paging(q, page, limit, MaxManagePage), optional(CheckCustomerID, f.CustomerID))
	if err != nil {
		return Page[Activation]{}, err
	}
	setText(q, "customer_id", f.CustomerID)
	joined(q, "sms_status", f.SMS)
	joined(q, "activation_status", f.Status)
	joined(q, "billing_status", f.Billing)
	between(q, f.From, f.To)
	return readPage[Activation](ctx, c, e.call(), q, "activations")
}

// CustomerHistory reads one page of a customer's activations, running ones included, by the customer's own route. It holds a
// tenth of what CustomersActivations gives, is rationed and knows no bounds of time: it is for while the management routes are paused.
func (c *Client) CustomerHistory(ctx context.Context, customer string, page int) (Page[Activation], error) {
	e := epHistory
	q := url.Values{}
	if err := checked(e, CheckCustomerID(customer), paging(q, page, MaxPage, MaxPage)); err != nil {
		return Page[Activation]{}, err
	}
	p, err := readPage[Activation](ctx, c, e.call(customer), q, "activations")
	for i, a := range p.Items {
		if a.CustomerID == "" { // its rows need not name whose they are
			p.Items[i].CustomerID = customer
		}
	}
	return p, err
}
