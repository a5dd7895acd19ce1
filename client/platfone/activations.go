package platfone

import (
	"context"
	"net/url"
)

// Activations reads the active activations of a customer with their data, in one call.
// A row that cannot be read makes the whole answer an error, because callers take an
// activation missing from the list as proof.
func (c *Client) Activations(ctx context.Context, customer string) ([]Activation, error) {
	e := epActive
	if err := checked(e, CheckCustomerID(customer)); err != nil {
		return nil, err
	}
	call := e.call(customer)
	call.Query = url.Values{"with_data": {"true"}}
	var rows wholeList[Activation, *Activation]
	err := c.read(ctx, call, &rows)
	return rows.items, err
}

// Activation reads one activation.
func (c *Client) Activation(ctx context.Context, customer, id string) (Activation, error) {
	return readOne[Activation](ctx, c, epActivation, []string{customer, id}, CheckCustomerID(customer), CheckActivationID(id))
}

// Retry asks for another message; it is free. The old code stays in the activation until
// the new one comes.
func (c *Client) Retry(ctx context.Context, customer, id string) error {
	return c.change(ctx, epRetry, customer, id)
}

// Cancel gives a number back before any message came; the held money is released.
func (c *Client) Cancel(ctx context.Context, customer, id string) error {
	return c.change(ctx, epCancel, customer, id)
}

// Finalize ends an activation whose message came, which frees its place among the active.
func (c *Client) Finalize(ctx context.Context, customer, id string) error {
	return c.change(ctx, epFinalize, customer, id)
}

// change makes one of the PUTs without a body. ErrWrongState says that the activation moved
// on in the meantime: read it again.
func (c *Client) change(ctx context.Context, e endpoint, customer, id string) error {
	if err := checked(e, CheckCustomerID(customer), CheckActivationID(id)); err != nil {
		return err
	}
	return c.act(ctx, e.call(customer, id))
}
