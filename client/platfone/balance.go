package platfone

import (
	"context"
	"encoding/json"
	"fmt"

	"switchboard/client/money"
)

// Balance is the money of a customer or of the account, in cents.
type Balance struct {
	Total    money.Price
	Reserved money.Price // held for numbers that wait for their first message
}

// UnmarshalJSON reads {"total","reserved"} and, for the account, the shapes inferred in
// AccountBalance.
func (b *Balance) UnmarshalJSON(raw []byte) error {
	o, err := readObject(raw)
	if err != nil {
		return fmt.Errorf("reading a balance: %w", err)
	}
	*b = Balance{Total: o.balance("total"), Reserved: o.balance("reserved")}
	if !b.Total.Known {
		b.Total = o.balance("balance")
	}
	return nil
}

// Free is what is left after what is held. Whether the held part is inside the total is not
// documented, so it serves warnings only and the provider's answer decides.
func (b Balance) Free() money.Price {
	if !b.Total.Known {
		return money.Price{}
	}
	if !b.Reserved.Known {
		return b.Total
	}
	return money.Known(b.Total.Cents - b.Reserved.Cents)
}

// Balance reads a customer's money. It may lag a few seconds behind a charge.
func (c *Client) Balance(ctx context.Context, customer string) (Balance, error) {
	return readOne[Balance](ctx, c, epBalance, []string{customer}, CheckCustomerID(customer))
}

// AccountBalance reads the account's own money. Its path and shape are inferred: the retail
// document names user/balance only in its table of limits. Accepted are {"total","reserved"},
// {"balance"} and either of them inside "data" or "user". An amount that is not there is
// unknown; callers must not require it.
func (c *Client) AccountBalance(ctx context.Context) (Balance, error) {
	var b accountBalance
	_, err := c.shared(ctx, epAccountBalance, accountPaths, nil, nil, &b)
	return Balance(b), err
}

type accountBalance Balance

func (a *accountBalance) UnmarshalJSON(raw []byte) error {
	o, err := readObject(raw)
	if err != nil {
		return fmt.Errorf("reading the account's balance: %w", err)
	}
	for _, inner := range []json.RawMessage{raw, o.value("data"), o.value("user")} {
		var b Balance
		if b.UnmarshalJSON(inner) == nil && b.Total.Known {
			*a = accountBalance(b)
			return nil
		}
	}
	return nil
}
