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
